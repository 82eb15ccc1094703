"""A join of creators as a row."""

from __future__ import annotations

import msgspec


class JoinRow(msgspec.Struct, frozen=True):
    """The columns of the table, in its order; `was` is JSON (see rules/joins.py)."""

    id: int
    kept: int
    gone: int
    because: str
    source: str
    observed_ms: int
    at_ms: int
    kept_posts: int
    gone_posts: int
    was: str
    undone_ms: int | None = None
