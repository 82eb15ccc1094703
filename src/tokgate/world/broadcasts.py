"""Live rooms and what happens in them: those that are over, and channels that hardly ever pause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tokgate.domain.instants import DAY_S
from tokgate.domain.live import LiveEvent, LiveEventKind, LiveRoom
from tokgate.domain.posts import MADE_UP_PICTURES
from tokgate.world.draws import below, draws, pick
from tokgate.world.people import END_S, Author, another, made_id
from tokgate.world.words import CHATS, GIFTS

#: The creators after the sample, these many of them, have a room every day, but for a pause.
CHANNELS = 3
PAUSE_S = 600
#: The sample's last room began so long before the world's end.
LAST_S = 2400
#: How much happens in each of these; once, the sample gives something.
EVENTS = 8
SAMPLES_GIFT = 3
_TITLES = ("ask me anything", "cooking together", "late night chat", "Q&A", "come hang out")
_KINDS = (*LiveEventKind, LiveEventKind.CHAT, LiveEventKind.CHAT, LiveEventKind.JOIN)


class Broadcasts:
    """The live rooms of one world."""

    def __init__(self, people: Sequence[Author]) -> None:
        self._people = people

    def before_end(self, author: Author) -> Iterator[LiveRoom | LiveEvent]:
        """A creator's rooms until the world's end."""
        yield from self._past(author)
        for started_s in self._days_of(author, END_S - DAY_S, END_S):
            if started_s <= END_S < started_s + DAY_S - PAUSE_S:
                room = _channel_room(author, started_s)
                yield room
                yield from (event for event in self._channel_events(author, room) if (event.at_ms or 0) <= END_S * 1000)

    def between(self, author: Author, from_s: int, to_s: int) -> Iterator[tuple[LiveRoom | LiveEvent, int]]:
        """What happens after one instant until another, each with its second; both from the world's end on."""
        for started_s in self._days_of(author, from_s - DAY_S, to_s):
            room, ended_s = _channel_room(author, started_s), started_s + DAY_S - PAUSE_S
            if from_s < started_s <= to_s:
                yield room, started_s
            yield from _within(self._channel_events(author, room), from_s, to_s)
            if from_s < ended_s <= to_s:
                yield LiveRoom(id=room.id, ended_s=ended_s), ended_s

    def _days_of(self, author: Author, from_s: int, to_s: int) -> Iterator[int]:
        """The seconds at which a channel begins anew, in order; none for who is no channel."""
        if 1 <= author.index <= CHANNELS and not author.creator.private:
            phase = below(draws(author.seed, "channel", author.index)[0], DAY_S)
            yield from range((from_s - phase) // DAY_S * DAY_S + phase, to_s + 1, DAY_S)

    def _past(self, author: Author) -> Iterator[LiveRoom | LiveEvent]:
        """Rooms of the last weeks; the sample's newest is over just before the world's end."""
        if author.creator.private or (author.followers < 1000 and author.index):
            return
        for number in range(4 if author.index == 0 else 1):
            chance = draws(author.seed, "live", author.index, number)
            is_last = author.index == 0 and number == 0
            started_s = END_S - LAST_S if is_last else END_S - DAY_S * (3 + 6 * number) - below(chance[0], DAY_S)
            length_s = LAST_S - PAUSE_S if is_last else 900 + below(chance[1], 9000)
            room = made_id(started_s, author, "room", number)
            events = list(self._events(author, room, started_s, length_s, 20 + chance[2] % 60))
            viewers = len(events) * 3 + author.followers // (60 + chance[3] % 100)
            yield LiveRoom(
                id=room,
                creator=author.name,
                title=pick(chance[4], _TITLES),
                topic=author.niche.name,
                cover_url=f"{MADE_UP_PICTURES}/live/{room}.jpeg",
                started_s=started_s,
                ended_s=started_s + length_s,
                viewers=viewers,
                peak=viewers // 4 + 1,
                likes=sum(event.amount or 0 for event in events if event.kind is LiveEventKind.LIKE),
                diamonds=sum(event.amount or 0 for event in events if event.kind is LiveEventKind.GIFT),
            )
            yield from events

    def _events(self, author: Author, room: int, started_s: int, length_s: int, many: int) -> Iterator[LiveEvent]:
        if len(self._people) < 2:
            return
        for number in range(many):
            chance = draws("event", room, number)
            at_ms = (started_s + length_s * number // many) * 1000 + chance[0] % 1000
            yield self._event(author, room, at_ms, pick(chance[1], _KINDS), chance)

    def _channel_events(self, author: Author, room: LiveRoom) -> Iterator[LiveEvent]:
        for number in range(EVENTS):
            chance = draws("channel event", room.id, number)
            at_ms = ((room.started_s or 0) + (DAY_S - PAUSE_S) * number // EVENTS) * 1000 + chance[0] % 1000
            gives = number == SAMPLES_GIFT
            kind = LiveEventKind.GIFT if gives else pick(chance[1], _KINDS)
            yield self._event(author, room.id, at_ms, kind, chance, by=self._people[0] if gives else None)

    def _event(
        self,
        author: Author,
        room: int,
        at_ms: int,
        kind: LiveEventKind,
        chance: Sequence[int],
        *,
        by: Author | None = None,
    ) -> LiveEvent:
        viewer, text, amount = by or another(self._people, author, chance[2]), None, None
        if kind is LiveEventKind.CHAT:
            text = pick(chance[3], CHATS).replace("{region}", viewer.creator.region or "")
        elif kind is LiveEventKind.GIFT:
            text, amount = pick(chance[4] * chance[5] >> 32, GIFTS)
        elif kind is LiveEventKind.LIKE:
            amount = 1 + chance[3] % 15
        return LiveEvent(
            id=(at_ms // 1000 << 32) + chance[6],
            room=room,
            creator=viewer.name,
            kind=kind,
            text=text,
            amount=amount,
            at_ms=at_ms,
        )


def _channel_room(author: Author, started_s: int) -> LiveRoom:
    chance = draws(author.seed, "channel room", author.index, started_s)
    room = made_id(started_s, author, "room", started_s)
    return LiveRoom(
        id=room,
        creator=author.name,
        title=pick(chance[0], _TITLES),
        topic=author.niche.name,
        cover_url=f"{MADE_UP_PICTURES}/live/{room}.jpeg",
        started_s=started_s,
    )


def _within(events: Iterator[LiveEvent], from_s: int, to_s: int) -> Iterator[tuple[LiveEvent, int]]:
    """The events of a time, each with the second by which it has happened."""
    for event in events:
        second = -(-(event.at_ms or 0) // 1000)
        if from_s < second <= to_s:
            yield event, second
