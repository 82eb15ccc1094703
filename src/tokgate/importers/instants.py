"""Times as foreign sources write them, and what a post's id says about them."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from tokgate.domain.instants import DAY_S, parse_instant_ms
from tokgate.domain.posts import is_plausible_second, second_of
from tokgate.importers.cells import whole, word

#: ISO 8601 without its marks: `YYYYMMDD`, `YYYYMMDDTHHMMSSZ`.
_UNMARKED = re.compile(r"\A([0-9]{4})([0-9]{2})([0-9]{2})(?:T([0-9]{2})([0-9]{2})([0-9]{2})(.*))?\Z")
#: The name of a run, `YYYYMMDD_HHMMSS_…`.
_RUN = re.compile(r"\A([0-9]{4})([0-9]{2})([0-9]{2})[_-]([0-9]{2})([0-9]{2})([0-9]{2})(?![0-9])")
_DAY = re.compile(r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
#: A day written the other way round, perhaps with a time; which of the two is the day, `_turned` says.
_TURNED = re.compile(
    r"\A([0-9]{1,2})([-./])([0-9]{1,2})\2([0-9]{4})(?:,?[ T]+([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?)?\Z"
)
_ZONE = re.compile(r"(?:[zZ]|[+-][0-9]{2}:?[0-9]{2}|[+-][0-9]{2})\Z")
_HOUR_S = 3_600
#: No zone is farther from UTC.
_ZONES_H = 14
#: How long after the start of an upload a post commonly appears.
_UPLOAD_S = 300


class Instant(NamedTuple):
    """A time that a source tells: Unix milliseconds UTC, and whether only the day is told (then its first moment).

    `exact` is False where it is a day, or a time without its zone: it may then be hours off.
    """

    ms: int
    day_only: bool = False
    exact: bool = True

    @property
    def second(self) -> int:
        """Unix seconds, UTC."""
        return self.ms // 1000


def parse_instant(value: Any) -> Instant | None:
    """The time in a cell; None where it tells none that can be TikTok's.

    Read are ISO dates and times (without a zone they are UTC), also without their marks, as in names of runs
    `YYYYMMDD_HHMMSS_…`, and Unix time in seconds, milliseconds or microseconds, as number or digits: foreign sources
    do not say the unit, but only one of the three lies within TikTok's years. Days may be written DD-MM-YYYY and
    DD.MM.YYYY, and, where it is clear which is the month, with slashes.
    """
    found = word(value) if not isinstance(value, float) else str(int(value)) if value.is_integer() else None
    if found is None or len(found) > 64:
        return None
    if (number := whole(found)) is not None and len(found) > 8:
        return _unix(number)
    in_utc = found.endswith(" UTC")
    written = _with_marks(_turned(found.removesuffix(" UTC")))
    try:
        ms = parse_instant_ms(written)
    except ValueError:
        return None
    if not is_plausible_second(ms // 1000):
        return None
    day_only = _DAY.match(written) is not None
    return Instant(ms, day_only, not day_only and (in_utc or _ZONE.search(written) is not None))


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


def _turned(written: str) -> str:
    """A day written DD-MM-YYYY, or with dots or slashes, as ISO has it; as it stands where the month is not clear."""
    found = _TURNED.match(written)
    if found is None:
        return written
    first, mark, second, year, hour, minute, seconds = found.groups()
    # Slashes are written in both orders.
    if mark == "/" and int(first) <= 12 and int(second) <= 12 and first != second:
        return written
    day, month = (second, first) if mark == "/" and int(second) > 12 else (first, second)
    time = f"T{int(hour):02}:{minute}:{seconds or '00'}" if hour else ""
    return f"{year}-{int(month):02}-{int(day):02}{time}"


def _with_marks(written: str) -> str:
    found = _RUN.match(written) or _UNMARKED.match(written)
    if found is None:
        return written
    year, month, day, hour, minute, second, *zone = found.groups()
    return f"{year}-{month}-{day}" + (f"T{hour}:{minute}:{second}{''.join(zone)}" if hour else "")


def created_second(post_id: int, value: Any) -> int | None:
    """When the post was published, as far as the cell can be believed; None where it tells no time."""
    found = parse_instant(value)
    return None if found is None else corrected_second(post_id, found)


def corrected_second(post_id: int, told: Instant) -> int:
    """When the post was published, as far as what is told can be believed: the second in the id corrects it.

    The upload begins at `id >> 32`, and nearly always the post appears within minutes. So the id's second is taken
    - where only a day is told, and it is the id's day or, told in another zone, the one before or after;
    - where a time without a zone is whole hours off, or before the upload: it is a local time.
    A time that is told with its zone, or as Unix time, stands, and so does a later day: scheduled posts appear up to
    weeks after their upload.
    """
    upload = second_of(post_id)
    if told.exact:
        return told.second
    if told.day_only:
        return told.second if told.second > (upload // DAY_S + 1) * DAY_S else upload
    late = told.second - upload
    hours = round(late / _HOUR_S)
    is_zone = 0 < abs(hours) <= _ZONES_H and -2 <= late - hours * _HOUR_S <= _UPLOAD_S
    return upload if late < 0 or is_zone else told.second
