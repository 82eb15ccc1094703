"""Lists of which sources tell only the order: whatever parts of them are read, and how often."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.archive.conftest import BACKENDS, fresh_archive
from tests.archive.makers import ANN, BOB, SECOND, keep, key_of, seen

from tokgate.archive.rules.untimed import FIRST, ROOM, STEP, TOP, Run, between, runs
from tokgate.domain.creators import Creator
from tokgate.domain.ports import Archive
from tokgate.domain.relations import Relation, RelationKind, follow


def fan(number: int) -> Creator:
    """One of many."""
    return Creator(user_id=str(1000 + number))


def read(archive: Archive, *numbers: int, at: int = 1) -> None:
    """Read a page of Bob's followers."""
    keep(archive, *(seen(follow(fan(number), BOB), at) for number in numbers))


def followers(archive: Archive, size: int = 100) -> list[int]:
    """The numbers of Bob's followers, page by page."""
    found: list[int] = []
    after = None
    while True:
        page = archive.followers(key_of(archive, "bob"), after=after, limit=size)
        found += [int(each.creator.user_id or 0) - 1000 for each in page.rows]
        after = page.following
        if after is None:
            return found
        assert len(page.rows) == size


def woven(held: list[int], given: list[int]) -> list[int]:
    """What a list becomes by a batch, found by looking at all of it."""
    order, new = list(held), []
    last: int | None = None
    for entry in dict.fromkeys(given):
        if entry not in held:
            new.append(entry)
            continue
        order[order.index(entry) : order.index(entry)] = new
        new, last = [], entry
    end = len(order) if last is None else order.index(last) + 1
    order[end:end] = new
    return order


@settings(max_examples=60, deadline=None)
@given(batches=st.lists(st.lists(st.integers(0, 12), min_size=1, max_size=6), max_size=8), size=st.integers(1, 5))
@pytest.mark.parametrize("backend", sorted(BACKENDS))
def test_a_batch_is_woven_in_as_if_the_whole_list_were_looked_at(
    backend: str, batches: list[list[int]], size: int
) -> None:
    with fresh_archive(backend) as archive:
        keep(archive, seen(BOB))
        expected: list[int] = []
        for at, batch in enumerate(batches):
            read(archive, *batch, at=at)
            expected = woven(expected, batch)
            assert followers(archive, size) == expected


def test_reading_again_in_parts_and_from_either_end_moves_nothing(archive: Archive) -> None:
    everybody = list(range(300))
    for start in range(0, 300, 30):
        read(archive, *everybody[start : start + 30])
    before = archive.followers(key_of(archive, "bob"), after=None, limit=150).following
    for start in range(290, -1, -7):
        read(archive, *everybody[start : start + 7], at=1000 - start)
    assert followers(archive) == everybody
    assert archive.followers(key_of(archive, "bob"), after=None, limit=150).following == before


def test_what_is_new_at_the_top_stays_on_top(archive: Archive) -> None:
    read(archive, *range(50))
    for number in range(100, 200):
        read(archive, number, number - 1 if number > 100 else 0, at=number)
    assert followers(archive) == [*range(199, 99, -1), *range(50)]


def test_a_gap_that_is_used_up_is_widened_among_its_neighbours_only(archive: Archive) -> None:
    read(archive, *range(2000))
    ann = key_of(archive, "bob")
    far = archive.followers(ann, after=None, limit=100).following
    for number in range(5000, 5200):
        read(archive, number, 1500, at=number)
    assert followers(archive) == [*range(1500), *range(5000, 5200), *range(1500, 2000)]
    assert archive.followers(ann, after=None, limit=100).following == far


def test_untimed_followers_stand_below_all_whose_instant_is_known(archive: Archive) -> None:
    read(archive, 1, 2, 3)
    keep(archive, seen(follow(fan(3), BOB, at_s=SECOND), 2), seen(follow(fan(4), BOB, at_s=SECOND - 9), 2))
    read(archive, 9, 3, 1, 8, at=3)
    assert followers(archive) == [3, 4, 9, 1, 8, 2]


def test_ended_ones_give_no_place_and_take_none_back_by_older_pages(archive: Archive) -> None:
    read(archive, 1, 2, 3, at=10)
    keep(archive, seen(Relation(kind=RelationKind.FOLLOW, creator=fan(2), other=BOB, ended=True), 20))
    read(archive, 5, 2, at=15)
    assert followers(archive) == [1, 3, 5]


def test_the_other_list_of_a_follow_is_the_followers(archive: Archive) -> None:
    keep(archive, *(seen(follow(ANN, fan(number))) for number in (4, 2, 9)))
    rows = archive.relations(RelationKind.FOLLOW, key_of(archive), after=None, limit=9).rows
    assert [each.other and each.other.user_id for each in rows] == ["1004", "1002", "1009"]


def test_runs_are_told_by_the_known_entries_next_to_them() -> None:
    assert runs([7, 8], known=()) == [Run([7, 8], None)]
    assert runs([7, 1, 8, 9, 2, 6], known={1, 2}) == [Run([7], 1, above=True), Run([8, 9], 2, above=True), Run([6], 2)]
    assert runs([1, 2], known={1, 2}) == []


@given(
    count=st.integers(1, 200),
    above=st.none() | st.integers(1, TOP - 1),
    below=st.none() | st.integers(1, TOP - 1),
    room=st.sampled_from([1, ROOM]),
)
def test_positions_lie_apart_between_their_neighbours(
    count: int, above: int | None, below: int | None, room: int
) -> None:
    if above is not None and below is not None and above < below:
        above, below = below, above
    found = between(count, above, below, room)
    top, bottom = TOP if above is None else above, 0 if below is None else below
    if found is None:
        assert top - bottom < (count + 1) * room
        return
    order = [top, *found, bottom]
    assert len(found) == count
    assert all(one - other >= min(room, STEP) for one, other in pairwise(order))


def test_a_list_begins_in_the_middle_with_room_on_both_sides() -> None:
    assert between(2, None, None) == [FIRST, FIRST - STEP]
    assert between(2, None, FIRST) == [FIRST + 2 * STEP, FIRST + STEP]
    assert between(1, 10, 8) == [9]
    assert between(1, 9, 8) is None
