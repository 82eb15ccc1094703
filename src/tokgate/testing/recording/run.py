"""Replaying, with what it needs around it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tokgate.testing.asgi import serving
from tokgate.testing.recording.replayer import Replayer
from tokgate.testing.recording.tape import read_tape


@contextmanager
def replay(tape: str | Path, port: int = 0) -> Iterator[str]:
    """The URL at which a tape answers, until the end; `tokgate.testing.intercept(url)` leads the fixed hosts there.

    TapeError, naming the line, for what is no tape; OSError if there is none or the port is taken.
    """
    with serving(Replayer(read_tape(Path(tape))), port) as url:
        yield url
