"""Writing comments."""

from __future__ import annotations

import msgspec

from tokgate.archive.errors import UnkeepableError
from tokgate.archive.rows.comments import CommentRow
from tokgate.archive.session import Session
from tokgate.archive.writing.bodies import BodyWriter
from tokgate.domain.observations import Observation
from tokgate.domain.posts import Comment

_FIELDS = ("text", "created_s", "likes", "replies", "language", "pinned", "liked_by_author")


class CommentWriter:
    """The comments that one commit touches."""

    def __init__(self, session: Session, bodies: BodyWriter) -> None:
        self._session = session
        self._bodies = bodies
        self._rows: dict[int, CommentRow] = {}
        self.created = 0

    def see(self, comment: Comment, creator: int, observation: Observation) -> bool:
        """Take in a comment that is no duplicate; whether it was unknown."""
        if not 0 < comment.id < 2**63:
            raise UnkeepableError(f"comment {comment.id}: an id is a positive number of at most 63 bits")
        row = self._row(comment.id)
        is_new = row is None
        if row is None:
            self.created += 1
            instant = observation.observed_ms
            row = self._rows[comment.id] = CommentRow(id=comment.id, first_seen_ms=instant, content_ms=instant)
        _absorb(row, comment, creator, observation.observed_ms)
        if observation.body is not None:
            self._bodies.keep("comment", comment.id, observation.source, observation.observed_ms, observation.body)
        return is_new

    def _row(self, comment_id: int) -> CommentRow | None:
        if comment_id not in self._rows:
            found = self._session.rows("comment_known", (comment_id,))
            if not found:
                return None
            self._rows[comment_id] = CommentRow(*found[0])
        return self._rows[comment_id]

    def flush(self) -> None:
        """Write the comments."""
        rows = [msgspec.structs.astuple(row) for row in self._rows.values()]
        self._session.write_each("comment_upsert", rows)


def _absorb(row: CommentRow, comment: Comment, creator: int, observed_ms: int) -> None:
    newer = observed_ms >= row.content_ms
    row.first_seen_ms = min(row.first_seen_ms, observed_ms)
    row.content_ms = max(row.content_ms, observed_ms)
    if creator and (newer or not row.creator):
        row.creator = creator
    images = msgspec.json.encode(comment.image_urls).decode() if comment.image_urls is not None else None
    said = {name: getattr(comment, name) for name in _FIELDS}
    said |= {"post": comment.post_id, "parent": comment.parent_id, "image_urls": images}
    for name, value in said.items():
        if value is not None and (newer or getattr(row, name) is None):
            setattr(row, name, value)
