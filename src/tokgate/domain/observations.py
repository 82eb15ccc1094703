"""What one source said of one thing at one instant, and where the saying came from."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from tokgate.domain.creators import Creator
from tokgate.domain.posts import Comment, CommentTombstone, Post, Tombstone
from tokgate.domain.records import Record
from tokgate.domain.relations import Relation

#: Everything that an observation can be of.
Subject = Post | Creator | Comment | Relation | Tombstone | CommentTombstone | Record


class Provenance(msgspec.Struct, frozen=True, kw_only=True):
    """Where observations came from: a file, or an operation of a dialect with its request id."""

    source: str
    dialect: str | None = None
    operation: str | None = None
    request_id: str | None = None
    file: str | None = None


class Observation(msgspec.Struct, frozen=True, kw_only=True):
    """`subject` as `source` told it at `observed_ms` (Unix milliseconds, UTC).

    `instant_known` is False where the source has no instant and a file's time stands in for it: the same words are then
    the same observation, whatever the file's time. `body` is the JSON that it came as. `web_item` is the post in the
    web item's spelling, with every member that it came with, for the dialects that speak so; it may be `body` itself.
    """

    subject: Subject
    source: str
    observed_ms: int
    instant_known: bool = True
    body: bytes | None = None
    web_item: bytes | None = None


class Outcome(StrEnum):
    """What an observation did to the archive."""

    NEW = "new"
    UPDATED = "updated"
    DUPLICATE = "duplicate"
    PURGED = "purged"
    """Nothing: it names what was purged, and is not kept."""
