"""Times as foreign sources write them, and what a post's id says about them."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from tokgate.domain.instants import parse_instant_ms
from tokgate.domain.posts import is_plausible_second, second_of
from tokgate.importers.cells import whole, word

#: ISO 8601 without its marks: `YYYYMMDD`, `YYYYMMDDTHHMMSSZ`.
_UNMARKED = re.compile(r"\A([0-9]{4})([0-9]{2})([0-9]{2})(?:T([0-9]{2})([0-9]{2})([0-9]{2})(.*))?\Z")
#: The name of a run, `YYYYMMDD_HHMMSS_…`.
_RUN = re.compile(r"\A([0-9]{4})([0-9]{2})([0-9]{2})[_-]([0-9]{2})([0-9]{2})([0-9]{2})(?![0-9])")
_DAY = re.compile(r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_DAY_S = 86_400
_HOUR_S = 3_600
#: No zone is farther from UTC.
_ZONES_H = 14
#: How long after the start of an upload a post commonly appears.
_UPLOAD_S = 300


class Instant(NamedTuple):
    """A time that a source tells: Unix milliseconds UTC, and whether only the day is told (then its first moment)."""

    ms: int
    day_only: bool = False

    @property
    def second(self) -> int:
        """Unix seconds, UTC."""
        return self.ms // 1000


def parse_instant(value: Any) -> Instant | None:
    """The time in a cell; None where it tells none that can be TikTok's.

    Read are ISO dates and times (without a zone they are UTC), also without their marks, as in names of runs
    `YYYYMMDD_HHMMSS_…`, and Unix time in seconds, milliseconds or microseconds, as number or digits: foreign sources
    do not say the unit, but only one of the three lies within TikTok's years.
    """
    found = word(value) if not isinstance(value, float) else str(int(value)) if value.is_integer() else None
    if found is None or len(found) > 64:
        return None
    if (number := whole(found)) is not None and len(found) > 8:
        return _unix(number)
    written = _with_marks(found.removesuffix(" UTC"))
    try:
        ms = parse_instant_ms(written)
    except ValueError:
        return None
    return Instant(ms, _DAY.match(written) is not None) if is_plausible_second(ms // 1000) else None


def exact_second(value: Any) -> int | None:
    """Unix seconds UTC from a member that tells the exact instant; None where it tells none."""
    found = parse_instant(value)
    return found.second if found else None


def _unix(number: int) -> Instant | None:
    for to_ms, unit in ((1000, 1), (1, 1), (1, 1000)):
        ms = number * to_ms // unit
        if is_plausible_second(ms // 1000):
            return Instant(ms)
    return None


def _with_marks(written: str) -> str:
    found = _RUN.match(written) or _UNMARKED.match(written)
    if found is None:
        return written
    year, month, day, hour, minute, second, *zone = found.groups()
    return f"{year}-{month}-{day}" + (f"T{hour}:{minute}:{second}{''.join(zone)}" if hour else "")


def created_second(post_id: int, value: Any) -> int | None:
    """When the post was published, as far as the cell can be believed: the second in the id corrects it.

    The upload begins at `id >> 32`, and nearly always the post appears within minutes. So the id's second is taken
    - where only a day is told, and it is the id's day or, told in another zone, the one before or after;
    - where the time is whole hours off: a zone was applied twice, or local time was written without its zone;
    - where the time is before the upload.
    A later day or time stands: scheduled posts appear up to weeks after their upload. None: no time is told.
    """
    found = parse_instant(value)
    if found is None:
        return None
    upload = second_of(post_id)
    if found.day_only:
        return found.second if found.second > (upload // _DAY_S + 1) * _DAY_S else upload
    late = found.second - upload
    hours = round(late / _HOUR_S)
    is_zone = 0 < abs(hours) <= _ZONES_H and -2 <= late - hours * _HOUR_S <= _UPLOAD_S
    return upload if late < 0 or is_zone else found.second
