"""Searching posts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tokgate.archive.reading.creators import creators_by_key
from tokgate.archive.reading.finding import Finder, Found
from tokgate.archive.rows.posts import PostRow, to_post
from tokgate.archive.session import Reader, Row, Session
from tokgate.domain.items import StoredItem
from tokgate.domain.paging import Page, Position
from tokgate.domain.posts import Post, PostSummary
from tokgate.domain.search import Search


class SearchReader(Reader):
    """See `tokgate.domain.queries.SearchQueries`."""

    def search(self, search: Search, *, after: Position | None, limit: int) -> Page[Post]:
        """A page of the posts that a search finds."""
        with self._engine.reading() as session:
            found = Finder(session, self._engine.search_spelling, search).find(after, limit + 1)
            posts = _posts(session, session.each("post_at", _places(found[:limit])))
        return Page(posts, _following(found, limit))

    def search_items(self, search: Search, *, after: Position | None, limit: int) -> Page[StoredItem]:
        """The same page as stored items."""
        with self._engine.reading() as session:
            found = Finder(session, self._engine.search_spelling, search).find(after, limit + 1)
            shown = found[:limit]
            stored = session.each("item_bytes", _places(shown))
        items = [StoredItem(each.id, each.rank, row[0]) for each, row in zip(shown, stored, strict=True)]
        return Page(items, _following(found, limit))


def summaries_found(session: Session, ids: Iterable[int], search: Search) -> list[PostSummary]:
    """Posts in their current state, without those that no longer may be shown."""
    rows = session.each("summary_found", [(post_id, int(search.private_accounts)) for post_id in ids])
    return [PostSummary(*row) for row in rows]


def _places(found: Iterable[Found]) -> list[tuple[int, int, int]]:
    return [(each.creator, each.ms, each.id) for each in found]


def _posts(session: Session, rows: Sequence[Row]) -> list[Post]:
    creators = creators_by_key(session, {row[0] for row in rows})
    return [to_post(PostRow(*row), creators.get(row[0])) for row in rows]


def _following(found: list[Found], limit: int) -> Position | None:
    return Position(found[limit - 1].rank, found[limit - 1].id) if len(found) > limit else None
