"""JustOneAPI, as the server and the SDK are given it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tokgate.contract.dialect import Dialect, Refused
from tokgate.contract.errors import ApiError, Refusal
from tokgate.contract.operation import Operation, Resource
from tokgate.dialects.justone import errors
from tokgate.dialects.justone.resources import RESOURCES
from tokgate.dialects.justone.wire import PostsAnswer


class JustOneDialect:
    """See `tokgate.contract.dialect.Dialect`."""

    name = "justone"
    base_url = "https://api.justoneapi.com"
    resources: tuple[type[Resource[Any]], ...] = RESOURCES

    def refuse(self, refusal: Refusal, *, operation: Operation[..., Any] | None, log_id: str, now_ms: int) -> Refused:
        """In the envelope of every answer."""
        return errors.refuse(refusal, now_ms)

    def error_in(
        self, operation: Operation[..., Any], status: int, headers: Mapping[str, str], body: bytes
    ) -> ApiError | None:
        """The error that an answer carries."""
        return errors.error_in(operation.name, status, headers, body)

    def request_id(self, headers: Mapping[str, str], answer: object) -> str:
        """The envelope's `requestId`, which not every answer has."""
        return (answer.requestId if isinstance(answer, PostsAnswer) else None) or ""


DIALECT: Dialect = JustOneDialect()
