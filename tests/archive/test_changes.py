"""Following the archive by the numbers of its commits."""

from __future__ import annotations

from tests.archive.makers import keep, post, post_id, seen

from tokgate.domain.counts import Counts
from tokgate.domain.ports import Archive
from tokgate.domain.posts import Comment, Post, Tombstone


def test_what_changed_is_told_once_in_its_current_state_by_whole_commits(archive: Archive) -> None:
    assert (archive.commit_number(), archive.posts_changed(0, limit=5).rows) == (0, [])
    keep(archive, seen(post(1)), seen(post(2)), seen(post(3)))
    keep(archive, seen(post(4)))
    first = archive.posts_changed(0, limit=2)
    assert [each.id for each in first.rows] == [post_id(1), post_id(2), post_id(3)]
    rest = archive.posts_changed(first.upto, limit=9)
    assert [each.id for each in rest.rows] == [post_id(4)]
    assert rest.upto == archive.commit_number()
    keep(archive, seen(post(2, text="new"), 2), seen(Tombstone(post=Post(id=post_id(1)), reason="deleted"), 9))
    changed = archive.posts_changed(rest.upto, limit=9)
    assert [(each.id, each.text, each.gone and each.gone.reason) for each in changed.rows] == [
        (post_id(1), "hello", "deleted"),
        (post_id(2), "new", None),
    ]
    assert archive.posts_changed(changed.upto, limit=9).rows == []


def test_a_duplicate_changes_nothing(archive: Archive) -> None:
    keep(archive, seen(post(1)))
    before = archive.posts_changed(0, limit=9).upto
    keep(archive, seen(post(1)))
    assert archive.posts_changed(before, limit=9).rows == []
    assert archive.counts_changed(before, limit=9).rows == []


def test_counts_and_comments_are_followed_as_they_come_in_and_not_as_they_were_observed(archive: Archive) -> None:
    keep(archive, seen(post(1, counts=Counts(plays=5)), 50))
    start = archive.commit_number()
    keep(archive, seen(post(1, counts=Counts(plays=1)), 10), seen(post(1, counts=Counts(plays=2)), 20))
    keep(archive, seen(Comment(id=7, post_id=post_id(1), text="hi")))
    counts = archive.counts_changed(start, limit=9)
    assert [(each.post_id, each.observation.counts.plays) for each in counts.rows] == [(post_id(1), 1), (post_id(1), 2)]
    assert [each.id for each in archive.comments_changed(start, limit=9).rows] == [7]
    assert counts.upto == archive.commit_number()
