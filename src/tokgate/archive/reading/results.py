"""Results of searches that are paged by index: 0, 100, 200, …, while posts come, go and change.

Kept are the search, the commit up to which posts count, and each page that was handed out, with the place where the
next begins. So what was handed out stays where it was, and the rest is searched for only when it is asked for.
"""

from __future__ import annotations

import secrets

import msgspec

from tokgate.archive.reading.finding import Finder
from tokgate.archive.reading.search import summaries_found
from tokgate.archive.session import Reader, Session
from tokgate.domain.instants import DAY_MS
from tokgate.domain.paging import Page, Position
from tokgate.domain.posts import PostSummary
from tokgate.domain.search import Ranking, Search

LIFETIME_MS = DAY_MS
#: How far behind what was handed out an index may be.
MOST_SKIPPED = 10_000
#: How many old pages and results are removed, at most, when one is added: more than one, so that they do not pile up.
_SWEPT = 20

_ENCODER = msgspec.msgpack.Encoder()
_SEARCH = msgspec.msgpack.Decoder(Search)
_IDS = msgspec.msgpack.Decoder(list[int])


class _Handed(msgspec.Struct):
    """A page that was handed out: the index of its first post, and the post after which the next begins."""

    start: int = 0
    size: int = 0
    more: int = 1
    rank: int = 0
    post: int = 0
    posts: bytes = b"\x90"

    @property
    def end(self) -> int:
        """The index behind its last post."""
        return self.start + self.size


class ResultReader(Reader):
    """See `tokgate.domain.queries.SearchQueries`."""

    def freeze(self, search: Search, *, at_ms: int) -> str:
        """Keep a search's result for a day. Raises ValueError for one ranked by likes, as these change."""
        if search.ranking is Ranking.MOST_LIKED:
            raise ValueError("a result that is ranked by likes cannot be kept: likes change")
        number = (at_ms // 1000 << 32) + secrets.randbits(31)
        with self._engine.writing() as session:
            counted = session.rows("counter", ("commit",))
            seen = counted[0][0] if counted else 0
            session.write("result_insert", (number, _ENCODER.encode(search), seen, at_ms + LIFETIME_MS))
            _sweep(session, at_ms)
        return str(number)

    def frozen(self, result: str, *, index: int, limit: int, at_ms: int) -> Page[PostSummary]:
        """A page of a kept result. LookupError for an unknown or expired one, IndexError for an index far behind."""
        number = int(result) if result.isascii() and result.isdecimal() and len(result) < 20 else 0
        with self._engine.reading() as session:
            kept = session.rows("result", (min(number, 2**63 - 1), at_ms))
            if not kept:
                raise LookupError(f"there is no result {result!r}, or it has expired")
            search, seen = _SEARCH.decode(kept[0][0]), kept[0][1]
            handed = _page_at(session, number, index)
            if index < handed.end or not handed.more:
                return _shown(session, search, handed, index, limit)
            page = self._next(session, search, seen, handed, index, limit)
        with self._engine.writing() as session:
            # Another process may have handed out this page meanwhile: then that is the one.
            session.write("result_page_insert", (number, *msgspec.structs.astuple(page)))
            _sweep(session, at_ms)
            return _shown(session, search, _page_at(session, number, index), index, limit)

    def _next(self, session: Session, search: Search, seen: int, handed: _Handed, index: int, limit: int) -> _Handed:
        skipped = index - handed.end
        if skipped > MOST_SKIPPED:
            raise IndexError(f"index {index} is more than {MOST_SKIPPED} behind what was handed out")
        after = Position(handed.rank, handed.post) if handed.size else None
        found = Finder(session, self._engine.search_spelling, search, seen=seen).find(after, skipped + limit + 1)
        shown = found[skipped : skipped + limit]
        last = shown[-1] if shown else None
        return _Handed(
            start=index,
            size=len(shown),
            more=int(len(found) > skipped + limit),
            rank=last.rank if last else 0,
            post=last.id if last else 0,
            posts=_ENCODER.encode([each.id for each in shown]),
        )


def _page_at(session: Session, result: int, index: int) -> _Handed:
    """The last page that begins at an index or before; where there is none, an empty one at the beginning."""
    rows = session.rows("result_page", (result, index))
    return _Handed(*rows[0]) if rows else _Handed()


def _shown(session: Session, search: Search, handed: _Handed, index: int, limit: int) -> Page[PostSummary]:
    skipped = index - handed.start
    ids = _IDS.decode(handed.posts)[skipped : skipped + limit]
    end = index + len(ids)
    more = end < handed.end or handed.more
    return Page(summaries_found(session, ids, search), Position(end) if more else None)


def _sweep(session: Session, now_ms: int) -> None:
    session.write("result_pages_expire", (now_ms, _SWEPT))
    session.write("results_expire", (now_ms, _SWEPT))
