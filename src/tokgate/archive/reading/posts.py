"""Reading posts: pages of stored items, and posts in their current state."""

from __future__ import annotations

from collections.abc import Sequence

from tokgate.archive.reading.creators import creators_by_key
from tokgate.archive.reading.pages import Listed, read_page
from tokgate.archive.rows.posts import PostRow, to_post
from tokgate.archive.session import Reader, Row, Session
from tokgate.archive.zstd import decompress
from tokgate.domain.counts import Counts, CountsObservation, Precision
from tokgate.domain.ports import Order, Page, Position, StoredItem
from tokgate.domain.posts import Post, PostSummary

_NEWEST = 2**63 - 1
_ITEMS = Listed("items_latest", "items_at", "post_named", rank=1)
_SUMMARIES = Listed("summaries_latest", "summaries_at", "post_named", rank=0)
_POSTS = Listed("posts_latest", "posts_at", "post_named", rank=1)


class PostReader(Reader):
    """Posts, and the stored items that pages are made of."""

    def items(
        self, creator: int, *, after: Position | None, limit: int, order: Order = Order.LATEST
    ) -> Page[StoredItem]:
        """A page of a creator's posts in one query: one row more than asked for tells whether more follow."""
        session = self._engine.reader()
        if order is Order.MOST_LIKED:
            rank, above = (after.rank, after.id) if after else (_NEWEST, _NEWEST)
            rows = session.rows("items_most_liked", (creator, rank, above, limit + 1))
            return page_of(items_of(rows[:limit]), more=len(rows) > limit)
        rows, more = read_page(session, _ITEMS, (creator,), after, limit)
        return page_of(items_of(rows), more=more)

    def item(self, post_id: int) -> StoredItem | None:
        """One post's item."""
        rows = self._engine.reader().rows("item_by_id", (post_id,))
        return items_of(rows)[0] if rows else None

    def summaries(self, creator: int, *, after: Position | None, limit: int) -> Page[PostSummary]:
        """A page of a creator's posts in one query, nothing of which needs decoding."""
        rows, more = read_page(self._engine.reader(), _SUMMARIES, (creator,), after, limit)
        return Page(_summaries(rows), Position(rows[-1][0], rows[-1][1]) if more else None)

    def summaries_by_id(self, creator: int, ids: Sequence[int]) -> list[PostSummary]:
        """Those of a creator's public posts that are among the ids, in their order."""
        wanted = [(creator, each) for each in dict.fromkeys(ids) if 0 < each <= _NEWEST]
        return _summaries(self._engine.reader().each("summary_of_creator", wanted))

    def posts(self, creator: int, *, after: Position | None, limit: int) -> Page[Post]:
        """A page of a creator's posts in their current state."""
        with self._engine.reading() as session:
            rows, more = read_page(session, _POSTS, (creator,), after, limit)
            posts = posts_of(session, rows)
        return Page(posts, Position(rows[-1][1], rows[-1][2]) if more else None)

    def posts_by_id(self, ids: Sequence[int]) -> list[Post]:
        """The known ones of the posts."""
        with self._engine.reading() as session:
            # A damaged id from a client may be any number; beyond 63 bits there is no post.
            wanted = [(each,) for each in dict.fromkeys(ids) if 0 < each <= _NEWEST]
            rows = session.each("post_known", wanted)
            posts = {
                post.id: post for post in posts_of(session, [row for row in rows if PostRow(*row).gone_ms is None])
            }
        return [posts[each] for each in ids if each in posts]

    def seen_by_all(self, ids: Sequence[int]) -> dict[int, bool]:
        """Of the known posts, whether each is neither gone nor private, nor of a private account."""
        wanted = [(each,) for each in dict.fromkeys(ids) if 0 < each <= _NEWEST]
        return {post_id: bool(seen) for post_id, seen in self._engine.reader().each("post_seen_by_all", wanted)}

    def body(self, post_id: int, source: str) -> bytes | None:
        """The newest body of a post from a source."""
        return self.bodies([post_id], source).get(post_id)

    def bodies(self, ids: Sequence[int], source: str) -> dict[int, bytes]:
        """The newest bodies of posts from a source, by id."""
        rows = self._engine.reader().each("body", [(post_id, source) for post_id in ids])
        return {post_id: decompress(content) for post_id, content in rows}

    def history(self, post_id: int) -> list[CountsObservation]:
        """What was said of a post's counts and text, oldest first."""
        rows = self._engine.reader().rows("history", (post_id,))
        return [counts_observation(row) for row in rows]


def items_of(rows: Sequence[Row]) -> list[StoredItem]:
    """The items of rows of id, rank and bytes."""
    return [StoredItem(post_id, rank, zstd) for post_id, rank, zstd in rows]


def _summaries(rows: Sequence[Row]) -> list[PostSummary]:
    return [PostSummary(*row) for row in rows]


def page_of(items: list[StoredItem], *, more: bool) -> Page[StoredItem]:
    """A page, and where the next one begins."""
    if not more:
        return Page(items)
    return Page(items, Position(items[-1].rank, items[-1].id))


def posts_of(session: Session, rows: Sequence[Row]) -> list[Post]:
    """The posts of whole rows, with their creators."""
    creators = creators_by_key(session, {row[0] for row in rows})
    return [to_post(PostRow(*row), creators.get(row[0])) for row in rows]


def counts_observation(row: Row) -> CountsObservation:
    """What a row of `history` tells."""
    observed_ms, source, plays, likes, comments, shares, saves, reposts, downloads, precision, text = row
    counts = Counts(
        plays=plays,
        likes=likes,
        comments=comments,
        shares=shares,
        saves=saves,
        reposts=reposts,
        downloads=downloads,
        precision=Precision(precision or Precision.UNKNOWN),
    )
    return CountsObservation(observed_ms, source, counts, text)
