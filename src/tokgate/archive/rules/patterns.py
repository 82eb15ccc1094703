"""How a part of a name is asked for: what LIKE holds, and from where to where names begin so."""

from __future__ import annotations

import re

#: What LIKE takes for more than a letter.
_WILD = re.compile(r"[%_!]")
_LAST_LETTER = "\U0010ffff"


def holding(text: str) -> str:
    """The pattern of texts that hold this one, for `LIKE … ESCAPE '!'`."""
    escaped = _WILD.sub(r"!\g<0>", text)
    return f"%{escaped}%"


def beginning(text: str) -> tuple[str, str]:
    """The first lower-case name that begins so, and the first that comes after them all."""
    start = text.lower()
    return start, start + _LAST_LETTER
