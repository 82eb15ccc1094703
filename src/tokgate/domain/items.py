"""Posts as answers are made of them."""

from __future__ import annotations

import msgspec


class StoredItem(msgspec.Struct, frozen=True):
    """A post ready to be put into an answer: its web item in zstd bytes, or None where no source gave it as one.

    The item says what is known today: what other sources said since it came is written into it when they say so.
    """

    id: int
    rank: int
    zstd: bytes | None
