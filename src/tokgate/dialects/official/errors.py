"""How TikTok refuses: `{"error": {"code", "message", "log_id"}}` with a real 4xx, flat and named `error` in OAuth.

Codes and statuses are those of the v2 error page; texts are those that clients recorded. Marked `ours`: not recorded.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from tokgate.contract.dialect import Refused
from tokgate.contract.errors import ERROR_OF, ApiError, Cause, ErrorRow, Refusal
from tokgate.contract.operation import Operation
from tokgate.dialects.official.display import Error
from tokgate.dialects.official.earlier import EarlierError
from tokgate.dialects.official.earlier_errors import EARLIER_CODES, earlier_parts, earlier_refusal, is_earlier

#: The header that names a request on every answer.
LOG_ID = "x-tt-logid"


DISPLAY_TABLE: Mapping[Cause, ErrorRow[str]] = {
    Cause.MISSING_PARAMETER: ErrorRow(400, "invalid_params", "The request is missing parameters: {fields}"),  # ours
    Cause.INVALID_PARAMETER: ErrorRow(400, "invalid_params", "The parameters are invalid: {fields}"),  # ours
    Cause.TOO_LARGE: ErrorRow(413, "invalid_params", "The request is too large"),  # ours
    Cause.BAD_KEY: ErrorRow(401, "access_token_invalid", "The access token is invalid or not found in the request."),
    Cause.SESSION_EXPIRED: ErrorRow(
        401, "access_token_invalid", "The access token is invalid or not found in the request."
    ),
    Cause.SCOPE_MISSING: ErrorRow(
        401, "scope_not_authorized", "The user did not authorize the scope required for completing this request."
    ),
    Cause.RATE_LIMIT: ErrorRow(429, "rate_limit_exceeded", "The API rate limit was exceeded. Please try again later."),
    Cause.UPSTREAM: ErrorRow(500, "internal_error", "Something is wrong. Please try again later."),
    Cause.READ_ONLY: ErrorRow(403, "access_denied", "This archive can only be read."),  # ours
    Cause.INTERNAL: ErrorRow(500, "internal_error", "Something is wrong. Please try again later."),
}

RESEARCH_TABLE: Mapping[Cause, ErrorRow[str]] = {
    **DISPLAY_TABLE,
    Cause.UNKNOWN_CREATOR: ErrorRow(400, "invalid_params", "The username {name} is invalid: cannot find the user"),
    Cause.PRIVATE_CREATOR: ErrorRow(400, "invalid_params", "The account {name} is private"),
    # Its status and the end of its text were recorded.
    Cause.HIDDEN_LIKES: ErrorRow(
        403, "invalid_params", "The likes of {name} are hidden: information cannot be returned"
    ),
    Cause.UNKNOWN_POST: ErrorRow(400, "invalid_params", "The video {name} is invalid: cannot find the video"),  # ours
    Cause.UNKNOWN_ID: ErrorRow(400, "invalid_params", "The id {name} is invalid or expired"),  # ours
    Cause.UNKNOWN_RESULT: ErrorRow(400, "invalid_params", "Search Id {name} is invalid or expired"),
    Cause.QUOTA: ErrorRow(
        429, "daily_quota_limit_exceeded", "The API daily quota limit exceeded. Please try again later"
    ),
}

OAUTH_TABLE: Mapping[Cause, ErrorRow[str]] = {
    Cause.MISSING_PARAMETER: ErrorRow(400, "invalid_request", "The request parameters are malformed."),
    Cause.INVALID_PARAMETER: ErrorRow(400, "invalid_request", "The request parameters are malformed."),
    Cause.TOO_LARGE: ErrorRow(413, "invalid_request", "The request parameters are malformed."),
    Cause.BAD_CLIENT: ErrorRow(401, "invalid_client", "Client key or secret is incorrect."),
    Cause.BAD_GRANT: ErrorRow(400, "invalid_grant", "Authorization code is expired."),
    Cause.UNSUPPORTED_GRANT: ErrorRow(400, "unsupported_grant_type", "The grant type is not supported."),  # ours
    Cause.READ_ONLY: ErrorRow(403, "access_denied", "This archive can only be read."),  # ours
    Cause.INTERNAL: ErrorRow(500, "server_error", "Something is wrong. Please try again later."),
}

#: Where the one parameter that is wrong gives a refusal another code or text.
OAUTH_OF_PARAMETER: Mapping[tuple[Cause, str], ErrorRow[str]] = {
    (Cause.MISSING_PARAMETER, "client_secret"): ErrorRow(400, "invalid_request", "Client secret is missed in request."),
    # RFC 6749, 5.2
    (Cause.INVALID_PARAMETER, "grant_type"): OAUTH_TABLE[Cause.UNSUPPORTED_GRANT],
    (Cause.BAD_GRANT, "redirect_uri"): ErrorRow(
        400, "invalid_request", "Redirect_uri is not matched with the uri when requesting code."
    ),
    (Cause.BAD_GRANT, "code_verifier"): ErrorRow(400, "invalid_grant", "Code verifier or code challenge is invalid"),
    (Cause.BAD_GRANT, "refresh_token"): ErrorRow(400, "invalid_grant", "Refresh token is invalid or expired."),  # ours
    (Cause.BAD_GRANT, "token"): ErrorRow(400, "invalid_grant", "Access token is invalid or expired."),  # ours
    (Cause.BAD_GRANT, "scope"): ErrorRow(400, "invalid_scope", "The scope is invalid."),  # ours
}

#: The parameter that is a file, and the code of what is wrong with it alone.
FILE, FILE_CODE = "file_data", "invalid_file_upload"

_BY_CODE = {
    **EARLIER_CODES,
    "access_token_invalid": Cause.BAD_KEY,
    "scope_not_authorized": Cause.SCOPE_MISSING,
    "scope_permission_missed": Cause.SCOPE_MISSING,
    "invalid_params": Cause.INVALID_PARAMETER,
    "invalid_param": Cause.INVALID_PARAMETER,
    "invalid_file_upload": Cause.INVALID_PARAMETER,
    "rate_limit_exceeded": Cause.RATE_LIMIT,
    "daily_quota_limit_exceeded": Cause.QUOTA,
    "internal_error": Cause.INTERNAL,
    "timeout": Cause.UPSTREAM,
    "invalid_client": Cause.BAD_CLIENT,
    "unauthorized_client": Cause.BAD_CLIENT,
    "invalid_grant": Cause.BAD_GRANT,
    "access_denied": Cause.SCOPE_MISSING,
    "invalid_scope": Cause.SCOPE_MISSING,
    "unsupported_grant_type": Cause.UNSUPPORTED_GRANT,
    "invalid_request": Cause.INVALID_PARAMETER,
    "server_error": Cause.INTERNAL,
    "temporarily_unavailable": Cause.UPSTREAM,
}
_BY_STATUS = {401: Cause.BAD_KEY, 404: Cause.NO_ROUTE, 429: Cause.RATE_LIMIT}
#: Texts that tell two causes of invalid_params apart, as clients match them.
_BY_TEXT = (
    ("cannot find the user", Cause.UNKNOWN_CREATOR),
    ("Search Id ", Cause.UNKNOWN_RESULT),
    ("is private", Cause.PRIVATE_CREATOR),
    ("cannot return this user's information", Cause.PRIVATE_CREATOR),
    ("information cannot be returned", Cause.HIDDEN_LIKES),
    ("cannot find the video", Cause.UNKNOWN_POST),
    ("is invalid or expired", Cause.UNKNOWN_ID),
)

_SEARCH_ID = re.compile(r"Search Id ([0-9]{1,19})\b", re.ASCII)
#: For so many seconds after it was given out, a search id may be refused as invalid, as clients have met it. The upper
#: half of an id, as of all of the ids that TikTok makes, is the second of its making.
SETTLING_S = 60


def refuse(refusal: Refusal, /, *, operation: Operation[Any, ...] | None, log_id: str, now_ms: int) -> Refused:
    """The refusal as TikTok sends it; an unknown path, and a known one under a wrong method, is plain text."""
    if refusal.cause in (Cause.NO_ROUTE, Cause.WRONG_METHOD):
        return Refused(status=404, body=b"Unsupported path(Janus)", content_type="text/plain; charset=utf-8")
    if operation is not None and is_earlier(operation):
        status, body = earlier_refusal(refusal, operation.path, log_id)
        return Refused(status=status, body=msgspec.json.encode(body))
    table = _table_of(operation)
    if table is OAUTH_TABLE:
        row = _oauth_row(refusal)
        body = {"error": row.code, "error_description": row.message, "log_id": log_id}
    else:
        row = table.get(refusal.cause, table[Cause.INTERNAL])
        code = FILE_CODE if refusal.fields.keys() == {FILE} else row.code
        body = {"data": {}, "error": {"code": code, "message": _message(row, refusal), "log_id": log_id}}
    return Refused(status=row.status, body=msgspec.json.encode(body), content_type="application/json; charset=utf-8")


def _oauth_row(refusal: Refusal) -> ErrorRow[str]:
    of_parameter = (OAUTH_OF_PARAMETER.get((refusal.cause, name)) for name in refusal.fields)
    row = next(filter(None, of_parameter), None)
    return row or OAUTH_TABLE.get(refusal.cause, OAUTH_TABLE[Cause.INTERNAL])


def _table_of(operation: Operation[Any, ...] | None) -> Mapping[Cause, ErrorRow[str]]:
    """The refusals that an operation has; those of Display are the ones that all but OAuth's share."""
    path = operation.path if operation is not None else ""
    if path.startswith("/v2/oauth/"):
        return OAUTH_TABLE
    return RESEARCH_TABLE if path.startswith("/v2/research/") else DISPLAY_TABLE


def _message(row: ErrorRow[str], refusal: Refusal) -> str:
    if refusal.cause is Cause.INVALID_PARAMETER and refusal.fields.keys() <= {"max_count", "cursor"}:
        return "Invalid count or cursor"
    fields = "; ".join(f"{name} {problem}" for name, problem in refusal.fields.items())
    return row.message.format_map({"fields": fields, "name": "", **refusal.details})


def error_in(
    operation: Operation[Any, ...], status: int, headers: Mapping[str, str], body: bytes, /
) -> ApiError | None:
    """The error that an answer carries, nested or flat, on any status: OAuth errors were seen with 200."""
    try:
        tree = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        tree = None
    said = tree.get("error") if isinstance(tree, dict) else None
    code, message, log_id = earlier_parts(tree) if said is None and is_earlier(operation) else _parts(said, tree)
    if code in ("", "ok") and status < 400:
        return None
    cause = _BY_CODE.get(code) or _BY_STATUS.get(status) or _unnamed(status)
    if cause is Cause.INVALID_PARAMETER:
        cause = next((other for text, other in _BY_TEXT if text in message), cause)
    unknown_search = _SEARCH_ID.search(message) if cause is Cause.UNKNOWN_RESULT else None
    return ERROR_OF[cause](
        message or f"HTTP status {status}",
        dialect="official",
        operation=operation.name,
        cause=cause,
        status=status,
        code=code,
        request_id=log_id or headers.get(LOG_ID, ""),
        body=body,
        settled_at=(int(unknown_search[1]) >> 32) + SETTLING_S if unknown_search else None,
    )


def _parts(said: Any, tree: Any) -> tuple[str, str, str]:
    if isinstance(said, dict):
        return str(said.get("code") or ""), str(said.get("message") or ""), str(said.get("log_id") or "")
    if isinstance(said, str):
        return said, str(tree.get("error_description") or ""), str(tree.get("log_id") or "")
    return "", "", ""


def _unnamed(status: int) -> Cause:
    return Cause.UPSTREAM if status >= 500 else Cause.INVALID_PARAMETER


def request_id(headers: Mapping[str, str], answer: object, /) -> str:
    """TikTok's log id; the header has it on every answer, `error` on most."""
    error = getattr(answer, "error", None)
    return headers.get(LOG_ID, "") or (error.log_id if isinstance(error, Error | EarlierError) else "")


def is_refusal(page: object, /) -> bool:
    """Whether the page's `error` names one, as it does on HTTP 200 too."""
    error = getattr(page, "error", None)
    return isinstance(error, Error | EarlierError) and error.code not in ("", "ok", 0)
