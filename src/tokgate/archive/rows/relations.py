"""An entry of a creator's list as a row."""

from __future__ import annotations

import msgspec

from tokgate.archive.rules.relations import Standing, Told


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


def standing_of(row: RelationRow) -> Standing:
    """What was told of a relation."""
    return Standing(
        held_ms=row.held_ms,
        began=_told(row.began_ms, row.began_s),
        rank=_told(row.rank_ms, row.rank),
        ended_ms=row.ended_ms,
        ended=_told(row.ended_told_ms, row.ended_s),
    )


def row_of(name: tuple[int, int], other: int, pos: int, standing: Standing, commit: int) -> RelationRow:
    """The row of an entry in a creator's list, changed by a commit."""
    began, rank, ended = standing.began, standing.rank, standing.ended
    return RelationRow(
        list=name[0],
        owner=name[1],
        held=int(standing.holds),
        pos=pos,
        other=other,
        held_ms=standing.held_ms,
        began_ms=began.ms if began else None,
        began_s=began.value if began else None,
        rank_ms=rank.ms if rank else None,
        rank=rank.value if rank else None,
        ended_ms=standing.ended_ms,
        ended_told_ms=ended.ms if ended else None,
        ended_s=ended.value if ended else None,
        changed=commit,
    )


def _told(ms: int | None, value: int | None) -> Told | None:
    return None if ms is None or value is None else Told(ms, value)
