"""A handler that needs a parameter which the declaration does not have."""

from __future__ import annotations

from tests.types.declared import Page, Request, Things
from tokgate.contract.handlers import Handlers

handlers: Handlers[Request] = Handlers()


@handlers.implements(Things.list)  # expect: mypy[arg-type] pyright[reportArgumentType]
def list_things(request: Request, /, *, owner: str, count: int = 30, colour: str, **_: object) -> Page:
    return Page(rows=[])
