"""Films of the generated world: MP4 files with H.264 and AAC, made when somebody first takes a byte of them.

A film lasts as long as its post says and has its size in pixels. A long one costs hardly more than a short one: it has
as many frames, each of which stands longer. As it is not as large as the post says in bytes, because still pictures
take little space, the file is filled up with zeros, in a box that players skip.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator
from concurrent.futures import Future, ThreadPoolExecutor
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from tokgate.contract.answers import Stream
from tokgate.dialects.web.films import film_rate
from tokgate.domain.creators import Creator
from tokgate.domain.posts import Kind, Post
from tokgate.server.encoding import tag_of
from tokgate.server.media.pictures import canvas, lines_of
from tokgate.server.media.sounds import SAMPLES_A_SECOND, tone

if TYPE_CHECKING:
    from av.container import OutputContainer

#: How many are made at once, and how many are kept: of half a minute, 50 KB each.
MOST_AT_ONCE, MOST_KEPT = 2, 64
FRAMES_A_SECOND, MOST_FRAMES = 10, 60
#: Bounds for what posts from elsewhere may say.
LONGEST_MS, WIDEST = 3_600_000, 1920
#: Where a post does not say.
SIZE, LENGTH_MS = (576, 1024), 15_000
TYPE = "video/mp4"
#: Bits a second of the sound.
SOUND_RATE = 12_000
_PART = 1 << 18
#: The head of a box of the MP4 file: its length and its name.
_BOX_HEAD = 8


class Scene(msgspec.Struct, frozen=True):
    """What a film shows, all that it is made from. Width and height are even, as H.264 wants them."""

    post_id: int
    lines: tuple[str, ...]
    width: int
    height: int
    duration_ms: int

    @property
    def length(self) -> int:
        """In bytes, as the post's item says it."""
        return film_rate(self.width, self.height) * self.duration_ms // 8000

    @property
    def tag(self) -> str:
        """The film's entity tag, which is known before it is made."""
        return tag_of(msgspec.json.encode(self))


def scene_of(post: Post) -> Scene | None:
    """What a post's film shows; None for a photo post."""
    if post.kind is Kind.PHOTO:
        return None
    creator = post.creator or Creator()
    return Scene(
        post_id=post.id,
        lines=lines_of(f"@{creator.username or '?'}", post.text or ""),
        width=_even(post.width or SIZE[0]),
        height=_even(post.height or SIZE[1]),
        duration_ms=min(max(post.duration_ms or LENGTH_MS, 1000), LONGEST_MS),
    )


def _even(pixels: int) -> int:
    return min(max(pixels, 64), WIDEST) // 2 * 2


class Films:
    """Makes films in threads of its own, a few at once, and keeps the latest."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(MOST_AT_ONCE, thread_name_prefix="tokgate-film")
        self._made = lru_cache(maxsize=MOST_KEPT)(self._begin)

    def of(self, scene: Scene) -> Stream:
        """The film as a stream that can seek; nothing is made before it is read."""
        return Stream.seekable(lambda start: self._parts(scene, start), length=scene.length, content_type=TYPE)

    def close(self) -> None:
        """Begin no other film."""
        self._threads.shutdown(cancel_futures=True)

    def _begin(self, scene: Scene) -> Future[bytes]:
        return self._threads.submit(make, scene)

    async def _parts(self, scene: Scene, start: int) -> AsyncIterator[bytes]:
        # Shielded, because others may wait for the same film when this one's client has gone.
        film = await asyncio.shield(asyncio.wrap_future(self._made(scene)))
        for begin in range(start, scene.length, _PART):
            end = min(begin + _PART, scene.length)
            yield film[begin:end].ljust(end - begin, b"\0")


def make(scene: Scene) -> bytes:
    """The film, up to the zeros that fill it up: the same bytes each time."""
    import av

    with tempfile.TemporaryDirectory(prefix="tokgate-film-") as folder:
        file = Path(folder) / "film.mp4"
        # The index goes to the front, so that a player can begin before it has all; that needs a real file.
        with av.open(str(file), "w", options={"movflags": "+faststart", "fflags": "+bitexact"}) as film:
            _add_tracks(film, scene)
        content = file.read_bytes()
    filling = scene.length - len(content)
    if filling < _BOX_HEAD:
        raise ValueError(f"the film of post {scene.post_id} is larger than it says")
    return content + filling.to_bytes(4, "big") + b"free"


def _add_tracks(film: OutputContainer, scene: Scene) -> None:
    from av import VideoFrame
    from PIL import ImageDraw

    frames = max(min(scene.duration_ms * FRAMES_A_SECOND // 1000, MOST_FRAMES), 1)
    rate = Fraction(frames * 1000, scene.duration_ms)
    pictures = film.add_stream("libx264", rate=rate, options={"preset": "ultrafast", "crf": "40"})
    pictures.width, pictures.height, pictures.pix_fmt = scene.width, scene.height, "yuv420p"
    pictures.time_base = 1 / rate
    pictures.codec_context.thread_count = 1  # more of them, and no two films have the same bytes
    sound = film.add_stream("aac", rate=SAMPLES_A_SECOND, layout="mono")
    sound.bit_rate = SOUND_RATE
    ground = canvas(str(scene.post_id), scene.lines, scene.width, scene.height).convert("RGBA")
    for number in range(frames):
        image = ground.copy()
        passed = scene.width * (number + 1) // frames
        ImageDraw.Draw(image).rectangle((0, scene.height - scene.height // 80, passed, scene.height), fill="white")
        frame = VideoFrame.from_bytes(image.tobytes(), scene.width, scene.height)
        frame.pts, frame.time_base = number, 1 / rate
        film.mux(pictures.encode(frame))
    film.mux(pictures.encode())
    for audio in tone(scene.post_id, scene.duration_ms):
        film.mux(sound.encode(audio))
    film.mux(sound.encode())
