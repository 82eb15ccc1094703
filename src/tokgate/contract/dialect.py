"""A dialect: its resources, its host, and how its refusals sound."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import msgspec

from tokgate.contract.errors import ApiError, Refusal
from tokgate.contract.operation import Operation, Resource


class Refused(msgspec.Struct, kw_only=True):
    """A refusal as it goes over the wire."""

    status: int
    body: bytes
    content_type: str = "application/json; charset=utf-8"
    headers: dict[str, str] = {}


class Dialect(Protocol):
    """One family of calls with its own credentials, errors and spelling."""

    @property
    def name(self) -> str: ...

    @property
    def base_url(self) -> str:
        """The vendor's host."""
        ...

    @property
    def resources(self) -> tuple[type[Resource[Any]], ...]: ...

    def refuse(self, refusal: Refusal, *, operation: Operation[..., Any] | None, log_id: str, now_ms: int) -> Refused:
        """The refusal in this dialect's status, code, message and body; `operation` is None when no route was found."""
        ...

    def error_in(
        self, operation: Operation[..., Any], status: int, headers: Mapping[str, str], body: bytes
    ) -> ApiError | None:
        """The error that an answer carries, None if it is a success. Header names are in lower case."""
        ...

    def request_id(self, headers: Mapping[str, str], answer: object) -> str:
        """What the vendor finds a request by, from the headers or the decoded answer; "" if neither says it."""
        ...


def operations_of(dialect: Dialect) -> list[Operation[..., Any]]:
    """Every declared operation of a dialect, in the order of declaration."""
    return [operation for resource in dialect.resources for operation in resource.operations()]
