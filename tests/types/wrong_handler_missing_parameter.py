"""A handler that leaves out a parameter of the declaration."""

from __future__ import annotations

from tests.types.declared import Page, Request, Things
from tokgate.contract.handlers import Handlers

handlers: Handlers[Request] = Handlers()


@handlers.implements(Things.list)  # expect: mypy[arg-type] pyright[reportArgumentType]
async def list_things(request: Request, *, owner: str) -> Page:
    return Page(rows=[])
