"""What is asked of us about streams: who may push one, that one ended, and films to watch."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from pathlib import Path

from tokgate.archive.errors import ArchiveError
from tokgate.contract.errors import Refusal
from tokgate.contract.requests import read_query
from tokgate.domain.clock import Clock
from tokgate.domain.live import LiveRoom
from tokgate.domain.live_acts import StopRoom
from tokgate.domain.observations import Provenance
from tokgate.domain.ports import Archive
from tokgate.server.bodies import read_content
from tokgate.server.calls import Answer, Receive, Scope, Send, deliver
from tokgate.server.encoding import without_content
from tokgate.server.live.addresses import PREFIX, StreamAddresses, room_of
from tokgate.server.streams import deliver_parts

#: Files of the media server that are given out, with their types. Playlists change every second.
_FILE = re.compile(r"stream-[0-9]{1,19}(?:-[0-9]{1,19})?\.(m3u8|ts)", re.ASCII)
_TYPES = {"m3u8": "application/vnd.apple.mpegurl", "ts": "video/mp2t"}
_PART = 1 << 16
#: After so long without anything new, a film is over: in microseconds, as ffmpeg counts.
_SILENCE_US = 15_000_000

#: What the media server tells: the last part of the path.
TOLD = ("publish", "publish_done", "update")
#: An id has 63 bits.
LARGEST = 2**63

App = Callable[[Scope, Receive, Send], Awaitable[None]]

log = logging.getLogger("tokgate.server")


class Streams:
    """Answers under `/media/streams/`; what else is asked for is `others`'."""

    def __init__(self, addresses: StreamAddresses, archive: Archive, clock: Clock, others: App) -> None:
        self._addresses = addresses
        self._archive = archive
        self._clock = clock
        self._others = others

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not scope["path"].startswith(PREFIX):
            await self._others(scope, receive, send)
            return
        name, method = scope["path"].removeprefix(PREFIX), scope["method"]
        if method == "POST" and name in TOLD:
            await deliver(send, await self._tell(name, receive))
        elif method not in ("GET", "HEAD"):
            await deliver(send, _text(405, "only GET is allowed"))
        elif name.endswith(".flv"):
            await self._watch(room_of(name.removesuffix(".flv")), method, receive, send)
        else:
            answer = await asyncio.to_thread(self._file, name)
            await deliver(send, without_content(answer) if method == "HEAD" else answer)

    async def _tell(self, name: str, receive: Receive) -> Answer:
        """What the media server tells: 204 lets it go on, 403 makes it hang up."""
        try:
            told = read_query((await read_content(receive)).decode("latin-1"))
        except Refusal:
            return _text(400, "this is no form")
        tellers = {"publish": self._begin, "publish_done": self._end, "update": self._go_on}
        try:
            allowed = await asyncio.to_thread(tellers[name], told)
        except ArchiveError:
            log.exception("what the media server told could not be kept: %s", name)
            return _text(500, "it could not be kept")
        return Answer(204, b"", "") if allowed else _text(403, "the key opens nothing, or the room is over or in use")

    def _opened(self, told: Mapping[str, str], at_ms: int) -> int | None:
        """The room that the key of a publisher opens at an instant."""
        return self._addresses.opens(told.get("name", ""), told.get("expire", ""), told.get("sign", ""), at_ms)

    def _runs(self, room_id: int | None) -> bool:
        room = self._archive.live_room(room_id) if room_id is not None and room_id < LARGEST else None
        return room is not None and room.ended_s is None

    def _go_on(self, told: Mapping[str, str]) -> bool:
        """Whether who streams or watches may go on: as long as the room runs."""
        return self._runs(room_of(told.get("name", "")))

    def _begin(self, told: Mapping[str, str]) -> bool:
        """Whether a publisher may stream: into a room that runs, alone."""
        room_id, publisher = self._opened(told, self._clock.now_ms()), told.get("clientid", "")
        if room_id is None or not self._runs(room_id):
            return False
        try:
            with self._addresses.publisher(room_id).open("x") as file:
                file.write(publisher)
        except FileExistsError:
            return False
        return True

    def _end(self, told: Mapping[str, str]) -> bool:
        """The room closes with its stream, also one whose key is over by now; who was never let in closes nothing."""
        room_id = self._opened(told, at_ms=0)
        note = self._addresses.publisher(room_id) if room_id is not None else None
        if room_id is None or note is None or not note.exists() or note.read_text() != told.get("clientid", ""):
            return False
        note.unlink()
        room: LiveRoom | None = self._archive.live_room(room_id)
        if room is not None and room.creator is not None and room.creator.key is not None:
            deed = StopRoom(creator=room.creator.key, room=room_id)
            self._archive.act(deed, Provenance(source="server", operation="live.stream"), at_ms=self._clock.now_ms())
        return True

    def _file(self, name: str) -> Answer:
        """A playlist, or a part of a film."""
        found = _FILE.fullmatch(name)
        path: Path = self._addresses.folder / name
        if found is None or not path.is_file():
            return _text(404, "nothing is streamed here now")
        return Answer(200, path.read_bytes(), _TYPES[found[1]], {"cache-control": "no-cache"})

    async def _watch(self, room: int | None, method: str, receive: Receive, send: Send) -> None:
        """A film as FLV, from now on to its end."""
        if room is None or not await asyncio.to_thread(self._addresses.is_streamed, room):
            await deliver(send, _text(404, "nothing is streamed here now"))
            return
        answer = Answer(200, b"", "video/x-flv", {"cache-control": "no-store"})
        if method == "HEAD":
            await deliver(send, answer)
            return
        answer.parts = _flv(self._addresses.rtmp(room))
        await deliver_parts(send, receive, answer)


async def _flv(address: str) -> AsyncGenerator[bytes, None]:
    """What the media server plays, in other wrapping; nothing is coded anew."""
    process = await asyncio.create_subprocess_exec(
        *("ffmpeg", "-nostdin", "-loglevel", "quiet", "-rw_timeout", str(_SILENCE_US), "-i", address),
        *("-c", "copy", "-f", "flv", "pipe:1"),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        start_new_session=True,
    )
    try:
        assert process.stdout is not None
        while part := await process.stdout.read(_PART):
            yield part
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


def _text(status: int, text: str) -> Answer:
    return Answer(status, text.encode(), "text/plain; charset=utf-8")
