"""A handler that neither names a parameter of the declaration nor takes the others in `**_`."""

from __future__ import annotations

from tests.types.declared import Page, Request, Things
from tokgate.contract.handlers import Handlers

handlers: Handlers[Request] = Handlers()


@handlers.implements(Things.list)  # expect: mypy[arg-type] pyright[reportArgumentType]
def list_things(request: Request, /, *, owner: str) -> Page:
    return Page(rows=[])
