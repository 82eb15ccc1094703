"""Deeds in live rooms: what follows from each, said as observations."""

from __future__ import annotations

from collections.abc import Callable
from functools import singledispatchmethod

from tokgate.archive.errors import RefusedActError
from tokgate.archive.rows.records import columns_of, own_columns
from tokgate.archive.rules.acts import later
from tokgate.archive.session import Row, Session
from tokgate.archive.writing.scene import Scene
from tokgate.domain.acts import ActResult
from tokgate.domain.live import LiveEvent, LiveEventKind, LiveRoom
from tokgate.domain.live_acts import EnterRoom, LiveDeed, SendChat, StartRoom, StopRoom
from tokgate.domain.observations import Outcome, Subject

_COLUMNS = (*columns_of(LiveRoom), *own_columns(LiveRoom))
_DONE_BEFORE = ActResult(Outcome.DUPLICATE)


class LiveActs:
    """Does one deed at an instant; `say` takes what it comes to, `made` gives a free id made from words."""

    def __init__(
        self,
        session: Session,
        scene: Scene,
        at_ms: int,
        *,
        say: Callable[[Subject, int], None],
        made: Callable[[object], int],
    ) -> None:
        self._session = session
        self._scene = scene
        self._at_ms = at_ms
        self._say = say
        self._made = made

    @singledispatchmethod
    def do(self, deed: LiveDeed) -> ActResult:
        """Raises RefusedActError for a room that is unknown or over."""
        raise TypeError(f"{type(deed).__name__} is no deed in a live room")

    @do.register
    def _start(self, deed: StartRoom) -> ActResult:
        running = self._session.rows("live_room_running", (deed.creator,))
        if running:
            return ActResult(Outcome.DUPLICATE, running[0][0])
        room = LiveRoom(
            id=self._made(["room", deed.creator, deed.title]),
            creator=self._scene.name(deed.creator),
            title=deed.title,
            topic=deed.topic,
            started_s=self._at_ms // 1000,
        )
        self._say(room, self._at_ms)
        return ActResult(Outcome.NEW, room.id)

    @do.register
    def _stop(self, deed: StopRoom) -> ActResult:
        running = self._session.rows("live_room_running", (deed.creator,))
        if not running or deed.room not in (None, running[0][0]):
            return _DONE_BEFORE
        room, seen_ms = running[0][0], _member(running[0], "content_ms")
        started_s = _member(running[0], "started_s") or 0
        self._say(LiveRoom(id=room, ended_s=max(self._at_ms // 1000, started_s)), later(self._at_ms, seen_ms))
        return ActResult(Outcome.UPDATED, room)

    @do.register
    def _enter(self, deed: EnterRoom) -> ActResult:
        room = self._running(deed.room)
        if self._session.rows("live_joined", (deed.room, deed.creator)):
            return _DONE_BEFORE
        made = self._happen(deed.room, deed.creator, LiveEventKind.JOIN)
        viewers = _member(room, "viewers")
        if viewers is not None:
            self._say(LiveRoom(id=deed.room, viewers=viewers + 1), later(self._at_ms, _member(room, "content_ms")))
        return ActResult(Outcome.NEW, made)

    @do.register
    def _send_chat(self, deed: SendChat) -> ActResult:
        self._running(deed.room)
        return ActResult(Outcome.NEW, self._happen(deed.room, deed.creator, LiveEventKind.CHAT, deed.text))

    def _running(self, room_id: int) -> Row:
        found = self._session.rows("live_room_known", (room_id,))
        if not found or _member(found[0], "ended_s") is not None:
            raise RefusedActError(f"room {room_id} is {'over' if found else 'unknown'}")
        return found[0]

    def _happen(self, room: int, creator: int, kind: LiveEventKind, text: str | None = None) -> int:
        """Say that something happened: after all that did, so that whoever has read on to there sees it too."""
        [[last_ms]] = self._session.rows("live_event_last", (room,))
        at_ms = max(self._at_ms, last_ms + 1)
        made = self._made(["event", room, creator, kind, text, at_ms])
        event = LiveEvent(id=made, room=room, creator=self._scene.name(creator), kind=kind, text=text, at_ms=at_ms)
        self._say(event, at_ms)
        return made


def _member(row: Row, name: str) -> int | None:
    found: int | None = row[_COLUMNS.index(name)]
    return found
