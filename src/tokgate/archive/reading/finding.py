"""Finding the posts of a search, by the way that has least to look at.

Each condition with an index, and time, is counted as far as is worth it. Where one of them has few posts, these are
looked at and put in order. Where all have many, enough are soon met: posts are read in the order of time, or, where
words are asked for, the newest with these words, then the next, and so on.
"""

from __future__ import annotations

from math import isqrt
from typing import NamedTuple

import msgspec

from tokgate.archive.rules.conditions import Keys, texts
from tokgate.archive.rules.fragments import Fragment
from tokgate.archive.rules.positions import SLOTS
from tokgate.archive.rules.search import count_query, page_query
from tokgate.archive.rules.sources import (
    Source,
    Window,
    Wording,
    boundary,
    by_conditions,
    by_time,
    by_words,
    expression_of,
    matching,
    simplified,
    window_of,
    wording_of,
)
from tokgate.archive.rules.words import NEAR_S
from tokgate.archive.search_spelling import SearchSpelling
from tokgate.archive.session import Session
from tokgate.domain.paging import Position
from tokgate.domain.search import Condition, Field, Ranking, Search, conditions_in

#: So many posts are looked at without asking whether there is a better way.
_LEAST = 1000
#: Looking at one post's own words costs what so many of a list of matches do.
_OWN_WORDS = 64
#: How many posts a walk is expected to visit.
_WALK = 500
#: Looking at one post costs what so many entries of the index over time do; and how many of these are still few.
_ENTRIES = 50
_MOST_ENTRIES = 100_000


class Found(NamedTuple):
    """A post that was found, and its rank in the search's order."""

    creator: int
    ms: int
    id: int
    rank: int


class Finder:
    """One search in one state of the archive."""

    def __init__(self, session: Session, spelling: SearchSpelling, search: Search, *, seen: int | None = None) -> None:
        """`seen`: the number of the last commit whose posts count."""
        self._session = session
        self._spelling = spelling
        self._search = msgspec.structs.replace(search, where=simplified(search.where))
        self._seen = seen
        self._keys = self._look_up()
        self._visited = _WALK
        self._after: Position | None = None

    def _look_up(self) -> Keys:
        named: dict[Field, dict[str, int]] = {Field.USERNAME: {}, Field.HASHTAG: {}}
        for condition in conditions_in(self._search.where):
            if condition.field not in named:
                continue
            for name in texts(condition):
                if condition.field is Field.USERNAME:
                    rows = self._session.rows("creator_by_username", (name,))
                else:
                    rows = self._session.rows("hashtag_key", (name.lower(),))
                if rows:
                    named[condition.field][name] = rows[0][0]
        return Keys(named[Field.USERNAME], named[Field.HASHTAG])

    def find(self, after: Position | None, limit: int) -> list[Found]:
        """The first posts of the search, or those after one."""
        self._after = after
        latest = self._search.ranking is Ranking.LATEST
        window = window_of(self._search)
        if after is not None and latest:
            window = Window(window.start, max(window.start, min(window.end, after.rank + 1)))
        sources = [*by_conditions(self._search, self._keys, window), by_time(self._search, self._spelling, window)]
        most = self._most(limit)
        number, place = min((self._count(source.ids, most), place) for place, source in enumerate(sources))
        wording = wording_of(self._search, self._spelling)
        if wording is not None:
            worded = by_words(wording, self._spelling, window)
            matched = self._count(worded.ids, most)
            if matched <= number:
                return self._by_words(wording, worded, matched, window, limit, most)
        if number < most or not latest:
            self._visited = number
            return self._read(sources[place], window, limit)
        return self._read(next(source for source in sources if source.reading.ordered), window, limit)

    def _by_words(
        self, wording: Wording, worded: Source, matched: int, window: Window, limit: int, most: int
    ) -> list[Found]:
        """`matched`: how many posts have the words, counted up to `most`."""
        entries = min(matched * _ENTRIES, _MOST_ENTRIES)
        if window.start > 0 and self._count(by_time(self._search, self._spelling, window).ids, entries) < entries:
            return self._read(by_time(self._search, self._spelling, window, worded), window, limit)
        if matched < most or self._search.ranking is not Ranking.LATEST:
            self._visited = matched
            return self._read(worded, window, limit)
        return self._by_slices(wording, window, limit)

    def _most(self, limit: int) -> int:
        """From how many posts of a source on it is better to meet enough on a walk than to look at all."""
        held = self._session.rows("counter", ("posts",))
        return max(isqrt(limit * held[0][0]) if held else 0, _LEAST)

    def _count(self, ids: Fragment, most: int) -> int:
        query = count_query(ids, most)
        return int(self._session.select(query.text, query.values)[0][0])

    def _read(self, source: Source, window: Window, limit: int) -> list[Found]:
        query = page_query(
            self._search,
            source,
            window,
            self._keys,
            self._keyword,
            after=self._after,
            seen=self._seen,
            limit=limit,
        )
        return [Found(*row) for row in self._session.select(query.text, query.values)]

    def _keyword(self, condition: Condition) -> Fragment:
        """That a post has words: by each visited post's own or, where that costs less, by a list of all that match."""
        expression = expression_of(condition, self._spelling)
        ids = matching(expression, self._spelling, window_of(self._search))
        worth = self._visited * _OWN_WORDS
        if self._count(ids, worth) >= worth:
            return Fragment(self._spelling.own, (expression,))
        return Fragment(f"p.id IN ({ids.text})", ids.values)

    def _by_slices(self, wording: Wording, window: Window, limit: int) -> list[Found]:
        """The newest so many posts with the words, then the next, and so on: each are those of a part of the time."""
        found: list[Found] = []
        size = 2 * limit
        while window.start < window.end and len(found) < limit:
            query = boundary(wording.expression, self._spelling, window, size)
            last = self._session.select(query.text, query.values)
            start = max(((last[0][0] >> 32) + NEAR_S) * SLOTS if last else 0, window.start)
            if start < window.end:
                part = Window(start, window.end)
                found += self._read(by_words(wording, self._spelling, part), part, limit - len(found))
                window = Window(window.start, start)
            size *= 4
        return found
