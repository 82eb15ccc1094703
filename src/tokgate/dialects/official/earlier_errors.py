"""How the first version refused: numbers for codes, in one envelope for Login Kit and in another for the Display API.

TikTok's page names 10002 alone. The other numbers are those of Douyin's API, whose answers are built alike; that these
hold for TikTok, and the statuses, are ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tokgate.contract.errors import Cause, ErrorRow, Refusal
from tokgate.contract.operation import Operation
from tokgate.dialects.official.earlier import PATHS, V1

LOGIN_KIT = "/oauth/"

EARLIER_TABLE: Mapping[Cause, ErrorRow[int]] = {
    Cause.MISSING_PARAMETER: ErrorRow(400, 10002, "Parameter error"),
    Cause.INVALID_PARAMETER: ErrorRow(400, 10002, "Parameter error"),
    Cause.TOO_LARGE: ErrorRow(413, 10002, "Parameter error"),
    Cause.BAD_CLIENT: ErrorRow(401, 10013, "Client key or secret error"),
    Cause.BAD_GRANT: ErrorRow(400, 10007, "Authorization code expired"),
    Cause.BAD_KEY: ErrorRow(401, 10008, "Access token invalid or expired"),
    Cause.SCOPE_MISSING: ErrorRow(401, 10004, "Scope not authorized"),
    Cause.READ_ONLY: ErrorRow(403, 10004, "This archive can only be read"),
    Cause.INTERNAL: ErrorRow(500, 10001, "System error"),
}
#: Where a refresh token is what is wrong.
REFRESH_TOKEN_ROW = ErrorRow(400, 10010, "Refresh token expired")

EARLIER_CODES: Mapping[str, Cause] = {
    "10001": Cause.INTERNAL,
    "10002": Cause.INVALID_PARAMETER,
    "10004": Cause.SCOPE_MISSING,
    "10007": Cause.BAD_GRANT,
    "10008": Cause.BAD_KEY,
    "10010": Cause.BAD_GRANT,
    "10013": Cause.BAD_CLIENT,
}


def is_earlier(operation: Operation[Any, ...] | None) -> bool:
    """Whether an operation is one of the first version's."""
    return operation is not None and operation.until == V1 and operation.path.startswith(PATHS)


def earlier_refusal(refusal: Refusal, path: str, log_id: str) -> tuple[int, dict[str, Any]]:
    """Status and body of a refusal."""
    row = EARLIER_TABLE.get(refusal.cause, EARLIER_TABLE[Cause.INTERNAL])
    if refusal.cause is Cause.BAD_GRANT and "refresh_token" in refusal.fields:
        row = REFRESH_TOKEN_ROW
    problems = "; ".join(f"{name} {problem}" for name, problem in refusal.fields.items())
    message = f"{row.message}: {problems}" if row.code == 10002 and problems else row.message
    if path.startswith(LOGIN_KIT):
        data = {"captcha": "", "desc_url": "", "description": message, "error_code": row.code, "log_id": log_id}
        return row.status, {"data": data, "message": "error"}
    return row.status, {"data": {}, "error": {"code": row.code, "message": message, "log_id": log_id}}


def earlier_parts(tree: Any) -> tuple[str, str, str]:
    """Code, message and log id of Login Kit's answer; "" for what it does not say."""
    data = tree.get("data") if isinstance(tree, dict) else None
    if not isinstance(data, dict):
        return "", "", ""
    return str(data.get("error_code") or ""), str(data.get("description") or ""), str(data.get("log_id") or "")
