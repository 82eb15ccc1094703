"""A comment as a row."""

from __future__ import annotations

import msgspec

from tokgate.domain.creators import Creator
from tokgate.domain.posts import Comment, Gone


class CommentRow(msgspec.Struct):
    """The columns of the table, in its order; truths are 0 and 1."""

    id: int
    post: int | None = None
    parent: int | None = None
    creator: int = 0
    text: str | None = None
    created_s: int | None = None
    likes: int | None = None
    replies: int | None = None
    language: str | None = None
    image_urls: str | None = None
    pinned: int | None = None
    liked_by_author: int | None = None
    first_seen_ms: int = 0
    content_ms: int = 0
    gone_ms: int | None = None
    gone_reason: str | None = None
    changed: int = 0


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
        gone=None if row.gone_ms is None else Gone(row.gone_ms, row.gone_reason or ""),
    )
