"""What no database keeps as it is: texts with NUL, numbers beyond 63 bits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from tokgate.archive.errors import UnkeepableError

_LIMIT = 2**63
#: How JSON spells the character that databases end texts with.
_NUL = b"\\u0000"


def refuse_nul(part: Any, content: bytes) -> None:
    """Raise UnkeepableError if a text in `part`, which `content` spells, holds NUL: PostgreSQL keeps none."""
    if _NUL not in content and b"\0" not in content:
        return
    place = place_of(msgspec.to_builtins(part), lambda value: isinstance(value, str) and "\0" in value)
    if place is not None:
        name = f"{type(part).__name__.lower()} {getattr(part, 'id', '')}".strip()
        raise UnkeepableError(f"{name}: {place} holds NUL (U+0000), which a database cannot keep in a text")


def is_too_large(value: object) -> bool:
    """Whether it is a number beyond 63 bits."""
    return isinstance(value, int) and not -_LIMIT <= value < _LIMIT


def place_of(value: object, is_wrong: Callable[[object], bool], place: str = "") -> str | None:
    """Where, in members and lists of members, the first wrong value is: `hashtags.1.name`."""
    if is_wrong(value):
        return place
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found = (place_of(each, is_wrong, f"{place}.{name}".lstrip(".")) for name, each in members)
    return next((each for each in found if each is not None), None)
