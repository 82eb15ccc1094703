"""How much of a file is held at once, and how far one may swell: generous, but never without bound."""

from __future__ import annotations

import msgspec

MEGABYTE = 1 << 20


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Sizes in bytes. A JSON document up to `document` is read at once, a longer one as a stream of its parts.

    A compressed file may unpack to `unpacked`, and beyond 64 MB to at most `ratio` times what it packs.
    """

    line: int = 64 * MEGABYTE
    cell: int = 16 * MEGABYTE
    document: int = 32 * MEGABYTE
    nesting: int = 24
    unpacked: int = 1 << 40
    ratio: int = 2000


DEFAULT = Limits()
