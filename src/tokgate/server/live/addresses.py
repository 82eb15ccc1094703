"""Where a room is streamed to and watched. The key that a stream is pushed with is signed, so that nobody keeps it."""

from __future__ import annotations

import base64
import hashlib
import hmac
from pathlib import Path

import msgspec

from tokgate.server.links import PREFIX as MEDIA
from tokgate.server.links import SignedLinks

#: How long a key opens.
KEY_LIFE_S = 24 * 3600
#: The media server's application.
APPLICATION = "live"
#: Where films are watched here.
PREFIX = f"{MEDIA}/streams/"
_STREAM = "stream-"


class MediaPlace(msgspec.Struct, frozen=True, kw_only=True):
    """A media server that runs: its RTMP port on loopback, and the folder of its HLS playlists."""

    rtmp_port: int
    folder: str

    @property
    def rtmp(self) -> str:
        """The server's address, to push to and to play from."""
        return f"rtmp://127.0.0.1:{self.rtmp_port}/{APPLICATION}"


class StreamAddresses:
    """The addresses of rooms at one media server."""

    def __init__(self, place: MediaPlace, links: SignedLinks) -> None:
        self.folder = Path(place.folder)
        self._server = place.rtmp
        self._links = links

    def push(self, room: int, now_ms: int) -> dict[str, str]:
        """Where to stream to, with a key for a day."""
        expire = str(now_ms // 1000 + KEY_LIFE_S)
        key = f"{stream_name(room)}?expire={expire}&sign={self._signature(room, expire)}"
        return {"server": self._server, "key": key, "url": f"{self._server}/{key}"}

    def opens(self, name: str, expire: str, sign: str, now_ms: int) -> int | None:
        """The room that a key opens now; None for one that was not signed here, or is over."""
        room = room_of(name)
        if room is None or not (expire.isascii() and expire.isdecimal() and len(expire) < 20):
            return None
        right = hmac.compare_digest(sign.encode(), self._signature(room, expire).encode())
        return room if right and now_ms // 1000 < int(expire) else None

    def pull(self, room: int, origin: str) -> dict[str, object]:
        """Where to watch. There is one resolution, the one that is streamed, under the names that clients ask for."""
        film = f"{origin}{PREFIX}{stream_name(room)}.flv"
        return {
            "default_resolution": "FULL_HD1",
            "flv": dict.fromkeys(("FULL_HD1", "HD1", "SD1", "SD2"), film),
            "hls": f"{origin}{PREFIX}{stream_name(room)}.m3u8",
            "rtmp": self.rtmp(room),
        }

    def rtmp(self, room: int) -> str:
        """Where the media server plays a room."""
        return f"{self._server}/{stream_name(room)}"

    def is_streamed(self, room: int) -> bool:
        """Whether somebody streams to a room now."""
        return self.publisher(room).exists()

    def publisher(self, room: int) -> Path:
        """Where it stands who streams to a room, for all workers, while somebody does."""
        return self.folder / f"{stream_name(room)}.publisher"

    def _signature(self, room: int, expire: str) -> str:
        digest = hmac.digest(self._links.key(), f"stream {room}?{expire}".encode(), hashlib.sha256)
        return base64.urlsafe_b64encode(digest[:20]).decode().rstrip("=")


def stream_name(room: int) -> str:
    """How a room's stream is called at the media server."""
    return f"{_STREAM}{room}"


def room_of(name: str) -> int | None:
    """The room of a stream's name; None for any other name."""
    digits = name.removeprefix(_STREAM)
    is_name = name.startswith(_STREAM) and digits.isascii() and digits.isdecimal() and len(digits) < 20
    return int(digits) if is_name else None
