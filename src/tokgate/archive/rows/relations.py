"""An entry of a creator's list as a row."""

from __future__ import annotations

import msgspec


class RelationRow(msgspec.Struct):
    """The columns of the table, in its order. `other` is a post's or comment's id, or a creator's key."""

    list: int
    owner: int
    held: int
    pos: int
    other: int
    held_ms: int | None
    began_ms: int | None
    began_s: int | None
    rank_ms: int | None
    rank: int | None
    ended_ms: int | None
    ended_told_ms: int | None
    ended_s: int | None
    changed: int
