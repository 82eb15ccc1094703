"""Reading everything of a kind: for exports and copies, which take it as it comes and keep none of it.

Each walk is read in batches while it is asked for. No transaction stays open between them: what is there from beginning
to end is told once, what comes or goes meanwhile may be told or not. The order is always the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

import msgspec

from tokgate.domain.changes import CountsChange
from tokgate.domain.counts import AudienceObservation
from tokgate.domain.creators import Creator
from tokgate.domain.posts import Comment, Post
from tokgate.domain.relations import Relation, RelationKind


class Window(msgspec.Struct, frozen=True):
    """A stretch of time in Unix milliseconds UTC: from `since_ms` on, before `until_ms`; None is no bound."""

    since_ms: int | None = None
    until_ms: int | None = None

    def holds(self, instant_ms: int | None) -> bool:
        """Whether an instant lies in it; one that is not known lies only in the window without bounds."""
        if instant_ms is None:
            return self == EVER
        return (self.since_ms is None or instant_ms >= self.since_ms) and (
            self.until_ms is None or instant_ms < self.until_ms
        )

    def holds_second(self, second: int | None) -> bool:
        """As `holds`, of a Unix second."""
        return self.holds(None if second is None else second * 1000)


EVER = Window()


class SeenPost(msgspec.Struct, frozen=True):
    """A post as it stands now, and as of when: the instant of its newest counts, else of what else was said of it."""

    post: Post
    seen_ms: int


class AudienceChange(msgspec.Struct, frozen=True):
    """What a source said of a creator's counters, and of which creator."""

    creator: Creator
    observation: AudienceObservation


class WalkQueries(Protocol):
    """Everything of a kind; `creator` is the archive's key, None for everybody's."""

    def all_posts(self, creator: int | None = None, *, within: Window = EVER) -> Iterator[Post]:
        """Posts published within a time, stubs, private and gone ones too, by creator and then newest first."""
        ...

    def seen_posts(self, creator: int | None = None, *, within: Window = EVER) -> Iterator[SeenPost]:
        """As `all_posts`, each with the instant that its counts are of."""
        ...

    def all_comments(self, creator: int | None = None) -> Iterator[Comment]:
        """Every comment, gone ones too, by id; those on a creator's posts by post, newest first, as `comments_on`."""
        ...

    def comments_on(self, post_id: int) -> Iterator[Comment]:
        """A post's comments, gone ones too: those of the first level, then the replies to each; both oldest first."""
        ...

    def comments_by(self, creator: int) -> Iterator[Comment]:
        """What a creator wrote under anybody's posts, by id."""
        ...

    def all_counts(self, creator: int | None = None, *, within: Window = EVER) -> Iterator[CountsChange]:
        """Every observation of posts' counts and texts, made within a time, by post and then oldest first."""
        ...

    def audience(self, creator: int) -> list[AudienceObservation]:
        """Every observation of a creator's counters, oldest first; also of those that were joined to it."""
        ...

    def all_audiences(self, *, within: Window = EVER) -> Iterator[AudienceChange]:
        """As `audience`, of every creator, by key."""
        ...

    def all_relations(self, kind: RelationKind, creator: int | None = None) -> Iterator[Relation]:
        """Every relation of a kind, ended ones too, by creator and then by what it is to."""
        ...

    def usernames(self, beginning: str, *, limit: int) -> list[str]:
        """Today's handles that begin so, in any case, in the order of the alphabet."""
        ...
