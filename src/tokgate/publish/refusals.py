"""How an operation is refused for a cause, as the server says it and the client raises it."""

from __future__ import annotations

from typing import Any, NamedTuple

from tokgate.contract.dialect import Dialect
from tokgate.contract.errors import ApiError, Cause, Refusal
from tokgate.contract.operation import Operation


class Raised(NamedTuple):
    """A refusal: its HTTP status, its words, and the error that a client raises. Braces stand for what is filled in."""

    status: int
    words: str
    error: ApiError


def refused(dialect: Dialect, cause: Cause, operation: Operation[Any, ...]) -> Raised | None:
    """None where the dialect has only its words for a failure of its own."""
    sent, internal = (
        dialect.refuse(
            Refusal(each, fields={"{parameter}": "{problem}"}, name="{name}", scope="{scope}"),
            operation=operation,
            log_id="",
            now_ms=0,
        )
        for each in (cause, Cause.INTERNAL)
    )
    error = dialect.error_in(operation, sent.status, sent.headers, sent.body)
    if error is None or (sent == internal and cause is not Cause.INTERNAL):
        return None
    return Raised(
        sent.status, error.message if "json" in sent.content_type else sent.body.decode("utf-8", "replace"), error
    )
