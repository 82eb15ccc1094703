"""The live rooms of a seed file as domain types."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tokgate.domain.creators import Creator
from tokgate.domain.live import LiveEvent, LiveEventKind, LiveRoom
from tokgate.seeds.declaration import Count, LiveEventSeed, LiveSeed
from tokgate.seeds.issues import Path
from tokgate.seeds.references import References, Report, made_id


class LiveBuilder:
    """Turns live rooms into domain types; `count` and `second` read what a file says of numbers and times."""

    def __init__(
        self,
        references: References,
        report: Report,
        *,
        count: Callable[[Count | None, Path], int | None],
        second: Callable[[str | None, Path], int | None],
    ) -> None:
        self._references = references
        self._report = report
        self._count = count
        self._second = second
        self._running: set[str] = set()

    def subjects(self, seed: LiveSeed, path: Path) -> Iterator[LiveRoom | LiveEvent]:
        """The room, then what happened in it."""
        owner = self._references.username(seed.by, (*path, "by"))
        started, ended = (self._second(time, (*path, name)) for name, time in (("at", seed.at), ("ended", seed.ended)))
        if seed.ended is None:
            if owner.lower() in self._running:
                self._report((*path, "ended"), f"is needed: {owner} has another room running")
            self._running.add(owner.lower())
        elif started is not None and ended is not None and ended < started:
            self._report((*path, "ended"), "is before the room began")
        room = int(seed.id) if seed.id is not None else made_id(started or 0, f"live {owner.lower()} {seed.title}")
        yield LiveRoom(
            id=room,
            creator=Creator(username=owner),
            title=seed.title,
            topic=seed.topic,
            cover_url=seed.cover_url,
            started_s=started,
            ended_s=ended,
            viewers=self._count(seed.viewers, (*path, "viewers")),
        )
        for place, event in enumerate(seed.events):
            yield self._event(event, room, (started, ended), place, (*path, "events", place))

    def _event(
        self, seed: LiveEventSeed, room: int, time: tuple[int | None, int | None], place: int, path: Path
    ) -> LiveEvent:
        second, (started, ended) = self._second(seed.at, (*path, "at")) or 0, time
        if (started is not None and second < started) or (ended is not None and second > ended):
            self._report((*path, "at"), "is not while the room ran")
        kind = LiveEventKind(seed.kind)
        if seed.text is None and kind in (LiveEventKind.CHAT, LiveEventKind.GIFT):
            self._report(path, "needs text: what is said, or what the gift is called")
        return LiveEvent(
            id=made_id(second, f"live event {room} {place}"),
            room=room,
            creator=Creator(username=self._references.username(seed.by, (*path, "by"))),
            kind=kind,
            text=seed.text,
            amount=self._count(seed.amount, (*path, "amount")),
            # In the order of the file, also within one second.
            at_ms=1000 * second + min(place, 999),
        )
