"""Posts as answers are made of them."""

from __future__ import annotations

import msgspec


class Piece(msgspec.Struct, frozen=True):
    """A post ready to be put into an answer: its web item as a zstd frame, or None where it must be made from `post`.

    `outdated`: other sources have said newer things of the post than the item, so these must be written into it.
    """

    id: int
    rank: int
    frame: bytes | None
    outdated: bool
