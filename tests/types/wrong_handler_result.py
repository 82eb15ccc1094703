"""A handler that answers something else."""

from __future__ import annotations

from tests.types.declared import Detail, Request, Things
from tokgate.contract.handlers import Handlers

handlers: Handlers[Request] = Handlers()


@handlers.implements(Things.list)  # expect: mypy[arg-type] pyright[reportArgumentType]
def list_things(request: Request, /, *, owner: str, count: int = 30, **_: object) -> Detail:
    return Detail()
