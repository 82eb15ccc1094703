"""What is asked of us about streams: who may push one, that one ended, and films to watch."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import AsyncGenerator, Awaitable, Callable
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
        if method == "POST" and name in ("publish", "publish_done"):
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
        done = name == "publish_done"
        now_ms = self._clock.now_ms()
        at_ms = 0 if done else now_ms  # a stream may end after its key
        room = self._addresses.opens(told.get("name", ""), told.get("expire", ""), told.get("sign", ""), at_ms)
        if room is None:
            return _text(403, "the key opens no stream")
        try:
            allowed = await asyncio.to_thread(
                self._end if done else self._begin, room, told.get("clientid", ""), now_ms
            )
        except ArchiveError:
            log.exception("the stream of room %s could not be told", room)
            return _text(500, "it could not be told")
        return Answer(204, b"", "") if allowed else _text(403, "the room is over, or streamed to already")

    def _begin(self, room_id: int, publisher: str, now_ms: int) -> bool:
        """Whether a publisher may stream: into a room that runs, alone."""
        room = self._archive.live_room(room_id)
        if room is None or room.ended_s is not None:
            return False
        try:
            with self._addresses.publisher(room_id).open("x") as file:
                file.write(publisher)
        except FileExistsError:
            return False
        return True

    def _end(self, room_id: int, publisher: str, now_ms: int) -> bool:
        """The room closes with its stream; who was never let in closes nothing."""
        note = self._addresses.publisher(room_id)
        if not note.exists() or note.read_text() != publisher:
            return False
        note.unlink()
        room: LiveRoom | None = self._archive.live_room(room_id)
        if room is not None and room.creator is not None and room.creator.key is not None:
            deed = StopRoom(creator=room.creator.key, room=room_id)
            self._archive.act(deed, Provenance(source="server", operation="live.stream"), at_ms=now_ms)
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
