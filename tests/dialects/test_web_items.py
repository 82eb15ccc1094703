"""Web item to Post and back."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tokgate.dialects.readings import InvalidMember
from tokgate.dialects.web.item import Item, UserInfo
from tokgate.dialects.web.reading import creator_of, post_of
from tokgate.dialects.web.tags import units
from tokgate.dialects.web.writing import encoded_items, item_of, renewed, user_info
from tokgate.domain.counts import Audience, Counts, Precision
from tokgate.domain.creators import Creator
from tokgate.domain.posts import MADE_UP_FILMS, Hashtag, Kind, Mention, Post, Sound, Span

CREATED = 1_701_020_508
ID = 7305827432509082913


def item(**members: Any) -> Item:
    """An item as the lists have it, and what the test is about."""
    whole = {"id": str(ID), "desc": "", "createTime": CREATED, "stats": {"playCount": 1}, **members}
    return msgspec.convert(whole, Item, strict=False)


def again(post: Post) -> Post:
    """The post of the item of a post, through JSON."""
    return post_of(msgspec.json.decode(msgspec.json.encode(item_of(post)), type=Item))


# Members that clients index


#: Of the items in JustOneAPI's documented answer; `event` is there only where a post has one.
ASKED_FOR = {
    "item": "AIGCDescription CategoryType IsHDBitrate backendSourceEventTracking contents creatorAIComment "
    "diversificationId duetDisplay isReviewing item_control stitchDisplay textTranslatable",
    "author": "UserStoryStatus downloadSetting isADVirtual isEmbedBanned",
    "music": "isCopyrighted is_commerce_music is_unlimited_music private shoot_duration tt2dsp",
    "video": "PlayAddrStruct VQScore bitrate bitrateInfo claInfo codecType definition size subtitleInfos videoID "
    "volumeInfo zoomCover",
}


def test_items_are_encoded_as_they_are_made() -> None:
    ana, bob = (Creator(key=key, username=name) for key, name in enumerate(("ana", "bob")))
    posts = [Post(id=ID + n, text="é", creator=creator) for n, creator in enumerate((ana, bob, ana, None, None))]

    assert [msgspec.json.decode(item) for item in encoded_items(posts)] == [item_of(post) for post in posts]


@pytest.mark.parametrize("kind", Kind)
def test_an_item_that_is_made_has_the_members_that_clients_index(kind: Kind) -> None:
    made = item_of(Post(id=ID, kind=kind, text="hello #you", hashtags=[Hashtag(name="you")]))

    for name, members in ASKED_FOR.items():
        assert set(members.split()) <= (made if name == "item" else made[name]).keys()
    assert made["contents"] == [{"desc": made["desc"], "textExtra": made["textExtra"]}]


def test_a_film_of_the_generated_world_is_of_one_size_wherever_it_is_told() -> None:
    address = f"{MADE_UP_FILMS}/video/1.mp4"
    video = item_of(Post(id=ID, kind=Kind.VIDEO, duration_ms=20_000, width=576, height=1024, play_url=address))["video"]
    [coding] = video["bitrateInfo"]

    assert coding["PlayAddr"] == video["PlayAddrStruct"]
    assert coding["PlayAddr"]["UrlList"] == [video["playAddr"]] == [address]
    assert coding["PlayAddr"]["DataSize"] == video["size"] == video["bitrate"] * 20 // 8
    assert (coding["PlayAddr"]["Width"], coding["PlayAddr"]["Height"]) == (video["width"], video["height"])
    assert coding["Bitrate"] == video["bitrate"] > 0


def test_of_another_film_nothing_is_made_up() -> None:
    video = item_of(Post(id=ID, kind=Kind.VIDEO, duration_ms=20_000, play_url="https://a.example/1.mp4"))["video"]
    unknown = item_of(Post(id=ID, kind=Kind.VIDEO))["video"]

    assert video["bitrateInfo"][0]["PlayAddr"]["UrlList"] == ["https://a.example/1.mp4"]
    assert (video["size"], video["bitrate"], video["codecType"]) == (0, 0, "")
    assert (unknown["bitrateInfo"], unknown["PlayAddrStruct"]["UrlList"]) == ([], [])


# Round trips

words = st.text(st.characters(codec="utf-8", exclude_characters="#@\0"), max_size=12)
names = st.text("abcdefgü日😱", min_size=1, max_size=6)
digits = st.integers(10**5, 2**63 - 1).map(str)
large = st.integers(0, 2**63 - 1)


@st.composite
def captions(draw: st.DrawFn) -> tuple[str, list[Span]]:
    """A caption, and where its tags and mentions stand in it."""
    text, spans = "", []
    for _ in range(draw(st.integers(0, 4))):
        text += draw(words)
        name, tagged = draw(names), draw(st.booleans())
        start = units(text)
        text += ("#" if tagged else "@") + name
        account = None if tagged else draw(digits)
        spans.append(
            Span(
                start=start,
                end=units(text),
                hashtag=name if tagged else None,
                hashtag_id=draw(st.none() | digits) if tagged else None,
                username=None if tagged else name,
                user_id=account,
            )
        )
    return text, spans


creators = st.builds(
    Creator,
    user_id=digits,
    sec_uid=st.just("MS4wLjABAAAAx"),
    username=names,
    name=names,
    bio=words,
    verified=st.booleans(),
    audience=st.builds(Audience, followers=large, following=large, likes=large, posts=large),
)
sounds = st.builds(
    Sound, id=st.integers(1, 2**63 - 1), title=names, author=names, original=st.booleans(), duration_ms=st.just(17_000)
)


@st.composite
def posts(draw: st.DrawFn) -> Post:
    created = draw(st.integers(CREATED - 10**8, CREATED + 10**8))
    text, spans = draw(captions())
    return Post(
        id=(created << 32) + draw(st.integers(0, 2**32 - 1)),
        creator=draw(creators),
        created_s=created,
        kind=draw(st.sampled_from(Kind)),
        text=text,
        counts=Counts(
            plays=draw(large),
            likes=draw(large),
            comments=draw(large),
            shares=draw(large),
            saves=draw(large),
            reposts=draw(large),
        ),
        sound=draw(sounds),
        spans=spans,
        hashtags=[
            Hashtag(name=name) for name in {span.hashtag.lower(): span.hashtag for span in spans if span.hashtag}
        ],
    )


@given(posts())
def test_a_post_comes_back_from_its_item(post: Post) -> None:
    back = again(post)
    assert (back.id, back.text, back.created_s, back.kind) == (post.id, post.text, post.created_s, post.kind)
    assert back.spans == post.spans
    assert back.sound == post.sound
    assert back.counts is not None
    assert post.counts is not None
    assert msgspec.structs.replace(back.counts, precision=Precision.UNKNOWN) == post.counts
    assert {tag.name.lower() for tag in back.hashtags or ()} == {tag.name.lower() for tag in post.hashtags or ()}


@given(posts())
def test_a_creator_comes_back_from_the_author(post: Post) -> None:
    back = again(post).creator
    assert back is not None
    assert post.creator is not None
    assert (back.user_id, back.sec_uid, back.username, back.bio) == (
        post.creator.user_id,
        post.creator.sec_uid,
        post.creator.username,
        post.creator.bio,
    )
    assert back.audience is not None
    assert back.audience.followers == (post.creator.audience or Audience()).followers


@given(posts())
def test_mentions_are_shown_as_the_caption_has_them(post: Post) -> None:
    named = [span.username for span in post.spans or () if span.username]
    assert [mention.text for mention in again(post).mentions or ()] == list(dict.fromkeys(named))


# Counts


def test_the_texts_of_stats_v2_are_preferred() -> None:
    post = post_of(item(stats={"collectCount": 71200, "playCount": 5}, statsV2={"collectCount": "71235"}))
    assert post.counts is not None
    assert (post.counts.saves, post.counts.plays) == (71235, 5)


def test_counts_in_steps_of_a_hundred_from_ten_thousand_on_are_rounded() -> None:
    rounded = post_of(item(stats={"playCount": 19_100_000, "diggCount": 24_200, "commentCount": 7121})).counts
    exact = post_of(item(stats={"playCount": 24_196_909, "diggCount": 24_200})).counts
    assert rounded is not None
    assert exact is not None
    assert (rounded.precision, exact.precision) == (Precision.ROUNDED, Precision.EXACT)


def test_a_negative_count_is_unknown() -> None:
    counts = post_of(item(stats={"playCount": -1_794_967_296, "diggCount": 3})).counts
    assert counts is not None
    assert (counts.plays, counts.likes) == (None, 3)


def test_hearts_beyond_32_bits_come_from_heart_or_the_texts() -> None:
    author = {"id": "77502"}
    from_heart = post_of(item(author=author, authorStats={"heartCount": -294967296, "heart": 4_000_000_000}))
    from_text = post_of(
        item(author=author, authorStats={"heartCount": -294967296, "heart": -1}, authorStatsV2={"heart": "4000000001"})
    )
    assert [_hearts(post) for post in (from_heart, from_text)] == [4_000_000_000, 4_000_000_001]


def test_an_odd_counter_of_the_author_does_not_cost_the_post() -> None:
    post = post_of(item(author={"id": "77502"}, authorStatsV2={"heart": "12.1K"}, authorStats={"followerCount": 2**70}))
    assert _hearts(post) is None


def _hearts(post: Post) -> int | None:
    assert post.creator is not None
    assert post.creator.audience is not None
    return post.creator.audience.likes


# Captions


def test_offsets_count_utf16_units_and_are_kept() -> None:
    post = post_of(item(desc="😱 @anna", textExtra=[{"start": 3, "end": 8, "userId": "77502", "userUniqueId": "anna"}]))
    assert post.spans == [Span(start=3, end=8, user_id="77502", username="anna")]
    assert post.mentions == [Mention(text="anna", username="anna", user_id="77502")]


def test_offsets_of_the_parts_of_a_caption_are_moved_to_the_whole() -> None:
    parts = [
        {"desc": "😱 one"},
        {"desc": "#two", "textExtra": [{"start": 0, "end": 4, "hashtagName": "two", "hashtagId": ""}]},
    ]
    post = post_of(item(desc="😱 one#two", contents=parts))
    assert post.spans == [Span(start=6, end=10, hashtag="two")]


def test_the_same_hashtag_is_listed_once_as_the_caption_spells_it() -> None:
    extra = [{"hashtagName": "FYP", "start": 0, "end": 4}, {"hashtagName": "fyp", "start": 5, "end": 9}]
    post = post_of(item(desc="#FYP #fyp", textExtra=extra, challenges=[{"id": "229207", "title": "fyp"}]))
    assert post.hashtags == [Hashtag(name="FYP", id="229207")]
    assert len(post.spans or ()) == 2


def test_lists_that_were_left_out_are_unknown_not_empty() -> None:
    assert post_of(item()).hashtags is None
    assert post_of(item(challenges=[])).hashtags == []


def test_tags_without_places_are_found_in_the_caption() -> None:
    post = Post(id=ID, text="😱 #FYPage #fyp", hashtags=[Hashtag(name="fyp", id="1")])
    (extra,) = item_of(post)["textExtra"]
    assert (extra["start"], extra["end"], extra["hashtagName"]) == (11, 15, "fyp")


# Members


def test_a_photo_post_is_told_by_its_pictures() -> None:
    pictures = {"images": [{"imageURL": {"urlList": ["https://p.example/1", "https://q.example/1"]}}], "title": "Two"}
    post = post_of(item(video={"duration": 0, "playAddr": ""}, imagePost=pictures))
    assert (post.kind, post.title, post.duration_ms) == (Kind.PHOTO, "Two", None)
    assert post.image_urls == ["https://p.example/1"]
    assert again(post).image_urls == post.image_urls
    assert post.url().split("/")[-2] == "photo"


def test_duet_of_nothing_is_none() -> None:
    assert post_of(item(duetInfo={"duetFromId": "0"})).duet_of is None
    assert post_of(item(duetInfo={"duetFromId": str(ID)})).duet_of == ID


def test_the_time_of_publication_may_be_text() -> None:
    assert post_of(item(createTime=str(CREATED))).created_s == CREATED


@pytest.mark.parametrize(
    ("members", "field", "says"),
    [
        ({"createTime": CREATED * 1000}, "createTime", "milliseconds"),
        ({"createTime": 12}, "createTime", "no Unix second"),
        ({"id": "12345"}, "id", "out of range"),
        ({"id": "9" * 30}, "id", "digits"),
        ({"id": "7.3e18"}, "id", "digits"),
        ({"id": ""}, "id", "digits"),
        ({"stats": {"playCount": 2**63}}, "stats.playCount", "at most"),
        ({"statsV2": {"playCount": "12.1K"}}, "statsV2.playCount", "12.1K"),
    ],
)
def test_what_cannot_be_right_is_refused_by_name(members: dict[str, Any], field: str, says: str) -> None:
    with pytest.raises(InvalidMember, match=says) as refused:
        post_of(item(**members))
    assert refused.value.field == field


def test_an_item_made_from_little_has_what_clients_index() -> None:
    made = item_of(Post(id=ID, text="hi", creator=Creator(username="anna")))
    assert made["createTime"] == ID >> 32
    assert made["author"]["uniqueId"] == "anna"
    assert made["author"]["secUid"].startswith("MS4wLjABAAAA")
    assert made["author"]["id"].isdecimal()
    assert made["stats"] == {"collectCount": 0, "commentCount": 0, "diggCount": 0, "playCount": 0, "shareCount": 0}
    assert made["statsV2"]["repostCount"] == "0"
    assert {"video", "music", "challenges", "textExtra", "duetInfo", "isAd"} <= made.keys()


# Renewal


def test_a_renewed_item_keeps_every_other_byte() -> None:
    stored = b'{"id":"7305827432509082913","desc":"a","volume":-15.10,"odd":1E2,"stats":{"playCount":1,"more":1.50}}'
    post = Post(id=ID, text="a", counts=Counts(plays=9, saves=2), creator=Creator(username="anna"))
    new = renewed(stored, post)
    assert b'"volume":-15.10,"odd":1E2' in new
    found = msgspec.json.decode(new)
    assert found["stats"]["playCount"] == 9
    assert found["stats"]["more"] == 1.5
    assert found["statsV2"]["collectCount"] == "2"
    assert found["author"]["uniqueId"] == "anna"
    assert found["video"]["id"] == str(ID)


def test_a_renewed_item_does_not_replace_what_it_has() -> None:
    stored = b'{"id":"7305827432509082913","desc":"a","author":{"uniqueId":"old"},"stats":{"playCount":5}}'
    found = msgspec.json.decode(renewed(stored, Post(id=ID, creator=Creator(username="new"))))
    assert (found["author"], found["stats"]["playCount"], found["desc"]) == ({"uniqueId": "old"}, 5, "a")


def test_a_changed_caption_brings_its_own_places() -> None:
    stored = msgspec.json.encode(
        {"id": str(ID), "desc": "#a", "textExtra": [{"start": 0, "end": 2}], "contents": [{"desc": "#a"}]}
    )
    post = Post(id=ID, text="new #a", spans=[Span(start=4, end=6, hashtag="a")])
    found = msgspec.json.decode(renewed(stored, post))
    assert found["desc"] == found["contents"][0]["desc"] == "new #a"
    assert [extra["start"] for extra in found["textExtra"]] == [4]


@given(posts(), posts())
def test_an_item_renewed_for_a_post_says_what_the_post_says(old: Post, new: Post) -> None:
    new = msgspec.structs.replace(new, id=old.id)
    back = post_of(msgspec.json.decode(renewed(msgspec.json.encode(item_of(old)), new), type=Item))
    assert (back.text, back.spans) == (new.text, new.spans if new.text != old.text else old.spans)
    assert back.counts is not None
    assert new.counts is not None
    assert (back.counts.plays, back.counts.reposts) == (new.counts.plays, new.counts.reposts)


def test_a_profile_reads_back_as_the_creator() -> None:
    creator = Creator(
        user_id="77502",
        sec_uid="MS4wLjABAAAAx",
        username="anna",
        name="Anna",
        bio="line\nline",
        bio_url="https://a.example",
        verified=True,
        private=False,
        likes_public=False,
        audience=Audience(followers=4_001_943, following=9, likes=3_000_000_000, posts=178, liked=1, friends=6),
    )
    profile = msgspec.convert(user_info(creator), UserInfo)
    back = creator_of(profile.user, profile.stats, profile.statsV2)
    assert back is not None
    assert back.audience is not None
    exact = msgspec.structs.replace(back.audience, precision=Precision.UNKNOWN)
    assert msgspec.structs.replace(back, audience=exact) == creator
