"""The Research API's batch compliance, answered from the archive. A task is done at once."""

from __future__ import annotations

from tokgate.contract.answers import Binary
from tokgate.contract.errors import Cause, Refusal
from tokgate.contract.handlers import Encoded
from tokgate.contract.multipart import Upload
from tokgate.dialects.official.credentials import CLIENT_TOKEN
from tokgate.dialects.official.errors import FILE
from tokgate.dialects.official.research_parameters import Category, IdFile, TaskId
from tokgate.dialects.official.research_resources import ResearchValidation
from tokgate.dialects.official.research_validations import (
    MOST_IDS,
    ValidationCategory,
    ValidationStatusAnswer,
    ValidationTaskAnswer,
)
from tokgate.domain.validations import Validation, ValidationSubject
from tokgate.server.handlers.display import answer
from tokgate.server.request import Request, implements

_SUBJECTS = {
    ValidationCategory.VIDEO: ValidationSubject.POST,
    ValidationCategory.COMMENT: ValidationSubject.COMMENT,
}


@implements(ResearchValidation.create)
def create(request: Request, /, *, file_data: IdFile, category: Category, **_: object) -> Encoded[ValidationTaskAnswer]:
    task = request.archive.start_validation(
        request.app_of(CLIENT_TOKEN), _SUBJECTS[category], _ids_in(file_data), at_ms=request.now_ms
    )
    return answer(request, {"task_id": str(task.id)}, rows=0)


@implements(ResearchValidation.status)
def status(request: Request, /, *, task_id: TaskId, **_: object) -> Encoded[ValidationStatusAnswer]:
    _own_task(request, task_id)
    return answer(request, {"task_status": "Completed"}, rows=0)


@implements(ResearchValidation.download)
def download(request: Request, /, *, task_id: TaskId, **_: object) -> Binary:
    ids = request.archive.valid_ids(_own_task(request, task_id))
    return Binary("".join(f"{each}\n" for each in ids).encode(), "text/plain; charset=utf-8")


def _own_task(request: Request, task_id: str) -> Validation:
    """The task. Refusal for one that is unknown, over, or another app's, without a word on which it is."""
    task = request.archive.validation(min(int(task_id), 2**63 - 1), at_ms=request.now_ms)
    if task is None or task.app != request.app_of(CLIENT_TOKEN):
        raise Refusal(Cause.UNKNOWN_ID, name=task_id)
    return task


def _ids_in(sent: Upload) -> list[int]:
    """The ids of a file, one per line. Refusal that names the first line that is none."""
    try:
        lines = sent.content.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise _bad_file("is no text") from None
    ids = []
    for number, line in enumerate(lines, 1):
        digits = line.strip()
        if not digits:
            continue
        if not (digits.isascii() and digits.isdecimal() and len(digits) < 20 and 0 < int(digits) < 2**63):
            raise _bad_file(f"line {number}: {digits[:40]!r} is no id; one id per line is right")
        ids.append(int(digits))
    if not 0 < len(ids) <= MOST_IDS:
        raise _bad_file(f"holds {len(ids)} ids; 1 to {MOST_IDS} are right")
    return ids


def _bad_file(problem: str) -> Refusal:
    return Refusal(Cause.INVALID_PARAMETER, fields={FILE: problem})
