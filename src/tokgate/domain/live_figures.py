"""What came of live rooms: in all, and by day (UTC)."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from tokgate.domain.analytics import ByDay, Period
from tokgate.domain.instants import DAY_S
from tokgate.domain.live import LiveEventKind, LiveRoom, LiveTally


def seconds_by_day(rooms: Iterable[LiveRoom], period: Period) -> ByDay:
    """How long rooms ran on each day of a period that ends now."""
    now_s = (period.until_ms - 1) // 1000
    found = dict.fromkeys(period.days, 0)
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
