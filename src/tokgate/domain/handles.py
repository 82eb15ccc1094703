"""Handles as they are written in texts: `@name`."""

from __future__ import annotations

import re
from collections.abc import Iterator

#: A dot at the end is the sentence's.
_HANDLE = re.compile(r"(?<![\w.@])@(\w(?:[\w.]*\w)?)")


def handles_in(text: str) -> list[str]:
    """The accounts that a text mentions, in lower case, each once."""
    return list(dict.fromkeys(handle.lower() for handle, _, _ in handle_places(text)))


def handle_places(text: str) -> Iterator[tuple[str, int, int]]:
    """Every mention in a text, as it is written: the handle, and between which characters it stands with its `@`."""
    for found in _HANDLE.finditer(text):
        yield found[1], found.start(), found.end()
