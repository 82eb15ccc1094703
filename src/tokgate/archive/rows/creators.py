"""A creator as a row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from tokgate.domain.counts import Audience, AudienceObservation, Precision
from tokgate.domain.creators import Creator


class CreatorRow(msgspec.Struct):
    """The columns of the table, in its order; truths are 0 and 1."""

    key: int
    user_id: str | None = None
    sec_uid: str | None = None
    username: str | None = None
    name: str | None = None
    bio: str | None = None
    bio_url: str | None = None
    avatar_url: str | None = None
    verified: int | None = None
    private: int | None = None
    likes_public: int | None = None
    region: str | None = None
    language: str | None = None
    profile_ms: int | None = None
    followers: int | None = None
    following: int | None = None
    likes: int | None = None
    posts: int | None = None
    liked: int | None = None
    friends: int | None = None
    precision: str | None = None
    audience_ms: int | None = None
    first_seen_ms: int = 0
    last_seen_ms: int = 0
    changed: int = 0


def audience_observation(row: Sequence[Any]) -> AudienceObservation:
    """What a row of the query `audience` tells."""
    observed_ms, source, followers, following, likes, posts, liked, friends, precision = row
    audience = Audience(
        followers=followers,
        following=following,
        likes=likes,
        posts=posts,
        liked=liked,
        friends=friends,
        precision=Precision(precision or Precision.UNKNOWN),
    )
    return AudienceObservation(observed_ms, source, audience)


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
