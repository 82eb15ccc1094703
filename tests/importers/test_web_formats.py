"""The web family: items, profiles, and the formats that are respelled as items."""

from __future__ import annotations

import gzip
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.importers.reading import FILE_MS, post_in, read_csv, read_file, read_json, read_one, real

from tokgate.domain.creators import Creator
from tokgate.domain.observations import Observation
from tokgate.domain.posts import Hashtag, Post
from tokgate.importers.format import Rejected
from tokgate.importers.formats import FORMATS, format_of
from tokgate.importers.scraper_jsonl import ScraperJsonl
from tokgate.importers.tiktok_scraper import TiktokScraper
from tokgate.importers.web_item import WebItem, WebProfile, WebUserCard
from tokgate.importers.web_item_legacy import WebItemLegacy
from tokgate.importers.zeeschuimer import Zeeschuimer

ID = "7305827432509082913"
SECOND = 1_701_020_508


def item(**members: Any) -> dict[str, Any]:
    return {
        "id": ID,
        "desc": "Wait #fyp",
        "createTime": SECOND,
        "author": {"id": "77502", "uniqueId": "anna", "secUid": "MS4wLjABAAAAx"},
        "stats": {"playCount": 12, "diggCount": 3},
        **members,
    }


def served(observation: Observation) -> dict[str, Any]:
    """The web item that an observation will be served as."""
    assert observation.web_item is not None
    found: dict[str, Any] = msgspec.json.decode(observation.web_item)
    return found


# Web items


def test_an_item_is_kept_as_the_bytes_it_came_as(tmp_path: Path) -> None:
    raw = b'{"id": "7305827432509082913","createTime":1701020508 ,"stats":{"playCount":1.0},"v":-15.10,"k":"\\u0041"}'
    path = tmp_path / "page.json"
    path.write_bytes(b'{"itemList": [ ' + raw + b" ]}")
    (observation,) = read_file(path).observations
    assert observation.web_item == raw
    assert observation.body == raw


@pytest.mark.parametrize(
    "holder",
    [
        lambda found: {"itemList": [found], "cursor": "1"},
        lambda found: {"items": [found]},
        lambda found: {"itemInfo": {"itemStruct": found}, "shareMeta": {}},
        lambda found: {"code": 0, "data": [found]},
        lambda found: {"data": {"data": [{"type": 1, "item": found, "common": {}}]}},
        lambda found: {"ItemModule": {ID: found}},
        lambda found: {"a": {"webapp.video-detail": {"itemInfo": {"itemStruct": found}}}},
        lambda found: [found],
        lambda found: {"raw": found},
        lambda found: found,
    ],
)
def test_items_are_found_wherever_they_are_held(holder: Any, tmp_path: Path) -> None:
    reading = read_json(holder(item()), tmp_path)
    assert reading.formats == {"web_item"}
    assert list(reading.posts) == [int(ID)]


@pytest.mark.parametrize("holder", [lambda answer: answer, lambda answer: {"code": 0, "data": answer}])
def test_the_instant_is_that_of_the_answer(holder: Any, tmp_path: Path) -> None:
    answer = {"extra": {"now": 1_770_288_483_000, "logid": "x"}, "itemList": [item()]}
    (observation,) = read_json(holder(answer), tmp_path).observations
    assert (observation.observed_ms, observation.instant_known) == (1_770_288_483_000, True)


def test_without_an_instant_the_files_time_stands_in(tmp_path: Path) -> None:
    (observation,) = read_json([item()], tmp_path).observations
    assert (observation.observed_ms, observation.instant_known) == (FILE_MS, False)


def test_an_item_without_author_is_the_given_creators(tmp_path: Path) -> None:
    projection = {name: member for name, member in item().items() if name != "author"}
    assert post_in(read_json([projection], tmp_path).observations).creator is None
    assert post_in(read_json([projection], tmp_path, creator="anna").observations).creator == Creator(username="anna")
    assert post_in(read_json([item()], tmp_path, creator="bea").observations).creator != Creator(username="bea")


def test_an_author_that_is_a_handle_has_its_ids_beside_it(tmp_path: Path) -> None:
    state = item(author="anna", authorId="77502", authorSecId="MS4wLjABAAAAx", nickname="Anna")
    creator = post_in(read_json({"ItemModule": {ID: state}}, tmp_path).observations).creator
    assert creator == Creator(username="anna", user_id="77502", sec_uid="MS4wLjABAAAAx", name="Anna")


@pytest.mark.parametrize(
    ("members", "field"),
    [
        ({"id": "x"}, "id"),
        ({"id": 7.3e18}, "id"),
        ({"id": "1305827432509"}, "id"),
        ({"createTime": SECOND * 1000}, "createTime"),
        ({"createTime": "yesterday"}, "createTime"),
        ({"stats": {"playCount": "12.1K"}}, "stats.playCount"),
        ({"stats": {}, "statsV2": {"playCount": "many"}}, "statsV2.playCount"),
    ],
)
def test_an_item_that_cannot_be_right_is_rejected_by_field(members: dict[str, Any], field: str) -> None:
    with pytest.raises(Rejected) as rejected:
        read_one(WebItem(), item(**members))
    assert rejected.value.field == field


def test_odd_members_beside_the_point_do_not_cost_the_post() -> None:
    post = post_in(read_one(WebItem(), item(music=[], video={"duration": "long"}, textExtra="none", isAd="maybe")))
    assert (post.id, post.text, post.sound, post.is_ad) == (int(ID), "Wait #fyp", None, None)


def test_an_id_that_came_as_a_number_is_exact() -> None:
    assert post_in(read_one(WebItem(), item(id=int(ID)))).id == int(ID)


def test_a_surrogate_without_its_half_does_not_cost_the_post(tmp_path: Path) -> None:
    path = tmp_path / "items.json"
    path.write_text(json.dumps([item(desc="cut \ud83d")]))
    (observation,) = read_file(path).observations
    assert post_in([observation]).text == "cut \ufffd"
    assert served(observation)["desc"] == "cut \ufffd"


def test_a_profile_is_a_creator_with_its_posts(tmp_path: Path) -> None:
    user = {"id": "77502", "uniqueId": "anna", "secUid": "MS4wLjABAAAAx", "signature": "hi"}
    profile = {"user": user, "stats": {"followerCount": 4_000_000}, "statsV2": {"followerCount": "4001943"}}
    unsigned = {name: member for name, member in item().items() if name != "author"}
    reading = read_json({"userInfo": profile | {"itemList": [unsigned]}}, tmp_path)
    creator, post = [observation.subject for observation in reading.observations]
    assert isinstance(creator, Creator)
    assert isinstance(post, Post)
    assert post.creator == Creator(user_id="77502", sec_uid="MS4wLjABAAAAx", username="anna")
    assert creator.audience is not None
    assert creator.audience.followers == 4_001_943
    assert len(reading.taken) == 1


def test_a_user_card_among_search_results_is_a_creator(tmp_path: Path) -> None:
    card = {"user_info": {"uid": "107955", "unique_id": "tiktok", "sec_uid": "MS4wLjABAAAAv", "follower_count": 5}}
    results = {"data": [{"type": 1, "item": item()}, {"type": 4, "user_list": [card]}, {"type": 9, "more": {}}]}
    reading = read_json(results, tmp_path)
    assert [type(observation.subject) for observation in reading.observations] == [Post, Creator]
    (refusal,) = reading.refused
    assert refusal.place == "record 3"
    assert "no known format" in refusal.reason


# Zeeschuimer

ZEESCHUIMER = {
    "nav_index": "1:4:0",
    "item_id": ID,
    "timestamp_collected": 1_697_108_706_245,
    "source_platform": "tiktok.com",
    "source_platform_url": "https://www.tiktok.com/search/video?q=x",
    "source_url": "https://www.tiktok.com/api/search/?msToken=secret",
    "user_agent": "Mozilla/5.0",
    "data": item(),
}


def test_zeeschuimer_drops_the_collectors_tokens_and_nothing_else() -> None:
    (observation,) = read_one(Zeeschuimer(), ZEESCHUIMER)
    assert served(observation) == item()
    assert observation.body is not None
    assert b"secret" not in observation.body
    assert set(ZEESCHUIMER) - set(msgspec.json.decode(observation.body)) == {"source_url", "user_agent"}
    assert (observation.observed_ms, observation.instant_known) == (1_697_108_706_245, True)


def test_zeeschuimer_names_the_field_below_data() -> None:
    with pytest.raises(Rejected) as rejected:
        read_one(Zeeschuimer(), ZEESCHUIMER | {"data": item(id="abc")})
    assert rejected.value.field == "data.id"


# Respelled formats

LEGACY = {
    "itemInfos": {
        "id": ID,
        "text": "#fyp hi",
        "createTime": str(SECOND),
        "authorId": "77502",
        "diggCount": 9285590,
        "playCount": 36322192,
        "video": {"urls": ["https://v.example/1"], "videoMeta": {"duration": 11, "width": 576, "height": 1024}},
    },
    "authorInfos": {"userId": "77502", "uniqueId": "anna", "nickName": "Anna", "signature": "i\\u2019m \\ud83d\\udc8c"},
    "authorStats": {"heartCount": "12499502"},
    "musicInfos": {"musicId": "6796638854863506182", "musicName": "Song", "original": ""},
    "challengeInfoList": [{"challengeId": "229207", "challengeName": "fyp"}],
    "textExtra": [{"Start": 0, "End": 4, "HashtagName": "fyp", "HashtagId": "", "UserId": ""}],
    "duetInfo": "0",
    "extra_member": [1.5],
}


def test_a_legacy_item_is_respelled() -> None:
    (observation,) = read_one(WebItemLegacy(), LEGACY)
    post = post_in([observation])
    assert post.counts is not None
    assert (post.id, post.text, post.created_s, post.counts.plays) == (int(ID), "#fyp hi", SECOND, 36322192)
    assert post.hashtags == [Hashtag(name="fyp", id="229207")]
    assert post.sound is not None
    assert post.sound.original is False
    assert post.duration_ms == 11_000
    assert served(observation)["video"]["playAddr"] == "https://v.example/1"
    assert served(observation)["extra_member"] == [1.5]


def test_text_that_was_escaped_twice_is_read() -> None:
    creator = post_in(read_one(WebItemLegacy(), LEGACY)).creator
    assert creator is not None
    assert creator.bio == "i\u2019m \U0001f48c"


SCRAPED = {
    "success": True,
    "url": f"https://www.tiktok.com/@anna/video/{ID}",
    "caption": "hi",
    "metadata": {
        "id": ID,
        "createTime": str(SECOND),
        "author": {"id": "77502", "uniqueId": "anna"},
        "stats": {"playCount": 10900, "likeCount": 212},
        "hashtags": ["Gym"],
        "region": "GB",
    },
    "video": {"playUrl": "https://v.example/1", "duration": 11, "fps": None},
    "music": {"id": "7582544924193671966", "title": "sound", "isOriginalSound": True},
    "top_comments": [{"id": None, "text": "So sad!"}],
    "normalized": {"author": {"bio": "IG"}, "video": {"scraped_at": "2026-03-13T11:31:14.437731+00:00"}},
}


def test_a_scraped_row_is_respelled() -> None:
    (observation,) = read_one(ScraperJsonl(), SCRAPED)
    post = post_in([observation])
    assert post.counts is not None
    assert (post.counts.likes, post.region, post.hashtags) == (212, "GB", [Hashtag(name="Gym")])
    assert post.sound is not None
    assert post.sound.original is True
    assert (observation.observed_ms, observation.instant_known) == (1_773_401_474_437, True)
    assert served(observation)["music"]["isOriginalSound"] is True


def test_a_scrapers_failure_is_rejected_with_its_first_line() -> None:
    row = {"success": False, "url": "https://x.example", "error": "Message: invalid session id\nStacktrace:\n0x7ff"}
    with pytest.raises(Rejected, match="invalid session id") as rejected:
        read_one(ScraperJsonl(), row)
    assert "Stacktrace" not in rejected.value.reason


SCRAPER_POST = {
    "id": ID,
    "text": "with @anna.b #fyp",
    "createTime": SECOND,
    "authorMeta": {"id": "77502", "name": "anna", "fans": 398700, "heart": 20400000},
    "musicMeta": {"musicId": "6911379433966357253", "musicName": "sound", "musicOriginal": True},
    "videoMeta": {"height": 1024, "width": 576, "duration": 17},
    "diggCount": 4165,
    "playCount": 18800,
    "mentions": ["@anna.b"],
    "hashtags": [{"id": "229207", "name": "fyp", "title": "", "cover": ""}],
    "downloaded": False,
}


def test_a_tiktok_scraper_post_is_respelled() -> None:
    (observation,) = read_one(TiktokScraper(), SCRAPER_POST)
    post = post_in([observation])
    assert post.creator is not None
    assert post.creator.audience is not None
    assert (post.creator.username, post.creator.audience.followers) == ("anna", 398700)
    assert [(span.start, span.end, span.hashtag or span.username) for span in post.spans or ()] == [
        (5, 12, "anna.b"),
        (13, 17, "fyp"),
    ]
    assert served(observation)["downloaded"] is False


def test_both_csv_layouts_of_tiktok_scraper_are_read(tmp_path: Path) -> None:
    flat = read_csv(
        f'"id","text","createTime","authorId","musicId","videoUrl","diggCount","shareCount","commentCount"\n'
        f'"{ID}","a, ""b""\nc","{SECOND}","24155210","6740971113720842241","https://v.example",68536,80,105\n',
        tmp_path,
    )
    nested = read_csv(
        f"id,text,createTime,authorMeta.name,authorMeta.fans,diggCount,hashtags\n"
        f'{ID},[1],{SECOND},anna,7,,"[{{""name"":""fyp""}}]"\n',
        tmp_path,
    )
    assert flat.formats == nested.formats == {"tiktok_scraper"}
    first, second = post_in(flat.observations), post_in(nested.observations)
    assert (first.text, first.creator) == ('a, "b"\nc', Creator(user_id="24155210"))
    assert first.counts is not None
    assert (first.counts.likes, first.counts.plays) == (68536, None)
    assert second.text == "[1]"
    assert second.hashtags == [Hashtag(name="fyp")]
    assert second.counts is not None
    assert second.counts.likes is None


@pytest.mark.parametrize("value", [LEGACY, SCRAPED, SCRAPER_POST])
def test_no_value_of_a_respelled_record_is_lost(value: dict[str, Any]) -> None:
    form = format_of(value)
    assert form is not None
    (observation,) = read_one(form, value)
    assert msgspec.json.decode(observation.body or b"") == value
    kept = served(observation)
    assert {name: member for name, member in value.items() if name not in kept} == {}


# Shape, and shapelessness


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (item(), "web_item"),
        (item(author="handle"), "web_item"),
        (ZEESCHUIMER, "zeeschuimer"),
        (LEGACY, "web_item_legacy"),
        (SCRAPED, "scraper_jsonl"),
        ({"success": False, "url": "", "error": ""}, "scraper_jsonl"),
        (SCRAPER_POST, "tiktok_scraper"),
        ({"user": {"uniqueId": "anna"}, "stats": {}}, "web_profile"),
        ({"user_info": {"sec_uid": "x", "unique_id": "y"}}, "web_user_card"),
    ],
)
def test_the_format_is_told_by_the_shape(value: dict[str, Any], name: str) -> None:
    form = format_of(value)
    assert form is not None
    assert form.name == name


WEB_FORMATS = (
    WebItem(),
    WebProfile(),
    WebUserCard(),
    Zeeschuimer(),
    WebItemLegacy(),
    ScraperJsonl(),
    TiktokScraper(),
)
MEMBERS = sorted(
    {*item(), *ZEESCHUIMER, *LEGACY, *SCRAPED, *SCRAPER_POST, "video", "music", "statsV2", "contents", "user", "userId"}
    | {"playCount", "start", "end", "hashtagName", "urlList", "images", "imagePost", "success", "heart", "data"}
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(-1e9, 1e9) | st.text() | st.just(ID),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(MEMBERS), inner, max_size=6),
    max_leaves=20,
)


@given(st.sampled_from([item(), ZEESCHUIMER, LEGACY, SCRAPED, SCRAPER_POST]), st.data())
def test_whatever_stands_in_a_member_the_record_is_read_or_rejected(value: dict[str, Any], data: st.DataObject) -> None:
    replaced = data.draw(st.dictionaries(st.sampled_from(sorted(value)), anything, max_size=4))
    record = value | replaced
    for form in WEB_FORMATS:
        if form.matches(record):
            with suppress(Rejected):
                assert read_one(form, record)


@given(anything)
def test_no_value_is_too_odd_to_be_looked_at(value: Any) -> None:
    for form in FORMATS:
        assert form.matches(value) in (True, False)


# Real files


@pytest.mark.parametrize(
    ("path", "taken", "refused"),
    [
        ("web_item/f2__item_detail_2023-12-01.json", 1, 0),
        ("web_item/ideasseek__tikhub_general_search_2026-02-05.json", 12, 0),
        ("web_item/scrapfly__channel_2026-01-29.json", 53, 0),
        ("web_item/scrapfly__post_detail.json", 1, 0),
        ("web_item/scrapfly__profile.json", 1, 0),
        ("web_item/scrapfly__search_2025-09-30.json", 36, 0),
        ("web_item/scrapfly__search_2026-01-29.json", 84, 0),
        ("web_item/videodata__popular_2020-06.json", 30, 0),
        ("web_item_legacy/videodata__hashtag_itemInfos.json", 30, 0),
        ("zeeschuimer/zeeschuimer_decoder__tiktok_lines_01-48.ndjson", 48, 0),
        ("scraper_jsonl/jsebastian__juan_sebastian_fitness_self_improvement.jsonl", 96, 1),
        ("scraper_jsonl/jsebastian__alp_arslan_politics_social_issues.jsonl", 138, 308),
        ("tiktok_scraper/drawrowfly__thebigbradwolf_2021-01.json", 65, 0),
        ("tiktok_scraper/drawrowfly__hashtag_2020-01.csv", 10, 0),
    ],
)
def test_every_record_of_a_real_file_is_read(path: str, taken: int, refused: int) -> None:
    reading = read_file(real(path))
    assert (len(reading.taken), len(reading.refused)) == (taken, refused)


def test_saves_that_disagree_are_the_exact_ones() -> None:
    """Edge case 2: collectCount 71200 in stats, "71235" in statsV2."""
    posts = read_file(real("web_item/ideasseek__tikhub_general_search_2026-02-05.json")).posts
    assert 71235 in {post.counts.saves for post in posts.values() if post.counts}


def test_real_offsets_cut_the_hashtag_out_of_the_caption() -> None:
    """Edge case 11: 145 to 151 is "#piano" in UTF-16 and something else in code points."""
    post = read_file(real("web_item/f2__item_detail_2023-12-01.json")).posts[7305827432509082913]
    span = next(span for span in post.spans or () if span.start == 145)
    coded = (post.text or "").encode("utf-16-le")[2 * span.start : 2 * span.end]
    assert coded.decode("utf-16-le") == "#piano"


def test_a_detail_page_with_text_for_numbers_is_read() -> None:
    """Edge case 7: createTime and collectCount are text."""
    post = read_file(real("web_item/scrapfly__post_detail.json")).posts[7198206283571285294]
    assert post.created_s == 1675963028
    assert post.counts is not None
    assert post.counts.saves == 97723


def test_a_caption_with_line_separators_is_one_record() -> None:
    """Edge case 15: U+2028 and no-break spaces in the caption."""
    posts = read_file(real("web_item/scrapfly__search_2025-09-30.json")).posts
    assert "\u2028" in (posts[7518799590921964822].text or "")


def test_keys_left_out_by_zeeschuimer_are_unknown() -> None:
    """Edge case 18: no textExtra, no challenges."""
    posts = read_file(real("zeeschuimer/zeeschuimer_decoder__tiktok_lines_01-48.ndjson")).posts
    assert any(post.hashtags is None for post in posts.values())
    assert all(post.id >> 32 <= (post.created_s or 0) for post in posts.values())


def test_tags_in_every_script_are_kept() -> None:
    """Edge case 14: emoji, right to left, half-width kana; an empty hashtagId is none."""
    posts = read_file(real("web_item/ideasseek__tikhub_general_search_2026-02-05.json")).posts
    names = {tag.name for post in posts.values() for tag in post.hashtags or ()}
    assert {"سارائیکی", "fypシ゚"} <= names
    assert all(tag.id != "" for post in posts.values() for tag in post.hashtags or ())


def test_short_user_ids_are_ids() -> None:
    """Edge case 41."""
    posts = read_file(real("web_item/videodata__popular_2020-06.json")).posts
    posts |= read_file(real("web_item/scrapfly__search_2026-01-29.json")).posts
    ids = {post.creator.user_id for post in posts.values() if post.creator and post.creator.user_id}
    assert any(len(user_id) < 12 for user_id in ids)


def test_an_ad_is_told() -> None:
    """Edge case 4."""
    posts = read_file(real("scraper_jsonl/jsebastian__juan_sebastian_fitness_self_improvement.jsonl")).posts
    assert posts[7575139104069881090].is_ad is True


def test_a_packed_copy_says_the_same(tmp_path: Path) -> None:
    plain = real("zeeschuimer/zeeschuimer_decoder__tiktok_lines_01-48.ndjson")
    packed = tmp_path / "lines.ndjson.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    assert read_file(packed).observations == read_file(plain).observations


def test_a_scheduled_post_appears_days_after_its_upload() -> None:
    """Edge case 10: the second in the id is that of the upload, not of publication."""
    created = (int(ID) >> 32) + 12 * 86_400
    assert post_in(read_one(WebItem(), item(createTime=created))).created_s == created


def test_an_empty_caption_is_a_caption() -> None:
    """Edge case 5."""
    assert post_in(read_one(WebItem(), item(desc=""))).text == ""


def test_no_plays_beside_many_likes_stay_as_they_came() -> None:
    """Edge case 25: 0 is what the source says."""
    counts = post_in(read_one(WebItem(), item(stats={"playCount": 0, "diggCount": 9}))).counts
    assert counts is not None
    assert (counts.plays, counts.likes) == (0, 9)


@pytest.mark.parametrize(("original", "means"), [("", False), (True, True), (False, False)])
def test_one_member_may_come_in_several_types(original: object, means: bool) -> None:
    """Edge case 46: musicInfos.original is "" or true, heartCount text beside numbers."""
    infos = {"musicId": "6796638854863506182", "musicName": "Song", "original": original}
    post = post_in(read_one(WebItemLegacy(), LEGACY | {"musicInfos": infos}))
    assert post.sound is not None
    assert post.sound.original is means
    assert post.creator is not None
    assert post.creator.audience is not None
    assert post.creator.audience.likes == 12499502
