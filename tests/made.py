"""Creators and posts made for tests."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from tokgate.dialects.web.writing import item_of
from tokgate.domain.counts import Counts, Precision
from tokgate.domain.creators import Creator, stand_in_sec_uid
from tokgate.domain.observations import Observation, Provenance
from tokgate.domain.ports import Archive
from tokgate.domain.posts import Kind, Post

OBSERVED_MS = 1_790_000_000_000


def creator_named(username: str) -> Creator:
    """A public creator with an id and a secUid that follow from the name."""
    number = int.from_bytes(username.encode()[-7:]) % 10**16
    return Creator(
        user_id=str(6_600_000_000_000_000_000 + number),
        sec_uid=stand_in_sec_uid(Creator(username=f"sec {username}")),
        username=username,
        name=username.title(),
        private=False,
    )


def post_of(
    *,
    post_id: int,
    created_s: int,
    text: str = "",
    counts: Counts | None = None,
    creator: Creator | None = None,
    private: bool = False,
) -> Post:
    """A video with exact counts."""
    return Post(
        id=post_id,
        creator=creator,
        created_s=created_s,
        kind=Kind.VIDEO,
        text=text,
        duration_ms=15_000,
        width=576,
        height=1024,
        counts=counts or Counts(plays=100, likes=10, comments=2, shares=1, saves=3, precision=Precision.EXACT),
        private=private,
    )


def keep(archive: Archive, creator: Creator, posts: Sequence[Post]) -> None:
    """Put a creator and their posts into an archive, as web items."""
    observations = [Observation(subject=creator, source="made", observed_ms=OBSERVED_MS)]
    for post in posts:
        item = msgspec.json.encode(item_of(msgspec.structs.replace(post, creator=creator)))
        observations.append(
            Observation(
                subject=msgspec.structs.replace(post, creator=creator),
                source="web_item",
                observed_ms=OBSERVED_MS,
                body=item,
                web_item=item,
            )
        )
    archive.commit(observations, Provenance(source="made"))
