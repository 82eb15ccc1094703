"""Who did what to a post or an account, made here for all who read it from an answer or a file."""

from __future__ import annotations

from tokgate.domain.creators import Creator
from tokgate.domain.graph import Follow
from tokgate.domain.posts import Like, Pin, Post, Repost


def liked(creator: Creator, post_id: int, at_s: int | None = None) -> Like:
    """A creator's like of a post; `at_s` is None where the source tells only the order."""
    return Like(creator=creator, post=Post(id=post_id), at_s=at_s)


def reposted(creator: Creator, post_id: int, at_s: int | None = None) -> Repost:
    """A creator's repost of a post."""
    return Repost(creator=creator, post=Post(id=post_id), at_s=at_s)


def pinned(creator: Creator, post_id: int, rank: int = 0) -> Pin:
    """A post that its creator keeps on top of the profile; `rank` 0 is first."""
    return Pin(creator=creator, post=Post(id=post_id), rank=rank)


def follows(creator: Creator, other: Creator, at_s: int | None = None) -> Follow:
    """`creator` follows `other`."""
    return Follow(creator=creator, other=other, at_s=at_s)
