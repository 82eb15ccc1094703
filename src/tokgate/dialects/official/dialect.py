"""TikTok's own APIs, as the server and the SDK are given them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tokgate.contract.dialect import Dialect, Refused
from tokgate.contract.errors import ApiError, Refusal
from tokgate.contract.operation import Operation, Resource
from tokgate.dialects.official import errors
from tokgate.dialects.official.display import Error
from tokgate.dialects.official.errors import LOG_ID
from tokgate.dialects.official.resources import RESOURCES


class OfficialDialect:
    """See `tokgate.contract.dialect.Dialect`."""

    name = "official"
    base_url = "https://open.tiktokapis.com"
    resources: tuple[type[Resource[Any]], ...] = RESOURCES

    def refuse(self, refusal: Refusal, *, operation: Operation[..., Any] | None, log_id: str, now_ms: int) -> Refused:
        """As TikTok does: flat in OAuth, nested elsewhere."""
        is_oauth = operation is not None and operation.path.startswith("/v2/oauth/")
        return errors.refuse(refusal, is_oauth=is_oauth, log_id=log_id)

    def error_in(
        self, operation: Operation[..., Any], status: int, headers: Mapping[str, str], body: bytes
    ) -> ApiError | None:
        """The error that an answer carries."""
        return errors.error_in(operation.name, status, headers, body)

    def request_id(self, headers: Mapping[str, str], answer: object) -> str:
        """TikTok's log id; the header has it on every answer, `error` on most."""
        error = getattr(answer, "error", None)
        return headers.get(LOG_ID, "") or (error.log_id if isinstance(error, Error) else "")


DIALECT: Dialect = OfficialDialect()
