"""What is purged goes with all that hangs on it, and stays away."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import apsw
import pytest
from tests.archive.makers import (
    ANN,
    BOB,
    DUPLICATE,
    NEW,
    ORIGIN,
    keep,
    key_of,
    post,
    post_id,
    seen,
    seen_as_item,
)

from tokgate.archive import open_archive
from tokgate.archive.errors import NoSuchCreatorError, NoSuchPurgeError, RefusedActError
from tokgate.domain.acts import PublishComment
from tokgate.domain.counts import Audience
from tokgate.domain.creators import Creator
from tokgate.domain.live import LiveEvent, LiveRoom
from tokgate.domain.messages import Conversation, Message, Notification
from tokgate.domain.observations import Observation, Outcome
from tokgate.domain.playlists import Playlist
from tokgate.domain.ports import Archive, CredentialRecord, Totals
from tokgate.domain.posts import Comment, CommentTombstone, Hashtag, Post, Sound, Tombstone
from tokgate.domain.purges import PurgeKind
from tokgate.domain.relations import Relation, RelationKind

PURGED = Outcome.PURGED
CAY = Creator(user_id="33", sec_uid="MS4cay", username="cay")
NOW = 1_800_000_000_000
SONG = Sound(id=9, title="song of ann", author="Ann Marker")


def of_anns_post(number: int = 1) -> list[Observation]:
    """A post of Ann's, and what others said of it and did to it."""
    subject = post(number, text="marker text", sound=SONG, hashtags=[Hashtag(name="markertag"), Hashtag(name="all")])
    comment = 100 + 10 * number
    return [
        seen_as_item(subject, 5, desc="marker item"),
        seen(subject, 6, source="other", body=b'{"marker": "body"}'),
        seen(Comment(id=comment, post_id=subject.id, creator=CAY, text="marker comment"), 7),
        seen(Comment(id=comment + 1, post_id=subject.id, parent_id=comment, creator=BOB, text="marker reply"), 7),
        seen(Relation(kind=RelationKind.LIKE, creator=BOB, post=Post(id=subject.id)), 8),
        seen(Relation(kind=RelationKind.COMMENT_LIKE, creator=BOB, comment=comment), 8),
        seen(Notification(id=200 + number, creator=BOB, sender=CAY, comment=comment, text="marker note"), 8),
        seen(Message(id=300 + number, conversation=70, sender=CAY, post=subject.id, text="marker message"), 8),
    ]


def of_ann() -> list[Observation]:
    """What Ann is and did, her posts aside."""
    profile = Creator(
        user_id="11", sec_uid="MS4ann", username="ann", name="marker name", audience=Audience(followers=3)
    )
    return [
        seen(profile, 3, body=b'{"marker": "profile"}'),
        seen(Relation(kind=RelationKind.FOLLOW, creator=ANN, other=CAY), 8),
        seen(Relation(kind=RelationKind.FOLLOW, creator=CAY, other=ANN), 8),
        seen(Relation(kind=RelationKind.LIKE, creator=ANN, post=Post(id=post_id(50))), 8),
        seen(Comment(id=400, post_id=post_id(50), creator=ANN, text="marker elsewhere"), 8),
        seen(Comment(id=401, post_id=post_id(50), parent_id=400, creator=CAY, text="marker answer"), 8),
        seen(Playlist(id=500, creator=ANN, name="marker list", posts=[post_id(50)]), 8),
        seen(Conversation(id=71, owner=ANN, name="marker talk", participants=[ANN, BOB]), 8),
        seen(Message(id=600, conversation=71, sender=BOB, text="marker answer"), 8),
        seen(Message(id=601, conversation=70, sender=ANN, text="marker message"), 8),
        seen(Notification(id=602, creator=BOB, sender=ANN, text="marker note"), 8),
        seen(LiveRoom(id=700, creator=ANN, title="marker room"), 8),
        seen(LiveEvent(id=701, room=700, creator=BOB, text="marker event"), 8),
    ]


def of_others() -> list[Observation]:
    """What has nothing to do with Ann, or only lists her and her post."""
    subject = post(50, creator=BOB, sound=Sound(id=10, title="theirs"), hashtags=[Hashtag(name="all")])
    return [
        seen_as_item(subject, 5),
        seen(CAY, 3),
        seen(Comment(id=900, post_id=subject.id, creator=CAY, text="nice"), 7),
        seen(Relation(kind=RelationKind.LIKE, creator=CAY, post=Post(id=subject.id)), 8),
        seen(Relation(kind=RelationKind.FOLLOW, creator=CAY, other=BOB), 8),
        seen(Message(id=901, conversation=70, sender=BOB, text="hello"), 8),
        seen(Notification(id=902, creator=BOB, sender=CAY, text="new"), 8),
    ]


def listing(*, with_ann: bool = True, with_post: bool = True) -> list[Observation]:
    """Lists of others that name Ann and her post among others."""
    posts = [post_id(1), post_id(50)] if with_post else [post_id(50)]
    people = [BOB, CAY, ANN] if with_ann else [BOB, CAY]
    return [
        seen(Playlist(id=910, creator=BOB, name="mixed", posts=posts), 9, body=b'{"marker": "list"}'),
        seen(Conversation(id=70, owner=BOB, participants=people), 9, body=b'{"marker": "talk"}'),
    ]


def everything(archive: Archive) -> dict[str, object]:
    """All that can be read of the others' things and of what is left, without keys, which are given in turn."""

    def of(creator: Creator | None) -> str | None:
        return None if creator is None else creator.username

    bob, cay = key_of(archive, "bob"), key_of(archive, "cay")
    known, playlist, talk = list(archive.all_posts()), archive.playlist(910), archive.conversation(70)
    both = (post_id(1), post_id(50))
    return {
        "creators": {of(each.creator): (each.posts, each.oldest_ms, each.newest_ms) for each in archive.creators()},
        "totals": archive.totals(),
        "posts": {each.id: (of(each.creator), each.text) for each in known},
        "items": {each.id: archive.item(each.id) for each in known},
        "history": [archive.history(each) for each in both],
        "comments": [[(each.id, of(each.creator)) for each in archive.comments(number)] for number in both],
        "comment counts": [archive.comment_count(number, parent=each) for number in both for each in (None, 400)],
        "tags": [archive.hashtag_count("all"), archive.hashtag_count("markertag"), archive.sound_count(10)],
        "sound": archive.sound(9),
        "likes": [each.id for each in archive.related_posts(RelationKind.LIKE, bob, after=None, limit=9).rows],
        "follows": [of(each.other) for each in archive.relations(RelationKind.FOLLOW, cay, after=None, limit=9).rows],
        "playlist": None if playlist is None else playlist.posts,
        "talk": None if talk is None else [of(each) for each in talk.participants or []],
        "messages": [each.id for each in archive.messages(70, after=None, limit=9).rows],
        "records of ann": [
            each is not None for each in (archive.playlist(500), archive.conversation(71), archive.live_room(700))
        ],
        "notifications": [each.id for each in archive.notifications(bob, after=None, limit=9).rows],
    }


def without_ann(address: str) -> dict[str, object]:
    """What an archive tells that never heard of Ann."""
    with closing(open_archive(address)) as archive:
        keep(archive, *of_others(), *listing(with_ann=False, with_post=False))
        return everything(archive)


@pytest.fixture
def other_address(address: str, tmp_path: Path) -> Iterator[str]:
    """The address of one more store of the same kind."""
    if address.startswith("sqlite"):
        yield f"sqlite:///{tmp_path / 'other.db'}"
    else:
        from tests.postgres import lent_address

        with lent_address() as other:
            yield other


def test_a_purged_creator_goes_with_all_that_they_made_and_stays_away(archive: Archive, other_address: str) -> None:
    keep(archive, *of_others(), *of_ann(), *of_anns_post(), *listing())
    key = key_of(archive)
    archive.add_credential(CredentialRecord(kind="user", name="ann", hash=b"1", creator=key, created_ms=1))
    purge = archive.purge_creator(key, "she asked", NOW)
    assert (purge.kind, purge.subject, purge.because, purge.at_ms) == (PurgeKind.CREATOR, key, "she asked", NOW)
    assert purge.removed["creators"] == purge.removed["posts"] == purge.removed["credentials"] == 1
    assert purge.removed["comments"] == 4
    left = without_ann(other_address)
    assert everything(archive) == left
    assert [archive.creator(username="ann"), archive.creator(sec_uid="MS4ann"), archive.creator(key=key)] == [None] * 3
    assert archive.credentials() == []
    outcomes = keep(archive, *of_ann(), *of_anns_post(), *listing())
    assert outcomes == [PURGED] * (len(outcomes) - 2) + [DUPLICATE, DUPLICATE]
    assert everything(archive) == left


def test_a_purged_post_goes_with_all_that_hangs_on_it_and_stays_away(archive: Archive) -> None:
    others = [*of_others(), seen(ANN, 3)]
    keep(archive, *others, *of_anns_post(), *listing())
    purge = archive.purge_post(post_id(1), "not hers", NOW)
    assert purge.removed == {
        "observations": 9, "bodies": 2, "relations": 2, "posts": 1, "comments": 2, "messages": 1, "notifications": 1,
    }  # fmt: skip
    told = everything(archive)
    assert told["totals"] == Totals(creators=3, posts=1, comments=1)
    assert (told["tags"], told["sound"]) == ([1, 0, 1], None)
    assert (told["comments"], told["playlist"], told["messages"]) == ([[], [(900, "cay")]], [post_id(50)], [901])
    again = keep(archive, *of_anns_post(), seen(Tombstone(post=Post(id=post_id(1)), reason="x")), *listing())
    assert again == [PURGED] * 9 + [DUPLICATE, DUPLICATE]
    assert everything(archive) == told
    assert keep(archive, seen(post(2))) == [NEW]


@pytest.mark.parametrize("subject", ["post", "creator"])
def test_of_what_was_purged_no_word_is_left_in_the_file(tmp_path: Path, subject: str) -> None:
    with closing(open_archive(f"sqlite:///{tmp_path / 'a.db'}")) as archive:
        keep(archive, *of_others(), *of_ann(), *of_anns_post(), *listing())
        if subject == "creator":
            archive.purge_creator(key_of(archive), "asked", NOW)
        else:
            archive.purge_post(post_id(1), "asked", NOW)
    connection = apsw.Connection(str(tmp_path / "a.db"))
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    rows = [
        (table, row)
        for table in tables
        for row in connection.execute(f"SELECT * FROM {table}")
        if table not in ("purge", "sqlite_sequence")
    ]
    left = [
        (table, value)
        for table, row in rows
        for value in row
        if value in (post_id(1), 110, 111) or (subject == "creator" and value in ("ann", "11", "MS4ann", 400, 401))
    ]
    assert left == []
    if subject == "creator":
        assert not any(isinstance(value, str) and "marker" in value for _, row in rows for value in row)
    assert list(connection.execute("SELECT * FROM purging")) == []


def test_after_compacting_no_word_of_a_purged_post_is_left_in_the_file(tmp_path: Path) -> None:
    file = tmp_path / "a.db"
    with closing(open_archive(str(file))) as archive:
        keep(archive, seen(post(1, text="Quixotic zephyrs")), seen(post(2, text="plain")))
        archive.purge_post(post_id(1), "asked", NOW)
        archive.compact()
        content = file.read_bytes() + Path(f"{file}-wal").read_bytes()
    assert not any(word in content.lower() for word in (b"quixotic", b"zephyr", b"ephyrs"))
    assert b"plain" in content


def test_what_is_allowed_again_comes_back_with_an_import_as_it_was(archive: Archive) -> None:
    words = [*of_others(), *of_ann(), *of_anns_post(), *listing()]
    keep(archive, *words)
    as_it_was = everything(archive)
    purges = [archive.purge_post(post_id(1), "one", NOW), archive.purge_creator(key_of(archive), "two", NOW)]
    for purge in purges:
        assert archive.allow(purge.id, NOW + 1).allowed_ms == NOW + 1
        with pytest.raises(NoSuchPurgeError):
            archive.allow(purge.id, NOW + 2)
    keep(archive, *words)
    assert everything(archive) == as_it_was
    assert set(keep(archive, *words)) == {DUPLICATE}


def test_purges_are_followed_by_the_numbers_of_their_commits(archive: Archive) -> None:
    keep(archive, seen(post(1)))
    start = archive.commit_number()
    one = archive.purge_post(post_id(1), "one", NOW)
    two = archive.purge_creator(key_of(archive), "two", NOW)
    assert archive.purges(start, limit=9).rows == [one, two]
    assert archive.purges(start, limit=9).upto == archive.commit_number()
    allowed = archive.allow(one.id, NOW)
    assert archive.purges(start, limit=9).rows == [two, allowed]


def test_purging_again_changes_nothing(archive: Archive) -> None:
    keep(archive, seen(post(1)))
    purge = archive.purge_post(post_id(1), "one", NOW)
    assert archive.purge_post(post_id(1), "again", NOW + 1) == purge
    with pytest.raises(NoSuchCreatorError):
        archive.purge_creator(99, "nobody", NOW)


def test_a_post_that_is_not_known_is_kept_away_too(archive: Archive) -> None:
    assert archive.purge_post(post_id(1), "asked", NOW).removed == {}
    assert keep(archive, seen(post(1))) == [PURGED]
    observation = seen(post(1))
    found = archive.purge_of(observation)
    assert found is not None
    assert (found.because, found.at_ms) == ("asked", NOW)
    assert archive.purge_of(seen(post(2))) is None


class TestHandles:
    """A handle keeps out who held it, and nobody who has it later."""

    @pytest.fixture
    def purged(self, archive: Archive) -> Archive:
        keep(archive, seen(post(1, creator=ANN), 1000), seen(Creator(user_id="11", username="ann_old"), 500))
        archive.purge_creator(key_of(archive), "asked", NOW)
        return archive

    @pytest.mark.parametrize(
        ("creator", "at_ms", "kept_out"),
        [
            (Creator(username="ann"), 1000, True),
            (Creator(username="ann"), NOW + 5, True),
            (Creator(username="ANN_old"), 500, True),
            (Creator(user_id="11"), NOW + 5, True),
            (Creator(user_id="11", username="ann_new"), NOW + 5, True),
            (Creator(sec_uid="MS4a", username="ann"), 1000, True),
            (Creator(user_id="77", username="ann"), 1000, False),
            (Creator(user_id="77", username="ann"), NOW + 5, False),
            (Creator(sec_uid="MS4a", username="ann"), NOW + 5, False),
            (Creator(username="anna"), 1000, False),
        ],
    )
    def test_who_is_kept_out(self, purged: Archive, creator: Creator, at_ms: int, kept_out: bool) -> None:
        [outcome] = keep(purged, seen(post(5, creator=creator), at_ms))
        assert (outcome is PURGED) == kept_out

    def test_who_took_the_handle_later_is_meant_by_it_from_then_on(self, purged: Archive) -> None:
        keep(purged, seen(Creator(user_id="77", username="ann"), NOW + 100))
        assert keep(purged, seen(post(5, creator=Creator(username="ann")), NOW + 200)) == [NEW]
        assert keep(purged, seen(post(6, creator=Creator(username="ann")), NOW)) == [PURGED]

    def test_names_that_come_to_be_known_later_keep_out_too(self, purged: Archive) -> None:
        assert keep(purged, seen(Creator(user_id="11", sec_uid="MS4ann"), NOW + 5)) == [PURGED]
        assert keep(purged, seen(post(5, creator=Creator(sec_uid="MS4ann")), NOW + 9)) == [PURGED]


def test_a_joined_creator_is_purged_with_all_names(archive: Archive) -> None:
    one, other = Creator(user_id="11"), Creator(sec_uid="MS4ann")
    keep(archive, seen(post(1, creator=one)), seen(post(2, creator=other), 2))
    keep(archive, seen(Creator(user_id="11", sec_uid="MS4ann", username="ann"), 3))
    assert archive.totals().creators == 1
    archive.purge_creator(key_of(archive), "asked", NOW)
    assert (archive.totals(), archive.joins()) == (Totals(creators=0, posts=0, comments=0), [])
    assert keep(archive, seen(post(3, creator=other)), seen(post(4, creator=one))) == [PURGED, PURGED]


def test_a_comment_that_went_does_not_come_back_as_a_stub(archive: Archive) -> None:
    keep(archive, *of_others(), *of_anns_post())
    archive.purge_post(post_id(1), "asked", NOW)
    outcomes = keep(
        archive,
        seen(CommentTombstone(id=110, reason="deleted")),
        seen(Comment(id=999, parent_id=110, creator=BOB, text="late reply")),
    )
    assert outcomes == [PURGED, PURGED]


def test_nobody_can_act_on_what_was_purged(archive: Archive) -> None:
    keep(archive, *of_others(), seen(ANN), seen(post(1)))
    archive.purge_post(post_id(1), "asked", NOW)
    with pytest.raises(RefusedActError):
        archive.act(PublishComment(creator=key_of(archive), post=post_id(1), text="hi"), ORIGIN, at_ms=NOW)


def test_compacting_leaves_all_that_is_kept(archive: Archive) -> None:
    keep(archive, *of_others(), *of_ann(), *of_anns_post(), *listing())
    archive.purge_creator(key_of(archive), "asked", NOW)
    before = everything(archive)
    archive.compact()
    assert everything(archive) == before
    assert keep(archive, seen(post(60, creator=BOB))) == [NEW]
