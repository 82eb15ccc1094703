"""Comments as rows."""

from __future__ import annotations

from tokgate.cli.columns import Column, Row
from tokgate.cli.instants import instant_text, second_text
from tokgate.cli.rows.creators import names_of
from tokgate.domain.posts import Comment

#: Of a reply, `parent_id` is the comment that it is to.
COMMENT_COLUMNS = (
    Column("id", is_id=True),
    Column("post_id", is_id=True, in_table=True),
    Column("parent_id", is_id=True),
    Column("username", in_table=True),
    Column("user_id", is_id=True),
    Column("sec_uid"),
    Column("created_at", in_table=True),
    Column("text", in_table=True),
    Column("likes", kind=int, in_table=True),
    Column("replies", kind=int, in_table=True),
    Column("language"),
    Column("pinned", kind=bool),
    Column("liked_by_author", kind=bool),
    Column("gone_at", in_table=True),
    Column("gone_reason"),
)


def comment_row(comment: Comment) -> Row:
    """A comment as a row."""
    return {
        "id": str(comment.id),
        "post_id": str(comment.post_id) if comment.post_id is not None else None,
        "parent_id": str(comment.parent_id) if comment.parent_id is not None else None,
        **names_of(comment.creator),
        "created_at": second_text(comment.created_s),
        "text": comment.text,
        "likes": comment.likes,
        "replies": comment.replies,
        "language": comment.language,
        "pinned": comment.pinned,
        "liked_by_author": comment.liked_by_author,
        "gone_at": instant_text(comment.gone.at_ms) if comment.gone else None,
        "gone_reason": comment.gone.reason if comment.gone else None,
    }
