"""Reading comments."""

from __future__ import annotations

from collections.abc import Sequence

from tokgate.archive.reading.creators import creators_by_key
from tokgate.archive.rows.comments import CommentRow, to_comment
from tokgate.archive.session import Reader, Row, Session
from tokgate.domain.paging import Page, Position
from tokgate.domain.posts import Comment


class CommentReader(Reader):
    """See `tokgate.domain.queries.CommentQueries`."""

    def comments(self, post_id: int) -> list[Comment]:
        """A post's comments and replies, oldest first."""
        with self._engine.reading() as session:
            return comments_of(session, session.rows("comments", (post_id,)))

    def comment_page(
        self, post_id: int, *, parent: int | None = None, after: Position | None, limit: int
    ) -> Page[Comment]:
        """A page of the first level (`parent` None), or of the replies to a comment."""
        rank, last = (after.rank, after.id) if after else (-1, 0)
        with self._engine.reading() as session:
            rows = session.rows("comments_of_parent", (post_id, parent or 0, rank, last, limit + 1))
            comments = comments_of(session, rows[:limit])
        if len(rows) <= limit:
            return Page(comments)
        return Page(comments, Position(comments[-1].created_s or 0, comments[-1].id))

    def comments_from(self, post_id: int, *, parent: int | None = None, offset: int, limit: int) -> Page[Comment]:
        """A page of one level, counted from its beginning."""
        with self._engine.reading() as session:
            rows = session.rows("comments_from", (post_id, parent or 0, limit + 1, offset))
            comments = comments_of(session, rows[:limit])
        return Page(comments, Position(offset + limit) if len(rows) > limit else None)

    def comment(self, comment_id: int) -> Comment | None:
        """One comment."""
        with self._engine.reading() as session:
            found = comments_of(session, session.rows("comment_known", (comment_id,)))
        return found[0] if found else None

    def comment_count(self, post_id: int, *, parent: int | None = None) -> int:
        """How many there are on that level."""
        rows = self._engine.reader().rows("comment_count", (post_id, parent or 0))
        return rows[0][0] if rows else 0


def comments_of(session: Session, values: Sequence[Row]) -> list[Comment]:
    """The comments of some rows, with their creators."""
    rows = [CommentRow(*each) for each in values]
    creators = creators_by_key(session, {row.creator for row in rows})
    return [to_comment(row, creators.get(row.creator)) for row in rows]
