"""Results of searches, paged by index, while the archive changes."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.archive.conftest import BACKENDS
from tests.archive.makers import BOB, SECOND, keep, post, seen

from tokgate.archive import open_archive
from tokgate.archive.reading.results import LIFETIME_MS, MOST_SKIPPED
from tokgate.domain.counts import Counts
from tokgate.domain.creators import Creator
from tokgate.domain.ports import Archive
from tokgate.domain.posts import Post, Tombstone
from tokgate.domain.search import Condition, Field, Operator, Ranking, Search

NOW = (SECOND + 10_000) * 1000
SUNNY = Search(Condition(Field.KEYWORD, Operator.EQ, ("sun",)))


def sunny(number: int, second: int = 0) -> Post:
    """A post that the search finds, made so many seconds later."""
    return post(number, SECOND + second, text="sun", counts=Counts(plays=1))


def part(archive: Archive, result: str, index: int, limit: int = 2) -> tuple[list[int], int | None]:
    """The numbers of a part's posts, and the next index."""
    page = archive.frozen(result, index=index, limit=limit, at_ms=NOW)
    return [each.id & 0xFFFF for each in page.rows], page.following.rank if page.following else None


def test_parts_follow_each_other_and_come_again_as_they_were(archive: Archive) -> None:
    keep(archive, *[seen(sunny(number, number)) for number in range(1, 6)])
    result = archive.freeze(SUNNY, at_ms=NOW)
    assert result.isdecimal()
    assert part(archive, result, 0) == ([5, 4], 2)
    keep(archive, seen(sunny(9, 9)), seen(post(7, SECOND + 4, text="sun")), seen(sunny(8, 2)))
    assert part(archive, result, 0) == ([5, 4], 2)
    assert part(archive, result, 2) == ([3, 2], 4)
    assert part(archive, result, 4) == ([1], None)
    assert part(archive, result, 5) == ([], None)
    assert part(archive, result, 0) == ([5, 4], 2)
    assert part(archive, result, 1, limit=1) == ([4], 2)


def test_what_is_gone_is_missing_and_nothing_else_moves(archive: Archive) -> None:
    keep(archive, *[seen(sunny(number, number)) for number in range(1, 7)])
    result = archive.freeze(SUNNY, at_ms=NOW)
    assert part(archive, result, 0) == ([6, 5], 2)
    keep(archive, seen(Tombstone(post=sunny(5, 5), reason="gone"), 2), seen(Tombstone(post=sunny(4, 4), reason="x"), 2))
    assert part(archive, result, 0) == ([6], 2)
    assert part(archive, result, 2) == ([3, 2], 4)
    keep(archive, seen(Creator(user_id="11", private=True), 3))
    assert part(archive, result, 2) == ([], 4)


def test_a_part_that_is_far_ahead_can_be_asked_for_and_one_too_far_is_refused(archive: Archive) -> None:
    keep(archive, *[seen(sunny(number, number)) for number in range(1, 8)])
    result = archive.freeze(SUNNY, at_ms=NOW)
    assert part(archive, result, 4) == ([3, 2], 6)
    assert part(archive, result, 0, limit=4) == ([7, 6, 5, 4], 4)
    assert part(archive, result, 4) == ([3, 2], 6)
    assert part(archive, result, 6) == ([1], None)
    fresh = archive.freeze(SUNNY, at_ms=NOW)
    with pytest.raises(LookupError, match=re.escape(f"more than {MOST_SKIPPED} behind")):
        archive.frozen(fresh, index=MOST_SKIPPED + 1, limit=1, at_ms=NOW)


def test_a_random_result_is_each_post_once_in_an_order_of_its_seed(archive: Archive) -> None:
    keep(archive, *[seen(sunny(number, number)) for number in range(1, 31)])
    orders = []
    for seed in (1, 1, 2):
        result = archive.freeze(Search(SUNNY.where, ranking=Ranking.RANDOM, seed=seed), at_ms=NOW)
        orders.append([each for index in (0, 10, 20) for each in part(archive, result, index, limit=10)[0]])
    assert all(sorted(order) == list(range(1, 31)) for order in orders)
    assert orders[0] == orders[1]
    assert orders[0] != orders[2]


@pytest.mark.parametrize("result", ["", "1", "x", "-1", "9" * 19, "9" * 40, "١٢", "1; DROP TABLE post"])
def test_an_unknown_result_is_said_to_be_so(archive: Archive, result: str) -> None:
    with pytest.raises(LookupError, match="there is no result"):
        archive.frozen(result, index=0, limit=1, at_ms=NOW)


def test_a_result_lives_for_a_day_and_leaves_nothing_behind(archive: Archive) -> None:
    keep(archive, *[seen(sunny(number, number)) for number in range(1, 6)])
    result = archive.freeze(SUNNY, at_ms=NOW)
    part(archive, result, 0)
    assert archive.frozen(result, index=2, limit=2, at_ms=NOW + LIFETIME_MS - 1).rows
    with pytest.raises(LookupError, match="expired"):
        archive.frozen(result, index=0, limit=2, at_ms=NOW + LIFETIME_MS)
    for _ in range(2):
        archive.freeze(SUNNY, at_ms=NOW + LIFETIME_MS)
    # Its pages are gone: were the clock set back, it would not be there.
    with pytest.raises(LookupError, match="there is no result"):
        part(archive, result, 0)


def test_a_result_outlives_its_process_and_serves_another(address: str) -> None:
    first = open_archive(address)
    keep(first, *[seen(sunny(number, number)) for number in range(1, 6)])
    result = first.freeze(SUNNY, at_ms=NOW)
    second = open_archive(address)
    assert part(first, result, 0) == ([5, 4], 2)
    assert part(second, result, 2) == ([3, 2], 4)
    first.close()
    assert part(second, result, 0) == ([5, 4], 2)
    second.close()


def test_likes_change_so_a_result_ranked_by_them_is_not_kept(archive: Archive) -> None:
    with pytest.raises(ValueError, match="likes change"):
        archive.freeze(Search(ranking=Ranking.MOST_LIKED), at_ms=NOW)


changes = st.lists(
    st.tuples(st.sampled_from(["come", "go", "grow"]), st.integers(1, 40), st.integers(0, 9)), max_size=8
)


@settings(max_examples=40, deadline=None)
@given(
    rounds=st.lists(changes, min_size=1, max_size=6),
    size=st.integers(1, 5),
    ranking=st.sampled_from(["latest", "random"]),
)
@pytest.mark.parametrize("backend", sorted(BACKENDS))
def test_whatever_comes_goes_and_changes_nothing_is_repeated_or_lost(
    backend: str, rounds: list[list[tuple[str, int, int]]], size: int, ranking: str
) -> None:
    with TemporaryDirectory() as folder:
        archive = open_archive(BACKENDS[backend](Path(folder)))
        held = {number: sunny(number, number % 7) for number in range(1, 21)}
        keep(archive, *map(seen, held.values()))
        result = archive.freeze(Search(SUNNY.where, ranking=Ranking(ranking)), at_ms=NOW)
        gone: set[int] = set()
        read: list[int] = []
        index: int | None = 0
        for step in range(99):
            if index is None:
                break
            for change, number, second in rounds[step] if step < len(rounds) else ():
                gone |= _change(archive, held, change, number, second, at=step + 2)
            numbers, index = part(archive, result, index, limit=size)
            read += numbers
        assert len(read) == len(set(read))
        assert set(held) - gone <= set(read) <= set(held)
        archive.close()


def _change(archive: Archive, held: dict[int, Post], change: str, number: int, second: int, *, at: int) -> set[int]:
    """Which posts are gone by it."""
    if change == "go" and number in held:
        keep(archive, seen(Tombstone(post=held[number], reason="gone"), at))
        return {number}
    if change == "come":
        keep(archive, seen(post(100 + number, SECOND + second, text="sun", creator=BOB), at))
    elif number in held:
        keep(archive, seen(post(number, SECOND + number % 7, text="the sun", counts=Counts(plays=second)), at))
    return set()
