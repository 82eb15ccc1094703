"""The files that a list of paths names: folders searched, standard input taken, each opened and unpacked."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec

from tokgate.domain.clock import Clock
from tokgate.importers.limits import Limits
from tokgate.importers.unpacking import unpacked

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

BUFFER = 1 << 18
STDIN = "-"
#: Endings of files that a folder is searched for; a file that is named itself is always tried.
KNOWN_ENDINGS = {".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".txt", ".xlsx", ".zip"}
UNKNOWN_ENDING = "is not JSON, JSON lines, CSV, TSV, TXT, XLSX or ZIP by its ending"
PACKED_ENDINGS = {".gz", ".zst", ".zstd", ".gzip"}


class InputFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file to read; `path` None is standard input. `ending` is that of the unpacked name, in lower case.

    `size` is in bytes, as packed; None for standard input.
    """

    path: Path | None
    name: str
    ending: str
    modified_ms: int
    size: int | None = None


class Skipped(msgspec.Struct, frozen=True, kw_only=True):
    """A path that is not read, and why."""

    name: str
    reason: str
    missing: bool = False


def sources_of(paths: Iterable[str | Path], clock: Clock) -> Iterator[InputFile | Skipped]:
    """The files behind the paths, folders with all that is below them, sorted by name."""
    for path in paths:
        if str(path) == STDIN:
            yield InputFile(path=None, name="standard input", ending="", modified_ms=clock.now_ms())
        elif Path(path).is_dir():
            yield from _sources_in(Path(path))
        elif Path(path).exists():
            yield _source(Path(path))
        else:
            yield Skipped(name=str(path), reason="there is no such file or folder", missing=True)


def _sources_in(folder: Path) -> Iterator[InputFile | Skipped]:
    """What is in a folder; links out of it are not followed, so that who fills it does not choose what else is read."""
    inside = Path(os.path.realpath(folder))
    for path in sorted(folder.rglob("*")):
        if any(part.startswith(".") for part in path.relative_to(folder).parts):
            continue
        if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(inside):
            yield Skipped(name=str(path), reason="is a link that leads out of the folder, and is not followed")
        elif path.is_symlink() and path.is_dir():
            yield Skipped(name=str(path), reason="is a link to another folder, and is not followed")
        elif path.is_file():
            source = _source(path)
            known = source.ending in KNOWN_ENDINGS
            yield source if known else Skipped(name=str(path), reason=UNKNOWN_ENDING)


def _source(path: Path) -> InputFile:
    stat = path.stat()
    return InputFile(
        path=path,
        name=path.name,
        ending=ending_of(path.name),
        modified_ms=stat.st_mtime_ns // 1_000_000,
        size=stat.st_size,
    )


def ending_of(name: str) -> str:
    """The ending of a file's name in lower case, without that of a packer: `.csv` of `Table.CSV.gz`."""
    path = PurePath(name)
    return (path.with_suffix("") if path.suffix.lower() in PACKED_ENDINGS else path).suffix.lower()


class ReadProgress:
    """How many bytes were read from files so far."""

    def __init__(self) -> None:
        self.bytes_read = 0


@contextmanager
def opened(source: InputFile, limits: Limits, meter: ReadProgress | None = None) -> Iterator[io.BufferedReader[Any]]:
    """The source's bytes, unpacked. Raises OSError where it cannot be read, also while it is read."""
    if source.path is None:
        yield unpacked(io.BufferedReader(_Plain(sys.stdin.buffer), BUFFER), limits)
        return
    with io.BufferedReader(_Metered(source.path, meter or ReadProgress()), BUFFER) as file:
        yield unpacked(file, limits)


class _Metered(io.FileIO):
    """A file that tells a meter what is read of it."""

    def __init__(self, path: Path, meter: ReadProgress) -> None:
        super().__init__(path)
        self._meter = meter

    def readinto(self, buffer: WriteableBuffer) -> int:
        count = super().readinto(buffer) or 0
        self._meter.bytes_read += count
        return count


class _Plain(io.RawIOBase):
    """Standard input, whatever stands in for it, as something that can be buffered and looked ahead into."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        target = memoryview(buffer)
        data = self._stream.read(len(target))
        target[: len(data)] = data
        return len(data)
