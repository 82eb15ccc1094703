"""Following the archive by the numbers of its commits."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

from tests.archive.makers import ANN, BOB, SECOND, keep, post, post_id, seen

from tokgate.archive import open_archive
from tokgate.domain.counts import Counts
from tokgate.domain.creators import Creator
from tokgate.domain.ports import Archive
from tokgate.domain.posts import Comment, Post, Tombstone
from tokgate.domain.relations import Relation, RelationKind


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


def test_creators_and_relations_are_followed(archive: Archive) -> None:
    keep(archive, seen(ANN), seen(BOB))
    start = archive.commit_number()
    keep(archive, seen(Relation(kind=RelationKind.FOLLOW, creator=ANN, other=BOB), 5))
    keep(archive, seen(Creator(user_id="11", username="ann_new"), 9))
    creators = archive.creators_changed(start, limit=9)
    assert [each.username for each in creators.rows] == ["bob", "ann_new"]
    [relation] = archive.relations_changed(start, limit=9).rows
    assert relation.other is not None
    assert (relation.creator.user_id, relation.other.user_id, relation.ended) == ("11", "22", False)
    keep(archive, seen(Relation(kind=RelationKind.FOLLOW, creator=ANN, other=BOB, ended=True), 9))
    assert [each.ended for each in archive.relations_changed(creators.upto, limit=9).rows] == [True]


def test_who_loses_a_handle_is_told(archive: Archive) -> None:
    keep(archive, seen(ANN), seen(BOB))
    start = archive.commit_number()
    keep(archive, seen(Creator(user_id="33", username="ann"), 9))
    told = {each.user_id: each.username for each in archive.creators_changed(start, limit=9).rows}
    assert told == {"11": None, "33": "ann"}


def test_a_join_and_its_split_are_told_of_both_creators(archive: Archive) -> None:
    keep(archive, seen(post(1, creator=Creator(user_id="11"))), seen(post(2, creator=Creator(sec_uid="MS4x")), 2))
    keep(archive, seen(Comment(id=7, post_id=post_id(1), creator=Creator(sec_uid="MS4x"), text="hi")))
    start = archive.commit_number()
    keep(archive, seen(Creator(user_id="11", sec_uid="MS4x"), 3))
    joined = archive.creators_changed(start, limit=9)
    assert [(each.user_id, each.sec_uid) for each in joined.rows] == [("11", "MS4x")]
    assert [each.id for each in archive.posts_changed(start, limit=9).rows] == [post_id(2)]
    assert [each.id for each in archive.comments_changed(start, limit=9).rows] == [7]
    archive.split(archive.joins()[0].id)
    assert [each.id for each in archive.comments_changed(joined.upto, limit=9).rows] == [7]
    apart = archive.creators_changed(joined.upto, limit=9).rows
    assert [(each.user_id, each.sec_uid) for each in apart] == [("11", None), (None, "MS4x")]


def test_who_follows_the_archive_skips_nothing_while_two_write(address: str) -> None:
    """Numbers are given to commits in the order in which they can be seen."""
    batches = 25

    def write(writer: int) -> None:
        with closing(open_archive(address)) as archive:
            for batch in range(batches):
                keep(archive, *(seen(post(0, SECOND + 1000 * writer + 2 * batch + n)) for n in range(2)))

    with closing(open_archive(address)) as archive, ThreadPoolExecutor(2) as pool:
        writers = [pool.submit(write, number) for number in (1, 2)]
        found: list[int] = []
        after, done = 0, False
        while not done:
            done = all(writer.done() for writer in writers)  # before the last look
            changes = archive.posts_changed(after, limit=3)
            while changes.upto > after:
                found += [each.id for each in changes.rows]
                after = changes.upto
                changes = archive.posts_changed(after, limit=3)
        for writer in writers:
            writer.result()
        assert len(found) == 4 * batches
        assert set(found) == {each.id for each in archive.all_posts()}
