"""Batch compliance: a file of ids in, those that are public out."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from tests.evidence import shows
from tests.server.research.conftest import COMMENTED, GONE, HIDDEN, POSTS, SECOND, Researcher

from tokgate import Official
from tokgate.contract.errors import BadRequest, Cause
from tokgate.contract.multipart import Upload
from tokgate.dialects.official.credentials import DEMO_CLIENT_KEY, DEMO_CLIENT_SECRET
from tokgate.dialects.official.research_resources import ResearchValidation
from tokgate.dialects.official.research_validations import ValidationCategory
from tokgate.domain.ports import Archive, CredentialRecord
from tokgate.domain.secrets import hash_secret

TASK = "/v2/research/validation_task/create/"


def create(researcher: Researcher, content: bytes, category: str = "video") -> httpx.Response:
    return researcher.http.post(TASK, files={"file_data": ("ids.txt", content)}, data={"category": category})


def task_of(answer: httpx.Response) -> str:
    assert answer.status_code == 200, answer.text
    assert answer.json()["error"].keys() == {"code", "message", "log_id"}
    task: str = answer.json()["data"]["task_id"]
    return task


def ids(*numbers: int) -> bytes:
    return "".join(f"{number}\r\n" for number in numbers).encode()


@shows(ResearchValidation.create, ResearchValidation.status, ResearchValidation.download, fields=True)
@pytest.mark.parametrize(
    ("category", "asked", "valid"),
    [
        ("video", [POSTS[1].id, GONE, HIDDEN, 123, COMMENTED], [POSTS[1].id, COMMENTED]),
        ("comment", [(SECOND << 32) + 2, 77, COMMENTED, (SECOND << 32) + 1], [(SECOND << 32) + 2, (SECOND << 32) + 1]),
    ],
)
def test_the_valid_ids_of_a_file(researcher: Researcher, category: str, asked: list[int], valid: list[int]) -> None:
    task = task_of(create(researcher, ids(*asked), category))

    assert researcher.data("validation_task_status/get", task_id=task) == {"task_status": "Completed"}
    downloaded = researcher.call("validation_task/download", task_id=int(task))
    assert downloaded.headers["content-type"] == "text/plain; charset=utf-8"
    assert [int(line) for line in downloaded.text.splitlines()] == valid


def test_the_sdk_sends_a_file_and_gets_one(researcher: Researcher) -> None:
    client = Official(
        client_key=DEMO_CLIENT_KEY, client_secret=DEMO_CLIENT_SECRET, base_url=str(researcher.http.base_url)
    )
    tasks = client.research.validation_task
    task = tasks.create(file_data=Upload("ids.txt", ids(GONE, COMMENTED)), category=ValidationCategory.VIDEO).data
    assert task is not None
    assert task.task_id is not None
    assert tasks.download(task_id=task.task_id).content == f"{COMMENTED}\n".encode()
    with pytest.raises(BadRequest) as refused:
        tasks.create(file_data=Upload("ids.txt", b"none"), category=ValidationCategory.VIDEO)
    assert refused.value.code == "invalid_file_upload"


@shows(ResearchValidation.create, causes=(Cause.INVALID_PARAMETER,))
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "holds 0 ids; 1 to 10000 are right"),
        (b"1\nabc\n", "line 2: 'abc' is no id; one id per line is right"),
        (b"1\n" + b"9" * 19 + b"\n", "line 2"),
        (b"\xff\xfe", "is no text"),
        (b"1\n" * 10_001, "holds 10001 ids"),
    ],
)
def test_a_bad_file_is_refused_with_its_line(researcher: Researcher, content: bytes, said: str) -> None:
    answer = create(researcher, content)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "invalid_file_upload")
    assert said in answer.json()["error"]["message"]


def test_ten_thousand_ids_are_taken(researcher: Researcher) -> None:
    task_of(create(researcher, b"\xef\xbb\xbf" + ids(*range(1, 10_001))))


@shows(ResearchValidation.status, ResearchValidation.download, causes=(Cause.UNKNOWN_ID,))
@pytest.mark.parametrize("path", ["validation_task_status/get", "validation_task/download"])
def test_an_unknown_task_and_that_of_another_app_are_refused_alike(
    researcher: Researcher, known: Archive, path: str
) -> None:
    task = task_of(create(researcher, ids(1)))
    known.add_credential(
        CredentialRecord(
            kind="client_token",
            name=f"other {path}",
            hash=hash_secret(f"clt.{path}"),
            client_key="other",
            scopes=("research.data.basic",),
            created_ms=0,
        )
    )
    refused: list[dict[str, Any]] = []
    for task_id, token in ((task, f"clt.{path}"), ("123", f"clt.{path}")):
        answer = researcher.http.post(
            f"/v2/research/{path}/", json={"task_id": task_id}, headers={"Authorization": f"Bearer {token}"}
        )
        assert answer.status_code == 400
        error = answer.json()["error"]
        refused.append({**error, "log_id": "", "message": error["message"].replace(task_id, "ID")})
    assert refused[0] == refused[1]
    assert refused[0]["code"] == "invalid_params"
    assert researcher.call(path, task_id="x").status_code == 400
