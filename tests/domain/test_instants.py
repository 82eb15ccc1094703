"""Instants and durations as people write them."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tokgate.domain.instants import DAY_MS, LATEST_MS, iso, iso_second, parse_duration_ms, parse_instant_ms

INSTANTS = st.integers(0, LATEST_MS)


@pytest.mark.parametrize(
    ("text", "milliseconds"),
    [("90s", 90_000), ("15m", 900_000), ("25h", 25 * 3_600_000), ("3d", 3 * DAY_MS), ("2w", 14 * DAY_MS),
     ("1d12h", DAY_MS * 3 // 2), ("1h 30m", 5_400_000), ("250ms", 250), ("1.5h", 5_400_000), ("0.1s", 100),
     ("0s", 0), (" 5 m ", 300_000)],
)  # fmt: skip
def test_durations_are_read_as_people_write_them(text: str, milliseconds: int) -> None:
    assert parse_duration_ms(text) == milliseconds


@pytest.mark.parametrize(
    ("text", "why"),
    [(text, "is not a duration: write 90s") for text in
     ("", "90", "h", "-1h", "1 hour", "1h2", "1e5s", "1 0s", "3D", "h" * 500, "9" * 500 + "d")]
    + [("1h1h", "names a unit twice"), ("0.0001s", "finer than a millisecond"), ("9999999d", "longer than the years")],
)  # fmt: skip
def test_what_is_no_duration_is_refused_and_why(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        parse_duration_ms(text)


@given(st.dictionaries(st.sampled_from(["w", "d", "h", "m", "s", "ms"]), st.integers(0, 999), min_size=1))
def test_the_parts_of_a_duration_add_up(parts: dict[str, int]) -> None:
    written = "".join(f"{number}{unit}" for unit, number in parts.items())
    assert parse_duration_ms(written) == sum(parse_duration_ms(f"{number}{unit}") for unit, number in parts.items())


@given(INSTANTS)
def test_an_instant_is_read_back_as_it_is_shown(milliseconds: int) -> None:
    assert parse_instant_ms(iso(milliseconds)) == milliseconds
    assert parse_instant_ms(iso_second(milliseconds)) == milliseconds - milliseconds % 1000


@given(
    st.datetimes(datetime(1971, 1, 1), datetime(9998, 1, 1)),  # noqa: DTZ001
    st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes))),
)
def test_a_zone_is_heeded_and_utc_is_meant_where_none_is_named(wall: datetime, zone: timezone) -> None:
    exact = wall.replace(tzinfo=zone)
    since_1970 = exact - datetime(1970, 1, 1, tzinfo=UTC)
    assert parse_instant_ms(exact.isoformat()) == since_1970 // timedelta(milliseconds=1)
    assert parse_instant_ms(wall.isoformat()) == parse_instant_ms(wall.isoformat() + "Z")


@pytest.mark.parametrize(
    ("text", "milliseconds"),
    [("1970-01-02", DAY_MS), ("1970-01-01T00:01", 60_000), ("1970-01-01 00:00:01.0019", 1001),
     ("1970-01-01T02:00:00+01:00", 3_600_000), ("1970-01-01T02:00:00,5-0100", 10_800_500)],
)  # fmt: skip
def test_dates_and_times_in_every_form_of_iso_8601(text: str, milliseconds: int) -> None:
    assert parse_instant_ms(text) == milliseconds


@pytest.mark.parametrize(
    ("text", "why"),
    [("1767225600", "number without a unit"), ("20260101", "number without a unit"), ("-1", "number without a unit"),
     ("1767225600.5", "number without a unit"), ("3d ago", "counts from now, which is not given"),
     ("3d", "write '3d ago' or 'in 3d'"), ("in 3d ago", "write '3d ago' or 'in 3d'"),
     ("1969-12-31", "outside the years 1970 to 9999"), ("0001-01-01T00:00:00+14:00", "outside the years")]
    + [(text, "is not an instant: write it as 2026") for text in
       ("", "yesterday", "2026-13-01", "2026-W01-1", "2026-01-01T25:00", "01/02/2026", "2026-01-01T10:00 CET")],
)  # fmt: skip
def test_what_is_no_instant_is_refused_and_why(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        parse_instant_ms(text)


@given(INSTANTS, st.integers(0, 10**6))
def test_an_instant_may_count_from_now(now_ms: int, seconds: int) -> None:
    if now_ms >= seconds * 1000:
        assert parse_instant_ms(f"{seconds}s ago", now_ms=now_ms) == now_ms - seconds * 1000
    if now_ms + seconds * 1000 <= LATEST_MS:
        assert parse_instant_ms(f"in {seconds}s", now_ms=now_ms) == now_ms + seconds * 1000


@given(st.text(), st.none() | INSTANTS)
def test_any_text_is_an_instant_and_a_duration_or_refused_as_such(text: str, now_ms: int | None) -> None:
    with suppress(ValueError):
        assert 0 <= parse_duration_ms(text) <= LATEST_MS
    with suppress(ValueError):
        assert 0 <= parse_instant_ms(text, now_ms=now_ms) <= LATEST_MS
