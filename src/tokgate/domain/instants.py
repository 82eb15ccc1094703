"""Instants and durations as people write them, and back.

Both are whole milliseconds, instants counted from 1970 in UTC. A number without its unit is refused: whether 1767225600
means seconds or milliseconds, or 20260101 a day or a second, would be a guess.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal

DAY_S = 86_400
DAY_MS = 1000 * DAY_S
#: 9999-12-31, the last day that a calendar here knows.
LATEST_MS = 253_402_214_400_000

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_UNIT_MS = {"w": 7 * DAY_MS, "d": DAY_MS, "h": 3_600_000, "m": 60_000, "s": 1000, "ms": 1}
_AMOUNT = r"([0-9]{1,15}(?:\.[0-9]{1,15})?) ?(ms|[wdhms])"
_AMOUNTS = re.compile(_AMOUNT)
_DURATION = re.compile(rf"{_AMOUNT}(?: ?{_AMOUNT})*")
_RELATIVE = re.compile(rf"(?P<ahead>in )?(?P<distance>{_DURATION.pattern})(?P<ago> ago)?")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]*)?")
_ISO = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?"
)
#: Longer text is quoted in errors up to here.
_QUOTED = 60


class NoNowError(ValueError):
    """A time such as `3d ago`, where nothing says when now is."""


def parse_duration_ms(text: str) -> int:
    """`90s`, `15m`, `25h`, `3d`, `2w`, `1d 12h`, `1.5h`, `250ms` in milliseconds.

    ValueError says what would be right: for a number without a unit, a unit named twice, what is negative, finer than a
    millisecond or longer than 1970 to 9999.
    """
    written = text.strip()
    if len(written) > _QUOTED or not _DURATION.fullmatch(written):
        raise ValueError(f"{text[:_QUOTED]!r} is not a duration: write 90s, 15m, 25h, 3d, 2w or 1d12h")
    amounts = _AMOUNTS.findall(written)
    units = [unit for _, unit in amounts]
    if len(set(units)) < len(units):
        raise ValueError(f"{written!r} names a unit twice")
    milliseconds = sum(Decimal(number) * _UNIT_MS[unit] for number, unit in amounts)
    if milliseconds != int(milliseconds):
        raise ValueError(f"{written!r} is finer than a millisecond")
    if milliseconds > LATEST_MS:
        raise ValueError(f"{written!r} is longer than the years 1970 to 9999")
    return int(milliseconds)


def parse_instant_ms(text: str, *, now_ms: int | None = None) -> int:
    """An ISO 8601 date or date and time in Unix milliseconds, rounded down; UTC where it names no zone.

    With `now_ms` also what counts from it, `3d ago` and `in 2h` (NoNowError without it). ValueError says what would
    be right.
    """
    written = text.strip()
    if relative := _RELATIVE.fullmatch(written[: _QUOTED + 1]):
        return _counted_from(now_ms, relative)
    if _NUMBER.fullmatch(written):
        raise ValueError(f"{text[:_QUOTED]!r} is a number without a unit: write an instant as 2026-11-01T12:00:00Z")
    try:
        if not _ISO.fullmatch(written):
            raise ValueError
        instant = datetime.fromisoformat(written)
        milliseconds = _since_epoch_ms(instant if instant.tzinfo else instant.replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        counted = "" if now_ms is None else ", 3d ago or in 2h"
        raise ValueError(f"{text[:_QUOTED]!r} is not an instant: write it as 2026-11-01T12:00:00Z{counted}") from None
    return _in_calendar(milliseconds, text)


def whole_seconds(duration_ms: int) -> int:
    """A length in the whole seconds that TikTok tells of it: those that are over, and 1 for less than one.

    Of 122 films whose bytes and bit rate are known, TikTok gave 121 the seconds rounded down.
    """
    return max(1, duration_ms // 1000) if duration_ms > 0 else 0


def iso(instant_ms: int) -> str:
    """Unix milliseconds as `2026-11-01T12:00:00.000Z`."""
    return f"{_second(instant_ms)}.{instant_ms % 1000:03d}Z"


def iso_second(instant_ms: int) -> str:
    """Unix milliseconds as `2026-11-01T12:00:00Z`, rounded down to the second."""
    return f"{_second(instant_ms)}Z"


def _second(instant_ms: int) -> str:
    return (_EPOCH + timedelta(seconds=instant_ms // 1000)).strftime("%Y-%m-%dT%H:%M:%S")


def _counted_from(now_ms: int | None, relative: re.Match[str]) -> int:
    distance = relative["distance"]
    if bool(relative["ahead"]) == bool(relative["ago"]):
        raise ValueError(f"{relative[0]!r} is a duration: write '{distance} ago' or 'in {distance}'")
    if now_ms is None:
        raise NoNowError(f"{relative[0]!r} counts from now, which is not given: write 2026-11-01T12:00:00Z")
    distance_ms = parse_duration_ms(distance)
    return _in_calendar(now_ms + distance_ms if relative["ahead"] else now_ms - distance_ms, relative[0])


def _since_epoch_ms(instant: datetime) -> int:
    return (instant - _EPOCH) // timedelta(milliseconds=1)


def _in_calendar(milliseconds: int, text: str) -> int:
    if not 0 <= milliseconds <= LATEST_MS:
        raise ValueError(f"{text[:_QUOTED]!r} is outside the years 1970 to 9999")
    return milliseconds
