"""Follows and likes as rows."""

from __future__ import annotations

from tokgate.cli.columns import Column, Row
from tokgate.cli.instants import second_text
from tokgate.cli.rows.creators import names_of
from tokgate.domain.relations import Relation

FOLLOW_COLUMNS = (
    Column("follower_username", in_table=True),
    Column("follower_user_id", is_id=True),
    Column("follower_sec_uid"),
    Column("followed_username", in_table=True),
    Column("followed_user_id", is_id=True),
    Column("followed_sec_uid"),
    Column("followed_at", in_table=True),
    Column("ended", kind=bool, in_table=True),
    Column("ended_at", in_table=True),
)

#: Who liked has a prefix, so that nobody takes the row for a post of theirs.
LIKE_COLUMNS = (
    Column("liker_username", in_table=True),
    Column("liker_user_id", is_id=True),
    Column("liker_sec_uid"),
    Column("post_id", is_id=True, in_table=True),
    Column("liked_at", in_table=True),
    Column("ended", kind=bool, in_table=True),
    Column("ended_at", in_table=True),
)


def follow_row(follow: Relation) -> Row:
    """A follow as a row; instants are None where no source told them."""
    return {
        **names_of(follow.creator, "follower_"),
        **names_of(follow.other, "followed_"),
        "followed_at": second_text(follow.at_s),
        **_end(follow),
    }


def like_row(like: Relation) -> Row:
    """A like as a row."""
    return {
        **names_of(like.creator, "liker_"),
        "post_id": str(like.post.id) if like.post else None,
        "liked_at": second_text(like.at_s),
        **_end(like),
    }


def _end(relation: Relation) -> dict[str, bool | str | None]:
    return {"ended": relation.ended, "ended_at": second_text(relation.ended_s)}
