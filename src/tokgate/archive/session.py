"""What a database must do for the archive: run named queries, in one state or one transaction. All else is shared.

`sqlite/` and `postgres/` are the engines. A query's text is looked up by its name: it stands in `sql/`, or in an
engine's own folder where the two databases need other words (`queries.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol, TypeAlias

from tokgate.archive.search_spelling import SearchSpelling

#: What a column holds; truths are 0 and 1.
Value: TypeAlias = int | float | str | bytes | None
#: A row's values; the types are those of the schema.
Row: TypeAlias = tuple[Any, ...]

#: How many readers of a process a database outside it serves at once: the threads that ask, and as many connections. A
#: thread more would wait for a connection; more of both keep each other from Python's lock.
READERS = 8


class Session(Protocol):
    """Queries on one connection. Each takes all rows before it returns."""

    def rows(self, name: str, values: Sequence[Value] = ()) -> list[Row]:
        """The rows of a named query."""
        ...

    def each(self, name: str, values: Iterable[Sequence[Value]]) -> list[Row]:
        """The rows of a named query run for each set of values, one after the other."""
        ...

    def select(self, text: str, values: Sequence[Value]) -> list[Row]:
        """The rows of a query that was built: its text holds a placeholder `?` for every value, and none of them."""
        ...

    def write(self, name: str, values: Sequence[Value] = ()) -> int:
        """Run a named change; how many rows it changed."""
        ...

    def write_each(self, name: str, values: Iterable[Sequence[Value]]) -> None:
        """Run a named change for each set of values."""
        ...


class Engine(Protocol):
    """An open database. Safe to use from any thread; writers take turns, readers wait for nobody."""

    @property
    def embedded(self) -> bool:
        """Whether reading is a matter of microseconds in this process, so that an event loop may do it itself."""
        ...

    @property
    def search_spelling(self) -> SearchSpelling:
        """What searches are spelled with."""
        ...

    def reader(self) -> Session:
        """A session for one query."""
        ...

    def reading(self) -> AbstractContextManager[Session]:
        """A session whose queries all see the same state."""
        ...

    def writing(self) -> AbstractContextManager[Session]:
        """A session in a transaction, which is kept at the end, or undone by an exception."""
        ...

    def bulk(self) -> AbstractContextManager[None]:
        """All that this thread writes within is one transaction, with room in memory for very many rows."""
        ...

    def compact(self) -> None:
        """Write everything anew, so that nothing of what was deleted is left in between."""
        ...

    def check(self) -> None:
        """ArchiveError where the database cannot be used any more."""
        ...

    def revision(self) -> int | None:
        """A number that changes with every change to the database; None where telling costs as much as reading."""
        ...

    def close(self) -> None:
        """Close every connection; none may be in use. Closing twice is harmless."""
        ...


class Reader:
    """What the queries of one subject are methods of; `tokgate.archive.store` puts them together."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
