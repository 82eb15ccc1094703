"""Times and counts as people write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from decimal import Decimal

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}
_AMOUNT = re.compile(r"([0-9]{1,9})\s*([smhdw])")
_RELATIVE = re.compile(r"(in\s+)?((?:[0-9]{1,9}\s*[smhdw]\s*)+)(ago)?", re.IGNORECASE)
_SHORT = {"k": 1000, "m": 1_000_000, "b": 1_000_000_000}


def second_of_time(text: str, now_s: int | None) -> int:
    """Unix seconds of an ISO time or of one relative to `now_s`. ValueError says what is wrong with it."""
    relative = _RELATIVE.fullmatch(text.strip())
    if relative is not None:
        return _relative(relative, text, now_s)
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(f"{text!r} is no time: write 2026-10-31T18:00:00Z, 3d ago or in 2h") from None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    if moment.microsecond:
        raise ValueError(f"{text!r} has parts of a second; times are whole seconds")
    return int(moment.timestamp())


def _relative(found: re.Match[str], text: str, now_s: int | None) -> int:
    ahead, amounts, ago = found.groups()
    if bool(ahead) == bool(ago):
        raise ValueError(f"{text!r} is no time: write '{amounts.strip()} ago' or 'in {amounts.strip()}'")
    if now_s is None:
        raise ValueError(f"{text!r} counts from the file's `now`, which is not given: add now: 2026-11-01T00:00:00Z")
    distance = sum(int(number) * _SECONDS[unit] for number, unit in _AMOUNT.findall(amounts.lower()))
    return now_s + distance if ahead else now_s - distance


def count_of(value: int | str) -> int:
    """12k as 12000 and 1.5M as 1500000, exactly. ValueError where the short form is no whole number."""
    if isinstance(value, int):
        return value
    unit = _SHORT.get(value[-1:].lower(), 1)
    number = Decimal(value.rstrip("kKmMbB")) * unit
    if number != int(number) or number >= 2**63:
        raise ValueError(f"{value!r} is no whole number")
    return int(number)
