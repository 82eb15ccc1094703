"""Reading comments."""

from __future__ import annotations

from collections.abc import Sequence

import apsw

from tokgate.archive.comments import CommentRow, to_comment
from tokgate.archive.connection import Connections
from tokgate.archive.creator_reading import creators_by_key
from tokgate.archive.queries import Row, fetch
from tokgate.domain.paging import Page, Position
from tokgate.domain.posts import Comment


def read_comments(connections: Connections, post_id: int) -> list[Comment]:
    """A post's comments and replies, oldest first."""
    with connections.reading() as cursor:
        return _comments(cursor, fetch(cursor, "comments", (post_id,)))


def read_comment_page(connections: Connections, post_id: int, parent: int, *, offset: int, limit: int) -> Page[Comment]:
    """A page of the first level (`parent` 0), or of the replies to a comment."""
    with connections.reading() as cursor:
        rows = fetch(cursor, "comments_of_parent", (post_id, parent, limit + 1, offset))
        comments = _comments(cursor, rows[:limit])
    return Page(comments, Position(offset + limit) if len(rows) > limit else None)


def count_comments(connections: Connections, post_id: int, parent: int) -> int:
    """How many there are on that level."""
    return int(fetch(connections.reader(), "comment_counts", (post_id, parent))[0][0])


def _comments(cursor: apsw.Cursor, values: Sequence[Row]) -> list[Comment]:
    rows = [CommentRow(*each) for each in values]
    creators = creators_by_key(cursor, {row.creator for row in rows})
    return [to_comment(row, creators.get(row.creator)) for row in rows]
