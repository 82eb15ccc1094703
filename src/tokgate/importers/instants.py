"""Times as sources write them, and what a post's id says about them."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, NamedTuple

from tokgate.domain.posts import is_plausible_second, second_of
from tokgate.importers.cells import whole, word

_RUN = re.compile(r"\A([0-9]{8})[_-]([0-9]{6})(?![0-9])")
_DAY = re.compile(r"\A[0-9]{4}-?[0-9]{2}-?[0-9]{2}\Z")
_DAY_S = 86_400
_HOUR_S = 3_600
#: No zone is farther from UTC.
_ZONES_H = 14
#: How long after the start of an upload a post commonly appears.
_UPLOAD_S = 300


class Told(NamedTuple):
    """A time as told: Unix milliseconds UTC, and whether only the day was told (then its first moment)."""

    ms: int
    day_only: bool = False

    @property
    def second(self) -> int:
        """Unix seconds, UTC."""
        return self.ms // 1000


def told(value: Any) -> Told | None:
    """The time in a cell; None where it tells none that can be.

    Read are ISO dates and times (without a zone they are UTC), `YYYYMMDD`, names of runs `YYYYMMDD_HHMMSS_…`, and Unix
    time in seconds, milliseconds or microseconds, as number or digits.
    """
    found = word(value) if not isinstance(value, float) else str(int(value)) if value.is_integer() else None
    if found is None or len(found) > 64:
        return None
    if (number := whole(found)) is not None and len(found) > 8:
        return _unix(number)
    if run := _RUN.match(found):
        return _parsed(f"{run[1]}T{run[2]}", day_only=False)
    return _parsed(found.removesuffix(" UTC"), day_only=_DAY.match(found) is not None)


def exact_second(value: Any) -> int | None:
    """Unix seconds UTC from a member that tells the exact instant; None where it tells none."""
    found = told(value)
    return found.second if found else None


def _unix(number: int) -> Told | None:
    for to_ms, unit in ((1000, 1), (1, 1), (1, 1000)):
        ms = number * to_ms // unit
        if is_plausible_second(ms // 1000):
            return Told(ms)
    return None


def _parsed(written: str, *, day_only: bool) -> Told | None:
    try:
        moment = dt.datetime.fromisoformat(written)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    ms = (moment - dt.datetime(1970, 1, 1, tzinfo=dt.UTC)) // dt.timedelta(milliseconds=1)
    return Told(ms, day_only) if is_plausible_second(ms // 1000) else None


def created_second(post_id: int, value: Any) -> int | None:
    """When the post was published, as far as the cell can be believed: the second in the id corrects it.

    The upload begins at `id >> 32`, and nearly always the post appears within minutes. So the id's second is taken
    - where only a day is told, and it is the id's day or, told in another zone, the one before or after;
    - where the time is whole hours off: a zone was applied twice, or local time was written without its zone;
    - where the time is before the upload.
    A later day or time stands: scheduled posts appear up to weeks after their upload. None: no time is told.
    """
    found = told(value)
    if found is None:
        return None
    upload = second_of(post_id)
    if found.day_only:
        return found.second if found.second > (upload // _DAY_S + 1) * _DAY_S else upload
    late = found.second - upload
    hours = round(late / _HOUR_S)
    is_zone = 0 < abs(hours) <= _ZONES_H and -2 <= late - hours * _HOUR_S <= _UPLOAD_S
    return upload if late < 0 or is_zone else found.second
