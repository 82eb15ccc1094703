"""Where entries stand in a creator's list: Unix milliseconds that no two entries share.

The second is the source's; the part below it, the slot, is ours: it tells apart entries of one second, increasing with
their id, and it is what every dialect's paging cursor is made of, so it changes only when a second has no gap left.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tokgate.archive.rules.untimed import TOP
from tokgate.domain.paging import Position

SLOTS = 1000
#: Above every position.
NEWEST = 2**63 - 1


def bounds(after: Position | None) -> tuple[int, int]:
    """The rank of the entry that a page follows, and below which it begins if there is no such entry.

    A cursor names the entry that the page before ended with, or it is an instant of the caller's own. Then all entries
    of its second are older than it, wherever in the second they have their slots. Untimed positions are no instants.
    """
    if after is None:
        return NEWEST, NEWEST
    if after.id or after.rank < TOP or after.rank % SLOTS == 0:
        return after.rank, after.rank
    return after.rank, min(after.rank - after.rank % SLOTS + SLOTS, NEWEST)


def place(held: Mapping[int, int], new: Sequence[int]) -> dict[int, int]:
    """Slots for the new ids of one second, by id, and for those of the held ones (id to slot) that must give way.

    Beyond 1000 entries slots repeat, still in the order of ids.
    """
    if not held:
        return _spread(sorted(new))
    placed: dict[int, int] = {}
    ids = sorted({*held, *new})
    run: list[int] = []
    below = -1
    for entry in [*ids, None]:
        if entry is not None and entry not in held:
            run.append(entry)
            continue
        above = SLOTS if entry is None else held[entry]
        if run and above - below <= len(run):
            return {each: slot for each, slot in _spread(ids).items() if held.get(each) != slot}
        gap = above - below
        placed.update({each: below + index * gap // (len(run) + 1) for index, each in enumerate(run, 1)})
        run = []
        below = above
    return placed


def _spread(ids: Sequence[int]) -> dict[int, int]:
    """Even slots with room on both sides, so that what comes later seldom moves what a walk has its cursor on."""
    parts = len(ids) + 1
    # Nobody should hit a slot by naming an instant: half a second, or another round part of one.
    aside = 3 if parts <= SLOTS // 10 else 0
    return {each: min(index * SLOTS // parts + aside, SLOTS - 1) for index, each in enumerate(ids, 1)}
