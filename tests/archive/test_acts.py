"""A deed is kept with all that follows from it, once, and however many do theirs at the same time."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import msgspec
import pytest
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

from tokgate.archive import open_archive
from tokgate.archive.errors import RefusedActError, UnkeepableError
from tokgate.archive.rules.acts import make_id
from tokgate.domain.acts import (
    ActResult,
    Begin,
    Deed,
    DeleteComment,
    DeletePost,
    EditProfile,
    End,
    PublishComment,
    PublishPost,
    SendMessage,
)
from tokgate.domain.counts import Audience, Counts, Precision
from tokgate.domain.creators import Creator
from tokgate.domain.handles import handles_in
from tokgate.domain.messages import Conversation, MessageKind, NotificationKind
from tokgate.domain.observations import Provenance
from tokgate.domain.playlists import Playlist
from tokgate.domain.ports import Archive
from tokgate.domain.posts import Kind, Post
from tokgate.domain.relations import RelationKind, follow

NOW = (SECOND + 1000) * 1000
HERE = Provenance(source="server", operation="tikapi.user.posts.like")
POST = post_id(1)
KNOWN = Audience(followers=10, following=20, likes=30, posts=4, liked=50, friends=1, precision=Precision.EXACT)


@pytest.fixture
def people(archive: Archive) -> tuple[int, int]:
    """Ann, who has a post, and Bob: their keys."""
    counts = Counts(plays=100, likes=5, comments=2, saves=1, reposts=0, precision=Precision.EXACT)
    author = msgspec.structs.replace(ANN, audience=KNOWN)
    keep(archive, seen(author), seen(msgspec.structs.replace(BOB, audience=KNOWN)))
    keep(archive, seen_as_item(post(1, creator=author, counts=counts), stats={"diggCount": 5}))
    return key_of(archive), key_of(archive, "bob")


def do(archive: Archive, deed: Deed, at_ms: int = NOW) -> ActResult:
    """At an instant, by default always the same: an emulator's clock may be stopped."""
    return archive.act(deed, HERE, at_ms=at_ms)


def counts(archive: Archive) -> Counts:
    """The post's counts."""
    [found] = archive.posts_by_id([POST])
    assert found.counts is not None
    return found.counts


def audience(archive: Archive, key: int) -> Audience:
    """A creator's counters."""
    found = archive.creator(key=key)
    assert found is not None
    assert found.audience is not None
    return found.audience


def told(archive: Archive, key: int) -> list[tuple[object, ...]]:
    """What somebody was notified of, latest first: by whom, what, and of which post."""
    rows = archive.notifications(key, after=None, limit=99).rows
    return [(each.sender and each.sender.username, each.kind, each.post) for each in rows]


def test_a_like_moves_all_counters_once_and_the_item_says_so(archive: Archive, people: tuple[int, int]) -> None:
    ann, bob = people
    like, unlike = (kind(creator=bob, kind=RelationKind.LIKE, other=POST) for kind in (Begin, End))
    assert [do(archive, like).outcome, do(archive, like).outcome] == [NEW, DUPLICATE]
    assert (counts(archive).likes, counts(archive).precision) == (6, Precision.EXACT)
    assert (audience(archive, ann).likes, audience(archive, bob).liked) == (31, 51)
    assert [item.id for item in archive.related_items(RelationKind.LIKE, bob, after=None, limit=5).rows] == [POST]
    assert told(archive, ann) == [("bob", NotificationKind.LIKE, POST)]

    assert [do(archive, unlike).outcome, do(archive, unlike).outcome] == [UPDATED, DUPLICATE]
    assert (counts(archive).likes, audience(archive, ann).likes, audience(archive, bob).liked) == (5, 30, 50)
    assert archive.related_items(RelationKind.LIKE, bob, after=None, limit=5).rows == []
    relation = archive.relation(RelationKind.LIKE, bob, POST)
    assert relation is not None
    assert (relation.at_s, relation.ended, relation.ended_s) == (SECOND + 1000, True, SECOND + 1000)

    assert [do(archive, like).outcome, counts(archive).likes] == [UPDATED, 6]
    assert len(told(archive, ann)) == 1
    history = [(each.source, each.counts.likes) for each in archive.history(POST)]
    assert history == [("web", 5), ("server", 6), ("server", 5), ("server", 6)]


@pytest.mark.parametrize(
    ("kind", "counter", "change"), [(RelationKind.REPOST, "reposts", 1), (RelationKind.SAVE, "saves", 1)]
)
def test_reposts_and_saves_move_the_posts_counter(
    archive: Archive, people: tuple[int, int], kind: RelationKind, counter: str, change: int
) -> None:
    before = getattr(counts(archive), counter)
    do(archive, Begin(creator=people[1], kind=kind, other=POST))
    assert getattr(counts(archive), counter) == before + change
    do(archive, End(creator=people[1], kind=kind, other=POST))
    assert getattr(counts(archive), counter) == before
    assert told(archive, people[0]) == []


def test_a_pin_marks_its_post(archive: Archive, people: tuple[int, int]) -> None:
    do(archive, Begin(creator=people[0], kind=RelationKind.PIN, other=POST))
    assert archive.posts_by_id([POST])[0].pinned is True
    do(archive, End(creator=people[0], kind=RelationKind.PIN, other=POST))
    assert archive.posts_by_id([POST])[0].pinned is False


def test_a_follow_counts_for_both_and_friends_follow_each_other(archive: Archive, people: tuple[int, int]) -> None:
    ann, bob = people
    assert do(archive, Begin(creator=bob, kind=RelationKind.FOLLOW, other=ann)).outcome is NEW
    assert (audience(archive, bob).following, audience(archive, ann).followers) == (21, 11)
    assert (audience(archive, bob).friends, audience(archive, ann).friends) == (1, 1)
    do(archive, Begin(creator=ann, kind=RelationKind.FOLLOW, other=bob))
    assert (audience(archive, bob).friends, audience(archive, ann).friends) == (2, 2)
    assert told(archive, ann) == [("bob", NotificationKind.FOLLOW, None)]

    do(archive, Begin(creator=ann, kind=RelationKind.BLOCK, other=bob))
    for key in people:
        assert audience(archive, key) == KNOWN  # the friend that each had before is another
        assert archive.followers(key, after=None, limit=5).rows == []
    blocked = archive.relations(RelationKind.BLOCK, ann, after=None, limit=5).rows
    assert [each.other and each.other.username for each in blocked] == ["bob"]


def test_an_older_page_does_not_bring_back_what_was_taken_back(archive: Archive, people: tuple[int, int]) -> None:
    ann, bob = people
    do(archive, Begin(creator=bob, kind=RelationKind.FOLLOW, other=ann))
    do(archive, End(creator=bob, kind=RelationKind.FOLLOW, other=ann))
    keep(archive, seen(follow(BOB, ANN, at_s=SECOND), NOW - 1))
    assert archive.followers(ann, after=None, limit=5).rows == []
    keep(archive, seen(follow(BOB, ANN), NOW + 5))
    assert len(archive.followers(ann, after=None, limit=5).rows) == 1


def test_a_deed_holds_though_something_is_known_of_later_instants(archive: Archive, people: tuple[int, int]) -> None:
    ann, bob = people
    keep(archive, seen(follow(BOB, ANN), NOW + 10_000), seen(post(1, counts=Counts(likes=50)), NOW + 10_000))
    assert do(archive, End(creator=bob, kind=RelationKind.FOLLOW, other=ann)).outcome is UPDATED
    assert archive.followers(ann, after=None, limit=5).rows == []
    do(archive, Begin(creator=bob, kind=RelationKind.LIKE, other=POST))
    assert counts(archive).likes == 51


def test_a_comment_is_counted_and_told_to_whom_it_concerns(archive: Archive, people: tuple[int, int]) -> None:
    ann, bob = people
    carl = Creator(user_id="33", username="c.arl")
    keep(archive, seen(carl))
    made = do(archive, PublishComment(creator=bob, post=POST, text="look, @C.Arl. @nobody @ann"))
    assert made.outcome is NEW
    assert made.id is not None
    assert made.id >> 32 == SECOND + 1000
    reply = do(archive, PublishComment(creator=ann, post=POST, text="yes", parent=made.id))
    [comment] = archive.comment_page(POST, after=None, limit=5).rows
    assert (comment.text, comment.replies, comment.creator and comment.creator.username) == (
        "look, @C.Arl. @nobody @ann", 1, "bob",
    )  # fmt: skip
    assert counts(archive).comments == 4
    assert (archive.comment_count(POST), archive.comment_count(POST, parent=made.id)) == (1, 1)
    assert told(archive, ann) == [("bob", NotificationKind.COMMENT, POST)]
    assert told(archive, bob) == [("ann", NotificationKind.COMMENT, POST)]
    assert told(archive, key_of(archive, "c.arl")) == [("bob", NotificationKind.MENTION, POST)]

    liked = Begin(creator=ann, kind=RelationKind.COMMENT_LIKE, other=made.id)
    assert [do(archive, liked).outcome, do(archive, liked).outcome] == [NEW, DUPLICATE]
    [comment] = archive.comment_page(POST, after=None, limit=5).rows
    assert (comment.likes, comment.liked_by_author) == (1, True)
    with pytest.raises(RefusedActError, match="is not theirs"):
        do(archive, DeleteComment(creator=key_of(archive, "c.arl"), comment=made.id))
    deleted = DeleteComment(creator=bob, comment=made.id)
    assert [do(archive, deleted).outcome, do(archive, deleted).outcome] == [UPDATED, DUPLICATE]
    assert (counts(archive).comments, archive.comment_page(POST, after=None, limit=5).rows) == (2, [])
    assert (archive.comment_count(POST), archive.comment_count(POST, parent=made.id)) == (0, 0)
    assert {each.id: each.gone and each.gone.reason for each in archive.comments(POST)} == {
        made.id: "deleted", reply.id: "deleted",
    }  # fmt: skip


def test_the_same_deed_with_one_id_is_done_once(archive: Archive, people: tuple[int, int]) -> None:
    keep(archive, seen(Conversation(id=9, owner=ANN, participants=[ANN, BOB])))
    for deed in (
        PublishComment(creator=people[1], post=POST, text="once", id=77),
        SendMessage(creator=people[1], conversation=9, text="once", id=78),
        PublishPost(creator=people[1], post=Post(id=post_id(5, SECOND + 1000), text="once")),
    ):
        assert [do(archive, deed).outcome, do(archive, deed, NOW + 1).outcome] == [NEW, DUPLICATE]
    assert (counts(archive).comments, audience(archive, people[1]).posts) == (3, 5)


def test_a_message_is_for_those_who_take_part(archive: Archive, people: tuple[int, int]) -> None:
    keep(
        archive, seen(Conversation(id=9, owner=ANN, participants=[ANN, BOB])), seen(Creator(user_id="33", username="c"))
    )
    one = do(archive, SendMessage(creator=people[1], conversation=9, text="hi"))
    two = do(archive, SendMessage(creator=people[0], conversation=9, kind=MessageKind.POST, post=POST))
    assert one.id != two.id
    sent = archive.messages(9, after=None, limit=5).rows
    assert {(each.text, each.kind, each.post, each.sent_ms) for each in sent} == {
        ("hi", MessageKind.TEXT, None, NOW), (None, MessageKind.POST, POST, NOW + 1),
    }  # fmt: skip
    with pytest.raises(RefusedActError, match="take no part"):
        do(archive, SendMessage(creator=key_of(archive, "c"), conversation=9, text="hi"))
    with pytest.raises(RefusedActError, match="conversation 8 is unknown"):
        do(archive, SendMessage(creator=people[0], conversation=8, text="hi"))


@pytest.mark.parametrize("who", [Creator(user_id="44", username="old"), Creator(username="old")])
def test_a_profile_is_edited_under_any_name_and_no_handle_is_taken_from_others(archive: Archive, who: Creator) -> None:
    keep(archive, seen(who, NOW + 9), seen(ANN))
    key = key_of(archive, "old")
    edit = EditProfile(creator=key, username="new", name="N", bio="b", private=True)
    assert [do(archive, edit).outcome, do(archive, edit).outcome] == [UPDATED, DUPLICATE]
    found = archive.creator(username="new")
    assert found is not None
    assert (found.key, found.name, found.bio, found.private) == (key, "N", "b", True)
    assert archive.creator(username="old") is None
    with pytest.raises(RefusedActError, match="username ann is taken"):
        do(archive, EditProfile(creator=key, username="ann"))


def test_a_post_is_published_and_deleted(archive: Archive, people: tuple[int, int]) -> None:
    made = do(archive, PublishPost(creator=people[1], post=Post(id=0, text="new @ann", kind=Kind.VIDEO)))
    assert made.id is not None
    [item] = archive.items(people[1], after=None, limit=5).rows
    assert (item.id, audience(archive, people[1]).posts) == (made.id, 5)
    assert told(archive, people[0]) == [("bob", NotificationKind.MENTION, made.id)]
    do(archive, Begin(creator=people[0], kind=RelationKind.LIKE, other=made.id))
    with pytest.raises(RefusedActError, match="is not theirs"):
        do(archive, DeletePost(creator=people[0], post=made.id))
    deleted = DeletePost(creator=people[1], post=made.id)
    assert [do(archive, deleted).outcome, do(archive, deleted).outcome] == [UPDATED, DUPLICATE]
    assert (archive.items(people[1], after=None, limit=5).rows, audience(archive, people[1]).posts) == ([], 4)
    with pytest.raises(RefusedActError, match="is gone"):
        do(archive, Begin(creator=people[0], kind=RelationKind.SAVE, other=made.id))
    do(archive, End(creator=people[0], kind=RelationKind.LIKE, other=made.id))
    assert archive.posts_by_id([made.id]) == []


def test_a_deleted_post_takes_with_it_what_hung_on_it(archive: Archive, people: tuple[int, int]) -> None:
    """Likes and saves of it, its comments, its places in playlists, and the counters that it counted in."""
    ann, bob = people
    other = post(2, SECOND + 9, creator=ANN)
    keep(archive, seen_as_item(other))
    keep(archive, seen(Playlist(id=7, creator=ANN, name="mine", total=2, posts=[POST, other.id])))
    for kind in (RelationKind.LIKE, RelationKind.SAVE, RelationKind.REPOST):
        do(archive, Begin(creator=bob, kind=kind, other=POST))
    said = do(archive, PublishComment(creator=bob, post=POST, text="nice"))
    do(archive, PublishComment(creator=ann, post=POST, text="thanks", parent=said.id))

    do(archive, DeletePost(creator=ann, post=POST))

    for kind in (RelationKind.LIKE, RelationKind.SAVE, RelationKind.REPOST):
        assert archive.relations(kind, bob, after=None, limit=5).rows == []
        assert archive.related_items(kind, bob, after=None, limit=5).rows == []
    assert [each.gone is not None for each in archive.comments(POST)] == [True, True]
    assert (archive.comment_page(POST, after=None, limit=5).rows, archive.comment_count(POST)) == ([], 0)
    playlist = archive.playlist(7)
    assert playlist is not None
    assert (playlist.posts, playlist.total, playlist.name) == ([other.id], 1, "mine")
    assert [item.id for item in archive.playlist_items(7, after=None, limit=5).rows] == [other.id]
    assert (audience(archive, ann).posts, audience(archive, ann).likes) == (3, 25)
    assert audience(archive, bob).liked == 50
    assert do(archive, End(creator=bob, kind=RelationKind.LIKE, other=POST)).outcome == DUPLICATE


def test_a_comment_can_be_made_without_telling_the_accounts_in_it(archive: Archive, people: tuple[int, int]) -> None:
    keep(archive, seen(Creator(user_id="33", username="cleo")))
    for tells in (False, True):
        do(archive, PublishComment(creator=people[1], post=POST, text="see @cleo", tells_mentioned=tells))

    assert told(archive, key_of(archive, "cleo")) == [("bob", NotificationKind.MENTION, POST)]


@pytest.mark.parametrize(
    ("deed", "why"),
    [
        (lambda ann: Begin(creator=ann, kind=RelationKind.LIKE, other=5), "post 5 is unknown"),
        (lambda ann: Begin(creator=ann, kind=RelationKind.FOLLOW, other=999), "creator 999 is unknown"),
        (lambda ann: Begin(creator=ann, kind=RelationKind.FOLLOW, other=ann), "to themselves"),
        (lambda ann: Begin(creator=ann, kind=RelationKind.COMMENT_LIKE, other=5), "comment 5 is unknown"),
        (lambda ann: Begin(creator=999, kind=RelationKind.LIKE, other=POST), "creator 999 is unknown"),
        (lambda ann: PublishComment(creator=ann, post=POST, text="x", parent=5), "comment 5 is unknown"),
        (lambda ann: EditProfile(creator=999, name="x"), "creator 999 is unknown"),
    ],
)
def test_a_deed_on_what_is_not_there_is_refused_and_leaves_nothing(
    archive: Archive, people: tuple[int, int], deed: Callable[[int], Deed], why: str
) -> None:
    number = archive.commit_number()
    with pytest.raises(RefusedActError, match=why):
        do(archive, deed(people[0]))
    assert archive.commit_number() == number


def test_nothing_of_a_deed_is_kept_that_cannot_be_kept_whole(archive: Archive, people: tuple[int, int]) -> None:
    number = archive.commit_number()
    with pytest.raises(UnkeepableError):
        do(archive, PublishComment(creator=people[1], post=POST, text="half \ud83d"))
    with pytest.raises(UnkeepableError):
        do(archive, PublishComment(creator=people[1], post=POST, text="x", id=2**63))
    assert (archive.commit_number(), counts(archive).comments, archive.comments(POST)) == (number, 2, [])


def test_unknown_counters_stay_unknown_and_none_falls_below_zero(archive: Archive) -> None:
    keep(archive, seen(post(1, counts=Counts(plays=3, saves=0))), seen(BOB))
    bob = key_of(archive, "bob")
    for kind in (RelationKind.LIKE, RelationKind.SAVE):
        do(archive, Begin(creator=bob, kind=kind, other=POST))
    keep(archive, seen(post(1, counts=Counts(saves=0)), NOW + 50))
    do(archive, End(creator=bob, kind=RelationKind.SAVE, other=POST), NOW + 99)
    assert (counts(archive).likes, counts(archive).saves, counts(archive).plays) == (None, 0, 3)
    found = archive.creator(key=bob)
    assert found is not None
    assert found.audience is None


def test_deeds_at_once_all_count(archive: Archive, people: tuple[int, int]) -> None:
    keep(archive, *(seen(Creator(user_id=str(100 + number), username=f"fan{number}")) for number in range(24)))
    fans = [key_of(archive, f"fan{number}") for number in range(24)]

    def like_and_follow(fan: int) -> None:
        do(archive, Begin(creator=fan, kind=RelationKind.LIKE, other=POST))
        do(archive, Begin(creator=fan, kind=RelationKind.FOLLOW, other=people[0]))

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(like_and_follow, fans * 2))
    assert (counts(archive).likes, audience(archive, people[0]).likes) == (29, 54)
    assert audience(archive, people[0]).followers == 34
    assert len(told(archive, people[0])) == 48


_LIKES = """
import sys
from tokgate.archive import open_archive
from tokgate.domain.acts import Begin
from tokgate.domain.observations import Provenance
from tokgate.domain.relations import RelationKind

address, post, now, *keys = sys.argv[1:]
archive = open_archive(address)
for key in keys:
    deed = Begin(creator=int(key), kind=RelationKind.LIKE, other=int(post))
    archive.act(deed, Provenance(source="server"), at_ms=int(now))
archive.close()
"""


def test_deeds_of_several_processes_all_count(address: str) -> None:
    archive = open_archive(address)
    keep(archive, seen(post(1, counts=Counts(likes=0))))
    keep(archive, *(seen(Creator(user_id=str(100 + number), username=f"fan{number}")) for number in range(30)))
    keys = [str(key_of(archive, f"fan{number}")) for number in range(30)]
    commands = [[sys.executable, "-c", _LIKES, address, str(POST), str(NOW), *part] for part in (keys[:20], keys[10:])]
    running = [subprocess.Popen(command) for command in commands]
    assert [process.wait(60) for process in running] == [0, 0]
    assert counts(archive).likes == 30
    archive.close()


def test_ids_hold_their_second_and_are_never_given_twice() -> None:
    first = make_id(NOW, "words", lambda number: False)
    assert first >> 32 == SECOND + 1000
    assert make_id(NOW, "words", lambda number: False) == first
    assert make_id(NOW, "words", {first, first + 1}.__contains__) == first + 2
    with pytest.raises(UnkeepableError, match="63 bits"):
        make_id(1000 << 31, "words", lambda number: False)


def test_handles_end_before_the_sentence_does() -> None:
    assert handles_in("@a.b. mail@host @A.B, (@x_1) @@y @.z") == ["a.b", "x_1"]
