"""Cutting pages out of lists that are ordered by a rank."""

from __future__ import annotations

from collections.abc import Callable

from tokgate.archive.session import Row


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
