"""Writing comments."""

from __future__ import annotations

import msgspec

from tokgate.archive.errors import UnkeepableError
from tokgate.archive.rows.comments import CommentRow
from tokgate.archive.rules.comments import mark_deleted, merge_into
from tokgate.archive.session import Session
from tokgate.archive.writing.bodies import BodyWriter
from tokgate.domain.observations import Observation
from tokgate.domain.posts import Comment

#: A post, and the comment that is replied to (0: none).
Level = tuple[int, int]


class CommentWriter:
    """The comments that one commit touches."""

    def __init__(self, session: Session, number: int, bodies: BodyWriter) -> None:
        self._session = session
        self._number = number
        self._bodies = bodies
        self._rows: dict[int, CommentRow] = {}
        self._levels: dict[int, Level | None] = {}
        self.created = 0

    def see(self, comment: Comment, creator: int, observation: Observation) -> bool:
        """Take in a comment that is no duplicate; whether it was unknown."""
        row, is_new = self._touched(comment.id, observation.observed_ms)
        merge_into(row, comment, creator, observation.observed_ms)
        if observation.body is not None:
            self._bodies.keep("comment", comment.id, observation.source, observation.observed_ms, observation.body)
        return is_new

    def mark_deleted(self, comment_id: int, observed_ms: int, reason: str) -> bool:
        """Take in that a source no longer shows a comment; whether it was unknown."""
        row, is_new = self._touched(comment_id, observed_ms)
        mark_deleted(row, observed_ms, reason)
        return is_new

    def _touched(self, comment_id: int, instant: int) -> tuple[CommentRow, bool]:
        if not 0 < comment_id < 2**63:
            raise UnkeepableError(f"comment {comment_id}: an id is a positive number of at most 63 bits")
        row = self._row(comment_id)
        if row is not None:
            return row, False
        self.created += 1
        row = self._rows[comment_id] = CommentRow(id=comment_id, first_seen_ms=instant, content_ms=instant)
        return row, True

    def _row(self, comment_id: int) -> CommentRow | None:
        if comment_id not in self._rows:
            found = self._session.rows("comment_known", (comment_id,))
            if not found:
                return None
            row = self._rows[comment_id] = CommentRow(*found[0])
            self._levels[comment_id] = _level(row)
        return self._rows[comment_id]

    def flush(self) -> None:
        """Write the comments, and how many there are on each level."""
        gained: dict[Level, int] = {}
        for row in self._rows.values():
            row.changed = self._number
            held, now = self._levels.get(row.id), _level(row)
            if now is not None:
                gained[now] = gained.get(now, 0) + 1
            if held is not None:
                gained[held] = gained.get(held, 0) - 1
        self._session.write_each("comment_upsert", [msgspec.structs.astuple(row) for row in self._rows.values()])
        self._session.write_each("comment_count_add", [(*level, change) for level, change in gained.items() if change])


def _level(row: CommentRow) -> Level | None:
    """Where a comment is counted; None if it is gone."""
    return None if row.gone_ms is not None else (row.post or 0, row.parent or 0)
