"""What no database keeps as it is: texts with NUL, numbers beyond 63 bits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from tokgate.archive.errors import UnkeepableError

_LIMIT = 2**63
#: How JSON spells the character that databases end texts with.
_NUL = b"\\u0000"
_ENCODER = msgspec.json.Encoder(order="deterministic")


def keepable_json(part: Any) -> bytes:
    """A part of what is to be kept as JSON, the same bytes for equal parts.

    Raises UnkeepableError, with the place, where a text in it holds NUL, which PostgreSQL does not keep, or it has no
    JSON at all.
    """
    try:
        content = _ENCODER.encode(part)
    except (UnicodeEncodeError, RecursionError, OverflowError) as problem:
        raise UnkeepableError(f"{_name_of(part)}: {problem}") from None
    if _NUL in content:
        place = place_of(msgspec.to_builtins(part), lambda value: isinstance(value, str) and "\0" in value)
        if place is not None:
            raise UnkeepableError(
                f"{_name_of(part)}: {place} holds NUL (U+0000), which a database cannot keep in a text"
            )
    return content


def _name_of(part: Any) -> str:
    return f"{type(part).__name__.lower()} {getattr(part, 'id', '')}".strip()


def is_too_large(value: object) -> bool:
    """Whether it is a number beyond 63 bits."""
    return isinstance(value, int) and not -_LIMIT <= value < _LIMIT


def place_of(value: object, is_wrong: Callable[[object], bool], place: str = "") -> str | None:
    """Where, in members and lists of members, the first wrong value or name is: `hashtags.1.name`."""
    if is_wrong(value):
        return place
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, each in members:
        below = f"{place}.{name}".lstrip(".")
        found = below if is_wrong(name) else place_of(each, is_wrong, below)
        if found is not None:
            return found
    return None
