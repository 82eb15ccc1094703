"""How TikAPI refuses: the HTTP status, and `{"status": "error", "message", …}` on every path.

Statuses and texts are those of the vendor's documentation (400, 401, 403, 404, 405, 428, 429) and of its SDKs (502).
TikTok's own number travels in `statusCode`. Marked `ours`: the vendor says nothing of the case.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from tokgate.contract.dialect import Refused
from tokgate.contract.errors import ERROR_OF, ApiError, Cause, ErrorRow, Refusal
from tokgate.contract.operation import Operation
from tokgate.dialects.tikapi.credentials import ACCOUNT_KEY
from tokgate.dialects.tikapi.wire.answers import TikAPIAnswer

#: The header that names a request, where there is one.
REQUEST_ID = "x-request-id"
#: Seconds that a limit of the moment may last.
LONGEST_RATE_WAIT = 60


TABLE: Mapping[Cause, ErrorRow[int | None]] = {
    Cause.MISSING_PARAMETER: ErrorRow(400, None, "Missing fields."),
    # ours: the vendor's SDKs refuse these before sending
    Cause.INVALID_PARAMETER: ErrorRow(400, None, "Invalid fields."),
    Cause.TOO_LARGE: ErrorRow(413, None, "The request is too large."),  # ours
    Cause.BAD_KEY: ErrorRow(401, None, "A valid API Key is required."),
    Cause.UNKNOWN_CREATOR: ErrorRow(403, 10202, "User doesn't exist"),
    Cause.UNKNOWN_POST: ErrorRow(403, 10204, "Video doesn't exist"),
    # The numbers are the vendor's, the texts ours after that of a video.
    Cause.UNKNOWN_SOUND: ErrorRow(403, 10203, "Music doesn't exist"),
    Cause.UNKNOWN_HASHTAG: ErrorRow(403, 10205, "Hashtag doesn't exist"),
    Cause.UNKNOWN_ID: ErrorRow(403, 10224, "Entity doesn't exist"),
    Cause.UNKNOWN_ROOM: ErrorRow(403, 10210, "LIVE doesn't exist"),  # the words are ours
    Cause.ROOM_OVER: ErrorRow(403, 30003, "LIVE has ended"),  # ours; the number is TikTok's, from memory
    Cause.PRIVATE_CREATOR: ErrorRow(403, 10222, "This account is private"),  # the number is TikTok's, from memory
    Cause.PRIVATE_POST: ErrorRow(403, 10216, "This video is private"),
    Cause.RATE_LIMIT: ErrorRow(429, None, "API Key Rate-Limit reached."),
    Cause.QUOTA: ErrorRow(429, None, "API Key Rate-Limit reached."),
    Cause.UPSTREAM: ErrorRow(502, None, "TikTok Gateway Error"),
    Cause.NO_ROUTE: ErrorRow(404, None, "The requested endpoint does not exist."),
    Cause.WRONG_METHOD: ErrorRow(405, None, "Method not allowed."),
    Cause.READ_ONLY: ErrorRow(403, None, "This archive can only be read."),  # ours
    Cause.INTERNAL: ErrorRow(500, None, "Something went wrong."),
}

#: Of calls for an account, which alone have its session.
ACCOUNT_TABLE: Mapping[Cause, ErrorRow[int | None]] = {
    **TABLE,
    Cause.BAD_ACCOUNT_KEY: ErrorRow(401, None, "A valid Account Key is required."),  # ours, after that of the API key
    Cause.SESSION_EXPIRED: ErrorRow(428, 8, "Account session expired, please ask user to re-login and re-authorize."),
    Cause.BLOCKED: ErrorRow(403, 10113, "One of the two accounts has blocked the other"),  # the text is ours
    Cause.NAME_TAKEN: ErrorRow(403, None, "This username isn't available. Please try a new one."),  # ours
    Cause.NOT_THEIRS: ErrorRow(403, None, "Somebody else made this"),  # ours
    Cause.WRONG_CREATOR: ErrorRow(403, None, "This account cannot be meant: {name}"),  # ours
    Cause.BAD_TICKET: ErrorRow(403, None, "The ticket is not that of the conversation"),  # ours
    Cause.UNKNOWN_REQUEST: ErrorRow(403, None, "The conversation is no request to the account"),  # ours
    Cause.NOT_ACCEPTED: ErrorRow(403, None, "The conversation has to be accepted first"),  # ours
    Cause.SCOPE_MISSING: ErrorRow(403, None, "The account did not authorize the scope: {scope}."),  # ours
}

#: Read backwards: TikTok's number decides first, then the status.
_BY_CODE = {row.code: cause for cause, row in ACCOUNT_TABLE.items() if row.code is not None}
_BY_STATUS = {
    400: Cause.INVALID_PARAMETER,
    401: Cause.BAD_KEY,
    403: Cause.PRIVATE_CREATOR,
    404: Cause.NO_ROUTE,
    405: Cause.WRONG_METHOD,
    413: Cause.TOO_LARGE,
    428: Cause.SESSION_EXPIRED,
    429: Cause.QUOTA,
    502: Cause.UPSTREAM,
    503: Cause.UPSTREAM,
    504: Cause.UPSTREAM,
}


def refuse(refusal: Refusal, /, *, operation: Operation[Any, ...] | None, log_id: str, now_ms: int) -> Refused:
    """The refusal as TikAPI sends it: in one form on every path."""
    kinds = [credential.kind for credential in operation.credentials] if operation is not None else []
    table = ACCOUNT_TABLE if ACCOUNT_KEY.kind in kinds else TABLE
    row = table.get(refusal.cause, table[Cause.INTERNAL])
    body: dict[str, Any] = {"status": "error", "message": row.message.format_map(refusal.details)}
    if row.code is not None:
        body["statusCode"] = row.code
    if refusal.fields:
        body["fields"] = refusal.fields
    headers = {"retry-after": refusal.details["retry_after"]} if "retry_after" in refusal.details else {}
    return Refused(status=row.status, body=msgspec.json.encode(body), content_type="application/json", headers=headers)


def error_in(
    operation: Operation[Any, ...], status: int, headers: Mapping[str, str], body: bytes, /
) -> ApiError | None:
    """The error that an answer carries; a body that is no JSON is one too, by its status."""
    try:
        tree = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        tree = None
    said = tree if isinstance(tree, dict) else {}
    if status < 400 and said.get("status") != "error":
        return None
    code = said.get("statusCode")
    named = _BY_CODE.get(code) if isinstance(code, int) else None
    if status == 429 and _is_soon_over(headers):
        named = Cause.RATE_LIMIT
    cause = named or _BY_STATUS.get(status, Cause.INTERNAL if status >= 500 else Cause.INVALID_PARAMETER)
    return ERROR_OF[cause](
        str(said.get("message") or f"HTTP status {status}"),
        dialect="tikapi",
        operation=operation.name,
        cause=cause,
        status=status,
        code="" if code is None else str(code),
        request_id=headers.get(REQUEST_ID, ""),
        body=body,
        fields=said.get("fields") if isinstance(said.get("fields"), dict) else None,
    )


def _is_soon_over(headers: Mapping[str, str]) -> bool:
    """Whether a 429 says that it holds for a minute at most.

    The vendor words every 429 alike. What is used up for the day is so until midnight, and says that or nothing.
    """
    wait = headers.get("retry-after", "").strip()
    return wait.isdecimal() and len(wait) < 10 and int(wait) <= LONGEST_RATE_WAIT


def request_id(headers: Mapping[str, str], answer: object, /) -> str:
    """The header that its gateway sets."""
    return headers.get(REQUEST_ID, "")


def is_refusal(page: object, /) -> bool:
    """Whether the page's `status` says so."""
    return isinstance(page, TikAPIAnswer) and page.status == "error"
