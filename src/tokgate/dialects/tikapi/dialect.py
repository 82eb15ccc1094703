"""TikAPI, as the server and the SDK are given it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tokgate.contract.dialect import Dialect, Refused
from tokgate.contract.errors import ApiError, Refusal
from tokgate.contract.operation import Operation, Resource
from tokgate.dialects.tikapi import errors
from tokgate.dialects.tikapi.resources import RESOURCES


class TikAPIDialect:
    """See `tokgate.contract.dialect.Dialect`."""

    name = "tikapi"
    base_url = "https://api.tikapi.io"
    resources: tuple[type[Resource[Any]], ...] = RESOURCES

    def refuse(self, refusal: Refusal, *, operation: Operation[..., Any] | None, log_id: str, now_ms: int) -> Refused:
        """As TikAPI does: one form on every path."""
        return errors.refuse(refusal)

    def error_in(
        self, operation: Operation[..., Any], status: int, headers: Mapping[str, str], body: bytes
    ) -> ApiError | None:
        """The error that an answer carries."""
        return errors.error_in(operation.name, status, headers, body)

    def request_id(self, headers: Mapping[str, str], answer: object) -> str:
        """The header that its gateway sets."""
        return headers.get(errors.REQUEST_ID, "")


DIALECT: Dialect = TikAPIDialect()
