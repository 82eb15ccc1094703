"""A handler whose encoded answer is that of another operation."""

from __future__ import annotations

from tests.types.declared import Detail, Request, Things
from tokgate.contract.handlers import Encoded, Handlers

handlers: Handlers[Request] = Handlers()


@handlers.implements(Things.list)  # expect: mypy[arg-type] pyright[reportArgumentType]
def list_things(request: Request, /, *, owner: str, count: int = 30, **_: object) -> Encoded[Detail]:
    return Encoded(b"{}")
