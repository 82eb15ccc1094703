"""The mobile API's posts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.importers.reading import post_in, read_file, read_json, read_one, real

from tokgate.domain.counts import Precision
from tokgate.domain.creators import Creator
from tokgate.domain.posts import Kind, Tombstone
from tokgate.domain.relations import Relation
from tokgate.importers.aweme import Aweme
from tokgate.importers.format import Rejected

ID = 7470969622276164906


def aweme(**members: Any) -> dict[str, Any]:
    return {
        "aweme_id": str(ID),
        "desc": "one two",
        "create_time": 1739470683,
        "statistics": {"play_count": 141567, "digg_count": 18651},
        "video": {"duration": 89131},
        "author": {"uid": "6659752019493208069", "unique_id": "someone", "sec_uid": "MS4wLjABAAAA1"},
        **members,
    }


def test_durations_are_milliseconds_and_statistics_exact() -> None:
    post = post_in(read_one(Aweme(), aweme()))
    assert (post.id, post.created_s, post.kind, post.duration_ms) == (ID, 1739470683, Kind.VIDEO, 89131)
    assert post.counts is not None
    assert (post.counts.plays, post.counts.saves, post.counts.precision) == (141567, None, Precision.EXACT)


def test_members_that_are_null_say_nothing() -> None:
    post = post_in(
        read_one(Aweme(), aweme(cha_list=None, text_extra=None, music=None, status=None, image_post_info=None))
    )
    assert (post.hashtags, post.sound, post.private, post.kind) == ([], None, None, Kind.VIDEO)


def test_ids_that_javascript_rounded_are_not_read() -> None:
    rounded = {"id": 7470969632736710000, "id_str": "7470969632736709422", "title": "original sound"}
    found = post_in(read_one(Aweme(), aweme(author_user_id=6659752019493208000, music=rounded)))
    assert found.creator is not None
    assert found.creator.user_id == "6659752019493208069"
    assert found.sound is not None
    assert found.sound.id == 7470969632736709422
    only_rounded = post_in(read_one(Aweme(), aweme(music={"id": 7470969632736710000, "mid": "7470969632736709422"})))
    assert only_rounded.sound is not None
    assert only_rounded.sound.id == 7470969632736709422


def test_an_author_without_handle_has_that_of_the_posts_own_link() -> None:
    author = {"uid": "6754760670083138566", "nickname": "Bre"}
    own = aweme(author=author, url=f"https://www.tiktok.com/@bre.0/photo/{ID}")
    strange = aweme(author=author, url="https://www.tiktok.com/@stranger/video/7545933721589910798")
    assert _username(own) == "bre.0"
    assert _username(strange) is None


def _username(value: dict[str, Any]) -> str | None:
    creator = post_in(read_one(Aweme(), value)).creator
    return creator.username if creator else None


@pytest.mark.parametrize(
    ("counters", "followers"),
    [({"follower_count": 0, "aweme_count": 0}, None), ({"follower_count": 25, "aweme_count": 0}, 25), ({}, None)],
)
def test_author_counters_of_feeds_that_are_all_zero_are_unknown(
    counters: dict[str, int], followers: int | None
) -> None:
    creator = post_in(read_one(Aweme(), aweme(author={"uid": "1", "unique_id": "a", **counters}))).creator
    assert creator is not None
    assert (creator.audience.followers if creator.audience else None) == followers


def test_hashtags_mentions_and_spans_count_utf16() -> None:
    caption = "🐝 #fyp @Amici Pizza"
    extra = [
        {"type": 1, "start": 3, "end": 7, "hashtag_name": "fyp", "hashtag_id": "229207", "user_id": ""},
        {"type": 0, "start": 8, "end": 20, "user_id": "7195352304136406059", "sec_uid": "MS4w"},
    ]
    post = post_in(
        read_one(Aweme(), aweme(desc=caption, text_extra=extra, cha_list=[{"cha_name": "FYP", "cid": "229207"}]))
    )
    assert [(tag.name, tag.id) for tag in post.hashtags or []] == [("FYP", "229207")]
    assert [(each.text, each.user_id) for each in post.mentions or []] == [("Amici Pizza", "7195352304136406059")]
    assert [(span.start, span.end) for span in post.spans or []] == [(3, 7), (8, 20)]


def test_a_pinned_post_is_pinned_and_a_deleted_one_has_a_tombstone() -> None:
    pinned = read_one(Aweme(), aweme(is_top=1))
    assert isinstance(pinned[1].subject, Relation)
    deleted = read_one(Aweme(), aweme(status={"is_delete": True, "private_status": 1}))
    assert isinstance(deleted[1].subject, Tombstone)
    assert post_in(deleted).private is True
    assert post_in(read_one(Aweme(), aweme(status={"is_delete": False, "private_status": 0}))).private is False


@pytest.mark.parametrize("broken", [None, "", "x", "12", 7.47e18, True, [], {}])
def test_an_id_that_is_none_is_refused_by_name(broken: object) -> None:
    with pytest.raises(Rejected) as refusal:
        read_one(Aweme(), aweme(aweme_id=broken))
    assert refusal.value.field == "aweme_id"


def test_posts_are_found_in_every_container(tmp_path: Path) -> None:
    lists: list[Any] = [
        {"aweme_list": [aweme()]},
        {"aweme_detail": aweme()},
        {"search_item_list": [{"aweme_info": aweme()}]},
        {"data": [{"aweme_info": aweme()}]},
        {"aweme_details": [aweme()]},
    ]
    for document in lists:
        assert list(read_json(document, tmp_path).posts) == [ID]


def test_a_lists_own_clock_tells_when(tmp_path: Path) -> None:
    reading = read_json({"aweme_list": [aweme()], "extra": {"now": 1739480364000}}, tmp_path)
    assert (reading.observations[0].observed_ms, reading.observations[0].instant_known) == (1739480364000, True)


def test_what_a_tool_says_of_a_record_goes_before_what_stands_around_it(tmp_path: Path) -> None:
    seen = aweme() | {"scraped_at": "2025-02-13T20:00:00Z", "timestamp": 1_600_000_000}
    reading = read_json({"aweme_list": [seen, aweme()], "extra": {"now": 1739480364000}}, tmp_path)
    assert [each.observed_ms for each in reading.observations] == [1_739_476_800_000, 1_739_480_364_000]


def test_real_profile_list() -> None:
    post = read_file(real("aweme/scrapecreators__profile_videos.json")).posts[ID]
    assert post.sound is not None
    assert post.sound.id == 7470969632736709422
    assert post.duration_ms == 89131
    assert post.creator is not None
    assert (post.creator.user_id, post.creator.username) == ("6659752019493208069", "stoolpresidente")
    assert post.creator.audience is not None
    assert post.creator.audience.followers == 4248754


def test_real_photo_post_without_a_handle() -> None:
    post = read_file(real("aweme/scrapecreators__trending_feed.json")).posts[7540000301621841183]
    assert (post.kind, len(post.image_urls or []), post.play_url) == (Kind.PHOTO, 1, None)
    assert post.title == "The most perfect fall getaway for the day or the night! 🍂"
    assert post.creator == Creator(
        user_id="6754760670083138566",
        sec_uid="MS4wLjABAAAANbZGXVN-iwJvesiIVGgD_nRTpyI4PGOXHEbt01cN9U5S3Ih21qUe5WQ9ztsn2J6h",
        username="breannafriedman0",
        name="Bre 🤍",
        bio=post.creator.bio if post.creator else None,
        avatar_url=post.creator.avatar_url if post.creator else None,
        region="US",
        language="en",
    )


def test_real_links_to_strangers_and_wrong_utc_times_are_not_believed() -> None:
    post = read_file(real("aweme/scrapecreators__keyword_search.json")).posts[7334621391758642478]
    assert post.creator is not None
    assert (post.creator.username, post.created_s) == ("kansascitychiefsfan5", 1707724682)
