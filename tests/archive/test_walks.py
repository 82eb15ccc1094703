"""Walks tell everything of a kind, once, in one order, on either engine."""

from __future__ import annotations

import msgspec
from tests.archive.makers import ANN, BOB, SECOND, keep, key_of, post, post_id, seen

from tokgate.domain.counts import Audience, Counts
from tokgate.domain.creators import Creator
from tokgate.domain.observations import Observation
from tokgate.domain.ports import Archive
from tokgate.domain.posts import Comment, CommentTombstone
from tokgate.domain.relations import Relation, RelationKind, follow, like
from tokgate.domain.walks import EVER, Window

#: More than one batch.
MANY = 1203


def comment(number: int, *, on: int = 0, **fields: object) -> Comment:
    members = {"post_id": post_id(on), "created_s": SECOND + number % 7, "text": f"no {number}", "creator": BOB}
    return msgspec.convert(members | {"id": post_id(number)} | fields, Comment)


def counted(plays: int, at: int, *, source: str = "web", number: int = 0) -> Observation:
    return seen(post(number, counts=Counts(plays=plays)), at, source=source)


def test_every_comment_is_told_once_by_id_and_a_gone_one_is_marked(archive: Archive) -> None:
    keep(archive, *(seen(comment(n)) for n in range(1, MANY)))
    keep(archive, seen(CommentTombstone(id=post_id(5), reason="deleted"), 2))

    told = list(archive.all_comments())

    assert [each.id for each in told] == [post_id(n) for n in range(1, MANY)]
    assert [each.id for each in told if each.gone] == [post_id(5)]


def test_comments_on_a_post_are_its_first_level_and_then_the_replies_oldest_first(archive: Archive) -> None:
    keep(archive, *(seen(comment(n)) for n in range(1, MANY)))
    keep(archive, *(seen(comment(2000 + n, parent_id=post_id(1))) for n in range(9)), seen(comment(3000, on=1)))

    told = list(archive.comments_on(post_id(0)))
    order = [(each.parent_id or 0, each.created_s, each.id) for each in told]

    assert order == sorted(order)
    assert len(told) == MANY - 1 + 9


def test_comments_on_a_creators_posts_and_by_a_creator_are_told_apart(archive: Archive) -> None:
    keep(archive, seen(post(0)), seen(post(1)), seen(post(2, creator=BOB)))
    keep(archive, *(seen(comment(10 + n, on=n)) for n in range(3)), seen(comment(20, on=2, creator=ANN)))

    assert [each.id for each in archive.all_comments(key_of(archive))] == [post_id(11), post_id(10)]
    assert [each.id for each in archive.comments_by(key_of(archive))] == [post_id(20)]


def test_every_observation_of_counts_is_told_by_post_and_then_oldest_first(archive: Archive) -> None:
    for number in range(3):
        keep(archive, *(counted(n, n + 1, number=number) for n in range(600)))

    told = list(archive.all_counts())

    assert [(each.post_id, each.observation.counts.plays) for each in told] == [
        (post_id(number), n) for number in range(3) for n in range(600)
    ]
    assert next(iter(archive.all_counts(key_of(archive)))).post_id == post_id(2)
    some = archive.all_counts(within=Window(since_ms=11, until_ms=13))
    assert [each.observation.observed_ms for each in some] == [11, 12] * 3


def test_posts_of_a_time_are_those_from_its_beginning_on_and_before_its_end(archive: Archive) -> None:
    keep(archive, *(seen(post(n, SECOND + n)) for n in range(10)))
    since, until = (SECOND + 3) * 1000, (SECOND + 6) * 1000

    def seconds(within: Window) -> list[int]:
        return [(each.created_s or 0) - SECOND for each in archive.all_posts(within=within)]

    assert seconds(Window(since, until)) == [5, 4, 3]
    assert seconds(Window(since - 999, until + 1)) == [6, 5, 4, 3]
    assert seconds(Window(since_ms=since + 1)) == [9, 8, 7, 6, 5, 4]
    assert len(seconds(EVER)) == 10


def test_a_creators_counters_are_told_over_time_also_of_one_that_was_joined(archive: Archive) -> None:
    by_id, by_name = Creator(user_id="11"), Creator(username="ann")
    for at, creator in ((1, by_id), (2, by_name), (3, ANN)):
        keep(archive, seen(msgspec.structs.replace(creator, audience=Audience(followers=at)), at))
    keep(archive, seen(BOB, 4))

    told = archive.audience(key_of(archive))

    assert [(each.observed_ms, each.audience.followers) for each in told] == [(1, 1), (2, 2), (3, 3)]
    everybody = list(archive.all_audiences(within=Window(since_ms=2)))
    assert [(each.creator.username, each.observation.observed_ms) for each in everybody] == [("ann", 2), ("ann", 3)]


def test_relations_are_told_with_those_that_ended(archive: Archive) -> None:
    others = [Creator(user_id=str(100 + n), username=f"fan{n}") for n in range(MANY)]
    keep(archive, *(seen(follow(other, ANN, at_s=SECOND)) for other in others))
    keep(archive, seen(Relation(kind=RelationKind.FOLLOW, creator=others[0], other=ANN, ended=True), 2))
    keep(archive, seen(like(BOB, post(1), at_s=SECOND)))

    told = list(archive.all_relations(RelationKind.FOLLOW))

    assert len({each.creator.username for each in told}) == len(told) == MANY
    assert [each.creator.username for each in told if each.ended] == ["fan0"]
    [one] = archive.all_relations(RelationKind.LIKE, key_of(archive, "bob"))
    assert one.post is not None
    assert one.post.id == post_id(1)
    assert not list(archive.all_relations(RelationKind.LIKE, key_of(archive)))


def test_handles_are_found_by_their_beginning(archive: Archive) -> None:
    for number, name in enumerate(("Grace.baking", "grace2", "gra", "graz", "ann")):
        keep(archive, seen(Creator(user_id=str(number + 1), username=name)))

    assert archive.usernames("grac", limit=9) == ["Grace.baking", "grace2"]
    assert archive.usernames("GRA", limit=2) == ["gra", "Grace.baking"]
    assert archive.usernames("", limit=1) == ["ann"]


def test_a_window_without_bounds_alone_holds_what_has_no_instant() -> None:
    assert EVER.holds(None)
    assert not Window(since_ms=0).holds(None)
    assert Window(since_ms=5, until_ms=6).holds(5)
    assert not Window(since_ms=5, until_ms=6).holds(6)
