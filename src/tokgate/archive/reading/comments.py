"""Reading comments."""

from __future__ import annotations

from collections.abc import Sequence

from tokgate.archive.reading.creators import creators_by_key
from tokgate.archive.rows.comments import CommentRow, to_comment
from tokgate.archive.session import Reader, Row, Session
from tokgate.domain.paging import Page, Position
from tokgate.domain.posts import Comment


class CommentReader(Reader):
    """See `tokgate.domain.reading.CommentReading`."""

    def comments(self, post_id: int) -> list[Comment]:
        """A post's comments and replies, oldest first."""
        with self._engine.reading() as session:
            return _comments(session, session.rows("comments", (post_id,)))

    def comment_page(self, post_id: int, *, parent: int | None = None, offset: int, limit: int) -> Page[Comment]:
        """A page of the first level (`parent` 0), or of the replies to a comment."""
        with self._engine.reading() as session:
            rows = session.rows("comments_of_parent", (post_id, parent or 0, limit + 1, offset))
            comments = _comments(session, rows[:limit])
        return Page(comments, Position(offset + limit) if len(rows) > limit else None)

    def comment_count(self, post_id: int, *, parent: int | None = None) -> int:
        """How many there are on that level."""
        return int(self._engine.reader().rows("comment_counts", (post_id, parent or 0))[0][0])


def _comments(session: Session, values: Sequence[Row]) -> list[Comment]:
    rows = [CommentRow(*each) for each in values]
    creators = creators_by_key(session, {row.creator for row in rows})
    return [to_comment(row, creators.get(row.creator)) for row in rows]
