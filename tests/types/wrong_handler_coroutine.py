"""A handler that is a coroutine function."""

from __future__ import annotations

from tests.types.declared import Page, Request, Things
from tokgate.contract.handlers import Handlers

handlers: Handlers[Request] = Handlers()


@handlers.implements(Things.list)  # expect: mypy[arg-type] pyright[reportArgumentType]
async def list_things(request: Request, /, *, owner: str, count: int = 30, **_: object) -> Page:
    return Page(rows=[])
