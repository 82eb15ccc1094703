"""What a request to a vendor's host means: its operation and the parameters that tell it from others."""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec

from tokgate.contract.errors import Refusal
from tokgate.contract.operation import Operation
from tokgate.contract.requests import read_body, read_members, read_query
from tokgate.dialects.registry import installed
from tokgate.dialects.secret_names import is_secret_name
from tokgate.server.request import handlers
from tokgate.server.routing import Route, Routes


class CallMeaning(msgspec.Struct, frozen=True):
    """`operation` is the full name, None for what is not declared; `place` is its name, or else method and path."""

    operation: str | None
    place: str
    parameters: dict[str, Any]

    @property
    def key(self) -> bytes:
        """The same for requests that ask for the same."""
        texts = {name: _text(value) for name, value in sorted(self.parameters.items())}
        return msgspec.json.encode([self.place, texts])


def meaning_of(method: str, path: str, query: str, body: bytes, content_type: str) -> CallMeaning:
    """Read a request; a body that cannot be read has no parameters."""
    route: Route | None = None
    operation: Operation[Any, ...] | None = None
    members: dict[str, Any] = {}
    try:
        route, values = _routes().find(method, path)
        operation = route.operation
        members |= values
    except Refusal:
        pass
    try:
        members |= read_query(query)
        members |= read_body(body, content_type) if operation is None else read_members(operation, body, content_type)
        operation = route.chosen(members, members).operation if route is not None else None
    except Refusal:
        pass
    kept = {name: value for name, value in members.items() if not is_secret_name(name)}
    name = operation.name if operation is not None else None
    return CallMeaning(name, name or f"{method} {path}", kept)


@cache
def _routes() -> Routes:
    return Routes(installed(), handlers)


def _text(value: Any) -> Any:
    """Numbers as text, as clients send either; names in a list of fields as they are."""
    if isinstance(value, list):
        return [_text(each) for each in value]
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value
