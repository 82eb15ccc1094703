"""Who was seen with which handle, as a row."""

from __future__ import annotations

import msgspec


class Use(msgspec.Struct, frozen=True, order=True):
    """A creator (its key) seen with a handle; instants in Unix milliseconds UTC."""

    first_ms: int
    last_ms: int
    creator: int
    handle: str

    def covers(self, at_ms: int) -> bool:
        """Whether the instant is within the span, its ends included."""
        return self.first_ms <= at_ms <= self.last_ms
