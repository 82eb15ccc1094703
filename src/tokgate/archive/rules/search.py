"""A search as one query."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from tokgate.archive.rules.conditions import Keys, compiled
from tokgate.archive.rules.fragments import Fragment, joined
from tokgate.archive.rules.sources import Source, Window
from tokgate.domain.paging import Position
from tokgate.domain.search import Condition, Ranking, Search

#: A prime of 31 bits: with numbers below it, a random order's products stay within 63 bits.
_PRIME = 2**31 - 1


def page_query(
    search: Search,
    source: Source,
    window: Window,
    keys: Keys,
    keyword: Callable[[Condition], Fragment],
    *,
    after: Position | None,
    seen: int | None,
    limit: int,
) -> Fragment:
    """Creator, position, id and rank of the posts found in a source and a time, in the search's order.

    `seen`: without posts that a later commit brought. `keyword` says how words are looked at that the source has not.
    """
    reading = source.reading
    rank = _rank(search, reading.ms)
    conditions = [
        reading.condition,
        # `+`: no index is to be chosen for it. Which one serves best was decided by counting.
        Fragment("+p.visible = 1 AND p.ms >= ? AND p.ms < ?", (window.start, window.end)),
        compiled(search.where, keys, lambda each: Fragment("1 = 1") if each in source.checked else keyword(each)),
    ]
    if after is not None:
        conditions.append(Fragment(f"({rank.text}, {reading.id}) < (?, ?)", (*rank.values, after.rank, after.id)))
    if seen is not None:
        conditions.append(Fragment("p.added <= ?", (seen,)))
    if not search.private_accounts:
        conditions.append(
            Fragment("NOT EXISTS (SELECT 1 FROM creator WHERE creator.key = p.creator AND creator.private = 1)")
        )
    # The order is told in words that an index knows, where there is one.
    order = reading.ms if search.ranking is Ranking.LATEST else "rank"
    return joined(
        "",
        (
            Fragment("SELECT p.creator, p.ms, p.id, "),
            rank,
            Fragment(f" AS rank FROM {reading.tables} WHERE "),
            joined(" AND ", conditions),
            Fragment(f" ORDER BY {order} DESC, {reading.id} DESC LIMIT ?", (limit,)),
        ),
    )


def count_query(ids: Fragment, most: int) -> Fragment:
    """How many ids there are, counted up to a number."""
    return Fragment(
        f"SELECT count(*) FROM (SELECT 1 FROM ({ids.text}) AS found LIMIT ?) AS counted", (*ids.values, most)
    )


def _rank(search: Search, ms: str) -> Fragment:
    if search.ranking is Ranking.MOST_LIKED:
        return Fragment("coalesce(p.likes, 0)")
    if search.ranking is Ranking.RANDOM:
        drawn = hashlib.blake2b(str(search.seed).encode(), digest_size=8).digest()
        factor, start = (int.from_bytes(part) % (_PRIME - 1) + 1 for part in (drawn[:4], drawn[4:]))
        return Fragment(f"((p.id % {_PRIME}) * ? + ?) % {_PRIME}", (factor, start))
    return Fragment(ms)
