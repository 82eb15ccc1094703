"""Recording and replaying, with what they need around them."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from tokgate.domain.instants import parse_instant_ms
from tokgate.domain.ports import Archive
from tokgate.importers.run import Summary, import_paths
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


def import_answers(archive: Archive, tape: Path) -> Summary:
    """Bring what the answers on a tape say of posts, creators and comments into an archive, each as of its instant."""
    with tempfile.TemporaryDirectory(prefix="tokgate-answers-") as folder:
        for number, exchange in enumerate(read_tape(tape)):
            if exchange.response.status >= 400:
                continue
            try:
                # Only white space goes: numbers stay as they are written.
                content = msgspec.json.format(exchange.response.content(), indent=-1)
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                continue
            path = Path(folder) / f"{number:09}.json"
            path.write_bytes(content)
            instant = parse_instant_ms(exchange.at) / 1000
            os.utime(path, (instant, instant))
        return import_paths(archive, [folder])
