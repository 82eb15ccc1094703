"""The Archive as its users see it: what the store implements, and what server, importers and collector are given."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from enum import StrEnum
from typing import Protocol

import msgspec

from tokgate.domain.acts import Acting
from tokgate.domain.analytics import AnalyticsQueries
from tokgate.domain.changes import ChangeQueries
from tokgate.domain.counts import CountsObservation
from tokgate.domain.creators import Creator
from tokgate.domain.credentials import CredentialRecord, Credentials
from tokgate.domain.items import StoredItem
from tokgate.domain.joins import Join, Split
from tokgate.domain.observations import Observation, Outcome, Provenance
from tokgate.domain.paging import Page, Position
from tokgate.domain.posts import Post, PostSummary
from tokgate.domain.purges import Purging
from tokgate.domain.queries import Queries
from tokgate.domain.validations import ValidationQueries
from tokgate.domain.walks import WalkQueries

__all__ = [
    "Archive",
    "CountsObservation",
    "CreatorSummary",
    "CredentialRecord",
    "Order",
    "Page",
    "Position",
    "StoredItem",
    "Totals",
]


class Order(StrEnum):
    """How a creator's posts are listed."""

    LATEST = "latest"
    MOST_LIKED = "most_liked"


class CreatorSummary(msgspec.Struct, frozen=True):
    """A creator with what the archive holds of them; instants in Unix milliseconds UTC."""

    creator: Creator
    posts: int
    oldest_ms: int | None
    newest_ms: int | None
    last_seen_ms: int


class Totals(msgspec.Struct, frozen=True):
    """How many things the archive holds in all."""

    creators: int
    posts: int
    comments: int


class Archive(
    Queries,
    WalkQueries,
    AnalyticsQueries,
    Acting,
    ChangeQueries,
    Purging,
    ValidationQueries,
    Credentials,
    Protocol,
):
    """The store of domain data. Methods that read see one consistent state; none of them waits for a writer.

    What is read beyond posts and creators is declared in `tokgate.domain.queries`, whole walks in `walks`.
    """

    @property
    def address(self) -> str:
        """Where it is, without any password."""
        ...

    @property
    def embedded(self) -> bool:
        """Whether it is read within this process, in microseconds: then a thread would cost more than the reading."""
        ...

    def check(self) -> None:
        """ArchiveError, in words, where it cannot be used any more: its file gone or damaged, its server away."""
        ...

    def revision(self) -> int | None:
        """A number that changes with every change, whichever process makes it; None where that cannot be told.

        Of two numbers from one object, only that they differ means something.
        """
        ...

    def commit(
        self,
        observations: Sequence[Observation],
        provenance: Provenance,
        *,
        checkpoint: tuple[str, bytes] | None = None,
    ) -> list[Outcome]:
        """Keep observations, all or none, and with them a named checkpoint; one outcome each, in order.

        An observation already held is a DUPLICATE and changes nothing. What a source does not say (None) never
        overwrites what is known, and older observations never overwrite newer ones, but are kept. One that names what
        was purged is PURGED, and not kept.
        """
        ...

    def bulk(self) -> AbstractContextManager[None]:
        """Within it, all commits of this thread are kept together at its end, or, after an exception, none.

        That is the way to put in millions of things: what they have in common is written once.
        """
        ...

    def checkpoint(self, name: str) -> bytes | None:
        """What was last committed under this name."""
        ...

    def creator(
        self, *, username: str = "", sec_uid: str = "", user_id: str = "", key: int = 0, at_ms: int | None = None
    ) -> Creator | None:
        """The creator of the first name given; usernames match in any case, and stand-in secUids are found too.

        A username is looked up among those of today, or, with an instant (Unix milliseconds UTC), among those of then.
        The key of a creator that was joined to another finds the other.
        """
        ...

    def creators_by_key(self, keys: Collection[int]) -> dict[int, Creator]:
        """The creators of some keys, by these; those that there is none of are left out."""
        ...

    def joins(self) -> list[Join]:
        """Creators that turned out to be one, in the order in which they did, and whether that was undone."""
        ...

    def split(self, join_id: int) -> Split:
        """Undo a join. What came after it stays with the creator that was kept.

        No word as old as the one that joined them joins them again. LookupError if there is no such join, or not now.
        """
        ...

    def creators_named(self, text: str, limit: int) -> list[Creator]:
        """Creators with a username whose username or name holds a text, in any case, or all of them for "".

        The one of just that username comes first, then those with most posts.
        """
        ...

    def creators(self) -> Iterator[CreatorSummary]:
        """Every creator, most posts first, read as it is asked for."""
        ...

    def totals(self) -> Totals:
        """How many things are held; known without counting."""
        ...

    def items(
        self, creator: int, *, after: Position | None, limit: int, order: Order = Order.LATEST
    ) -> Page[StoredItem]:
        """A creator's public posts (not stubs, private or gone), newest or most liked first.

        A page is shorter than `limit` only at the end, and longer only if more than `limit` posts share a rank.
        """
        ...

    def summaries(self, creator: int, *, after: Position | None, limit: int) -> Page[PostSummary]:
        """As `items`, as what a list shows of each post: far cheaper than `posts`."""
        ...

    def summaries_by_id(self, creator: int, ids: Sequence[int]) -> list[PostSummary]:
        """Those of a creator's public posts that are among the ids, in the order of these."""
        ...

    def posts(self, creator: int, *, after: Position | None, limit: int) -> Page[Post]:
        """As `items`, as domain posts in their current state."""
        ...

    def posts_by_id(self, ids: Sequence[int]) -> list[Post]:
        """Known posts among the ids, in their order; gone ones are left out."""
        ...

    def seen_by_all(self, ids: Sequence[int]) -> dict[int, bool]:
        """Of the known posts among the ids, stubs too, whether anybody may see each: not gone, and nothing private."""
        ...

    def item(self, post_id: int) -> StoredItem | None:
        """One post's item; None if the post is unknown, gone or a stub."""
        ...

    def body(self, post_id: int, source: str) -> bytes | None:
        """The newest body that a source gave of a post, exactly as it came."""
        ...

    def bodies(self, ids: Sequence[int], source: str) -> dict[int, bytes]:
        """As `body`, of several posts at once, by id; a post of which the source gave none is left out."""
        ...

    def history(self, post_id: int) -> list[CountsObservation]:
        """Every observation of a post's counts, oldest first."""
        ...

    def close(self) -> None:
        """Give the store back; closing twice is harmless."""
        ...
