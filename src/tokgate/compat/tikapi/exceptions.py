"""What a call can raise: the vendor's names and members."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokgate.compat.tikapi.response import APIResponse


class APIException(Exception):
    """A wrong use of the client, or an answer that is an error."""


class ResponseException(APIException):
    """The answer was an error, whose text this is, or none came: then `response` is None."""

    def __init__(self, message: str, response: APIResponse | None = None) -> None:
        super().__init__(message)
        self.response: APIResponse | None = response


class ValidationException(Exception):
    """An argument is wrong, so that nothing was sent. `field` is its name in the call."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.field: str | None = field
