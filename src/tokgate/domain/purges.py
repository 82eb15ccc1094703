"""Taking something out of the archive for good: what is removed, and what keeps it away."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Protocol

import msgspec

from tokgate.domain.changes import Changes
from tokgate.domain.observations import Observation


class PurgeKind(StrEnum):
    """What was purged."""

    POST = "post"
    CREATOR = "creator"


class Purge(msgspec.Struct, frozen=True, kw_only=True):
    """A post or creator that was removed, with all that hangs on it, and is not taken in again.

    `subject` is the post's id, or the number that was the creator's key: of names only hashes are left. `removed`
    counts what went, by kind. Instants are in Unix milliseconds UTC; `allowed_ms` is None while it is kept away.
    """

    id: int
    kind: PurgeKind
    subject: int
    because: str
    at_ms: int
    removed: Mapping[str, int]
    allowed_ms: int | None = None


class Purging(Protocol):
    """What an archive lets those do who answer for what it holds."""

    def purge_post(self, post_id: int, because: str, at_ms: int) -> Purge:
        """Remove a post and all that hangs on it, and take in nothing more that names it; it need not be known.

        What hangs on it are its observations, bodies and tags, its comments and their replies, relations to them,
        messages that share it, notifications of it, and its places in playlists. Purging again changes nothing.
        """
        ...

    def purge_creator(self, key: int, because: str, at_ms: int) -> Purge:
        """Remove a creator, joined ones too, with all that they made, and take in nothing more that names them.

        That is their profile and its history, posts and comments, relations from and to them, playlists, conversations
        that they began, messages, notifications from and to them, live rooms, and credentials that act for them. Who
        takes one of their handles later, under names of its own, is not kept out. LookupError for an unknown key.
        """
        ...

    def purges(self, after: int, *, limit: int) -> Changes[Purge]:
        """What was purged, or allowed again, by the commits after the one numbered `after` (see ChangeQueries)."""
        ...

    def purge_of(self, observation: Observation) -> Purge | None:
        """What keeps an observation out: the oldest purge of what it names."""
        ...

    def compact(self) -> None:
        """Write the store anew, without the room that what was removed leaves; it takes as long as a copy of it.

        Until then its bytes may be found in the store's files by who looks for them. ArchiveError where it cannot be.
        """
        ...

    def allow(self, purge_id: int, at_ms: int) -> Purge:
        """Let in again what was purged. What was removed comes back only with an import. LookupError if it is not kept
        away."""
        ...
