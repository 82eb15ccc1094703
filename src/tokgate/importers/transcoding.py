"""Text in another encoding as UTF-8, a piece at a time."""

from __future__ import annotations

import codecs
import io
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_PIECE = 1 << 16


class Transcoded(io.RawIOBase):
    """The file's text as UTF-8; what is no text in its own encoding becomes U+FFFD."""

    def __init__(self, file: io.BufferedReader[Any], encoding: str) -> None:
        self._file = file
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._ready = memoryview(b"")
        self._ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        while not self._ready and not self._ended:
            data = self._file.read(_PIECE)
            self._ended = not data
            self._ready = memoryview(self._decoder.decode(data, final=self._ended).encode())
        target = memoryview(buffer)
        size = min(len(target), len(self._ready))
        target[:size] = self._ready[:size]
        self._ready = self._ready[size:]
        return size
