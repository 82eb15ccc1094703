"""Live rooms, and what happened in them."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from tokgate.domain.creators import Creator


class LiveRoom(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One broadcast. `ended_s` is None while it runs (or where the source does not say); instants in Unix seconds.

    `viewers` are those who came in all, `peak` the most at one time, `diamonds` what gifts were worth.
    """

    id: int
    creator: Creator | None = None
    title: str | None = None
    topic: str | None = None
    cover_url: str | None = None
    started_s: int | None = None
    ended_s: int | None = None
    viewers: int | None = None
    peak: int | None = None
    likes: int | None = None
    diamonds: int | None = None


class LiveEventKind(StrEnum):
    """What happened in a room."""

    CHAT = "chat"
    JOIN = "join"
    LIKE = "like"
    GIFT = "gift"
    SHARE = "share"
    FOLLOW = "follow"


class LiveEvent(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing that `creator` did in a room. `text` is the words of a chat or the name of a gift.

    `amount` is how many likes, or the worth of a gift in diamonds; `at_ms` is Unix milliseconds UTC.
    """

    id: int
    room: int | None = None
    creator: Creator | None = None
    kind: LiveEventKind | None = None
    text: str | None = None
    amount: int | None = None
    at_ms: int | None = None


class LiveTally(msgspec.Struct, frozen=True, kw_only=True):
    """What happened of one kind in a room: how many events, by how many creators, and the sum of their amounts."""

    room: int
    kind: LiveEventKind
    events: int
    creators: int
    amount: int
