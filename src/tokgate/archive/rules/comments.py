"""How an observation changes what is held of a comment."""

from __future__ import annotations

import msgspec

from tokgate.archive.rows.comments import CommentRow
from tokgate.domain.posts import Comment

_FIELDS = ("text", "created_s", "likes", "replies", "language", "pinned", "liked_by_author")


def absorb(row: CommentRow, comment: Comment, creator: int, observed_ms: int) -> None:
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
