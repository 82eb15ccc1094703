"""How JustOneAPI refuses: HTTP 200 and a code other than 0, in the same envelope as a success.

Codes and meanings are those of its guide and its MCP server; 404 is in its list of codes without a meaning.
Failures of the system itself, and paths that do not exist, carry the HTTP status too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from tokgate.contract.dialect import Refused
from tokgate.contract.errors import ERROR_OF, ApiError, Cause, ErrorRow, Refusal
from tokgate.contract.operation import Operation
from tokgate.dialects.justone.wire import Envelope
from tokgate.domain.instants import iso_second

TABLE: Mapping[Cause, ErrorRow[int]] = {
    Cause.BAD_KEY: ErrorRow(200, 100, "Invalid or inactive token"),
    Cause.UPSTREAM: ErrorRow(200, 301, "Collection failed, please retry"),
    Cause.RATE_LIMIT: ErrorRow(200, 302, "Rate limit exceeded"),
    Cause.QUOTA: ErrorRow(200, 303, "Daily quota exceeded"),
    Cause.MISSING_PARAMETER: ErrorRow(200, 400, "Invalid parameters: {fields}"),
    Cause.INVALID_PARAMETER: ErrorRow(200, 400, "Invalid parameters: {fields}"),
    Cause.TOO_LARGE: ErrorRow(413, 400, "Invalid parameters: the request is too large"),
    Cause.UNKNOWN_CREATOR: ErrorRow(200, 404, "User not found"),
    Cause.UNKNOWN_POST: ErrorRow(200, 404, "Post not found"),
    Cause.PRIVATE_CREATOR: ErrorRow(200, 404, "This account is private"),
    Cause.NO_ROUTE: ErrorRow(404, 404, "No such endpoint"),
    Cause.WRONG_METHOD: ErrorRow(405, 400, "Method not allowed"),
    Cause.SCOPE_MISSING: ErrorRow(200, 600, "Permission denied"),
    Cause.BALANCE: ErrorRow(200, 601, "Insufficient balance"),
    Cause.INTERNAL: ErrorRow(500, 500, "Internal server error"),
}

_BY_CODE = {
    100: Cause.BAD_KEY,
    202: Cause.UNKNOWN_POST,
    301: Cause.UPSTREAM,
    302: Cause.RATE_LIMIT,
    303: Cause.QUOTA,
    400: Cause.INVALID_PARAMETER,
    404: Cause.UNKNOWN_CREATOR,
    500: Cause.INTERNAL,
    503: Cause.UPSTREAM,
    600: Cause.SCOPE_MISSING,
    601: Cause.BALANCE,
}


def refuse(refusal: Refusal, /, *, operation: Operation[Any, ...] | None, log_id: str, now_ms: int) -> Refused:
    """The refusal in the envelope of every answer."""
    row = TABLE.get(refusal.cause, TABLE[Cause.INTERNAL])
    fields = "; ".join(f"{name} {problem}" for name, problem in refusal.fields.items())
    body = {
        "code": row.code,
        "message": row.message.format_map({"fields": fields, **refusal.details}),
        "data": None,
        "recordTime": iso_second(now_ms),
    }
    return Refused(status=row.status, body=msgspec.json.encode(body), content_type="application/json")


#: Of digits: all codes have three or less.
_LONGEST_CODE = 10


class _Said(msgspec.Struct):
    code: int | str | None = None
    message: str | None = None
    requestId: str | None = None


def error_in(
    operation: Operation[Any, ...], status: int, headers: Mapping[str, str], body: bytes, /
) -> ApiError | None:
    """The error that an answer carries: the code decides, on any HTTP status; an answer without one by its status."""
    try:
        envelope = msgspec.json.decode(body, type=_Said)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        envelope = _Said()
    said = "" if envelope.code is None else str(envelope.code)
    code = int(said) if said.isdecimal() and len(said) < _LONGEST_CODE else None
    if code == 0 or (code is None and status < 400):
        return None
    fallback = Cause.INTERNAL if status >= 500 or status == 200 else Cause.INVALID_PARAMETER
    cause = _BY_CODE.get(code if code is not None else status, fallback)
    return ERROR_OF[cause](
        envelope.message or f"HTTP status {status}",
        dialect="justone",
        operation=operation.name,
        cause=cause,
        status=status,
        code="" if code is None else str(code),
        request_id=envelope.requestId or "",
        body=body,
    )


def request_id(headers: Mapping[str, str], answer: object, /) -> str:
    """The envelope's `requestId`, which not every answer has."""
    return (answer.requestId if isinstance(answer, Envelope) else None) or ""


def is_refusal(page: object, /) -> bool:
    """Whether the envelope's code does, as on every HTTP status."""
    return isinstance(page, Envelope) and page.code != 0
