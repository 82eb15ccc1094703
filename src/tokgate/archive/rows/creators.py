"""A creator as a row."""

from __future__ import annotations

import msgspec

from tokgate.domain.counts import Audience, Precision
from tokgate.domain.creators import Creator


class CreatorRow(msgspec.Struct):
    """The columns of the view `creator_row`, in its order; truths are 0 and 1."""

    key: int
    user_id: str | None
    sec_uid: str | None
    username: str | None
    username_ms: int | None
    name: str | None
    bio: str | None
    bio_url: str | None
    avatar_url: str | None
    verified: int | None
    private: int | None
    likes_public: int | None
    region: str | None
    language: str | None
    profile_ms: int | None
    followers: int | None
    following: int | None
    likes: int | None
    posts: int | None
    liked: int | None
    friends: int | None
    precision: str | None
    audience_ms: int | None
    first_seen_ms: int
    last_seen_ms: int


def to_creator(row: CreatorRow) -> Creator:
    """The creator in its current state, with the archive's key."""
    audience = None
    if row.audience_ms is not None:
        audience = Audience(
            followers=row.followers,
            following=row.following,
            likes=row.likes,
            posts=row.posts,
            liked=row.liked,
            friends=row.friends,
            precision=Precision(row.precision or Precision.UNKNOWN),
        )
    return Creator(
        user_id=row.user_id,
        sec_uid=row.sec_uid,
        username=row.username,
        name=row.name,
        bio=row.bio,
        bio_url=row.bio_url,
        avatar_url=row.avatar_url,
        verified=_truth(row.verified),
        private=_truth(row.private),
        likes_public=_truth(row.likes_public),
        region=row.region,
        language=row.language,
        audience=audience,
        key=row.key,
    )


def _truth(value: int | None) -> bool | None:
    return None if value is None else bool(value)
