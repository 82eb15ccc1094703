"""Creators as rows, and what was seen of their counters over time."""

from __future__ import annotations

from tokgate.cli.columns import Column, Row
from tokgate.cli.instants import instant_text
from tokgate.domain.counts import Audience, AudienceObservation
from tokgate.domain.creators import Creator
from tokgate.domain.ports import CreatorSummary

#: `posts_on_profile` is what the profile says, `posts_held` how many the archive has.
CREATOR_COLUMNS = (
    Column("username", in_table=True),
    Column("user_id", is_id=True),
    Column("sec_uid"),
    Column("display_name", in_table=True),
    Column("bio"),
    Column("bio_url"),
    Column("verified", kind=bool),
    Column("private", kind=bool, in_table=True),
    Column("region"),
    Column("language"),
    Column("followers", kind=int, in_table=True),
    Column("following", kind=int),
    Column("likes_received", kind=int),
    Column("posts_on_profile", kind=int),
    Column("posts_held", kind=int, in_table=True),
    Column("oldest_post", in_table=True),
    Column("newest_post", in_table=True),
    Column("observed_at"),
)

AUDIENCE_COLUMNS = (
    Column("username"),
    Column("user_id", is_id=True),
    Column("sec_uid"),
    Column("observed_at", in_table=True),
    Column("source", in_table=True),
    Column("followers", kind=int, in_table=True),
    Column("following", kind=int, in_table=True),
    Column("likes_received", kind=int, in_table=True),
    Column("posts_on_profile", kind=int, in_table=True),
    Column("likes_given", kind=int),
    Column("friends", kind=int),
    Column("counts_precision", in_table=True),
)


def creator_row(summary: CreatorSummary) -> Row:
    """A creator as a row; instants as ISO 8601 in UTC, None where nothing is known."""
    creator = summary.creator
    audience = creator.audience or Audience()
    return {
        **names_of(creator),
        "display_name": creator.name,
        "bio": creator.bio,
        "bio_url": creator.bio_url,
        "verified": creator.verified,
        "private": creator.private,
        "region": creator.region,
        "language": creator.language,
        "followers": audience.followers,
        "following": audience.following,
        "likes_received": audience.likes,
        "posts_on_profile": audience.posts,
        "posts_held": summary.posts,
        "oldest_post": instant_text(summary.oldest_ms),
        "newest_post": instant_text(summary.newest_ms),
        "observed_at": instant_text(summary.last_seen_ms),
    }


def audience_row(creator: Creator, observation: AudienceObservation) -> Row:
    """A creator's counters at one instant as a row."""
    audience = observation.audience
    return {
        **names_of(creator),
        "observed_at": instant_text(observation.observed_ms),
        "source": observation.source,
        "followers": audience.followers,
        "following": audience.following,
        "likes_received": audience.likes,
        "posts_on_profile": audience.posts,
        "likes_given": audience.liked,
        "friends": audience.friends,
        "counts_precision": audience.precision.value,
    }


def names_of(creator: Creator | None, prefix: str = "") -> dict[str, str | None]:
    """The names by which a creator is found."""
    return {
        f"{prefix}username": creator.username if creator else None,
        f"{prefix}user_id": creator.user_id if creator else None,
        f"{prefix}sec_uid": creator.sec_uid if creator else None,
    }
