"""Parts of lists, and where they go on."""

from __future__ import annotations

from typing import Generic, TypeVar

import msgspec

T = TypeVar("T")


class Position(msgspec.Struct, frozen=True):
    """A place in a list, after the entry that it names; it stays valid while entries come and go.

    `rank` is what the list is ordered by: a creator's posts by their instant in Unix milliseconds (no two posts of a
    creator share one; the part below a second is the archive's), or by likes. `id` settles equal ranks.
    """

    rank: int
    id: int = 0


class Page(msgspec.Struct, Generic[T], frozen=True):
    """Part of a list. `following` is where the next part begins, None when this is the last."""

    rows: list[T]
    following: Position | None = None


class IndexedPage(msgspec.Struct, Generic[T], frozen=True):
    """Part of a list that is paged by index: the next part begins at `behind`, if there is `more`."""

    rows: list[T]
    behind: int
    more: bool = False
