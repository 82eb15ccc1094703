"""Relations begin, end and begin again; an older page that is read later changes nothing that is newer."""

from __future__ import annotations

from itertools import permutations

import msgspec
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
    seen,
    seen_as_item,
)

from tokgate.archive.errors import UnkeepableError
from tokgate.archive.rules.relations import Standing
from tokgate.domain.creators import Creator
from tokgate.domain.ports import Archive
from tokgate.domain.posts import Post
from tokgate.domain.relations import Relation, RelationKind, follow, like, pin

FOLLOW = RelationKind.FOLLOW


def followed(at_s: int | None = None) -> Relation:
    """Ann follows Bob."""
    return follow(ANN, BOB, at_s=at_s)


def unfollowed(ended_s: int | None = None) -> Relation:
    """Ann follows Bob no more."""
    return Relation(kind=FOLLOW, creator=ANN, other=BOB, ended=True, ended_s=ended_s)


#: Words with the instants at which they were said, and what they make: does it hold, since when, until when.
TRUTHS: dict[str, tuple[list[tuple[Relation, int]], tuple[bool, int | None, int | None]]] = {
    "begun": ([(followed(SECOND), 10)], (True, SECOND, None)),
    "begun, unknown when": ([(followed(), 10)], (True, None, None)),
    "ended": ([(followed(SECOND), 10), (unfollowed(SECOND + 5), 20)], (False, SECOND, SECOND + 5)),
    "ended, unknown when": ([(followed(SECOND), 10), (unfollowed(), 20)], (False, SECOND, None)),
    "ended, and told again without its instant": (
        [(unfollowed(SECOND + 5), 20), (unfollowed(), 30)], (False, None, SECOND + 5),
    ),
    "never seen to hold": ([(unfollowed(SECOND), 20)], (False, None, SECOND)),
    "shown by an older page": ([(unfollowed(), 20), (followed(SECOND), 19)], (False, SECOND, None)),
    "shown at the same instant": ([(unfollowed(), 20), (followed(SECOND), 20)], (False, SECOND, None)),
    "begun again": (
        [(followed(SECOND), 10), (unfollowed(), 20), (followed(SECOND + 9), 30)], (True, SECOND + 9, None),
    ),
    "begun again, unknown when": (
        [(followed(SECOND), 10), (unfollowed(SECOND + 5), 20), (followed(), 30)], (True, None, None),
    ),
    "begun again and ended, unknown when": (
        [(unfollowed(SECOND + 5), 20), (followed(), 30), (unfollowed(), 40)], (False, None, None),
    ),
    "told with and without its instant": ([(followed(SECOND), 10), (followed(), 20)], (True, SECOND, None)),
    "told with two instants": ([(followed(SECOND), 20), (followed(SECOND + 9), 10)], (True, SECOND, None)),
    "told with two instants at one": ([(followed(SECOND), 20), (followed(SECOND + 9), 20)], (True, SECOND + 9, None)),
}  # fmt: skip


@pytest.mark.parametrize("case", TRUTHS)
def test_the_newest_word_holds_in_whatever_order_the_words_are_read(archive: Archive, case: str) -> None:
    words, (holds, at_s, ended_s) = TRUTHS[case]
    keep(archive, seen(ANN, 1), seen(BOB, 1))
    ann, bob = key_of(archive), key_of(archive, "bob")
    for number, order in enumerate(permutations(words)):
        kept = Standing()
        for relation, at in order:
            kept = kept.joined(Standing.of(relation, at))
        assert (kept.holds, kept.at_s, kept.ended_s) == (holds, at_s, ended_s)
        if number == len(words) - 1:
            for relation, at in order:
                keep(archive, seen(relation, at))
    found = archive.relation(FOLLOW, ann, bob)
    assert found is not None
    assert (not found.ended, found.at_s, found.ended_s) == (holds, at_s, ended_s)
    assert [each.at_s for each in archive.followers(bob, after=None, limit=5).rows] == [at_s] * holds
    assert [each.at_s for each in archive.relations(FOLLOW, ann, after=None, limit=5).rows] == [at_s] * holds


moments = st.none() | st.integers(SECOND, SECOND + 2)
words = st.builds(followed, moments) | st.builds(unfollowed, moments)
heard = st.lists(st.tuples(words, st.integers(1, 5)), max_size=6)


@settings(max_examples=200, deadline=None)
@given(said=heard, data=st.data())
def test_standings_join_in_any_order_and_any_number_of_times(
    said: list[tuple[Relation, int]], data: st.DataObject
) -> None:
    standings = [Standing.of(relation, at) for relation, at in said]
    again = data.draw(st.permutations(standings + standings[:2]))
    one, other = Standing(), Standing()
    for each in standings:
        one = one.joined(each)
    middle = len(again) // 2
    for part in (again[:middle], again[middle:]):
        joined = Standing()
        for each in part:
            joined = joined.joined(each)
        other = joined.joined(other)
    assert one == other


@settings(max_examples=25, deadline=None)
@given(said=heard, data=st.data())
@pytest.mark.parametrize("backend", sorted(BACKENDS))
def test_any_order_and_batches_of_the_same_words_are_the_same_relation(
    backend: str, said: list[tuple[Relation, int]], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(said))
    cut = data.draw(st.integers(1, 4))
    found = []
    for batches in [said], [order[at : at + cut] for at in range(0, len(order), cut)]:
        with fresh_archive(backend) as archive:
            keep(archive, seen(ANN, 1), seen(BOB, 1))
            for batch in batches:
                keep(archive, *(seen(relation, at) for relation, at in batch))
            ann, bob = key_of(archive), key_of(archive, "bob")
            both = archive.relations(FOLLOW, ann, after=None, limit=5), archive.followers(bob, after=None, limit=5)
            found.append((archive.relation(FOLLOW, ann, bob), [[each.at_s for each in page.rows] for page in both]))
    assert found[0] == found[1]


def test_a_word_on_an_ended_relation_is_an_observation_like_others(archive: Archive) -> None:
    assert keep(archive, seen(followed(SECOND), 10), seen(unfollowed(SECOND + 1), 20)) == [NEW, UPDATED]
    assert keep(archive, seen(followed(SECOND), 10), seen(unfollowed(SECOND + 1), 20)) == [DUPLICATE] * 2
    assert archive.relation(FOLLOW, key_of(archive, "bob"), key_of(archive)) is None


def test_an_entry_that_begins_again_stands_where_the_new_word_puts_it(archive: Archive) -> None:
    posts = [post(n, creator=BOB) for n in range(4)]
    ended = Relation(kind=RelationKind.LIKE, creator=ANN, post=posts[0], ended=True)
    keep(archive, *(seen(like(ANN, each), 10) for each in posts))
    keep(archive, seen(ended, 20))
    assert numbers(archive) == [1, 2, 3]
    keep(archive, seen(like(ANN, posts[0]), 30))
    assert numbers(archive) == [1, 2, 3, 0]
    keep(archive, seen(ended, 40), seen(like(ANN, posts[0], at_s=SECOND), 50))
    assert numbers(archive) == [0, 1, 2, 3]


def numbers(archive: Archive, kind: RelationKind = RelationKind.LIKE, size: int = 2) -> list[int]:
    """The numbers of the posts in Ann's list, read page by page, as items and as posts."""
    found: list[int] = []
    after = None
    while True:
        items = archive.related_items(kind, key_of(archive), after=after, limit=size)
        posts = archive.related_posts(kind, key_of(archive), after=after, limit=size)
        bare = archive.relations(kind, key_of(archive), after=after, limit=size)
        assert [each.id for each in items.rows] == [each.id for each in posts.rows]
        assert [each.id for each in items.rows] == [each.post.id for each in bare.rows if each.post]
        assert items.following == posts.following == bare.following
        found += [each.id & 0xFFFF for each in items.rows]
        after = items.following
        if after is None:
            return found
        assert 0 < after.rank < 2**53


def test_pins_stand_by_rank_or_in_the_order_told_and_mark_their_posts(archive: Archive) -> None:
    for place, number in enumerate((3, 1, 2)):
        keep(archive, seen(post(number)), seen(pin(ANN, post(number), rank=place), 10))
    keep(archive, seen(pin(ANN, post(7)), 11), seen(pin(ANN, post(6)), 11))
    assert numbers(archive, RelationKind.PIN) == [3, 1, 2, 7, 6]
    keep(archive, seen(pin(ANN, post(2), rank=0), 20), seen(pin(ANN, post(3), rank=2), 20))
    assert numbers(archive, RelationKind.PIN) == [2, 1, 3, 7, 6]
    keep(archive, seen(Relation(kind=RelationKind.PIN, creator=ANN, post=post(1), ended=True), 30))
    assert numbers(archive, RelationKind.PIN) == [2, 3, 7, 6]
    assert [each.pinned for each in archive.posts_by_id([post_id(1), post_id(2)])] == [False, True]


@pytest.mark.parametrize("names", list(permutations(("1", "2", "3"))))
def test_relations_of_creators_that_turn_out_to_be_one_are_joined(archive: Archive, names: tuple[str, ...]) -> None:
    one = [Creator(user_id="1"), Creator(sec_uid="S"), Creator(username="ann")]
    fans = [Creator(user_id=name * 5) for name in names]
    for number, (name, fan) in enumerate(zip(one, fans, strict=True)):
        keep(archive, seen(follow(fan, name), 10), seen(follow(BOB, name, at_s=SECOND + number), 10 + number))
    keep(archive, seen(Relation(kind=FOLLOW, creator=BOB, other=one[1], ended=True), 11))
    keep(archive, seen(Creator(user_id="1", sec_uid="S", username="ann"), 20))
    ann, bob = key_of(archive), key_of(archive, "bob")
    rows = archive.followers(ann, after=None, limit=9).rows
    assert [each.creator.user_id for each in rows] == ["22", *(fan.user_id for fan in fans)]
    assert [each.at_s for each in rows] == [SECOND + 2, None, None, None]
    assert [each.at_s for each in archive.relations(FOLLOW, bob, after=None, limit=9).rows] == [SECOND + 2]


@pytest.mark.parametrize(
    "wrong", [follow(ANN, BOB, at_s=5), pin(ANN, post(), rank=-1), follow(ANN, BOB, at_s=SECOND * 1000)]
)
def test_an_instant_or_a_rank_that_is_none_is_refused(archive: Archive, wrong: Relation) -> None:
    with pytest.raises(UnkeepableError, match=str(wrong.kind)):
        keep(archive, seen(BOB), seen(wrong))
    assert archive.creator(username="bob") is None


def test_a_relation_is_of_one_thing() -> None:
    with pytest.raises(ValueError, match="a like names the one thing"):
        Relation(kind=RelationKind.LIKE, creator=ANN, other=BOB)
    with pytest.raises(ValueError, match="a block names the one thing"):
        Relation(kind=RelationKind.BLOCK, creator=ANN, other=BOB, comment=3)
    with pytest.raises(ValueError, match="has no ended_s"):
        Relation(kind=FOLLOW, creator=ANN, other=BOB, ended_s=SECOND)


def test_posts_of_a_private_account_are_in_lists_for_itself_and_who_follows_it(archive: Archive) -> None:
    liker, hidden, fan = (Creator(user_id=str(n), username=name) for n, name in ((71, "li"), (72, "hid"), (73, "fan")))
    posts = [Post(id=post_id(n), creator=who, created_s=SECOND, text="t") for n, who in ((1, liker), (2, hidden))]
    keep(archive, *(seen_as_item(post) for post in posts))
    keep(archive, *(seen(like(liker, post)) for post in posts), seen(follow(fan, hidden)))
    keep(archive, seen(msgspec.structs.replace(hidden, private=True), 2))

    def shown(viewer: str | None) -> list[int]:
        key, by = key_of(archive, "li"), key_of(archive, viewer) if viewer else 0
        pages = [archive.related_items(RelationKind.LIKE, key, after=None, limit=n, viewer=by) for n in (1, 5)]
        return sorted({item.id for page in pages for item in page.rows})

    both = [post.id for post in posts]
    assert [shown(viewer) for viewer in (None, "li", "fan", "hid")] == [both[:1], both[:1], both, both]
    summaries = archive.related_summaries(RelationKind.LIKE, key_of(archive, "li"), after=None, limit=5)
    assert [summary.id for summary in summaries.rows] == both[:1]
