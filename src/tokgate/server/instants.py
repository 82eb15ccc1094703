"""Instants and durations as people write them, and back."""

from __future__ import annotations

import re
from datetime import UTC, datetime

DAY_MS = 86_400_000
#: 9999-12-31, the last day that a calendar here knows.
LATEST_MS = 253_402_214_400_000
_UNIT_MS = {"d": DAY_MS, "h": 3_600_000, "m": 60_000, "s": 1000, "ms": 1}
_DURATION = re.compile(r"(?:[0-9]+(?:\.[0-9]+)?(?:ms|[dhms]))+")
_PART = re.compile(r"([0-9]+(?:\.[0-9]+)?)(ms|[dhms])")


def parse_duration_ms(text: str) -> int:
    """`90s`, `15m`, `25h`, `3d`, `1d12h`, `250ms` in milliseconds. ValueError says what would be right."""
    compact = "".join(text.split())
    if len(compact) > 60 or not _DURATION.fullmatch(compact):
        raise ValueError(f"{text[:60]!r} is not a duration: write 90s, 15m, 25h, 3d or 1d12h")
    return round(sum(float(number) * _UNIT_MS[unit] for number, unit in _PART.findall(compact)))


def parse_instant_ms(text: str) -> int:
    """An ISO 8601 date or date and time in Unix milliseconds; UTC where it names no zone. ValueError says what is."""
    try:
        instant = datetime.fromisoformat(text)
        milliseconds = round((instant if instant.tzinfo else instant.replace(tzinfo=UTC)).timestamp() * 1000)
    except (ValueError, OverflowError):
        raise ValueError(f"{text[:60]!r} is not an instant: write it as 2026-11-01T12:00:00Z") from None
    if not 0 <= milliseconds <= LATEST_MS:
        raise ValueError(f"{text[:60]!r} is outside the years 1970 to 9999")
    return milliseconds


def iso(instant_ms: int) -> str:
    """Unix milliseconds as `2026-11-01T12:00:00.000Z`."""
    shown = datetime.fromtimestamp(instant_ms // 1000, UTC).strftime("%Y-%m-%dT%H:%M:%S")
    return f"{shown}.{instant_ms % 1000:03d}Z"
