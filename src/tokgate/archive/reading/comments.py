"""Reading comments."""

from __future__ import annotations

from collections.abc import Sequence

from tokgate.archive.reading.creators import creators_by_key
from tokgate.archive.rows.comments import CommentRow, to_comment
from tokgate.archive.session import Reader, Row, Session
from tokgate.domain.paging import IndexedPage, Page, Position
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

    def comments_from(
        self, post_id: int, *, parent: int | None = None, offset: int, limit: int
    ) -> IndexedPage[Comment]:
        """A page of one level; those that are gone keep their places, so that nothing moves when one goes."""
        shown: list[CommentRow] = []
        place, batch = offset, limit + 1
        with self._engine.reading() as session:
            while rows := session.rows("comments_from", (post_id, parent or 0, batch, place)):
                for row in (CommentRow(*each) for each in rows):
                    if row.gone_ms is None and len(shown) == limit:
                        return IndexedPage(_with_creators(session, shown), place, more=True)
                    if row.gone_ms is None:
                        shown.append(row)
                    place += 1
                batch *= 2
            return IndexedPage(_with_creators(session, shown), place)

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
    return _with_creators(session, [CommentRow(*each) for each in values])


def _with_creators(session: Session, rows: Sequence[CommentRow]) -> list[Comment]:
    creators = creators_by_key(session, {row.creator for row in rows})
    return [to_comment(row, creators.get(row.creator)) for row in rows]
