"""Reading posts: pages of ready pieces, and posts in their current state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import apsw

from tokgate.archive.connection import Connections
from tokgate.archive.creator_reading import creators_by_key
from tokgate.archive.pieces import from_frame
from tokgate.archive.post_rows import PostRow, to_post
from tokgate.archive.queries import Row, fetch, fetch_each
from tokgate.domain.counts import Counts, Precision
from tokgate.domain.ports import CountsObservation, Order, Page, Piece, Position
from tokgate.domain.posts import Post

_NEWEST = 2**63 - 1
_BATCH = 500


def read_pieces(
    connections: Connections, creator: int, *, after: Position | None, limit: int, order: Order
) -> Page[Piece]:
    """A page of a creator's posts in one query: one row more than asked for tells whether more follow."""
    cursor = connections.reader()
    if order is Order.MOST_LIKED:
        rank, above = (after.rank, after.id) if after else (_NEWEST, _NEWEST)
        rows = fetch(cursor, "pieces_most_liked", (creator, rank, above, limit + 1))
        return _page(_pieces(rows[:limit]), more=len(rows) > limit)
    rows = fetch(cursor, "pieces_latest", (creator, after.rank if after else _NEWEST, limit + 1))
    if len(rows) <= limit:
        return Page(_pieces(rows))
    if rows[limit][1] == rows[limit - 1][1]:
        rows = _whole_ranks(cursor, "pieces_at", creator, rows, rank=1)
    else:
        rows.pop()
    return _page(_pieces(rows), more=True)


def _pieces(rows: Sequence[Row]) -> list[Piece]:
    return [Piece(post_id, rank, frame, outdated == 1) for post_id, rank, frame, outdated in rows]


def _page(pieces: list[Piece], *, more: bool) -> Page[Piece]:
    if not more:
        return Page(pieces)
    return Page(pieces, Position(pieces[-1].rank, pieces[-1].id))


def _whole_ranks(cursor: apsw.Cursor, query: str, creator: int, rows: list[Row], *, rank: int) -> list[Row]:
    """A page never ends between posts of one rank: a cursor could not tell them apart.

    It ends before them, or, where they fill the page, has them all.
    """
    shared = rows[-1][rank]
    whole = [row for row in rows if row[rank] != shared]
    return whole or fetch(cursor, query, (creator, shared))


def read_liked(connections: Connections, creator: int, *, after: Position | None, limit: int) -> Page[Piece]:
    """A page of the posts that a creator liked."""
    cursor = connections.reader()
    rows = fetch(cursor, "liked_pieces", (creator, after.rank if after else _NEWEST, limit + 1))
    if len(rows) <= limit:
        return Page(_pieces(rows))
    if rows[limit][1] == rows[limit - 1][1]:
        rows = _whole_ranks(cursor, "liked_pieces_at", creator, rows, rank=1)
    else:
        rows.pop()
    return _page(_pieces(rows), more=True)


def read_piece(connections: Connections, post_id: int) -> Piece | None:
    """One post's piece."""
    rows = fetch(connections.reader(), "piece_by_id", (post_id,))
    return _pieces(rows)[0] if rows else None


def read_posts(connections: Connections, creator: int, *, after: Position | None, limit: int) -> Page[Post]:
    """A page of a creator's posts in their current state."""
    with connections.reading() as cursor:
        values = (creator, after.rank if after else _NEWEST, limit + 1)
        rows = fetch(cursor, "posts_latest", values)
        more = len(rows) > limit
        if more and rows[limit][1] == rows[limit - 1][1]:
            rows = _whole_ranks(cursor, "posts_at", creator, rows, rank=1)
        else:
            rows = rows[:limit]
        posts = _posts(cursor, rows)
    return Page(posts, Position(rows[-1][1], rows[-1][2]) if more else None)


def read_reposts(connections: Connections, creator: int, *, offset: int, limit: int) -> Page[Post]:
    """A page of the posts that a creator reposted."""
    with connections.reading() as cursor:
        rows = fetch(cursor, "reposts", (creator, limit + 1, offset))
        posts = _posts(cursor, rows[:limit])
    return Page(posts, Position(offset + limit) if len(rows) > limit else None)


def read_posts_by_id(connections: Connections, ids: Sequence[int]) -> list[Post]:
    """The known ones of the posts."""
    with connections.reading() as cursor:
        # A damaged id from a client may be any number; beyond 63 bits there is no post.
        wanted = [(each,) for each in dict.fromkeys(ids) if 0 < each <= _NEWEST]
        rows = fetch_each(cursor, "post_known", wanted)
        posts = {post.id: post for post in _posts(cursor, [row for row in rows if PostRow(*row).gone_ms is None])}
    return [posts[each] for each in ids if each in posts]


def read_all_posts(connections: Connections, creator: int | None) -> Iterator[Post]:
    """Every post, in batches: no transaction stays open between them."""
    for key in [creator] if creator is not None else _creators_with_posts(connections):
        place = (_NEWEST, _NEWEST)
        while True:
            with connections.reading() as cursor:
                rows = fetch(cursor, "all_posts", (key, *place, _BATCH))
                posts = _posts(cursor, rows)
            yield from posts
            if len(rows) < _BATCH:
                break
            place = rows[-1][1], rows[-1][2]


def _creators_with_posts(connections: Connections) -> Iterator[int]:
    last = -1
    while (found := fetch(connections.reader(), "next_creator", (last,))[0][0]) is not None:
        last = found
        yield last


def _posts(cursor: apsw.Cursor, rows: Sequence[Row]) -> list[Post]:
    creators = creators_by_key(cursor, {row[0] for row in rows})
    return [to_post(PostRow(*row), creators.get(row[0])) for row in rows]


def read_body(connections: Connections, post_id: int, source: str) -> bytes | None:
    """The newest body of a post from a source."""
    rows = fetch(connections.reader(), "body", (post_id, source))
    return from_frame(rows[0][1]) if rows else None


def read_history(connections: Connections, post_id: int) -> list[CountsObservation]:
    """What was said of a post's counts and text, oldest first."""
    rows = fetch(connections.reader(), "history", (post_id,))
    return [_counts_observation(row) for row in rows]


def _counts_observation(row: Row) -> CountsObservation:
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
