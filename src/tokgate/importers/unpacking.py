"""Compressed files as plain ones: gzip and zstd, told by their first bytes, truncation and bombs refused."""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol

import zstandard

from tokgate.importers.limits import MEGABYTE, Limits

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

GZIP = b"\x1f\x8b"
ZSTD = b"\x28\xb5\x2f\xfd"
#: Packed bytes unpacked at a time; zstd packs up to 30,000 times, so that 1 KB stays within 32 MB.
STEP = {GZIP: 4096, ZSTD: 1024}


class Unpacker(Protocol):
    """One member of a gzip file or frame of a zstd file."""

    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    def decompress(self, data: bytes, /) -> bytes: ...


class CannotUnpack(OSError):
    """The compressed data ends too early, is damaged, or swells beyond the limits."""


class Unpacked(io.RawIOBase):
    """The plain bytes of a gzip or zstd file of one or more members. Reading raises CannotUnpack."""

    def __init__(self, packed: BinaryIO, kind: bytes, limits: Limits) -> None:
        self._packed = packed
        self._kind = kind
        self._limits = limits
        self._member: Unpacker | None = None
        self._ready = memoryview(b"")
        self._taken = 0
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        while not self._ready and self._advance():
            self._check_size()
        target = memoryview(buffer)
        size = min(len(target), len(self._ready))
        target[:size] = self._ready[:size]
        self._ready = self._ready[size:]
        return size

    def _advance(self) -> bool:
        """Unpack a little more; False at the end of the file."""
        data = b""
        if self._member is not None and self._member.eof:
            data = self._member.unused_data
            self._member = None
        data = data or self._packed.read(STEP[self._kind])
        if not data:
            if self._member is not None:
                raise CannotUnpack(f"the {self._name} data ends too early: the file is truncated")
            return False
        self._taken += len(data)
        if self._member is None:
            self._member = self._new_member()
        try:
            self._ready = memoryview(self._member.decompress(data))
        except (zlib.error, zstandard.ZstdError) as error:
            raise CannotUnpack(f"the {self._name} data is damaged: {error}") from None
        self._given += len(self._ready)
        return True

    def _new_member(self) -> Unpacker:
        if self._kind == GZIP:
            return zlib.decompressobj(wbits=31)
        return zstandard.ZstdDecompressor().decompressobj()

    def _check_size(self) -> None:
        swollen = self._given > 64 * MEGABYTE and self._given > self._taken * self._limits.ratio
        if swollen or self._given > self._limits.unpacked:
            raise CannotUnpack(f"the {self._name} data unpacks to more than {self._given:,} bytes, beyond the limit")

    @property
    def _name(self) -> str:
        return "gzip" if self._kind == GZIP else "zstd"


def unpacked(file: io.BufferedReader[Any], limits: Limits) -> io.BufferedReader[Any]:
    """The file itself, or its plain bytes if it is packed (also twice)."""
    for _ in range(2):
        head = file.peek(4)[:4]
        kind = GZIP if head.startswith(GZIP) else ZSTD if head == ZSTD else None
        if kind is None:
            break
        file = io.BufferedReader(Unpacked(file, kind, limits), 1 << 18)
    return file
