"""Reading live rooms beyond the rooms and events themselves: which run, and what came of them."""

from __future__ import annotations

from collections.abc import Sequence

from tokgate.archive.reading.records import place_of, records_of
from tokgate.archive.session import Reader
from tokgate.domain.live import LiveEvent, LiveEventKind, LiveRoom, LiveTally
from tokgate.domain.paging import Page, Position


class LiveReader(Reader):
    """See `tokgate.domain.queries.LiveQueries`."""

    def live_event(self, event_id: int) -> LiveEvent | None:
        """One event."""
        with self._engine.reading() as session:
            found = records_of(session, LiveEvent, session.rows("live_event_known", (event_id,)))
        return found[0] if found else None

    def running_room(self, creator: int) -> LiveRoom | None:
        """The room that a creator has running."""
        with self._engine.reading() as session:
            found = records_of(session, LiveRoom, session.rows("live_room_running", (creator,)))
        return found[0] if found else None

    def running_rooms(self, *, after: Position | None, limit: int) -> Page[LiveRoom]:
        """A page of everybody's running rooms."""
        with self._engine.reading() as session:
            rows = session.rows("live_rooms_running", (*place_of(after), limit + 1))
            found = records_of(session, LiveRoom, rows[:limit])
        return Page(found, Position(found[-1].started_s or 0, found[-1].id) if len(rows) > limit else None)

    def live_rooms_from(self, creator: int, *, oldest_first: bool = False, offset: int, limit: int) -> Page[LiveRoom]:
        """A page of a creator's rooms, counted from its beginning."""
        query = "live_rooms_oldest_from" if oldest_first else "live_rooms_newest_from"
        with self._engine.reading() as session:
            rows = session.rows(query, (creator, limit + 1, offset))
            found = records_of(session, LiveRoom, rows[:limit])
        return Page(found, Position(offset + limit) if len(rows) > limit else None)

    def live_rooms_between(self, creator: int, from_s: int, to_s: int) -> list[LiveRoom]:
        """A creator's rooms of a time."""
        with self._engine.reading() as session:
            return records_of(session, LiveRoom, session.rows("live_rooms_between", (creator, from_s, to_s)))

    def live_tallies(self, rooms: Sequence[int]) -> list[LiveTally]:
        """What happened in some rooms, summed up."""
        with self._engine.reading() as session:
            found = session.each("live_tally", [(room,) for room in rooms])
        return [
            LiveTally(room=room, kind=LiveEventKind(kind), events=events, creators=creators, amount=int(amount))
            for room, kind, events, creators, amount in found
        ]

    def gifts(self, creator: int, *, offset: int, limit: int) -> Page[LiveEvent]:
        """A page of the gifts that a creator gave or was given."""
        with self._engine.reading() as session:
            rows = session.rows("live_gifts", (creator, limit + 1, offset))
            found = records_of(session, LiveEvent, rows[:limit])
        return Page(found, Position(offset + limit) if len(rows) > limit else None)

    def diamonds_by_day(self, creator: int, from_ms: int, to_ms: int) -> dict[int, int]:
        """The worth of gifts by day."""
        rows = self._engine.reader().rows("live_diamonds", (creator, from_ms, to_ms))
        return {int(day): int(diamonds) for day, diamonds in rows}
