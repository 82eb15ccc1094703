"""A declaration of its own for the type tests, with every shape that a type checker has to carry through."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from tokgate.contract.effects import Effect
from tokgate.contract.methods import get, post, put
from tokgate.contract.operation import Declared, M, Resource
from tokgate.contract.paging import Paging
from tokgate.contract.parameters import query
from tokgate.contract.wire import Wire


class Row(Wire):
    """An item."""

    id: str


class Page(Wire):
    """A page of them."""

    rows: list[Row]


class Detail(Wire):
    """A single answer."""

    row: Row | None = None


def _items(page: Page) -> list[Row]:
    return page.rows


def _following(page: Page) -> Mapping[str, Any] | None:
    return None


def _key(row: Row) -> str:
    return row.id


ROWS: Paging[Page, Row] = Paging(_items, _following, _key)


class Things(Resource[M], name="sample.things"):
    """A list and a single call."""

    @get("/things", pages=ROWS)
    def list(self, *, owner: Annotated[str, query()], count: Annotated[int, query()] = 30) -> Page:
        """One page."""
        raise Declared

    @get("/thing")
    def detail(self, *, id: Annotated[str, query()]) -> Detail:
        """One thing."""
        raise Declared

    @put("/thing", effect=Effect.REPEATABLE)
    def keep(self, *, id: Annotated[str, query()]) -> Detail:
        """Keep a thing."""
        raise Declared

    @post("/things/search", effect=Effect.READS, pages=ROWS)
    def search(self, *, words: Annotated[str, query()]) -> Page:
        """One page of what has these words."""
        raise Declared


class Request:
    """A server's request."""
