"""Times and counts as people write them into seed files."""

from __future__ import annotations

from decimal import Decimal

from tokgate.domain.instants import NoNowError, parse_instant_ms

_SHORT = {"k": 1000, "m": 1_000_000, "b": 1_000_000_000}


def second_of_time(text: str, now_s: int | None) -> int:
    """Unix seconds of an ISO time or of one relative to `now_s`. ValueError says what is wrong with it."""
    try:
        milliseconds = parse_instant_ms(text, now_ms=None if now_s is None else now_s * 1000)
    except NoNowError:
        raise ValueError(
            f"{text!r} counts from the file's `now`, which is not given: add now: 2026-11-01T00:00:00Z"
        ) from None
    if milliseconds % 1000:
        raise ValueError(f"{text!r} has parts of a second; times are whole seconds")
    return milliseconds // 1000


def count_of(value: int | str) -> int:
    """12k as 12000 and 1.5M as 1500000, exactly. ValueError where the short form is no whole number."""
    if isinstance(value, int):
        return value
    unit = _SHORT.get(value[-1:].lower(), 1)
    number = Decimal(value.rstrip("kKmMbB")) * unit
    if number != int(number) or number >= 2**63:
        raise ValueError(f"{value!r} is no whole number")
    return int(number)
