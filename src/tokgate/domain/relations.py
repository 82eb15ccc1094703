"""What ties a creator to a post, a comment or another creator: it begins, it may end, and it may begin again."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from tokgate.domain.creators import Creator
from tokgate.domain.posts import Post


class RelationKind(StrEnum):
    """What a creator does. `is_of_post`, `is_of_creator`: to what; a comment otherwise."""

    LIKE = "like"
    REPOST = "repost"
    PIN = "pin"
    SAVE = "save"
    FOLLOW = "follow"
    BLOCK = "block"
    COMMENT_LIKE = "comment_like"

    @property
    def is_of_post(self) -> bool:
        return self in (self.LIKE, self.REPOST, self.PIN, self.SAVE)

    @property
    def is_of_creator(self) -> bool:
        return self in (self.FOLLOW, self.BLOCK)


class Relation(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`creator` likes `post`, follows `other`, likes the `comment` of this id, …: by the kind, one of the three is set.

    `at_s` is when it began and `ended_s` when it `ended`, in Unix seconds UTC, None where the source does not say; then
    its order in the source's list is all that is known. `rank` is where a pinned post stands, 0 first.

    As an observation it says that the relation holds, or has `ended`, at the instant of the observation. Read from the
    archive, an ended relation has the newest beginning that any source told.
    """

    kind: RelationKind
    creator: Creator
    post: Post | None = None
    other: Creator | None = None
    comment: int | None = None
    at_s: int | None = None
    rank: int | None = None
    ended: bool = False
    ended_s: int | None = None

    def __post_init__(self) -> None:
        if self.kind.is_of_post:
            target: object = self.post
        else:
            target = self.other if self.kind.is_of_creator else self.comment
        if target is None or sum(each is not None for each in (self.post, self.other, self.comment)) > 1:
            raise ValueError(f"a {self.kind} names the one thing that it is of")
        if self.ended_s is not None and not self.ended:
            raise ValueError(f"a {self.kind} that has not ended has no ended_s")


def like(creator: Creator, post: Post, *, at_s: int | None = None) -> Relation:
    """`creator` likes `post`."""
    return Relation(kind=RelationKind.LIKE, creator=creator, post=post, at_s=at_s)


def repost(creator: Creator, post: Post, *, at_s: int | None = None) -> Relation:
    """`creator` passes somebody's `post` on."""
    return Relation(kind=RelationKind.REPOST, creator=creator, post=post, at_s=at_s)


def save(creator: Creator, post: Post, *, at_s: int | None = None) -> Relation:
    """`creator` keeps `post` for itself; nobody else sees it."""
    return Relation(kind=RelationKind.SAVE, creator=creator, post=post, at_s=at_s)


def pin(creator: Creator, post: Post, *, rank: int | None = None) -> Relation:
    """`creator` keeps `post` on top of the profile."""
    return Relation(kind=RelationKind.PIN, creator=creator, post=post, rank=rank)


def follow(creator: Creator, other: Creator, *, at_s: int | None = None) -> Relation:
    """`creator` follows `other`."""
    return Relation(kind=RelationKind.FOLLOW, creator=creator, other=other, at_s=at_s)
