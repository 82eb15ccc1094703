"""A declaration of its own for the type tests, with every shape that a type checker has to carry through."""

from __future__ import annotations

from typing import Annotated

from tokgate.contract.answers import Binary, Stream, media
from tokgate.contract.effects import Effect
from tokgate.contract.methods import delete, get, post, put
from tokgate.contract.operation import Declared, M, Resource
from tokgate.contract.paging import EndOfList, Paging, Verdict
from tokgate.contract.parameters import Choice, Choices, query
from tokgate.contract.wire import Wire


class How(Choices):
    """How something is done."""

    SOFTLY = Choice("softly", since="2")
    HARD = "hard"


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


def _verdict(page: Page) -> Verdict:
    return EndOfList()


def _key(row: Row) -> str:
    return row.id


ROWS: Paging[Page, Row] = Paging(_items, _verdict, _key)


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

    @get("/thing/picture")
    def picture(self, *, id: Annotated[str, query()]) -> Annotated[Binary, media("image/png")]:
        """Its picture."""
        raise Declared

    @get("/thing/film")
    def film(self, *, id: Annotated[str, query()]) -> Stream:
        """Its film."""
        raise Declared

    @delete("/thing", effect=Effect.REPEATABLE)
    def forget(self, *, id: Annotated[str, query()], how: Annotated[How, query()] = How.SOFTLY) -> None:
        """Forget a thing."""
        raise Declared


class Request:
    """A server's request."""
