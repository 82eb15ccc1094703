"""Chance, time zones and growth: the same everywhere, and right."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tokgate.domain.instants import DAY_S
from tokgate.world.draws import below, draws, grown, pick, power_law, weighted
from tokgate.world.growth import counts_at
from tokgate.world.zones import ZONES, days_before, offset_s, utc_of, weekday, year_of

a_draw = st.integers(0, 2**32 - 1)
#: What the first of a name's draws have been since the first release.
DRAWN = (1491783778, 1046906302, 538385668, 1779751075)
#: 2023 to 2037: what of the zones' rules has been in force.
a_second = st.integers(1_672_531_200, 2_145_916_800)


def test_draws_are_what_they_were() -> None:
    assert draws(7, "post", 3, 20_000, 1)[:4] == DRAWN
    assert draws(7, "post", 3, 20_000, 1) != draws(7, "post", 3, 20_001, 0)


@given(draw=a_draw, number=st.integers(1, 1000))
def test_choices_stay_within_bounds(draw: int, number: int) -> None:
    assert 0 <= below(draw, number) < number
    assert pick(draw, range(number)) == below(draw, number)
    assert weighted(draw, (0, number, 0, 1)) in (1, 3)


@given(base=st.integers(1, 10**6), steps=st.integers(0, 1500))
def test_growth_by_64ths_is_monotone_and_doubles_after_64(base: int, steps: int) -> None:
    assert grown(base, steps) <= grown(base, steps + 1)
    assert abs(grown(base, steps + 64) - 2 * grown(base, steps)) <= 1


def test_a_power_law_has_few_large_and_many_small() -> None:
    found = sorted(power_law(draws("law", n)[0], 100, 64) for n in range(4000))
    assert found[0] >= 100
    assert 150 < found[2000] < 260
    assert found[3999] > 50_000


@pytest.mark.parametrize("name", sorted(ZONES))
def test_rules_of_zones_are_those_of_the_time_zone_database(name: str) -> None:
    zone, known = ZONES[name], ZoneInfo(name)
    hours = range(days_before(2023, 1, 1) * DAY_S, days_before(2033, 1, 1) * DAY_S, 3600)
    wrong = [each for each in hours if _known_offset(known, each) != offset_s(zone, each)]
    assert wrong == []


def _known_offset(zone: ZoneInfo, second: int) -> float:
    offset = datetime.fromtimestamp(second, zone).utcoffset()
    assert offset is not None
    return offset.total_seconds()


@given(second=a_second, name=st.sampled_from(sorted(ZONES)))
def test_local_time_leads_back_to_utc_except_where_clocks_change(second: int, name: str) -> None:
    zone = ZONES[name]
    found = utc_of(zone, second + offset_s(zone, second))
    changes = offset_s(zone, second - 7200) != offset_s(zone, second + 7200)
    assert found == second or (changes and abs(found - second) == 3600)


@given(second=a_second)
def test_calendar_is_that_of_the_standard_library(second: int) -> None:
    known = datetime.fromtimestamp(second, UTC)
    assert year_of(second) == known.year
    assert days_before(known.year, known.month, known.day) == second // DAY_S
    assert weekday(second // DAY_S) == known.weekday()


@given(
    post_id=st.integers(1, 2**63 - 1),
    followers=st.integers(0, 10**8),
    ages=st.lists(st.integers(-1000, 10**8), min_size=2, max_size=6),
)
def test_counts_begin_at_nothing_and_never_fall(post_id: int, followers: int, ages: list[int]) -> None:
    counts = [counts_at(post_id, followers, 10**9, 10**9 + age) for age in sorted(ages)]
    for name in ("plays", "likes", "comments", "shares", "saves", "reposts"):
        grow = [getattr(each, name) for each in counts]
        assert grow == sorted(grow)
    assert all(each.likes <= each.plays for each in counts if each.likes is not None and each.plays is not None)
    assert counts_at(post_id, followers, 10**9, 10**9).plays == 0
