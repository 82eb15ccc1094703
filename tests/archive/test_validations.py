"""Ids that an app asked about: which of them everybody can still see."""

from __future__ import annotations

import msgspec
from tests.archive.makers import ANN, BOB, keep, key_of, post, post_id, seen, seen_as_item

from tokgate.domain.ports import Archive
from tokgate.domain.posts import Comment, CommentTombstone, Post, Tombstone
from tokgate.domain.validations import Validation, ValidationSubject

NOW = 1_800_000_000_000
DAY = 86_400_000


def asked(archive: Archive, subject: ValidationSubject, *ids: int) -> Validation:
    return archive.start_validation("app", subject, ids, at_ms=NOW)


def test_of_posts_those_that_everybody_can_see_come_back_in_the_order_they_were_asked_in(archive: Archive) -> None:
    secret = msgspec.structs.replace(BOB, private=True)
    keep(archive, *(seen_as_item(post(n), 5) for n in range(1, 5)), seen(secret, 5))
    keep(
        archive,
        seen_as_item(post(20, creator=BOB), 5),
        seen_as_item(post(3, private=True), 6),
        seen(Tombstone(post=Post(id=post_id(4)), reason="deleted"), 6),
        seen(Post(id=post_id(30)), 6),
    )
    task = asked(archive, ValidationSubject.POST, *(post_id(n) for n in (2, 4, 99, 1, 3, 20, 30)), 1 << 62)
    assert archive.valid_ids(task) == [post_id(2), post_id(1)]
    assert archive.seen_by_all([post_id(n) for n in (1, 3, 4, 20, 30, 99)]) == {
        post_id(1): True,
        post_id(3): False,
        post_id(4): False,
        post_id(20): False,
        post_id(30): True,
    }


def test_of_comments_those_count_whose_post_can_be_seen(archive: Archive) -> None:
    keep(archive, seen_as_item(post(1), 5), seen_as_item(post(2), 5))
    keep(
        archive,
        *(seen(Comment(id=100 + n, post_id=post_id(n), text="said"), 5) for n in (1, 2, 3)),
        seen(Comment(id=110, post_id=post_id(1), text="said"), 5),
        seen(CommentTombstone(id=110, reason="deleted"), 6),
        seen(Tombstone(post=Post(id=post_id(2)), reason="deleted"), 6),
    )
    task = asked(archive, ValidationSubject.COMMENT, 103, 110, 102, 101, 7)
    assert archive.valid_ids(task) == [103, 101]


def test_a_task_is_kept_for_thirty_days(archive: Archive) -> None:
    task = asked(archive, ValidationSubject.POST, 1)
    assert archive.validation(task.id, at_ms=NOW + 30 * DAY - 1) == task
    assert archive.validation(task.id, at_ms=NOW + 30 * DAY) is None
    archive.start_validation("app", ValidationSubject.POST, [2], at_ms=NOW + 30 * DAY)
    assert archive.validation(task.id, at_ms=NOW) is None


def test_the_id_of_what_was_purged_is_forgotten(archive: Archive) -> None:
    keep(archive, seen_as_item(post(1), 5), seen(Comment(id=100, post_id=post_id(1), creator=BOB, text="said"), 5))
    posts = asked(archive, ValidationSubject.POST, post_id(1))
    comments = asked(archive, ValidationSubject.COMMENT, 100)
    archive.purge_creator(key_of(archive, str(ANN.username)), "asked for", NOW)
    archive.allow(1, NOW)
    keep(archive, seen_as_item(post(1), 5), seen(Comment(id=100, post_id=post_id(1), creator=BOB, text="said"), 5))
    assert (archive.valid_ids(posts), archive.valid_ids(comments)) == ([], [])


def test_comments_are_read_by_index(archive: Archive) -> None:
    keep(archive, seen_as_item(post(1), 5))
    comments = [Comment(id=200 - n, post_id=post_id(1), created_s=1_700_000_000 + n, text="said") for n in range(7)]
    replies = [Comment(id=300 + n, post_id=post_id(1), parent_id=200, text="said") for n in range(2)]
    keep(archive, *(seen(each, 5) for each in (*comments, *replies)))
    first = archive.comments_from(post_id(1), offset=0, limit=4)
    rest = archive.comments_from(post_id(1), offset=first.behind, limit=4)
    assert [each.id for each in (*first.rows, *rest.rows)] == [each.id for each in comments]
    assert (first.behind, first.more, rest.behind, rest.more) == (4, True, 7, False)
    assert [each.id for each in archive.comments_from(post_id(1), parent=200, offset=1, limit=4).rows] == [301]
    found = archive.comment(301)
    assert found is not None
    assert found.parent_id == 200
    assert archive.comment(7) is None


def test_comments_that_go_during_a_walk_move_no_others(archive: Archive) -> None:
    keep(archive, seen_as_item(post(1), 5))
    comments = [Comment(id=200 + n, post_id=post_id(1), created_s=1_700_000_000 + n, text="said") for n in range(9)]
    keep(archive, *(seen(each, 5) for each in comments))
    first = archive.comments_from(post_id(1), offset=0, limit=3)
    keep(archive, *(seen(CommentTombstone(id=number, reason="deleted"), 6) for number in (200, 202, 203, 205)))
    second = archive.comments_from(post_id(1), offset=first.behind, limit=2)
    third = archive.comments_from(post_id(1), offset=second.behind, limit=9)

    assert [each.id for each in (*second.rows, *third.rows)] == [204, 206, 207, 208]
    assert (second.more, third.more, third.behind) == (True, False, 9)
    keep(archive, seen(Comment(id=300, post_id=post_id(1), created_s=1_800_000_000, text="new"), 7))
    assert [each.id for each in archive.comments_from(post_id(1), offset=third.behind, limit=9).rows] == [300]
