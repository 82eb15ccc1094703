"""The files in a ZIP, one after the other, none of them ever written to a disk. Their names are only shown."""

from __future__ import annotations

import io
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

import msgspec

from tokgate.importers.limits import MEGABYTE, Limits
from tokgate.importers.sources import KNOWN_ENDINGS, UNKNOWN_ENDING, Skipped, ending_of
from tokgate.importers.unpacking import CannotUnpack

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"
_ENCRYPTED = 0x1
#: What macOS adds to every ZIP.
_HIDDEN = "__MACOSX"


class ZippedFile(msgspec.Struct, frozen=True):
    """A file in a ZIP, to be read at once; or why it is not read."""

    name: str
    file: io.BufferedReader[Any] | None = None
    problem: str = ""


def with_places(file: io.BufferedReader[Any], limits: Limits) -> IO[bytes]:
    """The file, or a temporary copy of what comes as a stream: a ZIP is read from its end."""
    if file.seekable():
        return file
    copy = tempfile.TemporaryFile()  # noqa: SIM115 - closed with its last reader
    while piece := file.read(MEGABYTE):
        if copy.tell() + len(piece) > limits.spooled:
            raise CannotUnpack(f"is a packed ZIP of more than {limits.spooled:,} bytes; unpack it first")
        copy.write(piece)
    copy.seek(0)
    return copy


def size_of(file: IO[bytes]) -> int:
    """The size of a file in which any place can be gone to, in bytes."""
    return file.seek(0, io.SEEK_END)


def parts_of(file: IO[bytes]) -> ZipFile:
    """The directory of a ZIP. Raises CannotUnpack where it is damaged."""
    try:
        return ZipFile(file)
    except (BadZipFile, ValueError, OverflowError, NotImplementedError) as error:
        raise CannotUnpack(f"is no readable ZIP or XLSX: {error}") from None


def files_in(parts: ZipFile, packed_size: int, limits: Limits) -> Iterator[ZippedFile | Skipped]:
    """The files in a ZIP of that size whose ending is known, sorted by name. Raises CannotUnpack if too many."""
    entries = parts.infolist()
    if len(entries) > limits.entries:
        raise CannotUnpack(f"is a ZIP of {len(entries):,} files, beyond the limit of {limits.entries:,}")
    unpacking = Unpacking(packed_size, limits)
    for entry in sorted(entries, key=lambda each: each.filename):
        name = _shown(entry.filename)
        if entry.is_dir() or _is_hidden(entry):
            continue
        if ending_of(name) not in KNOWN_ENDINGS:
            yield Skipped(name=name, reason=UNKNOWN_ENDING)
        elif entry.flag_bits & _ENCRYPTED:
            yield ZippedFile(name, problem="is encrypted with a password; unpack the ZIP first")
        elif entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            yield ZippedFile(name, problem="is compressed in a way that is not read; unpack the ZIP first")
        else:
            yield _opened(parts, entry, name, unpacking)


def _opened(parts: ZipFile, entry: ZipInfo, name: str, unpacking: Unpacking) -> ZippedFile:
    try:
        packed = parts.open(entry)
    except (BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError) as error:
        return ZippedFile(name, problem=f"is damaged: {error}")
    return ZippedFile(name, io.BufferedReader(_Entry(packed, unpacking), 1 << 16))


class Unpacking:
    """How much came out of a ZIP so far, all its files together: they may overlap, so that few bytes hold many."""

    def __init__(self, packed_size: int, limits: Limits) -> None:
        self._largest = min(limits.unpacked, max(64 * MEGABYTE, packed_size * limits.ratio))
        self._given = 0

    def count(self, size: int) -> None:
        """Raises CannotUnpack beyond what the ZIP may unpack to."""
        self._given += size
        if self._given > self._largest:
            raise CannotUnpack(f"the ZIP unpacks to more than {self._largest:,} bytes, beyond the limit")


class _Entry(io.RawIOBase):
    """The plain bytes of one file. Reading raises CannotUnpack where they are damaged."""

    def __init__(self, packed: Any, unpacking: Unpacking) -> None:
        self._packed = packed
        self._unpacking = unpacking

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        target = memoryview(buffer)
        try:
            data = self._packed.read(len(target))
        except (BadZipFile, zlib.error, EOFError) as error:
            raise CannotUnpack(f"the ZIP is damaged: {error or 'it ends too early'}") from None
        self._unpacking.count(len(data))
        target[: len(data)] = data
        return len(data)


def _shown(name: str) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in name)[:300]


def _is_hidden(entry: ZipInfo) -> bool:
    parts = PurePosixPath(entry.filename).parts
    return _HIDDEN in parts or any(part.startswith(".") and part.strip(".") for part in parts)
