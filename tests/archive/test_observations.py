"""What observations make of posts."""

from __future__ import annotations

import msgspec
import pytest
import zstandard
from tests.archive.makers import (
    ANN,
    BOB,
    DUPLICATE,
    NEW,
    ORIGIN,
    SECOND,
    UPDATED,
    counts_of,
    item_of,
    keep,
    key_of,
    post,
    post_id,
    read_through,
    seen,
    seen_as_item,
    the_post,
)  # fmt: skip

from tokgate.archive.errors import UnkeepableError
from tokgate.domain.counts import Audience, Counts
from tokgate.domain.creators import Creator
from tokgate.domain.ports import Archive
from tokgate.domain.posts import Hashtag, Kind, Post, Sound, Tombstone


def test_the_same_batch_again_is_all_duplicates(archive: Archive) -> None:
    batch = [
        seen(post(1, counts=Counts(plays=1)), 10),
        seen(post(1, counts=Counts(plays=2)), 10),
        seen(post(1, counts=Counts(plays=1)), 20),
        seen(post(2, text="other"), 5, body=b"{}"),
        seen(post(1, counts=Counts(plays=1)), 10),
    ]
    assert keep(archive, *batch) == [NEW, UPDATED, UPDATED, NEW, DUPLICATE]
    before = list(archive.all_posts()), archive.history(post_id(1)), list(archive.creators())
    assert keep(archive, *batch) == [DUPLICATE] * 5
    assert (list(archive.all_posts()), archive.history(post_id(1)), list(archive.creators())) == before


def test_without_a_known_instant_the_same_words_are_the_same_observation(archive: Archive) -> None:
    assert keep(archive, seen(post(), 10, instant_known=False)) == [NEW]
    assert keep(archive, seen(post(), 99, instant_known=False)) == [DUPLICATE]
    assert keep(archive, seen(post(), 77)) == [DUPLICATE]
    assert keep(archive, seen(post(), 99, instant_known=False, source="other")) == [UPDATED]


def test_unchanged_counts_at_another_instant_are_evidence_too(archive: Archive) -> None:
    keep(archive, seen(post(counts=Counts(plays=5)), 10))
    assert keep(archive, seen(post(counts=Counts(plays=5)), 20)) == [UPDATED]
    assert [each.observed_ms for each in archive.history(post_id(0))] == [10, 20]


@pytest.mark.parametrize("apart", [False, True])
def test_newer_overwrites_older_fills_and_none_does_neither(archive: Archive, apart: bool) -> None:
    batch = [
        seen(post(text="new", language=None, counts=Counts(plays=9)), 20),
        seen(post(text="old", language="en", title="t", counts=Counts(plays=5, likes=1)), 10),
        seen(post(text=None, kind=Kind.VIDEO, counts=Counts(comments=3)), 30),
    ]
    for part in [[each] for each in batch] if apart else [batch]:
        keep(archive, *part)
    found = the_post(archive)
    assert (found.text, found.language, found.title, found.kind) == ("new", "en", "t", Kind.VIDEO)
    assert counts_of(archive) == Counts(plays=9, likes=1, comments=3)


def test_all_that_a_post_says_comes_back(archive: Archive) -> None:
    full = post(
        kind=Kind.PHOTO, title="t", language="en", region="DE", duration_ms=1500, width=3, height=4, cover_url="c",
        play_url="p", image_urls=["i"], counts=Counts(plays=0), sound=Sound(id=5, title="s", original=False),
        hashtags=[Hashtag(name="Ä", id="1")], mentions=[], is_ad=False, private=False, pinned=True, duet_of=2**62,
        stitch_of=1, voice_to_text="v", details={"effect_ids": [2**60]},
    )  # fmt: skip
    keep(archive, seen(full))
    found = the_post(archive)
    assert found.creator is not None
    assert found.creator.user_id == "11"
    assert Post(**{name: getattr(found, name) for name in found.__struct_fields__} | {"creator": ANN}) == full


def test_a_source_that_knows_only_names_takes_no_ids_away(archive: Archive) -> None:
    keep(archive, seen(post(hashtags=[Hashtag(name="Cats", id="7")], sound=Sound(id=5, title="song")), 10))
    keep(archive, seen(post(hashtags=[Hashtag(name="cats"), Hashtag(name="dogs")], sound=Sound(id=5)), 20))
    found = the_post(archive)
    assert found.hashtags == [Hashtag(name="cats", id="7"), Hashtag(name="dogs")]
    assert found.sound == Sound(id=5, title="song")


def test_a_stub_overwrites_nothing_and_is_hydrated_later(archive: Archive) -> None:
    stub = Post(id=post_id(0), creator=BOB)
    assert keep(archive, seen(stub, 10)) == [NEW]
    assert archive.item(post_id(0)) is None
    assert [each.is_stub for each in archive.all_posts()] == [True]
    assert archive.items(key_of(archive, "bob"), after=None, limit=5).rows == []
    assert keep(archive, seen(post(second=SECOND + 5, creator=ANN), 5)) == [NEW]
    assert keep(archive, seen(Post(id=post_id(0), creator=ANN, text="full"), 5)) == [UPDATED]
    assert keep(archive, seen(Post(id=post_id(0), creator=BOB), 50)) == [UPDATED]
    found = the_post(archive)
    assert found.text == "full"
    assert found.creator is not None
    assert found.creator.username == "ann"


def test_a_creator_learnt_later_moves_the_post_to_its_list(archive: Archive) -> None:
    keep(archive, seen(post(creator=None)))
    assert len(list(archive.all_posts(0))) == 1
    keep(archive, seen(post(), 2))
    assert list(archive.all_posts(0)) == []
    assert len(read_through(archive, key_of(archive), 5)) == 1


def test_a_time_learnt_later_moves_the_post(archive: Archive) -> None:
    keep(archive, seen(post(created_s=None), 10), seen(post(1, created_s=None), 10))
    assert the_post(archive).created_s == SECOND
    keep(archive, seen(post(created_s=SECOND + 60), 5))
    assert the_post(archive).created_s == SECOND + 60
    assert [piece.id for piece in read_through(archive, key_of(archive), 1)] == [post_id(0), post_id(1)]


@pytest.mark.parametrize(("bad", "why"), [
    (Post(id=7, text="x"), "no plausible time"),
    (Post(id=post_id(1), text="x", created_s=SECOND * 1000), "no Unix second"),
    (Post(id=2**64, text="x", created_s=SECOND), "63 bits"),
    (Post(id=post_id(1), text="x", counts=Counts(plays=2**63)), "counts.plays is beyond 63 bits"),
    (Post(id=post_id(1), text="\ud83d"), "surrogates"),
])  # fmt: skip
@pytest.mark.parametrize("body", [None, b"{}"])
def test_what_cannot_be_kept_is_named_and_nothing_of_its_batch_stays(
    archive: Archive, bad: Post, why: str, body: bytes | None
) -> None:
    with pytest.raises(UnkeepableError, match=rf"{bad.id}.*{why}"):
        archive.commit([seen(post(5)), seen(bad, body=body)], ORIGIN, checkpoint=("run", b"1"))
    assert list(archive.all_posts()) == []
    assert archive.checkpoint("run") is None
    assert keep(archive, seen(post(5))) == [NEW]


def test_a_gone_post_is_kept_but_not_served_until_it_is_seen_again(archive: Archive) -> None:
    keep(archive, seen_as_item(post(), 10))
    tombstone = seen(Tombstone(post=Post(id=post_id(0)), reason="removed"), 20)
    assert keep(archive, tombstone) == [UPDATED]
    assert archive.item(post_id(0)) is None
    assert archive.posts_by_id([post_id(0)]) == []
    assert len(list(archive.all_posts())) == 1
    assert keep(archive, seen(post(), 15)) == [UPDATED]
    assert archive.item(post_id(0)) is None
    assert keep(archive, seen(post(), 30)) == [UPDATED]
    assert keep(archive, tombstone) == [DUPLICATE]
    assert archive.item(post_id(0)) is not None


def test_a_tombstone_older_than_a_sighting_buries_nothing(archive: Archive) -> None:
    keep(archive, seen(post(), 30), seen(Tombstone(post=Post(id=post_id(0)), reason="removed"), 20))
    assert archive.item(post_id(0)) is not None


def test_private_posts_are_not_listed(archive: Archive) -> None:
    keep(archive, seen(post(private=True), 1))
    assert read_through(archive, key_of(archive), 5) == []
    keep(archive, seen(post(private=False), 2))
    assert len(read_through(archive, key_of(archive), 5)) == 1


def stored(archive: Archive) -> bytes:
    item = archive.item(post_id(0))
    assert item is not None
    assert item.zstd is not None
    return zstandard.ZstdDecompressor().decompress(item.zstd)


def test_items_are_zstd_bytes_of_the_newest_item(archive: Archive) -> None:
    keep(archive, seen_as_item(post(), 20, n=2), seen_as_item(post(), 10, n=1), seen_as_item(post(), 20, n=3))
    item = archive.item(post_id(0))
    assert item is not None
    assert item.zstd is not None
    assert zstandard.get_frame_parameters(item.zstd).content_size == len(item_of(post(), n=3))
    assert stored(archive) == item_of(post(), n=3)


def test_an_item_is_renewed_when_another_source_says_newer_things_and_as_it_came_is_kept(archive: Archive) -> None:
    def plays() -> int:
        return int(msgspec.json.decode(stored(archive))["stats"]["playCount"])

    came = seen_as_item(post(counts=Counts(plays=1)), 10)
    keep(archive, came)
    keep(archive, seen(post(counts=Counts(plays=2)), 5, source="research"))
    assert stored(archive) == came.body
    keep(archive, seen(post(counts=Counts(plays=1)), 20, source="research"))
    assert stored(archive) == came.body
    keep(archive, seen(post(counts=Counts(plays=2)), 30, source="research"))
    assert plays() == 2
    assert archive.body(post_id(0), came.source) == came.body
    later = seen_as_item(post(counts=Counts(plays=1)), 25, n=1)
    keep(archive, later)
    assert plays() == 2
    assert archive.body(post_id(0), came.source) == later.body
    newest = seen_as_item(post(counts=Counts(plays=3)), 40)
    keep(archive, newest)
    assert stored(archive) == newest.body == archive.body(post_id(0), came.source)


def test_what_another_source_says_is_written_into_the_item_once_and_not_at_each_read(archive: Archive) -> None:
    keep(archive, seen_as_item(post(counts=Counts(plays=1)), 10))
    keep(archive, seen(post(counts=Counts(plays=2)), 30, source="research"))
    commit = archive.commit_number()

    pages = [archive.items(key_of(archive), after=None, limit=5).rows for _ in range(2)]
    frames = [row.zstd for page in pages for row in page]

    assert [msgspec.json.decode(zstandard.decompress(each or b""))["stats"]["playCount"] for each in frames] == [2, 2]
    assert archive.commit_number() == commit


def test_an_item_without_its_author_is_made_whole(archive: Archive) -> None:
    keep(archive, seen(post(text="hello", counts=Counts(plays=7)), 50, web_item=b'{"id":"1"}'))
    item = msgspec.json.decode(stored(archive))
    assert item["author"]["uniqueId"] == "ann"
    assert item["stats"]["playCount"] == 7


def test_the_newest_body_of_each_source_comes_back_byte_for_byte(archive: Archive) -> None:
    rows = ((10, "a", 1), (20, "b", 2), (15, "a", 3), (30, "a", 4), (25, "b", 5))
    newest: dict[str, tuple[int, bytes]] = {}
    for at, source, n in rows:
        keep(archive, seen_as_item(post(), at, source=source, n=n))
        newest[source] = max(newest.get(source, (0, b"")), (at, item_of(post(), n=n)))
        for name, (_, body) in newest.items():
            assert archive.body(post_id(0), name) == body
    keep(archive, seen(post(), 40, source="a", body=b'{ "other": 1 }', web_item=item_of(post())))
    assert archive.body(post_id(0), "a") == b'{ "other": 1 }'
    assert archive.body(post_id(0), "b") == item_of(post(), n=5)
    assert archive.body(post_id(0), "c") is None


def test_history_is_told_in_order_with_the_text_where_it_changed(archive: Archive) -> None:
    keep(archive, seen(post(text="a", counts=Counts(plays=2)), 20))
    keep(archive, seen(post(text="a", counts=Counts(plays=3)), 30), seen(post(text="b", counts=Counts(plays=4)), 40))
    keep(archive, seen(post(text="b", counts=Counts(plays=1)), 10, source="research"), seen(Post(id=post_id(0)), 50))
    history = archive.history(post_id(0))
    assert [(each.observed_ms, each.counts.plays, each.text) for each in history] == [
        (10, 1, None), (20, 2, "a"), (30, 3, None), (40, 4, "b"),
    ]  # fmt: skip
    assert history[0].source == "research"


def test_a_creator_in_a_post_does_not_change_its_outcome_and_one_alone_has_its_own(archive: Archive) -> None:
    ann = Creator(user_id="11", username="ann", name="Ann")
    assert keep(archive, seen(post())) == [NEW]
    assert keep(archive, seen(ann, 2), seen(BOB, 2)) == [UPDATED, NEW]
    assert keep(archive, seen(ann, 2), seen(BOB, 2)) == [DUPLICATE, DUPLICATE]


def test_a_renewed_item_says_what_is_known_of_its_author_now(archive: Archive) -> None:
    item = item_of(post(), authorStats={"followerCount": 1376, "heart": 9}, authorStatsV2={"followerCount": "1376"})
    keep(archive, seen(post(counts=Counts(plays=1)), 10, body=item, web_item=item))
    ann = Creator(user_id="11", username="ann", audience=Audience(followers=1377))
    keep(archive, seen(ann, 20), seen(post(counts=Counts(plays=2)), 20, source="research"))
    told = msgspec.json.decode(stored(archive))
    assert told["authorStats"] == {"followerCount": 1377, "heart": 9}
    assert told["authorStatsV2"] == {"followerCount": "1377"}


WHOLE = "a caption of more than fifty letters, which somebody wrote in one go and never changed"


@pytest.mark.parametrize("dots", ["...", "…", " …"])
@pytest.mark.parametrize(("whole_at", "cut_at"), [(10, 20), (20, 10)])
@pytest.mark.parametrize("whole_first", [True, False])
def test_a_text_that_was_cut_gives_way_to_the_whole_one(
    dots: str, whole_at: int, cut_at: int, whole_first: bool, archive: Archive
) -> None:
    whole, cut = seen_as_item(post(text=WHOLE), whole_at, desc=WHOLE), seen(post(text=WHOLE[:60] + dots), cut_at)
    for said in (whole, cut) if whole_first else (cut, whole):
        keep(archive, said)
    assert the_post(archive).text == WHOLE
    assert msgspec.json.decode(stored(archive))["desc"] == WHOLE


def test_a_text_that_ends_in_dots_of_its_own_is_a_text(archive: Archive) -> None:
    keep(archive, seen(post(text=WHOLE[:60] + "..."), 10))
    assert the_post(archive).text == WHOLE[:60] + "..."
    keep(archive, seen(post(text="another one..."), 20))
    assert the_post(archive).text == "another one..."
    keep(archive, seen(post(text="another one, and older"), 10))
    assert the_post(archive).text == "another one..."
