"""What changed since a commit, for those who follow the archive: analysis, collectors, copies."""

from __future__ import annotations

from tokgate.archive.reading.comments import comments_of
from tokgate.archive.reading.posts import counts_observation, posts_of
from tokgate.archive.reading.relations import relations_of
from tokgate.archive.rows.creators import CreatorRow, to_creator
from tokgate.archive.session import Reader, Session
from tokgate.domain.changes import Changes, CountsChange
from tokgate.domain.creators import Creator
from tokgate.domain.posts import Comment, Post
from tokgate.domain.relations import Relation


class ChangeReader(Reader):
    """See `tokgate.domain.changes.ChangeQueries`."""

    def commit_number(self) -> int:
        return _last_commit(self._engine.reader())

    def posts_changed(self, after: int, *, limit: int) -> Changes[Post]:
        with self._engine.reading() as session:
            last = upto(session, "posts_changed_upto", after, limit)
            return Changes(posts_of(session, session.rows("posts_changed", (after, last))), last)

    def counts_changed(self, after: int, *, limit: int) -> Changes[CountsChange]:
        with self._engine.reading() as session:
            last = upto(session, "counts_changed_upto", after, limit)
            rows = session.rows("counts_changed", (after, last))
        return Changes([CountsChange(row[0], counts_observation(row[1:])) for row in rows], last)

    def creators_changed(self, after: int, *, limit: int) -> Changes[Creator]:
        with self._engine.reading() as session:
            last = upto(session, "creators_changed_upto", after, limit)
            rows = session.rows("creators_changed", (after, last))
        return Changes([to_creator(CreatorRow(*row)) for row in rows], last)

    def relations_changed(self, after: int, *, limit: int) -> Changes[Relation]:
        with self._engine.reading() as session:
            last = upto(session, "relations_changed_upto", after, limit)
            return Changes(relations_of(session, session.rows("relations_changed", (after, last))), last)

    def comments_changed(self, after: int, *, limit: int) -> Changes[Comment]:
        with self._engine.reading() as session:
            last = upto(session, "comments_changed_upto", after, limit)
            return Changes(comments_of(session, session.rows("comments_changed", (after, last))), last)


def upto(session: Session, query: str, after: int, limit: int) -> int:
    """The commit that the row at the limit belongs to, else the last one there is."""
    rows = session.rows(query, (after, limit - 1))
    return rows[0][0] if rows else _last_commit(session)


def _last_commit(session: Session) -> int:
    rows = session.rows("counter", ("commit",))
    return rows[0][0] if rows else 0
