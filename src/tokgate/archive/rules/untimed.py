"""Where entries stand in a list of which the source tells only the order.

They have positions below every instant, with room between neighbours. A batch finds its place by the entries in it that
the list has already, and nothing else is looked at: new ones go just above the known one that they are given before,
those behind the last known one just below it, and those of a batch that knows none to the end. So reading a list again,
in whole or in parts, moves nothing, and what is new at its top stays on top.
"""

from __future__ import annotations

from collections.abc import Container, Iterable

import msgspec

#: Untimed positions are from 1 to below this; those of every plausible second (from 2014 on) are above.
TOP = 1_000_000_000_000
#: The first entry of a list: room for as many above it as below.
FIRST = TOP // 2
#: What lies between neighbours that are placed at an end of a list: 60 millions fit above the first and as many below.
STEP = 1 << 13
#: Entries that must make room for others are spread so that as much lies between them at least.
ROOM = 1 << 8


class Run(msgspec.Struct, frozen=True):
    """New entries, in order, that stand together: above or below a known one, `anchor`, without one at the end."""

    entries: list[int]
    anchor: int | None
    above: bool = False


def runs(given: Iterable[int], known: Container[int]) -> list[Run]:
    """The new ones among the entries of a batch, by the known ones that they are given next to."""
    found: list[Run] = []
    new: list[int] = []
    anchor: int | None = None
    for entry in given:
        if entry not in known:
            new.append(entry)
            continue
        anchor = entry
        if new:
            found.append(Run(new, anchor, above=True))
            new = []
    return [*found, Run(new, anchor)] if new else found


def between(count: int, above: int | None, below: int | None, room: int = 1) -> list[int] | None:
    """Descending positions for entries between two held ones, None being the list's ends; None if there is no room.

    `room` is what must lie between neighbours.
    """
    if above is None and below is None:
        above = FIRST + STEP
    if above is None and below is not None and below + STEP * count < TOP:
        return [below + STEP * left for left in range(count, 0, -1)]
    if below is None and above is not None and above - STEP * count > 0:
        return [above - STEP * index for index in range(1, count + 1)]
    top, bottom = TOP if above is None else above, 0 if below is None else below
    gap = top - bottom
    if gap < (count + 1) * room:
        return None
    return [top - index * gap // (count + 1) for index in range(1, count + 1)]
