"""All that hangs on creators and posts: kept once, paged in a stable order."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

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
)

from tokgate.archive.errors import UnkeepableError
from tokgate.domain.creators import Creator
from tokgate.domain.effects import CameraEffect
from tokgate.domain.live import LiveEvent, LiveEventKind, LiveRoom
from tokgate.domain.messages import Conversation, Message, MessageKind, Notification, NotificationKind
from tokgate.domain.playlists import Playlist
from tokgate.domain.ports import Archive, Page, Position
from tokgate.domain.posts import Comment, Hashtag, Post, Sound, Tombstone
from tokgate.domain.relations import Relation, RelationKind, follow, pin
from tokgate.domain.shops import Product, Review, Shop

T = TypeVar("T")
FANS = [Creator(user_id=str(100 + n), username=f"fan{n}") for n in range(9)]


def every(read: Callable[[Position | None], Page[T]]) -> list[T]:
    """All rows of a list, page by page."""
    rows: list[T] = []
    after: Position | None = None
    while True:
        page = read(after)
        rows += page.rows
        after = page.following
        if after is None:
            return rows
        assert page.rows


def followers(archive: Archive, creator: int, size: int, after: Position | None) -> Page[Relation]:
    """A page of a size."""
    return archive.followers(creator, after=after, limit=size)


def test_a_follow_stands_in_both_lists_latest_first_and_counts_once(archive: Archive) -> None:
    batch = [seen(follow(fan, ANN, at_s=SECOND + n // 3)) for n, fan in enumerate(FANS)]
    assert keep(archive, *batch) == [NEW] * 9
    assert keep(archive, *batch) == [DUPLICATE] * 9
    keep(archive, seen(follow(ANN, BOB)))
    ann = key_of(archive)
    for size in (1, 2, 4, 20):
        rows = every(partial(followers, archive, ann, size))
        assert sorted(each.creator.username or "" for each in rows) == sorted(fan.username or "" for fan in FANS)
        assert [each.at_s for each in rows] == [SECOND + 2] * 3 + [SECOND + 1] * 3 + [SECOND] * 3
    [one] = archive.relations(RelationKind.FOLLOW, ann, after=None, limit=5).rows
    assert one.other is not None
    assert (one.creator.username, one.other.username, one.at_s) == ("ann", "bob", None)
    [fan] = archive.relations(RelationKind.FOLLOW, key_of(archive, "fan3"), after=None, limit=5).rows
    assert fan.other == archive.creator(username="ann")


def test_followers_of_creators_that_turn_out_to_be_one_are_joined(archive: Archive) -> None:
    keep(archive, seen(follow(FANS[0], Creator(username="ann"))))
    keep(archive, seen(follow(FANS[1], Creator(user_id="11"))))
    keep(archive, seen(ANN, 2))
    assert len(archive.followers(key_of(archive), after=None, limit=9).rows) == 2


def test_a_playlist_is_what_its_newest_observation_says_and_pages_in_its_order(archive: Archive) -> None:
    keep(archive, *(seen(post(n, SECOND + n)) for n in range(5)))
    ids = [post_id(n, SECOND + n) for n in (3, 1, 4, 0)]
    playlist = Playlist(id=7, creator=ANN, name="Bread", posts=ids, total=4, created_s=SECOND)
    assert keep(archive, seen(playlist)) == [NEW]
    assert keep(archive, seen(playlist)) == [DUPLICATE]
    assert (
        keep(archive, seen(Playlist(id=7, name="Old", posts=[1]), 0), seen(Playlist(id=7, total=0), 2)) == [UPDATED] * 2
    )
    found = archive.playlist(7)
    assert found is not None
    assert (found.name, found.posts, found.total, found.created_s) == ("Bread", ids, 0, SECOND)
    pieces = every(lambda after: archive.playlist_items(7, after=after, limit=3))
    assert [piece.id for piece in pieces] == ids
    assert [each.id for each in archive.playlists(key_of(archive), after=None, limit=3).rows] == [7]
    assert (archive.playlist_of(ids[0]), archive.playlist_of(5), archive.playlist(8)) == (7, None, None)


def test_what_is_said_of_a_hashtag_is_added_to_what_is_known(archive: Archive) -> None:
    keep(archive, seen(post(1, hashtags=[Hashtag(name="Bread"), Hashtag(name="Rolls")])))
    keep(archive, seen(post(2, hashtags=[Hashtag(name="bread", id="77"), Hashtag(name="rolls")])))
    keep(archive, seen(post(3, hashtags=[Hashtag(name="BREAD", description="baked")])), seen(post(4)))
    assert archive.hashtag(name="bread") == Hashtag(name="bread", id="77", description="baked")
    assert archive.hashtag(name="rolls") == Hashtag(name="rolls")
    assert (archive.hashtag_count("bread"), archive.hashtag_count("rolls")) == (3, 2)


def test_posts_are_found_by_sound_and_by_hashtag_but_not_those_of_private_accounts(archive: Archive) -> None:
    hidden = Creator(user_id="9", username="hidden", private=True)
    carried: dict[str, Any] = {"sound": Sound(id=5, title="Song"), "hashtags": [Hashtag(name="Bread", id="77")]}
    keep(archive, *(seen(post(n, SECOND + n // 2, creator=BOB if n % 2 else ANN, **carried)) for n in range(6)))
    keep(archive, seen(post(50, SECOND, creator=hidden, **carried)), seen(post(51, SECOND, private=True, **carried)))
    expected = [post_id(n, SECOND + n // 2) for n in reversed(range(6))]
    by_sound = every(lambda after: archive.sound_items(5, after=after, limit=2))
    by_tag = every(lambda after: archive.hashtag_items("BREAD", after=after, limit=2))
    assert sorted(piece.id for piece in by_sound) == sorted(expected)
    assert [piece.rank // 1000 for piece in by_sound] == [
        SECOND + 2,
        SECOND + 2,
        SECOND + 1,
        SECOND + 1,
        SECOND,
        SECOND,
    ]
    assert [piece.id for piece in by_tag] == [piece.id for piece in by_sound]
    assert archive.sound(5) == Sound(id=5, title="Song")
    assert archive.hashtag(name="bReAd") == archive.hashtag(hashtag_id="77") == Hashtag(name="bread", id="77")
    assert (archive.sound_count(5), archive.hashtag_count("bread")) == (6, 6)
    assert (archive.sound(6), archive.hashtag(name="x"), archive.hashtag_items("x", after=None, limit=1).rows) == (
        None, None, [],
    )  # fmt: skip


def test_posts_are_found_by_effect_newest_upload_first(archive: Archive) -> None:
    told: dict[str, Any] = {"effect_ids": ["7", "8"], "effect_info_list": [{"effect_id": "7", "effect_name": "Retro"}]}
    keep(
        archive, *(seen(post(n, SECOND + n, details=told)) for n in range(5)), seen(post(9, details={"effect_ids": 3}))
    )
    found = every(lambda after: archive.effect_items("8", after=after, limit=2))
    assert [piece.id for piece in found] == [post_id(n, SECOND + n) for n in reversed(range(5))]
    assert (archive.effect("7"), archive.effect("9")) == (CameraEffect(id="7", name="Retro"), None)
    assert archive.effect("8") == CameraEffect(id="8")


def test_comments_are_paged_by_level_oldest_first(archive: Archive) -> None:
    keep(archive, *(seen(Comment(id=n, post_id=1, creator=BOB, text="c", created_s=SECOND + n)) for n in range(1, 8)))
    keep(archive, *(seen(Comment(id=20 + n, post_id=1, parent_id=3, created_s=SECOND - n)) for n in range(3)))
    first = archive.comment_page(1, after=None, limit=5)
    assert first.following is not None
    rest = archive.comment_page(1, after=first.following, limit=5)
    assert [each.id for each in first.rows + rest.rows] == list(range(1, 8))
    assert [each.id for each in archive.comment_page(1, parent=3, after=None, limit=5).rows] == [22, 21, 20]
    assert (archive.comment_count(1), archive.comment_count(1, parent=3)) == (7, 3)


def test_conversations_come_with_the_latest_message_first_and_requests_apart(archive: Archive) -> None:
    for number, accepted in ((1, True), (2, None), (3, False)):
        talk = Conversation(id=number, name=f"0:{number}", owner=BOB, participants=[BOB, ANN], accepted=accepted)
        keep(archive, seen(talk))
    said = [
        Message(id=10 + n, conversation=n % 3 + 1, sender=BOB, kind=MessageKind.TEXT, text=str(n), sent_ms=n)
        for n in range(9)
    ]
    assert keep(archive, *(seen(each) for each in said)) == [NEW] * 9
    ann, bob = key_of(archive), key_of(archive, "bob")
    assert [each.id for each in every(lambda after: archive.conversations(ann, after=after, limit=1))] == [2, 1]
    assert [each.id for each in archive.conversations(ann, requests=True, after=None, limit=3).rows] == [3]
    assert [each.id for each in archive.conversations(bob, after=None, limit=3).rows] == [3, 2, 1]
    keep(archive, seen(Conversation(id=3, accepted=True), 2))
    assert [each.id for each in archive.conversations(ann, after=None, limit=1).rows] == [3]
    assert archive.conversation(2) == archive.conversation(name="0:2")
    found = every(lambda after: archive.messages(2, after=after, limit=2))
    assert [(each.text, each.kind) for each in found] == [(text, MessageKind.TEXT) for text in ("7", "4", "1")]
    assert [each.username for each in (archive.conversation(2) or Conversation(id=1)).participants or ()] == [
        "bob",
        "ann",
    ]


def test_notifications_can_be_asked_for_by_kind(archive: Archive) -> None:
    kinds = list(NotificationKind)
    told = [Notification(id=n, creator=ANN, kind=kinds[n % 4], sender=BOB, at_s=SECOND + n // 5) for n in range(1, 13)]
    keep(archive, *(seen(each) for each in told))
    ann = key_of(archive)
    assert [each.id for each in every(lambda after: archive.notifications(ann, after=after, limit=5))] == list(
        range(12, 0, -1)
    )
    likes = archive.notifications(ann, kind=NotificationKind.LIKE, after=None, limit=9).rows
    assert [each.id for each in likes] == [12, 8, 4]


def test_live_rooms_come_latest_first_and_their_events_oldest_first(archive: Archive) -> None:
    rooms = [LiveRoom(id=n, creator=ANN if n % 2 else BOB, title="live", started_s=SECOND + n) for n in range(1, 6)]
    keep(archive, *(seen(each) for each in rooms))
    kinds = list(LiveEventKind)
    keep(archive, *(seen(LiveEvent(id=n, room=3, creator=BOB, kind=kinds[n % 6], at_ms=n // 2)) for n in range(1, 8)))
    assert [each.id for each in every(lambda after: archive.live_rooms(after=after, limit=2))] == [5, 4, 3, 2, 1]
    assert [each.id for each in archive.live_rooms(key_of(archive), after=None, limit=9).rows] == [5, 3, 1]
    assert [each.id for each in every(lambda after: archive.live_events(3, after=after, limit=2))] == list(range(1, 8))
    assert archive.live_room(9) is None


def test_shops_products_and_reviews(archive: Archive) -> None:
    stars = [1, 0, 2, 5, 9]
    keep(archive, seen(Shop(id=1, name="Bakery", sold=0)), seen(Shop(id=1, sold=3), 2))
    keep(archive, *(seen(Product(id=n, shop=1, prices=["2.00GBP"], stars=stars)) for n in range(1, 4)))
    keep(archive, *(seen(Review(id=n, product=2, text="good", stars=5, at_ms=n)) for n in range(1, 4)))
    assert archive.shops("bakery", limit=10) == [Shop(id=1, name="Bakery", sold=3)]
    page = archive.products(1, offset=0, limit=2)
    assert (page.rows[0].stars, page.following) == (stars, Position(2))
    assert [each.id for each in archive.reviews(2, offset=1, limit=5).rows] == [2, 3]


def test_an_id_beyond_63_bits_is_refused_with_its_name(archive: Archive) -> None:
    with pytest.raises(UnkeepableError, match="message 9223372036854775808"):
        keep(archive, seen(Message(id=2**63)))
    with pytest.raises(UnkeepableError, match="liveroom 4"):
        keep(archive, seen(LiveRoom(id=4, likes=2**64)))
    keep(archive, seen(post()), seen(pin(ANN, post())))


def test_counts_of_tags_follow_posts_and_accounts_that_hide_and_come_back(archive: Archive) -> None:
    def counts() -> tuple[int, int]:
        return archive.hashtag_count("x"), archive.sound_count(5)

    def tagged(number: int, **fields: Any) -> Post:
        return post(number, text="t", hashtags=[Hashtag(name="X")], sound=Sound(id=5, title="s"), **fields)

    keep(archive, seen(tagged(1)), seen(tagged(2)))
    assert counts() == (2, 2)
    keep(archive, seen(Creator(user_id="11", username="ann", private=True), 10))
    assert counts() == (0, 0)
    keep(archive, seen(tagged(3), 11))
    assert counts() == (0, 0)
    keep(archive, seen(Creator(user_id="11", username="ann", private=False), 12), seen(tagged(4), 12))
    assert counts() == (4, 4)
    keep(archive, seen(Tombstone(post=Post(id=post_id(1)), reason="deleted"), 20), seen(tagged(2, private=True), 20))
    assert counts() == (2, 2)
    keep(archive, seen(post(3, text="t", hashtags=[], sound=Sound(id=6, title="other")), 21))
    assert counts() == (1, 1)
    assert archive.totals().posts == 4


def test_sounds_and_hashtags_are_found_by_part_of_their_names_those_with_most_posts_first(archive: Archive) -> None:
    for number, (title, tag) in enumerate([("Oven 100%", "bread"), ("Oven_1", "Breakfast"), ("Rain", "tea")]):
        sound = Sound(id=number + 1, title=title, author="Ann" if number else None)
        posts = [post(10 * number + n, sound=sound, hashtags=[Hashtag(name=tag)]) for n in range(number + 1)]
        keep(archive, *(seen(each) for each in posts))
    hidden = Creator(user_id="9", username="hidden", private=True)
    keep(archive, seen(post(99, creator=hidden, sound=Sound(id=9, title="Oven"), hashtags=[Hashtag(name="breath")])))

    def titles(text: str, offset: int = 0, limit: int = 9) -> list[str | None]:
        return [sound.title for sound in archive.sounds_named(text, offset=offset, limit=limit)]

    assert titles("") == ["Rain", "Oven_1", "Oven 100%"]
    assert titles("", 1, 1) == ["Oven_1"]
    assert (titles("oVEN"), titles("0%"), titles("n_"), titles("ann")) == (
        ["Oven_1", "Oven 100%"], ["Oven 100%"], ["Oven_1"], ["Rain", "Oven_1"],
    )  # fmt: skip
    assert [tag.name for tag in archive.hashtags_beginning("BREA", limit=9)] == ["breakfast", "bread"]
    assert [tag.name for tag in archive.hashtags_beginning("", offset=1, limit=9)] == ["breakfast", "bread"]
    key = archive.hashtag_key("Bread")
    assert archive.hashtag(key=key) == archive.hashtag(name="bread")
    assert (archive.hashtag_key("nothing"), archive.hashtag(key=0)) == (0, None)
