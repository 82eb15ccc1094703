"""Writing and reading comments."""

from __future__ import annotations

import apsw
import msgspec

from tokgate.archive.bodies import BodyWriter
from tokgate.archive.errors import UnkeepableError
from tokgate.archive.queries import SQL, fetch
from tokgate.domain.creators import Creator
from tokgate.domain.observations import Observation
from tokgate.domain.posts import Comment

_FIELDS = ("text", "created_s", "likes", "replies", "language", "pinned", "liked_by_author")


class CommentRow(msgspec.Struct):
    """The columns of the table, in its order; truths are 0 and 1."""

    id: int
    post: int | None
    parent: int | None
    creator: int
    text: str | None
    created_s: int | None
    likes: int | None
    replies: int | None
    language: str | None
    image_urls: str | None
    pinned: int | None
    liked_by_author: int | None
    first_seen_ms: int
    content_ms: int


def to_comment(row: CommentRow, creator: Creator | None) -> Comment:
    """The comment in its current state."""
    return Comment(
        id=row.id,
        post_id=row.post,
        parent_id=row.parent,
        creator=creator,
        text=row.text,
        created_s=row.created_s,
        likes=row.likes,
        replies=row.replies,
        language=row.language,
        image_urls=msgspec.json.decode(row.image_urls, type=list[str]) if row.image_urls else None,
        pinned=None if row.pinned is None else bool(row.pinned),
        liked_by_author=None if row.liked_by_author is None else bool(row.liked_by_author),
    )


class CommentWriter:
    """The comments that one commit touches."""

    def __init__(self, cursor: apsw.Cursor, bodies: BodyWriter) -> None:
        self._cursor = cursor
        self._bodies = bodies
        self._rows: dict[int, CommentRow] = {}

    def see(self, comment: Comment, creator: int, observation: Observation) -> bool:
        """Take in a comment that is no duplicate; whether it was unknown."""
        if not 0 < comment.id < 2**63:
            raise UnkeepableError(f"comment {comment.id}: an id is a positive number of at most 63 bits")
        row = self._row(comment.id)
        is_new = row is None
        if row is None:
            instant = observation.observed_ms
            row = CommentRow(
                comment.id, None, None, 0, None, None, None, None, None, None, None, None, instant, instant
            )
            self._rows[comment.id] = row
        _absorb(row, comment, creator, observation.observed_ms)
        if observation.body is not None:
            self._bodies.keep("comment", comment.id, observation.source, observation.observed_ms, observation.body)
        return is_new

    def _row(self, comment_id: int) -> CommentRow | None:
        if comment_id not in self._rows:
            found = fetch(self._cursor, "comment_known", (comment_id,))
            if not found:
                return None
            self._rows[comment_id] = CommentRow(*found[0])
        return self._rows[comment_id]

    def flush(self) -> None:
        """Write the comments."""
        rows = [msgspec.structs.astuple(row) for row in self._rows.values()]
        self._cursor.executemany(SQL["comment_upsert"], rows)


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
