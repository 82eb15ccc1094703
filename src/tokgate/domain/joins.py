"""Creators that turned out to be one, and the way back."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from tokgate.domain.creators import Creator


class JoinReason(StrEnum):
    """Why two creators were taken for one."""

    NAMES = "names"
    """One observation gave a name that is one's for good and a name that is the other's for good."""
    HANDLE = "handle"
    """One was known by a handle alone, and the other was seen with it next, nobody else in between."""


class Join(msgspec.Struct, frozen=True, kw_only=True):
    """Two creators made one; instants in Unix milliseconds UTC.

    Both are as they were before. `source` said at `observed_ms` what joined them, and the archive learnt it `at_ms`;
    `posts` is how many the gone one had. `undone_ms` is None while the join stands.
    """

    id: int
    kept: Creator
    gone: Creator
    because: JoinReason
    source: str
    observed_ms: int
    at_ms: int
    posts: int
    undone_ms: int | None = None


class Split(msgspec.Struct, frozen=True, kw_only=True):
    """A join undone: both creators as they are now.

    `returned` posts went back to the gone one; `staying` came after the join and stay with the kept one, whose they may
    not be.
    """

    join: Join
    kept: Creator
    gone: Creator
    returned: int
    staying: int
