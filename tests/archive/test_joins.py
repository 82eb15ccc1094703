"""Creators that turn out to be one, and joins undone."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given, settings
from tests.archive.conftest import BACKENDS, fresh_archive
from tests.archive.makers import SECOND, keep, key_of, post, post_id, read_through, seen
from tests.archive.test_any_batches import creators, observations_of, state

from tokgate.archive.errors import NoSuchJoinError
from tokgate.domain.counts import Audience
from tokgate.domain.creators import Creator
from tokgate.domain.joins import Join, JoinReason
from tokgate.domain.messages import Conversation
from tokgate.domain.observations import Observation
from tokgate.domain.ports import Archive
from tokgate.domain.posts import Comment
from tokgate.domain.relations import RelationKind, follow, like

USER, SEC, BOTH = Creator(user_id="1"), Creator(sec_uid="S"), Creator(user_id="1", sec_uid="S")


def the_join(archive: Archive) -> Join:
    """The only join."""
    [join] = archive.joins()
    return join


def posts_of(archive: Archive, creator: Creator | None) -> set[int]:
    """The ids of a creator's posts, which stand in an order."""
    assert creator is not None
    assert creator.key is not None
    found = [item.id for item in read_through(archive, creator.key, 2)]
    assert len(found) == len(set(found))
    assert found == [each.id for each in archive.all_posts(creator.key)]
    return set(found)


def key_of_user(archive: Archive, user_id: str) -> int:
    """The archive's number of a creator that it must know."""
    creator = archive.creator(user_id=user_id)
    assert creator is not None
    assert creator.key is not None
    return creator.key


def names(archive: Archive) -> set[tuple[str | None, str | None, str | None]]:
    """Every creator's names."""
    people = [each.creator for each in archive.creators()]
    return {(each.user_id, each.sec_uid, each.username) for each in people}


def test_what_joined_two_creators_is_told(archive: Archive) -> None:
    keep(archive, seen(post(1, creator=USER), 1), seen(post(2, creator=SEC), 2), seen(post(3, creator=SEC), 2))
    assert archive.joins() == []
    keep(archive, seen(BOTH, 3, source="api"))
    join = the_join(archive)
    assert (join.kept.user_id, join.kept.sec_uid) == ("1", None)
    assert (join.gone.user_id, join.gone.sec_uid) == (None, "S")
    assert (join.because, join.source, join.observed_ms, join.posts) == (JoinReason.NAMES, "api", 3, 2)
    assert join.undone_ms is None
    assert archive.creator(key=join.gone.key or 0) == archive.creator(user_id="1")


def test_several_creators_are_found_by_key_also_those_that_were_joined(archive: Archive) -> None:
    keep(archive, seen(post(1, creator=USER), 1), seen(post(2, creator=SEC), 2))
    keep(archive, seen(post(3, creator=Creator(user_id="2")), 2), seen(BOTH, 3))
    kept, gone, other = the_join(archive).kept.key or 0, the_join(archive).gone.key or 0, key_of_user(archive, "2")
    found = archive.creators_by_key([gone, other, kept, 0, 99])
    assert found.keys() == {gone, other, kept}
    assert found[gone] == found[kept] == archive.creator(key=kept)
    assert archive.creators_by_key([]) == {}


def test_a_creator_known_by_a_handle_is_taken_over_by_who_is_seen_with_it_next(archive: Archive) -> None:
    keep(archive, seen(post(1, creator=Creator(username="ann", name="Ann")), 1))
    key = key_of(archive)
    keep(archive, seen(post(2, creator=Creator(user_id="1", username="ann")), 2))
    assert names(archive) == {("1", None, "ann")}
    assert key_of(archive) == key
    assert the_join(archive).because is JoinReason.HANDLE
    split = archive.split(the_join(archive).id)
    assert (split.returned, split.staying) == (1, 1)
    assert split.kept.key == key
    assert posts_of(archive, split.gone) == {post_id(1)}
    assert posts_of(archive, split.kept) == {post_id(2)}
    assert archive.creator(username="ann") == split.kept
    assert archive.creator(username="ann", at_ms=1) == split.gone
    assert (split.gone.name, split.kept.name) == ("Ann", None)


def test_nobody_takes_over_a_handle_that_another_had_in_between(archive: Archive) -> None:
    keep(archive, seen(post(1, creator=Creator(username="ann")), 10))
    old = archive.creator(username="ann")
    assert old is not None
    keep(archive, seen(Creator(user_id="2", username="other"), 15))
    keep(archive, seen(Creator(user_id="3", username="ann"), 20))
    archive.split(the_join(archive).id)
    keep(archive, seen(Creator(user_id="2", username="ann"), 30))
    assert len(list(archive.creators())) == 3
    assert archive.creator(username="ann") == archive.creator(user_id="2")


@pytest.mark.parametrize("together", [True, False])
@pytest.mark.parametrize("split_first", [0, 1])
def test_both_creators_of_a_join_get_back_what_they_had(archive: Archive, together: bool, split_first: int) -> None:
    """Three that become one in two joins, undone in either order; their posts share a second."""
    batch = [
        seen(post(1, creator=USER), 1),
        seen(post(2, creator=SEC), 2),
        seen(post(3, creator=USER), 3),
        seen(post(4, creator=Creator(username="ann")), 4),
        seen(Creator(user_id="1", sec_uid="S", username="ann"), 5),
    ]
    for part in [batch] if together else [[each] for each in batch]:
        keep(archive, *part)
    keep(archive, seen(post(5, creator=BOTH), 6))
    assert names(archive) == {("1", "S", "ann")}
    assert posts_of(archive, archive.creator(user_id="1")) == {post_id(number) for number in range(1, 6)}
    joins = archive.joins()
    assert [join.because for join in joins] == [JoinReason.NAMES, JoinReason.HANDLE]
    first, second = (joins[0], joins[1]) if split_first == 0 else (joins[1], joins[0])
    archive.split(first.id)
    assert len(list(archive.creators())) == 2
    archive.split(second.id)
    assert posts_of(archive, archive.creator(user_id="1")) == {post_id(1), post_id(3), post_id(5)}
    assert posts_of(archive, archive.creator(sec_uid="S")) == {post_id(2)}
    assert posts_of(archive, archive.creator(username="ann", at_ms=4)) == {post_id(4)}
    assert sorted(each.posts for each in archive.creators()) == [1, 1, 3]
    assert all(join.undone_ms is not None for join in archive.joins())


def test_the_same_words_join_no_more_what_was_split_but_newer_ones_do(archive: Archive) -> None:
    keep(archive, seen(post(1, creator=USER), 1), seen(post(2, creator=SEC), 2), seen(BOTH, 3))
    archive.split(the_join(archive).id)
    keep(archive, seen(BOTH, 3))
    keep(archive, seen(BOTH, 3, source="another"))
    keep(archive, seen(again := Creator(user_id="1", sec_uid="S", name="x"), 2))
    assert names(archive) == {("1", None, None), (None, "S", None)}
    keep(archive, seen(again, 4))
    assert names(archive) == {("1", "S", None)}
    assert posts_of(archive, archive.creator(user_id="1")) == {post_id(1), post_id(2)}


def test_what_was_learnt_since_a_join_stays(archive: Archive) -> None:
    keep(archive, seen(Creator(user_id="1", name="one", audience=Audience(followers=1)), 1))
    keep(archive, seen(Creator(sec_uid="S", name="two", bio="b"), 2), seen(BOTH, 3))
    keep(archive, seen(Creator(user_id="1", audience=Audience(followers=5)), 4))
    joined = archive.creator(user_id="1")
    assert joined is not None
    assert (joined.name, joined.bio) == ("two", "b")
    split = archive.split(the_join(archive).id)
    assert (split.kept.name, split.kept.bio, split.kept.audience) == ("one", None, Audience(followers=5))
    assert (split.gone.name, split.gone.bio, split.gone.sec_uid) == ("two", "b", "S")


def test_stand_ins_lead_to_whom_they_were_made_for(archive: Archive) -> None:
    keep(archive, seen(post(1, creator=Creator(username="ann")), 1), seen(post(2, creator=USER), 2))
    ann = archive.creator(username="ann")
    assert ann is not None
    keep(archive, seen(Creator(user_id="1", username="ann"), 3))
    assert archive.creator(sec_uid=ann.served_sec_uid) == archive.creator(user_id="1")
    archive.split(the_join(archive).id)
    found = archive.creator(sec_uid=ann.served_sec_uid)
    assert found is not None
    assert posts_of(archive, found) == {post_id(1)}


def test_a_join_that_is_not_there_cannot_be_undone(archive: Archive) -> None:
    keep(archive, seen(USER, 1), seen(SEC, 2), seen(BOTH, 3))
    archive.split(the_join(archive).id)
    for number in (the_join(archive).id, 99):
        with pytest.raises(NoSuchJoinError, match=str(number)):
            archive.split(number)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_comments_go_and_come_with_their_creators(archive: Archive, order: tuple[int, ...]) -> None:
    people = [USER, SEC, Creator(username="ann")]
    for number in order:
        keep(archive, seen(Comment(id=number + 1, post_id=5, creator=people[number], text="c"), number + 1))
    keep(archive, seen(Creator(user_id="1", sec_uid="S", username="ann"), 9))

    def authors() -> set[int | None]:
        return {each.creator.key for each in archive.comments(5) if each.creator is not None}

    assert len(authors()) == 1
    for join in archive.joins():
        archive.split(join.id)
    assert len(authors()) == 3


def test_many_posts_move_with_their_counts(archive: Archive) -> None:
    keep(archive, *(seen(post(n, SECOND + n // 3, creator=USER), 1) for n in range(0, 200, 2)))
    keep(archive, *(seen(post(n, SECOND + n // 3, creator=SEC), 2) for n in range(1, 200, 2)))
    keep(archive, seen(BOTH, 3))
    [summary] = archive.creators()
    assert summary.posts == 200
    assert len(posts_of(archive, summary.creator)) == 200
    split = archive.split(the_join(archive).id)
    assert (split.returned, split.staying) == (100, 0)
    assert [each.posts for each in archive.creators()] == [100, 100]
    assert posts_of(archive, split.gone).isdisjoint(posts_of(archive, split.kept))


def test_relations_go_and_come_with_their_creators(archive: Archive) -> None:
    bob, eve = Creator(user_id="7"), Creator(user_id="8")
    keep(archive, seen(follow(USER, bob, at_s=SECOND), 1), seen(follow(SEC, bob, at_s=SECOND + 5), 2))
    keep(archive, seen(follow(SEC, eve), 2), seen(follow(bob, SEC), 2), seen(like(SEC, post(3)), 2))

    def follows(creator: Creator) -> list[tuple[str | None, int | None]]:
        found = archive.creator(user_id=creator.user_id or "", sec_uid=creator.sec_uid or "")
        assert found is not None
        rows = archive.relations(RelationKind.FOLLOW, found.key or 0, after=None, limit=9).rows
        return [(each.other.user_id, each.at_s) for each in rows if each.other is not None]

    keep(archive, seen(BOTH, 3), seen(follow(USER, Creator(user_id="9")), 4))
    assert follows(USER) == [("7", SECOND + 5), ("9", None), ("8", None)] or follows(USER) == [
        ("7", SECOND + 5), ("8", None), ("9", None),
    ]  # fmt: skip
    assert follows(bob) == [("1", None)]
    split = archive.split(the_join(archive).id)
    assert follows(USER) == [("7", SECOND), ("9", None)]
    assert follows(SEC) == [("7", SECOND + 5), ("8", None)]
    back = archive.relation(RelationKind.FOLLOW, key_of_user(archive, "7"), split.gone.key or 0)
    assert back is not None
    assert archive.relation(RelationKind.LIKE, split.kept.key or 0, post_id(3)) is None
    assert archive.relation(RelationKind.LIKE, split.gone.key or 0, post_id(3)) is not None


@settings(max_examples=60, deadline=None)
@given(batch=observations_of(creators))
@pytest.mark.parametrize("backend", sorted(BACKENDS))
def test_a_join_undone_leaves_everything_as_it_was(backend: str, batch: list[Observation]) -> None:
    with fresh_archive(backend) as archive:
        keep(archive, seen(like(USER, post(7)), 1), seen(like(Creator(sec_uid="S1"), post(7)), 2), *batch)
        before, joins = state(archive), len(archive.joins())
        keep(archive, seen(Creator(user_id="1", sec_uid="S1"), 9))
        for join in archive.joins()[joins:]:
            archive.split(join.id)
            assert state(archive) == before


def test_those_who_take_part_get_their_places_back(archive: Archive) -> None:
    def names_in_order() -> list[tuple[str | None, str | None]]:
        talk = archive.conversation(1)
        assert talk is not None
        return [(each.user_id, each.sec_uid) for each in talk.participants or ()]

    keep(archive, seen(USER, 1), seen(SEC, 1), seen(Conversation(id=1, participants=[SEC, USER]), 2))
    before = names_in_order()
    keep(archive, seen(BOTH, 3))
    assert names_in_order() == [("1", "S")]
    archive.split(the_join(archive).id)
    assert names_in_order() == before == [(None, "S"), ("1", None)]


def test_a_handle_that_another_was_seen_with_at_the_same_instant_does_not_count_when_a_join_is_undone(
    archive: Archive,
) -> None:
    keep(archive, seen(post(1, creator=USER), 1), seen(Creator(user_id="11", username="ann"), 2))
    keep(archive, seen(Creator(sec_uid="S", username="bob"), 1), seen(Creator(sec_uid="S", username="ann"), 2))
    before = names(archive)
    keep(archive, seen(BOTH, 9))
    archive.split(the_join(archive).id)
    assert names(archive) == before == {("1", None, None), ("11", None, "ann"), (None, "S", "bob")}


def test_who_heard_nothing_since_a_join_has_the_same_handle_when_it_is_undone(archive: Archive) -> None:
    """Also where another was seen with a newer one of its handles before it was."""
    keep(archive, seen(post(1, creator=USER), 1), seen(Creator(sec_uid="S", username="bob"), 1))
    keep(archive, seen(Creator(sec_uid="S2", username="ann"), 3), seen(Creator(sec_uid="S", username="ann"), 2))
    before = names(archive)
    assert (None, "S", "bob") in before
    keep(archive, seen(BOTH, 9))
    archive.split(the_join(archive).id)
    assert names(archive) == before
