"""How an observation changes what is held of a comment."""

from __future__ import annotations

import msgspec

from tokgate.archive.rows.comments import CommentRow
from tokgate.domain.posts import Comment

_FIELDS = ("text", "created_s", "likes", "replies", "language", "pinned", "liked_by_author")


def merge_into(row: CommentRow, comment: Comment, creator: int, observed_ms: int) -> None:
    """Put an observation into a row: what is as new as the row overwrites, what is older only fills what is unknown."""
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
    if row.gone_ms is not None and observed_ms > row.gone_ms:
        row.gone_ms = row.gone_reason = None


def mark_deleted(row: CommentRow, observed_ms: int, reason: str) -> None:
    """A source no longer shows the comment; no effect if it was seen later than that."""
    if observed_ms >= max(row.content_ms, row.gone_ms or 0):
        row.gone_ms, row.gone_reason = observed_ms, reason
