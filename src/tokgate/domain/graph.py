"""Who follows whom."""

from __future__ import annotations

import msgspec

from tokgate.domain.creators import Creator


class Follow(msgspec.Struct, frozen=True, kw_only=True):
    """`creator` follows `other`. `at_s` (Unix seconds) is None where the source tells only the order."""

    creator: Creator
    other: Creator
    at_s: int | None = None
