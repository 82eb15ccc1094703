"""What changed in the archive: commits are numbered, and what they touch says by which it was touched last."""

from __future__ import annotations

from typing import Generic, Protocol, TypeVar

import msgspec

from tokgate.domain.counts import CountsObservation
from tokgate.domain.creators import Creator
from tokgate.domain.posts import Comment, Post
from tokgate.domain.relations import Relation

T = TypeVar("T")


class Changes(msgspec.Struct, Generic[T], frozen=True):
    """What some commits in a row changed, in their order; `upto` is the last of them: the next call's `after`."""

    rows: list[T]
    upto: int


class CountsChange(msgspec.Struct, frozen=True):
    """An observation of a post's counts that came in."""

    post_id: int
    observation: CountsObservation


class ChangeQueries(Protocol):
    """Following the archive. Each call tells what the commits after the one numbered `after` (0: all) changed.

    Commits are told whole: there are at least `limit` rows where so many changed, and more where a commit is larger.
    A thing is told in its current state, once, with the last commit that changed it; what is gone or private is told
    too, and marked. Nothing is skipped: numbers are given in the order in which commits become visible.
    """

    def commit_number(self) -> int:
        """The number of the last commit; 0 in an empty archive."""
        ...

    def posts_changed(self, after: int, *, limit: int) -> Changes[Post]:
        """Posts that were added, or of which anything changed."""
        ...

    def counts_changed(self, after: int, *, limit: int) -> Changes[CountsChange]:
        """Observations of posts that came in, those that tell no counts too."""
        ...

    def creators_changed(self, after: int, *, limit: int) -> Changes[Creator]:
        """Creators that were added, or of which anything changed, as little as when they were last seen."""
        ...

    def relations_changed(self, after: int, *, limit: int) -> Changes[Relation]:
        """Relations that began or ended, or of which more was told; of posts, these have their ids alone."""
        ...

    def comments_changed(self, after: int, *, limit: int) -> Changes[Comment]:
        """Comments that were added, or of which anything changed."""
        ...
