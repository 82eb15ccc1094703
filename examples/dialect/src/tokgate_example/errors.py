"""How the vendor refuses: a status, and `{"problem": …}`."""

from collections.abc import Mapping
from typing import Any

import msgspec

from tokgate.contract.dialect import Refused
from tokgate.contract.errors import ERROR_OF, ApiError, Cause, Refusal
from tokgate.contract.operation import Operation

TABLE = {
    Cause.MISSING_PARAMETER: (400, "something is missing"),
    Cause.INVALID_PARAMETER: (422, "something is wrong"),
    Cause.BAD_KEY: (401, "show a key"),
    Cause.UNKNOWN_CREATOR: (404, "no such person"),
    Cause.RATE_LIMIT: (429, "slow down"),
    Cause.QUOTA: (402, "no calls left today"),
    Cause.INTERNAL: (500, "our mistake"),
}
CAUSES = {status: cause for cause, (status, _) in TABLE.items()}


def refuse(refusal: Refusal, /, *, operation: Operation[Any, ...] | None, log_id: str, now_ms: int) -> Refused:
    """A refusal in the vendor's words; a path that it does not have is no person either."""
    cause = refusal.cause if operation is not None else Cause.UNKNOWN_CREATOR
    status, problem = TABLE.get(cause, TABLE[Cause.INTERNAL])
    return Refused(status=status, body=msgspec.json.encode({"problem": problem, **refusal.fields}))


def error_in(
    operation: Operation[Any, ...], status: int, headers: Mapping[str, str], body: bytes, /
) -> ApiError | None:
    """The error that an answer carries."""
    if status < 400:
        return None
    cause, text = CAUSES.get(status, Cause.INTERNAL), body.decode(errors="replace")
    return ERROR_OF[cause](text, dialect="example", operation=operation.name, cause=cause, status=status, body=body)
