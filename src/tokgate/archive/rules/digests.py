"""How an observation is known again: by the words that a source used, not by what became of them."""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec

from tokgate.archive.errors import UnkeepableError
from tokgate.archive.rules.keepable import refuse_nul

_ENCODER = msgspec.json.Encoder(order="deterministic")


def digest(*parts: Any) -> int:
    """A signed 64-bit number of bytes and of what msgspec can encode; None counts too."""
    hashed = hashlib.blake2b(digest_size=8)
    for part in parts:
        hashed.update(part if isinstance(part, bytes) else _encoded(part))
    return int.from_bytes(hashed.digest(), signed=True)


def _encoded(part: Any) -> bytes:
    try:
        content = _ENCODER.encode(part)
    except (UnicodeEncodeError, RecursionError, OverflowError) as problem:
        raise UnkeepableError(f"{type(part).__name__} {getattr(part, 'id', '')}: {problem}") from None
    refuse_nul(part, content)
    return content
