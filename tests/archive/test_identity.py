"""Who is who: creators under several names, merged rows, handles that change hands."""

from __future__ import annotations

from itertools import permutations

import pytest
from tests.archive.makers import SECOND, keep, key_of, post, post_id, read_through, seen

from tokgate.domain.counts import Audience
from tokgate.domain.creators import Creator, stand_in_sec_uid
from tokgate.domain.observations import Observation
from tokgate.domain.ports import Archive
from tokgate.domain.posts import Comment
from tokgate.domain.relations import RelationKind, like, repost


def found(archive: Archive, *, username: str = "", sec_uid: str = "", user_id: str = "") -> Creator:
    """The creator of a name, which must be known."""
    creator = archive.creator(username=username, sec_uid=sec_uid, user_id=user_id)
    assert creator is not None
    return creator


def test_a_creator_is_found_by_every_name_in_any_case(archive: Archive) -> None:
    keep(archive, seen(Creator(user_id="1", sec_uid="S1", username="Ann.a", name="Ann")))
    creator = found(archive, username="aNN.A")
    assert (
        creator == found(archive, sec_uid="S1") == found(archive, user_id="1") == archive.creator(key=creator.key or 0)
    )
    assert archive.creator(username="nobody") is None
    assert archive.creator() is None


def test_empty_names_are_no_names(archive: Archive) -> None:
    keep(archive, seen(Creator(user_id="", sec_uid="", username="ann")), seen(Creator(user_id="", username="bob")))
    assert len(list(archive.creators())) == 2
    assert found(archive, username="ann").user_id is None


def test_stand_ins_stay_valid_when_real_names_are_learnt(archive: Archive) -> None:
    keep(archive, seen(post(creator=Creator(username="ann"))))
    first = found(archive, username="ann").served_sec_uid
    keep(archive, seen(Creator(user_id="1", username="ann"), 2))
    second = found(archive, username="ann").served_sec_uid
    assert second == stand_in_sec_uid(Creator(user_id="1"))
    keep(archive, seen(Creator(user_id="1", sec_uid="real"), 3))
    third = found(archive, username="ann").served_sec_uid
    assert third == "real"
    assert {found(archive, sec_uid=each).key for each in (first, second, third)} == {key_of(archive)}


def test_our_own_stand_in_is_never_taken_for_a_real_sec_uid(archive: Archive) -> None:
    keep(archive, seen(post(creator=Creator(username="ann"))))
    served = found(archive, username="ann").served_sec_uid
    keep(archive, seen(Creator(sec_uid=served, name="Ann"), 2))
    assert found(archive, username="ann").name == "Ann"
    assert found(archive, username="ann").sec_uid is None


@pytest.mark.parametrize("together", [True, False])
@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_rows_that_turn_out_to_be_one_are_merged_with_all_they_have(
    archive: Archive, order: tuple[int, ...], together: bool
) -> None:
    names = [Creator(user_id="1", name="Ann"), Creator(sec_uid="S"), Creator(username="ann")]
    batch: list[Observation] = []
    for number in order:
        creator = names[number]
        batch += [
            seen(post(number, creator=creator), number + 1),
            seen(like(creator, post(number + 10, creator=None)), number + 1),
            seen(repost(creator, post(number + 10, creator=None), at_s=SECOND), number + 1),
            seen(Comment(id=number + 1, post_id=5, creator=creator, text="c"), number + 1),
        ]
    batch.append(seen(Creator(user_id="1", sec_uid="S", username="ann"), 9))
    for part in [batch] if together else [[each] for each in batch]:
        keep(archive, *part)
    [summary] = archive.creators()
    key = key_of(archive)
    assert summary.creator.key == key
    assert summary.posts == 3
    assert summary.creator.name == "Ann"
    assert [piece.id for piece in read_through(archive, key, 1)] == [post_id(2), post_id(1), post_id(0)]
    assert len(archive.related_items(RelationKind.LIKE, key, after=None, limit=9).rows) == 3
    assert len(archive.related_posts(RelationKind.REPOST, key, after=None, limit=9).rows) == 3
    assert {each.creator and each.creator.key for each in archive.comments(5)} == {key}


@pytest.mark.parametrize("together", [True, False])
def test_a_handle_moves_to_the_account_that_was_seen_with_it_later(archive: Archive, together: bool) -> None:
    batch = [
        seen(post(1, creator=Creator(user_id="1", username="ann")), 10),
        seen(post(2, creator=Creator(user_id="2", username="ANN")), 20),
        seen(post(3, creator=Creator(user_id="1", username="ann")), 15),
    ]
    for part in [batch] if together else [[each] for each in batch]:
        keep(archive, *part)
    assert found(archive, username="ann").user_id == "2"
    assert found(archive, user_id="1").username is None
    assert {piece.id for piece in read_through(archive, found(archive, user_id="1").key or 0, 5)} == {
        post_id(1), post_id(3),
    }  # fmt: skip


def test_a_renamed_creator_keeps_its_posts_and_frees_the_old_handle(archive: Archive) -> None:
    keep(archive, seen(post(1, creator=Creator(user_id="1", username="old")), 10))
    keep(archive, seen(post(2, creator=Creator(user_id="1", username="new")), 20))
    keep(archive, seen(post(3, creator=Creator(user_id="1", username="old")), 5))
    assert archive.creator(username="old") is None
    assert len(read_through(archive, key_of(archive, "new"), 5)) == 3
    keep(archive, seen(Creator(user_id="2", username="old"), 30))
    assert found(archive, username="old").user_id == "2"


def test_contradicting_strong_names_are_never_merged(archive: Archive) -> None:
    keep(archive, seen(Creator(user_id="1", sec_uid="S1")), seen(Creator(user_id="2", sec_uid="S2")))
    keep(archive, seen(Creator(user_id="1", sec_uid="S2", name="odd"), 2))
    assert found(archive, user_id="1").sec_uid == "S1"
    assert found(archive, user_id="2").sec_uid == "S2"
    assert len(list(archive.creators())) == 2


def test_newer_profiles_overwrite_and_older_ones_fill(archive: Archive) -> None:
    keep(archive, seen(Creator(user_id="1", name="new", audience=Audience(followers=9)), 20))
    keep(archive, seen(Creator(user_id="1", name="old", bio="b", audience=Audience(followers=1, likes=2)), 10))
    keep(archive, seen(Creator(user_id="1", verified=True), 30))
    creator = found(archive, user_id="1")
    assert (creator.name, creator.bio, creator.verified) == ("new", "b", True)
    assert creator.audience == Audience(followers=9, likes=2)


def test_creators_are_listed_by_posts_with_stubs_counted(archive: Archive) -> None:
    keep(archive, seen(Creator(username="none")), seen(post(0, SECOND, creator=Creator(username="one")), 4))
    keep(archive, *(seen(post(n, SECOND + n, creator=Creator(username="two"), text=None)) for n in (1, 2)))
    summaries = list(archive.creators())
    assert [(each.creator.username, each.posts) for each in summaries] == [("two", 2), ("one", 1), ("none", 0)]
    assert (summaries[0].oldest_ms, summaries[0].newest_ms) == ((SECOND + 1) * 1000, (SECOND + 2) * 1000)
    assert summaries[2].oldest_ms is None
    assert summaries[1].last_seen_ms == 4


def test_a_handle_alone_never_makes_two_accounts_one(archive: Archive) -> None:
    second = {year: (year - 1970) * 31_556_952 for year in (2020, 2022, 2023)}
    for year, creator in (
        (2020, Creator(user_id="111", username="cool")),
        (2022, Creator(sec_uid="MS4wS", username="other")),
        (2023, Creator(sec_uid="MS4wS", username="cool")),
    ):
        keep(archive, seen(post(1, second[year], creator=creator), second[year] * 1000))
    found_names = {(each.creator.user_id, each.creator.sec_uid, each.posts) for each in archive.creators()}
    assert found_names == {("111", None, 1), (None, "MS4wS", 2)}
    assert found(archive, username="cool").sec_uid == "MS4wS"
    assert found(archive, user_id="111").username is None
    assert archive.joins() == []


def test_old_words_go_to_who_held_the_handle_then(archive: Archive) -> None:
    keep(archive, seen(post(1, creator=Creator(user_id="1", username="cool")), 2020))
    keep(archive, seen(post(2, creator=Creator(user_id="1", username="renamed")), 2022))
    keep(archive, seen(post(3, creator=Creator(user_id="2", username="cool")), 2024))
    said_alone = Creator(username="Cool")
    for number, at in ((4, 2019), (5, 2021), (6, 2023), (7, 2025)):
        keep(archive, seen(post(number, creator=said_alone), at))
    assert {each.id for each in archive.all_posts(found(archive, user_id="1").key)} == {
        post_id(number) for number in (1, 2, 4, 5)
    }
    assert {each.id for each in archive.all_posts(found(archive, user_id="2").key)} == {
        post_id(number) for number in (3, 6, 7)
    }
    held = {at: archive.creator(username="COOL", at_ms=at) for at in (2019, 2021, 2023, 2025)}
    assert [each and each.user_id for each in held.values()] == ["1", "1", "2", "2"]


def test_a_handle_that_was_given_up_is_somebody_new(archive: Archive) -> None:
    keep(archive, seen(Creator(user_id="1", username="cool"), 10), seen(Creator(user_id="1", username="new"), 20))
    keep(archive, seen(post(1, creator=Creator(username="cool")), 30))
    assert found(archive, username="cool").user_id is None
    assert found(archive, user_id="1").username == "new"
    keep(archive, seen(post(2, creator=Creator(username="cool")), 15))
    assert len(list(archive.all_posts(found(archive, user_id="1").key))) == 1
