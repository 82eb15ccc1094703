"""Pages that end between seconds, for dialects whose cursors say no more than a second."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from tokgate.domain.paging import Page, Position

T = TypeVar("T")


def cut_between_seconds(
    read: Callable[[Position | None, int], Page[T]],
    second_of: Callable[[T], int | None],
    after: Position | None,
    limit: int,
) -> Page[T]:
    """A page of at most `limit` entries, latest first, that leaves none of the last one's second for the next page.

    It is longer only if one second has more entries than that. `read` is given a position and how many to read; those
    whose second is None come last, and are cut anywhere.
    """
    page = read(after, limit + 1)
    rows = page.rows
    if len(rows) <= limit:
        return page
    last = second_of(rows[limit - 1])
    if last is None:
        return read(after, limit)
    shown = rows[:limit]
    if second_of(rows[limit]) == last:
        shown = [row for row in shown if second_of(row) != last]
    if not shown:
        while page.following is not None and second_of(rows[-1]) == last:
            page = read(page.following, limit)
            rows = [*rows, *page.rows]
        shown = [row for row in rows if second_of(row) == last]
        if len(shown) == len(rows):
            return Page(shown)
    return Page(shown, Position((second_of(shown[-1]) or 0) * 1000))
