"""Counts, and how exact their source gives them."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Precision(StrEnum):
    """How exact a source's counts are. ROUNDED: to three or four digits from 10,000 on, as the web shows them."""

    EXACT = "exact"
    ROUNDED = "rounded"
    UNKNOWN = "unknown"


class Counts(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Events of a post so far. None: the source does not say, which is not 0."""

    plays: int | None = None
    likes: int | None = None
    comments: int | None = None
    shares: int | None = None
    saves: int | None = None
    reposts: int | None = None
    downloads: int | None = None
    precision: Precision = Precision.UNKNOWN


class Audience(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A creator's counters. `likes` are those received, `liked` those given, `posts` what the profile shows."""

    followers: int | None = None
    following: int | None = None
    likes: int | None = None
    posts: int | None = None
    liked: int | None = None
    friends: int | None = None
    precision: Precision = Precision.UNKNOWN


class AudienceObservation(msgspec.Struct, frozen=True):
    """A creator's counters as one source gave them at one instant (Unix milliseconds UTC)."""

    observed_ms: int
    source: str
    audience: Audience


class CountsObservation(msgspec.Struct, frozen=True):
    """A post's counts as one source gave them at one instant (Unix milliseconds UTC)."""

    observed_ms: int
    source: str
    counts: Counts
    text: str | None = None
