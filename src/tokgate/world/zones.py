"""Local time of a few zones by their rules of today, so that no machine's time zone data matter."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import msgspec

from tokgate.domain.instants import DAY_S


class Zone(msgspec.Struct, frozen=True):
    """A time zone: minutes east of UTC in winter, and when summer time begins and ends (UTC seconds) in a year."""

    name: str
    minutes: int
    summer: Callable[[int, int], tuple[int, int]] | None = None


def days_before(year: int, month: int, day: int) -> int:
    """Days from 1970-01-01 to a date."""
    shifted = year - (month <= 2)
    of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    return shifted * 365 + shifted // 4 - shifted // 100 + shifted // 400 + of_year - 719_468


def year_of(second: int) -> int:
    """The UTC year of a Unix second."""
    year = 1970 + second // (366 * DAY_S)
    while days_before(year + 1, 1, 1) * DAY_S <= second:
        year += 1
    return year


def weekday(day: int) -> int:
    """0 for Monday to 6 for Sunday, of a day since 1970-01-01 (a Thursday)."""
    return (day + 3) % 7


def _sunday(year: int, month: int, number: int) -> int:
    """The day of the month's first, second, … Sunday; -1 is the last."""
    if number < 0:
        following = days_before(year + month // 12, month % 12 + 1, 1)
        return following - 1 - (weekday(following - 1) + 1) % 7
    first = days_before(year, month, 1)
    return first + (6 - weekday(first)) + 7 * (number - 1)


def _europe(year: int, minutes: int) -> tuple[int, int]:
    """From the last Sunday of March to the last of October, at 01:00 UTC everywhere."""
    return _sunday(year, 3, -1) * DAY_S + 3600, _sunday(year, 10, -1) * DAY_S + 3600


def _america(year: int, minutes: int) -> tuple[int, int]:
    """From the second Sunday of March to the first of November, at 02:00 on the clock."""
    start = _sunday(year, 3, 2) * DAY_S + 7200 - minutes * 60
    return start, _sunday(year, 11, 1) * DAY_S + 3600 - minutes * 60


def _australia(year: int, minutes: int) -> tuple[int, int]:
    """From the first Sunday of October to the first of April, so within a year the end comes first."""
    start = _sunday(year, 10, 1) * DAY_S + 7200 - minutes * 60
    return start, _sunday(year, 4, 1) * DAY_S + 7200 - minutes * 60


ZONES = {
    zone.name: zone
    for zone in (
        Zone("America/Los_Angeles", -480, _america),
        Zone("America/New_York", -300, _america),
        Zone("America/Mexico_City", -360),
        Zone("America/Sao_Paulo", -180),
        Zone("Europe/London", 0, _europe),
        Zone("Europe/Stockholm", 60, _europe),
        Zone("Europe/Berlin", 60, _europe),
        Zone("Europe/Paris", 60, _europe),
        Zone("Europe/Istanbul", 180),
        Zone("Asia/Dubai", 240),
        Zone("Asia/Kolkata", 330),
        Zone("Asia/Jakarta", 420),
        Zone("Asia/Tokyo", 540),
        Zone("Australia/Sydney", 600, _australia),
    )
}


@cache
def _summer(zone: str, year: int) -> tuple[int, int]:
    rule = ZONES[zone].summer
    return rule(year, ZONES[zone].minutes) if rule else (0, 0)


def offset_s(zone: Zone, second: int) -> int:
    """Seconds east of UTC at a Unix second."""
    if zone.summer is None:
        return zone.minutes * 60
    start, end = _summer(zone.name, year_of(second))
    in_summer = start <= second < end if start < end else not end <= second < start
    return (zone.minutes + 60 * in_summer) * 60


def utc_of(zone: Zone, local_s: int) -> int:
    """The Unix second at which clocks show a local time, given as if it were UTC.

    A time that clocks skip is an hour later, one that they show twice is the second of the two.
    """
    return local_s - offset_s(zone, local_s - zone.minutes * 60)
