"""Sounds of the generated world: a tone for each, as long as it says."""

from __future__ import annotations

import io
import math
from array import array
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from av import AudioFrame

SAMPLES_A_SECOND = 8000
#: AAC takes in so many samples at once.
_AT_ONCE = 1024
#: The lowest tone, in Hertz, and how many above it there are.
_LOWEST, _TONES = 220, 440
_LOUDNESS = 0.1
RATE = 16_000
TYPE = "audio/mpeg"


@lru_cache(maxsize=32)
def sound(number: int, duration_ms: int) -> bytes:
    """An MP3 file of a sound by its id."""
    import av

    written = io.BytesIO()
    with av.open(written, "w", format="mp3", options={"fflags": "+bitexact"}) as file:
        track = file.add_stream("libmp3lame", rate=SAMPLES_A_SECOND, layout="mono")
        track.bit_rate = RATE
        for frame in tone(number, duration_ms):
            file.mux(track.encode(frame))
        file.mux(track.encode())
    return written.getvalue()


def tone(number: int, duration_ms: int) -> Iterator[AudioFrame]:
    """So many milliseconds of the tone that belongs to a number."""
    from av import AudioFrame

    pitch = _LOWEST + number % _TONES
    turn = 2 * math.pi * pitch / SAMPLES_A_SECOND
    # Pitches are whole, so that a second begins as the one before it did.
    second = array("f", (_LOUDNESS * math.sin(turn * place) for place in range(SAMPLES_A_SECOND + _AT_ONCE))).tobytes()
    samples = duration_ms * SAMPLES_A_SECOND // 1000
    for begin in range(0, samples, _AT_ONCE):
        frame = AudioFrame(format="fltp", layout="mono", samples=min(_AT_ONCE, samples - begin))
        plane = frame.planes[0]
        start = begin % SAMPLES_A_SECOND * 4
        plane.update(second[start : start + 4 * frame.samples].ljust(plane.buffer_size, b"\0"))
        frame.sample_rate, frame.pts, frame.time_base = SAMPLES_A_SECOND, begin, Fraction(1, SAMPLES_A_SECOND)
        yield frame
