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
    if page.following is None and len(page.rows) <= limit:
        return page
    rows = page.rows
    if page.following is not None and len(rows) <= limit:
        rows = [*rows, *read(page.following, 1).rows]  # a page that was made short
    shown = rows[:-1] if len(rows) <= limit else rows[:limit]
    last, next_one = second_of(shown[-1]), second_of(rows[len(shown)])
    if last is None:
        return read(after, len(shown))
    if next_one == last:
        shown = [row for row in shown if second_of(row) != last]
    if not shown:
        while page.following is not None and second_of(rows[-1]) == last:
            page = read(page.following, limit)
            rows = [*rows, *page.rows]
        shown = [row for row in rows if second_of(row) == last]
        if len(shown) == len(rows):
            return Page(shown)
    return Page(shown, Position((second_of(shown[-1]) or 0) * 1000))
