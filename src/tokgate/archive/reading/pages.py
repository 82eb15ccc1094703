"""Pages of lists that are ordered by a rank."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from tokgate.archive.rules.positions import bounds
from tokgate.archive.session import Row, Session
from tokgate.domain.paging import Position


class Listed(NamedTuple):
    """A list's queries: a page of it, the entries that share a rank, whether a rank is one's; and its rank's column."""

    page: str
    at: str
    named: str
    rank: int


def read_page(
    session: Session, listed: Listed, of: tuple[int, ...], after: Position | None, limit: int
) -> tuple[list[Row], bool]:
    """The rows of a page of somebody's list, and whether more follow.

    The first query takes the place to go on from for an instant. Only where that gives entries of its second that are
    above it, which is seldom, it matters whether the place is an entry's: such entries were on the page before.
    """
    rank, below = bounds(after)
    rows = session.rows(listed.page, (*of, rank, below, limit + 1))
    if rows and rows[0][listed.rank] > rank and session.rows(listed.named, (*of, rank)):
        rows = session.rows(listed.page, (*of, rank, rank, limit + 1))
    return cut(rows, limit, listed.rank, lambda shared: session.rows(listed.at, (*of, shared)))


def cut(rows: list[Row], limit: int, rank: int, all_of_rank: Callable[[int], list[Row]]) -> tuple[list[Row], bool]:
    """The page of rows of which one more than `limit` was asked for, and whether more follow; `rank` is a column.

    A page never ends between rows of one rank, since a cursor could not tell them apart. It ends before them, or, where
    they fill the page, has them all.
    """
    if len(rows) <= limit:
        return rows, False
    shared = rows[limit][rank]
    if rows[limit - 1][rank] != shared:
        return rows[:limit], True
    return [row for row in rows if row[rank] != shared] or all_of_rank(shared), True
