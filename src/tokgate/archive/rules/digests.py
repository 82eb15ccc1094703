"""How an observation is known again: by the words that a source used, not by what became of them."""

from __future__ import annotations

import hashlib
from typing import Any

from tokgate.archive.rules.keepable import keepable_json


def digest(*parts: Any) -> int:
    """A signed 64-bit number of bytes and of what msgspec can encode; None counts too."""
    hashed = hashlib.blake2b(digest_size=8)
    for part in parts:
        hashed.update(part if isinstance(part, bytes) else keepable_json(part))
    return int.from_bytes(hashed.digest(), signed=True)
