"""What came of live rooms: in all, and by day (UTC)."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from tokgate.domain.live import LiveEventKind, LiveRoom, LiveTally

DAY_S = 86_400


def seconds_by_day(rooms: Iterable[LiveRoom], from_day: int, now_s: int) -> dict[int, int]:
    """How long rooms ran on each day from one on until now; days are counted from 1970."""
    found = dict.fromkeys(range(from_day, now_s // DAY_S + 1), 0)
    for room in rooms:
        if room.started_s is None:
            continue
        end_s = min(room.ended_s or now_s, now_s)
        for day in found:
            found[day] += max(min(end_s, (day + 1) * DAY_S) - max(room.started_s, day * DAY_S), 0)
    return found


def counted(room: LiveRoom, tallies: Iterable[LiveTally]) -> LiveRoom:
    """The room, with what came of it where nobody told that of the room itself."""
    of = {each.kind: each for each in tallies if each.room == room.id}
    joined, liked, given = (of.get(kind) for kind in (LiveEventKind.JOIN, LiveEventKind.LIKE, LiveEventKind.GIFT))
    return msgspec.structs.replace(
        room,
        viewers=room.viewers if room.viewers is not None else joined.creators if joined else 0,
        likes=room.likes if room.likes is not None else liked.amount if liked else 0,
        diamonds=room.diamonds if room.diamonds is not None else given.amount if given else 0,
    )
