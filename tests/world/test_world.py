"""What a world is made of, and that it is made the same again."""

from __future__ import annotations

import tracemalloc
from collections import Counter
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tokgate.archive import open_archive
from tokgate.domain.creators import Creator
from tokgate.domain.instants import DAY_S
from tokgate.domain.messages import NotificationKind
from tokgate.domain.ports import Archive
from tokgate.domain.posts import Kind, Post, second_of
from tokgate.domain.relations import RelationKind
from tokgate.world.fingerprint import fingerprint
from tokgate.world.making import BATCH, World, write_world
from tokgate.world.people import END_S, sample_username
from tokgate.world.rhythm import moments_before_end
from tokgate.world.sizes import DEMO_POSTS, Size, posts_by_creator

#: The hash of a small world and ten days of its life: it changes only when worlds are meant to change.
PINNED = "aa301eb463850d4c8c4bbee4c7c06a892315c35a403494320ba9db9430d173ba"


@pytest.fixture(scope="module")
def posts(archive: Archive) -> list[Post]:
    """All of the demo's posts, private and deleted ones too."""
    return list(archive.all_posts())


def test_a_seed_and_size_make_the_same_bytes_everywhere_and_always() -> None:
    size = Size(creators=30, posts=900)
    assert fingerprint(7, size, days=10) == PINNED
    assert fingerprint(8, size) != fingerprint(7, size)


def test_a_size_is_met_exactly(tmp_path: Path) -> None:
    for creators, wanted in ((1, 40), (7, 0), (50, 1234)):
        archive = open_archive(str(tmp_path / f"{creators}.db"))
        told: list[int] = []
        write_world(archive, 3, Size(creators=creators, posts=wanted), progress=told.append)
        keys = [summary.creator.key or 0 for summary in archive.creators()]
        assert len(keys) == creators
        assert sum(len(archive.items(key, after=None, limit=9999).rows) for key in keys) == wanted
        assert sum(told) >= wanted + creators
        archive.close()


def test_few_creators_have_many_posts() -> None:
    numbers = sorted(posts_by_creator(7, Size(creators=2000, posts=100_000)))
    assert sum(numbers) == 100_000
    assert numbers[1000] < 40
    assert numbers[-1] > 500


def test_the_demo_has_creators_of_all_sizes_and_kinds(archive: Archive, sample: Creator) -> None:
    found = [summary.creator for summary in archive.creators()]
    followers = [each.audience.followers or 0 for each in found if each.audience]
    assert len(found) == len(followers) == 160
    assert min(followers) < 500
    assert max(followers) > 20_000_000
    assert sum(each < 1_000 for each in followers) > sum(each > 10_000 for each in followers) > 5
    assert len({each.region for each in found}) > 8
    assert len({each.language for each in found}) > 6
    assert {each.private for each in found} == {each.verified for each in found} == {True, False}
    assert {each.likes_public for each in found} == {True, False}
    assert any(each.bio == "" for each in found)
    assert any(each.bio_url for each in found)
    held = {sample.key: 140} | {summary.creator.key: summary.posts for summary in archive.creators()}
    assert set(DEMO_POSTS) & set(held.values()) >= {0, 1}


def test_the_sample_has_something_of_everything(archive: Archive, sample: Creator) -> None:
    key = sample.key or 0
    rows = archive.items(key, after=None, limit=999).rows
    assert len(rows) == 140
    assert sum(row.rank > rows[0].rank - 30 * DAY_S * 1000 for row in rows) > 5
    assert len(archive.related_items(RelationKind.LIKE, key, after=None, limit=999).rows) == 70
    assert len(archive.related_posts(RelationKind.REPOST, key, after=None, limit=999).rows) == 35
    assert len(archive.followers(key, after=None, limit=999).rows) > 100
    assert len(archive.relations(RelationKind.FOLLOW, key, after=None, limit=999).rows) > 5
    assert len(archive.history(rows[40].id)) > 3
    playlists = archive.playlists(key, after=None, limit=9).rows
    assert len(playlists) > 2
    assert len(archive.playlist_items(playlists[0].id, after=None, limit=99).rows) == len(playlists[0].posts or ())
    assert len(archive.conversations(key, after=None, limit=99).rows) > 5
    [request, *_] = archive.conversations(key, requests=True, after=None, limit=9).rows
    assert archive.messages(request.id, after=None, limit=5).rows
    for kind in NotificationKind:
        assert archive.notifications(key, kind=kind, after=None, limit=9).rows
    rooms = archive.live_rooms(key, after=None, limit=9).rows
    assert [room.ended_s is None for room in rooms] == [False] * 4
    assert len(archive.live_events(rooms[1].id, after=None, limit=99).rows) > 10
    assert len(archive.live_rooms(after=None, limit=99).rows) > 8


def test_every_list_of_the_dialects_has_something_to_answer(archive: Archive, posts: list[Post]) -> None:
    sounds = Counter(post.sound.id for post in posts if post.sound and post.sound.id)
    tags = Counter(tag.name for post in posts for tag in post.hashtags or ())
    sound, tag = sounds.most_common(1)[0][0], tags.most_common(1)[0][0]
    assert len(archive.sound_items(sound, after=None, limit=30).rows) == 30
    assert archive.sound_count(sound) > 30
    assert archive.sound(sound) is not None
    assert len(archive.hashtag_items(tag, after=None, limit=30).rows) == 30
    found = archive.hashtag(name=tag)
    assert found is not None
    assert found.id is not None
    assert archive.hashtag(hashtag_id=found.id) == found
    commented = [post.id for post in posts if archive.comment_count(post.id)]
    assert len(commented) > 100
    replied = [
        each for post in commented for each in archive.comment_page(post, after=None, limit=99).rows if each.replies
    ]
    assert replied
    for comment in replied:
        assert comment.post_id is not None
        assert archive.comment_count(comment.post_id, parent=comment.id) == comment.replies
    assert len(archive.effect_items("1", after=None, limit=20).rows) == 20
    shops = archive.shops("iron yard", limit=10)
    products = archive.products(shops[0].id, offset=0, limit=10).rows
    assert len(products) == 10
    assert len(archive.reviews(products[3].id, offset=10, limit=10).rows) == 4


def test_posts_are_of_every_kind(archive: Archive, posts: list[Post]) -> None:
    assert {post.kind for post in posts} == set(Kind)
    assert all(post.image_urls for post in posts if post.kind is Kind.PHOTO)
    for share, least in (
        (sum(post.is_ad or False for post in posts), 20),
        (sum(post.duet_of is not None for post in posts), 5),
        (sum(post.stitch_of is not None for post in posts), 3),
        (sum(bool(post.mentions) for post in posts), 50),
        (sum(post.text == "" for post in posts), 20),
        (sum(len(post.text or "") > 1000 for post in posts), 10),
        (sum(post.private or False for post in posts), 5),
        (sum(bool(post.pinned) for post in posts), 5),
        (sum(post.voice_to_text is not None for post in posts), 50),
        (sum(bool((post.details or {}).get("effect_ids")) for post in posts), 50),
        (sum("\U0001f4aa" in (post.text or "") for post in posts), 5),
        (sum("\u0627" in (post.text or "") for post in posts), 5),
        (len(posts) - sum(len(archive.posts_by_id([post.id])) for post in posts), 5),
    ):
        assert share >= least
    known = {post.id for post in posts}
    assert all(post.duet_of in known for post in posts if post.duet_of is not None)


def test_ids_carry_the_second_of_upload_and_none_is_after_the_end(posts: list[Post]) -> None:
    assert len({post.id for post in posts}) == len(posts)
    for post in posts:
        assert post.created_s is not None
        assert 0 <= post.created_s - second_of(post.id) < 600
        assert post.created_s <= END_S


def test_some_posts_share_a_second(posts: list[Post]) -> None:
    shared = Counter((post.creator and post.creator.username, post.created_s) for post in posts)
    assert max(shared.values()) >= 10


def test_spans_point_at_what_they_name_in_utf16(posts: list[Post]) -> None:
    checked = 0
    for post in posts:
        units = (post.text or "").encode("utf-16-le")
        for span in post.spans or ():
            marked = units[2 * span.start : 2 * span.end].decode("utf-16-le")
            assert marked == (f"#{span.hashtag}" if span.hashtag else f"@{span.username}")
            checked += 1
    assert checked > 1000


def test_people_sleep_at_night_in_their_own_zone(demo: World) -> None:
    busy = [author for author in demo.people if author.posts > 20 and not author.batches]
    for author in busy:
        zone = ZoneInfo(author.zone.name)
        hours = [datetime.fromtimestamp(moment.created_s, zone).hour for moment in moments_before_end(author)]
        assert not [hour for hour in hours if author.hours[hour] == 0]


def test_trends_rise_and_fade(demo: World) -> None:
    star = demo.people[1]
    days: dict[int, list[int]] = {}
    for moment in moments_before_end(star):
        sound = demo.studio.post_at(star, moment, END_S).sound
        if sound is not None and sound.album:
            days.setdefault(sound.id or 0, []).append(moment.created_s // DAY_S)
    spans = [max(each) - min(each) for each in days.values() if len(each) > 3]
    assert len(spans) > 10
    assert max(spans) <= 60


def test_nobody_reacts_to_what_is_not_there_yet(archive: Archive, posts: list[Post]) -> None:
    for post in posts:
        for comment in archive.comments(post.id):
            assert (comment.created_s or 0) >= (post.created_s or 0)
            assert (comment.created_s or 0) <= END_S
        counted = post.counts.comments if post.counts else 0
        assert len(archive.comments(post.id)) <= (counted or 0)


def test_a_large_world_is_made_in_batches_that_do_not_grow() -> None:
    world = World(7, Size(creators=100, posts=6_000))
    tracemalloc.start()
    longest = max(len(batch) for batch in world.observations())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert longest <= BATCH
    assert peak < 25_000_000


def test_who_is_told_of_a_comment_can_read_it(archive: Archive) -> None:
    sample = archive.creator(username=sample_username(7))
    assert sample is not None
    told = archive.notifications(sample.key or 0, kind=NotificationKind.COMMENT, after=None, limit=100).rows
    assert told
    for each in told:
        comment = archive.comment(each.comment or 0)
        assert comment is not None
        assert (comment.text, comment.post_id) == (each.text, each.post)
        assert comment.creator is not None
        assert each.sender is not None
        assert comment.creator.username == each.sender.username
