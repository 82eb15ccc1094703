"""Who held a handle when: the rules alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tokgate.archive.rows.handles import Use
from tokgate.archive.rules.handles import given_back, holder_at, neighbours, record, takes, todays_handle
from tokgate.archive.rules.names import handle_of

Sightings = list[tuple[int, str, int]]
#: No two of one instant.
ordered: st.SearchStrategy[Sightings] = st.lists(
    st.tuples(st.integers(1, 3), st.sampled_from(["a", "b"]), st.integers(0, 20)),
    max_size=14,
    unique_by=lambda each: each[2],
)


@st.composite
def one_after_the_other(draw: st.DrawFn) -> Sightings:
    """Sightings, oldest first, in which nobody gets a handle back that was given up."""
    pairs = draw(st.lists(st.tuples(st.integers(1, 3), st.sampled_from("ab")), unique=True))
    times = [draw(st.integers(1, 3)) for _ in pairs]
    each = [pair for pair, number in zip(pairs, times, strict=True) for _ in range(number)]
    return [(creator, handle, at_ms) for at_ms, (creator, handle) in enumerate(each)]


def recorded(seen: Sightings) -> set[Use]:
    """All uses after some sightings (creator, handle, instant)."""
    uses: set[Use] = set()
    for creator, handle, at_ms in seen:
        change = record(uses, creator, handle, at_ms)
        uses = uses - set(change.removed) | set(change.added)
    return uses


@pytest.mark.parametrize(
    ("at_ms", "holder"),
    [(0, 1), (10, 1), (12, 1), (20, 1), (25, 1), (30, 3), (35, 3), (40, 2), (45, 2), (50, 2), (99, 2)],
)
def test_a_handle_means_who_was_seen_with_it_last(at_ms: int, holder: int) -> None:
    uses = recorded([(1, "a", 10), (1, "a", 20), (3, "a", 30), (2, "a", 40), (2, "a", 50)])
    assert holder_at("a", uses, at_ms) == holder


def test_who_was_renamed_no_longer_has_the_old_handle() -> None:
    renamed = [(1, "a", 10), (1, "b", 20)]
    assert holder_at("a", recorded(renamed), 15) == 1
    assert holder_at("a", recorded(renamed), 25) is None
    assert holder_at("a", recorded([*renamed, (2, "a", 40)]), 25) == 2
    assert holder_at("a", recorded([*renamed, (1, "a", 30)]), 35) == 1
    assert holder_at("c", recorded(renamed), 15) is None


def test_a_sighting_of_another_breaks_a_use_into_its_ends() -> None:
    uses = recorded([(1, "a", 10), (1, "a", 20), (1, "a", 30), (2, "a", 25)])
    assert uses == {Use(10, 10, 1, "a"), Use(30, 30, 1, "a"), Use(25, 25, 2, "a")}


@pytest.mark.parametrize(
    ("creator", "at_ms", "found"),
    [
        (9, 5, [1]),
        (9, 15, [1, 2]),
        (9, 25, [2]),
        (1, 15, [2]),
        (3, 25, []),  # was seen with another handle while 2 had this one
        (3, 5, [1]),
    ],
)
def test_neighbours_were_seen_next_to_the_instant(creator: int, at_ms: int, found: list[int]) -> None:
    uses = recorded([(1, "a", 10), (2, "a", 20), (3, "b", 21)])
    assert neighbours("a", uses, creator, at_ms) == found


@given(st.data())
def test_the_order_of_sightings_does_not_matter(data: st.DataObject) -> None:
    seen = data.draw(one_after_the_other())
    uses = recorded(seen)
    assert recorded(data.draw(st.permutations(seen))) == uses
    assert all(holder_at(handle, uses, at_ms) == creator for creator, handle, at_ms in seen)


@given(ordered)
def test_uses_of_a_handle_and_of_a_creator_are_timelines(seen: Sightings) -> None:
    uses = recorded(seen)
    for one in uses:
        for other in uses:
            if one != other and (one.handle == other.handle or one.creator == other.creator):
                assert not one.first_ms < other.first_ms < one.last_ms
                assert not one.first_ms < other.last_ms < one.last_ms
        assert {(one.creator, one.handle, one.first_ms), (one.creator, one.handle, one.last_ms)} <= {*seen}


@given(ordered)
def test_whoever_was_seen_last_has_the_handle_today(seen: Sightings) -> None:
    for creator, handle, at_ms in seen:
        newest = not any(at > at_ms and (who == creator or what == handle) for who, what, at in seen)
        assert takes(handle, recorded(seen), creator, at_ms) is newest
        if newest:
            assert todays_handle(recorded(seen), creator) == handle


@given(ordered, ordered)
def test_uses_that_were_joined_come_apart(kept: Sightings, gone: Sightings) -> None:
    kept_uses = recorded([(1, handle, at) for _, handle, at in kept])
    gone_uses = recorded([(2, handle, at) for _, handle, at in gone])
    joined = {Use(use.first_ms, use.last_ms, 1, use.handle) for use in gone_uses} | kept_uses
    change = given_back(1, joined, kept_uses, gone_uses)
    assert set(change.removed) == joined
    assert set(change.added) == kept_uses | gone_uses


def test_what_grew_since_stays_with_the_kept_one() -> None:
    grown = given_back(1, [Use(0, 9, 1, "a"), Use(12, 13, 1, "b")], [], [Use(3, 6, 2, "a")])
    assert set(grown.added) == {Use(3, 6, 2, "a"), Use(0, 0, 1, "a"), Use(9, 9, 1, "a"), Use(12, 13, 1, "b")}


def test_handles_are_one_in_any_case_of_ascii_letters() -> None:
    assert handle_of("Ann.É") == "ann.É"
