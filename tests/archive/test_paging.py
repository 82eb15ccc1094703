"""Lists of posts: their order, and pages that neither repeat nor leave out while the archive grows."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.archive.conftest import BACKENDS, fresh_archive
from tests.archive.makers import (
    ANN,
    BOB,
    DUPLICATE,
    NEW,
    SECOND,
    UPDATED,
    keep,
    key_of,
    post,
    post_id,
    read_through,
    seen,
)

from tokgate.archive.rules.positions import place
from tokgate.domain.counts import Counts
from tokgate.domain.ports import Archive, Order
from tokgate.domain.posts import Kind, Post
from tokgate.domain.relations import RelationKind, like, repost


@pytest.mark.parametrize("count", [1, 30, 1000, 1001])
@pytest.mark.parametrize("batches", [1, 3])
def test_posts_of_one_second_are_all_paged_in_the_order_of_ids(archive: Archive, count: int, batches: int) -> None:
    posts = [seen(post(number)) for number in range(count)]
    random.Random(count).shuffle(posts)
    for start in range(batches):
        keep(archive, *posts[start::batches])
    key = key_of(archive)
    for size in (1, 7, 30, 5000):
        pieces = read_through(archive, key, size)
        assert [piece.id for piece in pieces] == [post_id(number) for number in reversed(range(count))]
        assert all(piece.rank // 1000 == SECOND for piece in pieces)
    if count <= 1000:
        assert len({piece.rank for piece in read_through(archive, key, 100)}) == count


def test_a_post_alone_in_its_second_leaves_room_on_both_sides(archive: Archive) -> None:
    keep(archive, seen(post()))
    assert [piece.rank for piece in read_through(archive, key_of(archive), 5)] == [SECOND * 1000 + 503]


def test_older_posts_of_the_second_that_a_walk_stands_in_do_not_cost_it_one(archive: Archive) -> None:
    keep(archive, *(seen(post(n, SECOND)) for n in (50, 60)))
    page = archive.items(key_of(archive), after=None, limit=1)
    keep(archive, *(seen(post(n, SECOND)) for n in range(10)))
    rest = archive.items(key_of(archive), after=page.following, limit=30)

    assert [piece.id & 0xFFFFFFFF for piece in [*page.rows, *rest.rows]][:2] == [60, 50]


@pytest.mark.parametrize("listed", ["posts", "summaries"])
def test_posts_and_summaries_are_paged_as_items_are(archive: Archive, listed: str) -> None:
    keep(archive, *(seen(post(n, SECOND + n // 2)) for n in range(5)))
    key, read = key_of(archive), getattr(archive, listed)
    first = read(key, after=None, limit=3)
    rest = read(key, after=first.following, limit=3)
    assert rest.following is None
    assert [each.id for each in first.rows + rest.rows] == [item.id for item in read_through(archive, key, 2)]


def test_a_summary_says_what_the_post_says(archive: Archive) -> None:
    fields: dict[str, Any] = {
        "title": "T",
        "duration_ms": 1500,
        "width": 9,
        "height": 16,
        "cover_url": "https://c.example/1",
    }
    keep(archive, seen(post(1, text="a", kind=Kind.PHOTO, counts=Counts(plays=5, likes=4, shares=3), **fields)))
    keep(archive, seen(post(2, private=True)))
    key = key_of(archive)
    whole = archive.posts_by_id([post_id(1)])[0]
    (summary,) = archive.summaries_by_id(key, [post_id(2), post_id(1), post_id(1), 2**63])
    assert archive.summaries(key, after=None, limit=9).rows == [summary]
    assert summary.created_s == whole.created_s
    assert [getattr(summary, name) for name in fields] == list(fields.values())
    assert (summary.text, summary.kind, summary.plays, summary.likes, summary.comments) == ("a", "photo", 5, 4, None)
    assert archive.summaries_by_id(key + 1, [post_id(1)]) == []


@settings(max_examples=30, deadline=None)
@given(
    batches=st.lists(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 40)), max_size=12), max_size=6),
    size=st.integers(1, 9),
)
@pytest.mark.parametrize("backend", sorted(BACKENDS))
def test_in_whatever_order_posts_arrive_pages_give_each_once_newest_first(
    backend: str, batches: list[list[tuple[int, int]]], size: int
) -> None:
    with fresh_archive(backend) as archive:
        keep(archive, seen(post(99, SECOND - 9)))
        for batch in batches:
            keep(archive, *(seen(post(number, SECOND + second)) for second, number in batch))
        made = {(SECOND + second, post_id(number, SECOND + second)) for batch in batches for second, number in batch}
        ids = [each for _, each in sorted(made | {(SECOND - 9, post_id(99, SECOND - 9))}, reverse=True)]
        assert [piece.id for piece in read_through(archive, key_of(archive), size)] == ids


@given(held=st.sets(st.integers(1, 3000), max_size=60), new=st.sets(st.integers(1, 3000), min_size=1, max_size=60))
def test_slots_increase_with_ids_and_differ(held: set[int], new: set[int]) -> None:
    slots = place({}, sorted(held)) if held else {}
    placed = slots | place(slots, sorted(new - held))
    order = [placed[each] for each in sorted(placed)]
    assert order == sorted(set(order))
    assert all(0 <= slot < 1000 for slot in order)


def test_a_position_stays_valid_while_posts_come_before_after_and_between(archive: Archive) -> None:
    keep(archive, *(seen(post(n * 10, SECOND)) for n in range(6)), seen(post(1, SECOND - 5)))
    key = key_of(archive)
    first = archive.items(key, after=None, limit=3)
    keep(archive, seen(post(1, SECOND + 9)), seen(post(2, SECOND - 9)), seen(post(45, SECOND)), seen(post(15, SECOND)))
    rest = archive.items(key, after=first.following, limit=30)
    assert [piece.id for piece in first.rows] == [post_id(50), post_id(40), post_id(30)]
    assert [piece.id for piece in rest.rows] == [
        post_id(20), post_id(15), post_id(10), post_id(0), post_id(1, SECOND - 5), post_id(2, SECOND - 9),
    ]  # fmt: skip


def test_a_page_is_full_unless_it_is_the_last(archive: Archive) -> None:
    keep(archive, *(seen(post(n, SECOND + n, private=n % 3 == 0)) for n in range(30)))
    page = archive.items(key_of(archive), after=None, limit=20)
    assert len(page.rows) == 20
    assert page.following is None


def test_most_liked_first_and_newer_first_among_equals(archive: Archive) -> None:
    likes = [5, 7, 5, None, 0, 7, 9]
    keep(archive, *(seen(post(n, SECOND + n, counts=Counts(likes=each))) for n, each in enumerate(likes)))
    for size in (1, 2, 3, 10):
        pieces = read_through(archive, key_of(archive), size, Order.MOST_LIKED)
        assert [piece.id & 0xFF for piece in pieces] == [6, 5, 1, 2, 0, 4, 3]
    keep(archive, seen(post(3, SECOND + 3, counts=Counts(likes=100)), 2))
    assert read_through(archive, key_of(archive), 3, Order.MOST_LIKED)[0].id == post_id(3, SECOND + 3)


def test_all_posts_are_streamed_by_creator_and_newest_first(archive: Archive) -> None:
    keep(archive, *(seen(post(n, SECOND + n, creator=BOB if n % 2 else ANN)) for n in range(1200)))
    posts = archive.all_posts()
    first = next(posts)
    keep(archive, seen(post(1, SECOND - 1)))  # no transaction stays open between rows
    rest = list(posts)
    assert len(rest) == 1200
    assert first.id == post_id(1198, SECOND + 1198)
    assert len(list(archive.all_posts(key_of(archive, "bob")))) == 600


def liked(archive: Archive, size: int = 2) -> list[int]:
    """The numbers of the posts that Ann liked, page by page."""
    numbers: list[int] = []
    page = archive.related_items(RelationKind.LIKE, key_of(archive), after=None, limit=size)
    while True:
        numbers += [piece.id & 0xFFFF for piece in page.rows]
        if page.following is None:
            return numbers
        page = archive.related_items(RelationKind.LIKE, key_of(archive), after=page.following, limit=size)


def test_timed_likes_are_listed_latest_first_and_a_second_time_are_duplicates(archive: Archive) -> None:
    times = {1: 5, 2: 9, 3: 5, 4: 7}
    batch = [seen(like(ANN, post(n, creator=BOB), at_s=SECOND + at)) for n, at in times.items()]
    assert keep(archive, *batch) == [NEW] * 4
    assert keep(archive, *batch) == [DUPLICATE] * 4
    assert [liked(archive, size) for size in (1, 2, 9)] == [[2, 4, 3, 1]] * 3


def test_untimed_likes_keep_the_order_given_across_batches_and_repeats(archive: Archive) -> None:
    def like_untimed(*numbers: int, at: int = 1) -> None:
        keep(archive, *(seen(like(ANN, post(n, creator=BOB)), at) for n in numbers))

    like_untimed(5, 9, 2)
    like_untimed(7, 1)
    assert liked(archive) == [5, 9, 2, 7, 1]
    like_untimed(30, 31, 5, 9, 33, 2, at=2)
    assert liked(archive) == [30, 31, 5, 9, 33, 2, 7, 1]
    like_untimed(7, 1, 40, at=3)
    like_untimed(5, 9, 2, 7, at=4)
    assert liked(archive) == [30, 31, 5, 9, 33, 2, 7, 1, 40]
    for number in range(100, 160):
        like_untimed(number, 31, at=number)
    assert liked(archive, 7) == [30, *range(100, 160), 31, 5, 9, 33, 2, 7, 1, 40]
    keep(archive, seen(like(ANN, post(7, creator=BOB), at_s=SECOND), 9))
    assert liked(archive)[:2] == [7, 30]


def test_a_like_of_a_bare_id_is_served_once_its_post_is_known(archive: Archive) -> None:
    keep(archive, seen(like(ANN, Post(id=post_id(1)))))
    assert liked(archive) == []
    assert keep(archive, seen(post(1, creator=BOB), 2)) == [UPDATED]
    assert liked(archive) == [1]


def test_reposts_are_paged_by_position(archive: Archive) -> None:
    keep(archive, *(seen(repost(ANN, post(n, creator=BOB), at_s=SECOND + n)) for n in range(5)))
    first = archive.related_posts(RelationKind.REPOST, key_of(archive), after=None, limit=3)
    assert first.following is not None
    rest = archive.related_posts(RelationKind.REPOST, key_of(archive), after=first.following, limit=3)
    assert rest.following is None
    assert [each.id & 0xFF for each in first.rows + rest.rows] == [4, 3, 2, 1, 0]
