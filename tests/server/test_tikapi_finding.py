"""What TikAPI finds: sounds, hashtags, searches and what there is to discover."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from tests.evidence import shows
from tests.made import creator_named, keep
from tests.server.tikapi_calls import KEY, get, pages, refused
from tests.serving import serving

from tokgate.archive import open_archive
from tokgate.contract.errors import Cause
from tokgate.dialects.tikapi.resources.earlier import EarlierPublic
from tokgate.dialects.tikapi.resources.public import Public
from tokgate.domain.creators import Creator
from tokgate.domain.ports import Archive
from tokgate.domain.posts import Hashtag, Post, Sound
from tokgate.server.demo import demo_credentials


@pytest.fixture(scope="module")
def post(archive: Archive, sample: Creator) -> Post:
    posts = archive.posts(sample.key or 0, after=None, limit=100).rows
    return next(post for post in posts if post.sound and post.sound.id and post.hashtags)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """An archive whose posts share their second, their sound and a hashtag that has no id."""
    archive = open_archive(str(tmp_path_factory.mktemp("made") / "made.db"))
    for name in ("ann", "bob", "cyd"):
        posts = [
            Post(
                id=(1_780_000_000 << 32) + 100 * len(name) + ord(name[0]) * 1000 + number,
                created_s=1_780_000_000,
                text=f"Fresh bread {number} #Bread",
                hashtags=[Hashtag(name="Bread")],
                sound=Sound(id=77, title="Oven 100%", author="Ann"),
            )
            for number in range(11)
        ]
        keep(archive, creator_named(name), posts)
    with (
        serving(archive, demo_credentials(archive.creator(username="ann"))) as url,
        httpx.Client(base_url=url) as client,
    ):
        yield client
    archive.close()


def ids(bodies: Iterator[dict[str, Any]], name: str = "itemList") -> list[str]:
    return [item["id"] for body in bodies for item in body[name]]


# Sounds and hashtags


@shows(Public.music, Public.musicInfo)
def test_posts_with_a_sound_page_to_their_end(http: httpx.Client, archive: Archive, post: Post) -> None:
    assert post.sound
    sound = post.sound.id or 0
    known = [str(item.id) for item in archive.sound_items(sound, after=None, limit=1000).rows]

    assert ids(pages(http, "/public/music", "cursor", id=sound, count=7)) == known
    about = get(http, "/public/music/info", id=sound)["musicInfo"]
    assert (about["music"]["id"], about["music"]["title"]) == (str(sound), post.sound.title)
    assert about["stats"]["videoCount"] == len(known)


@shows(Public.hashtag)
def test_a_hashtag_is_found_by_name_and_then_paged_by_its_id(http: httpx.Client, archive: Archive, post: Post) -> None:
    tag = (post.hashtags or [])[0]
    known = [str(item.id) for item in archive.hashtag_items(tag.name, after=None, limit=1000).rows]
    first = get(http, "/public/hashtag", name=tag.name.upper(), count=7)
    challenge = first["challengeInfo"]["challenge"]

    assert (challenge["id"], challenge["title"].lower()) == (tag.id, tag.name.lower())
    assert first["challengeInfo"]["stats"]["videoCount"] == len(known)
    rest = pages(http, "/public/hashtag", "cursor", id=challenge["id"], cursor=first["cursor"], count=7)
    assert [item["id"] for item in first["itemList"]] + ids(rest) == known
    assert "itemStruct" not in first


@shows(Public.hashtag, Public.music)
@pytest.mark.parametrize("count", [1, 4, 30])
def test_posts_that_share_a_second_come_once_each(made: httpx.Client, count: int) -> None:
    tag = get(made, "/public/hashtag", name="#bread")["challengeInfo"]["challenge"]["id"]
    assert tag.isdecimal()

    by_tag = ids(pages(made, "/public/hashtag", "cursor", id=tag, count=count))
    by_sound = ids(pages(made, "/public/music", "cursor", id=77, count=count))
    by_word = ids(pages(made, "/public/search/videos", "nextCursor", query="bread"), "item_list")
    popular = ids(pages(made, "/public/discover/v3", "nextCursor", keyword="bread", count=count))

    assert len(by_tag) == len(set(by_tag)) == 33
    assert by_sound == by_tag == by_word
    assert sorted(popular) == sorted(by_tag)


@shows(Public.music, Public.search)
@pytest.mark.parametrize(
    ("path", "name", "params"),
    [("/public/music", "itemList", {"id": 77}), ("/public/search/videos", "item_list", {"query": "bread"})],
)
def test_an_instant_is_a_place_in_a_list_by_time(
    made: httpx.Client, path: str, name: str, params: dict[str, object]
) -> None:
    shared = 1_780_000_000

    assert get(made, path, **params, cursor=(shared + 1) * 1000)[name] == get(made, path, **params)[name]
    assert get(made, path, **params, cursor=shared * 1000)[name] == []


@shows(
    Public.hashtag, Public.music, Public.musicInfo,
    causes=(Cause.UNKNOWN_HASHTAG, Cause.UNKNOWN_SOUND, Cause.MISSING_PARAMETER, Cause.INVALID_PARAMETER),
)  # fmt: skip
def test_what_is_unknown_is_refused_with_tiktoks_number(http: httpx.Client) -> None:
    assert refused(http, "/public/music", id=5) == (403, 10203)
    assert refused(http, "/public/music/info", id="https://vm.tiktok.com/ZM1/") == (403, 10203)
    assert refused(http, "/public/hashtag", id=5) == (403, 10205)
    assert refused(http, "/public/hashtag", id=9_000_000_000_099_999_999) == (403, 10205)
    assert refused(http, "/public/hashtag", name="no such hashtag") == (403, 10205)
    assert refused(http, "/public/hashtag") == (400, None)
    assert refused(http, "/public/music", id=5, cursor="x") == (400, None)


@pytest.mark.parametrize("agent", ["node-fetch/1.0 (+https://github.com/bitinn/node-fetch)", "node-fetch"])
def test_the_sdk_of_2021_finds_the_page_one_level_down(http: httpx.Client, post: Post, agent: str) -> None:
    tag = (post.hashtags or [])[0].id or ""
    page = http.get("/public/hashtag", params={"id": tag}, headers={**KEY, "user-agent": agent}).json()

    assert page["itemStruct"]["itemList"] == page["itemList"] == get(http, "/public/hashtag", id=tag)["itemList"]
    assert page["itemStruct"]["status"] == "success"
    assert (page["itemStruct"]["cursor"], page["itemStruct"]["hasMore"]) == (page["cursor"], page["hasMore"])


# Searches


@shows(Public.search)
def test_a_search_for_videos_finds_each_word_and_pages_to_its_end(http: httpx.Client, archive: Archive) -> None:
    found = list(pages(http, "/public/search/videos", "nextCursor", query="#baking sourdough"))
    items = [item for page in found for item in page["item_list"]]

    assert len(items) > 20
    assert len({item["id"] for item in items}) == len(items)
    for item in items:
        said = item["desc"].lower() + " ".join(challenge["title"].lower() for challenge in item["challenges"])
        assert "baking" in said
        assert "sourdough" in said
    assert all(type(page["nextCursor"]) is str for page in found[:-1])
    assert "nextCursor" not in found[-1]
    assert found[0]["extra"].keys() == {"now", "logid", "fatal_item_ids", "search_request_id"}


@shows(Public.search)
def test_a_search_for_users_has_the_one_of_that_name_first(
    http: httpx.Client, archive: Archive, sample: Creator
) -> None:
    named = get(http, "/public/search/users", query=f"@{sample.username}")["user_list"]
    assert [card["user_info"]["unique_id"] for card in named] == [sample.username]
    assert sample.audience
    assert named[0]["user_info"]["follower_count"] == sample.audience.followers
    assert named[0]["user_info"]["sec_uid"] == sample.sec_uid

    found = list(pages(http, "/public/search/users", "nextCursor", query="a"))
    handles = [card["user_info"]["unique_id"] for page in found for card in page["user_list"]]
    assert handles == [creator.username for creator in archive.creators_named("a", 1000)]
    assert len(found) > 2


@shows(Public.search)
def test_a_search_of_everything_begins_with_creators(http: httpx.Client) -> None:
    found = list(pages(http, "/public/search/general", "nextCursor", query="baking"))
    entries = [entry for page in found for entry in page["data"]]

    assert [entry["type"] for entry in entries] == [4] + [1] * (len(entries) - 1)
    assert entries[0]["user_list"][0]["user_info"]["unique_id"]
    assert all(entry["common"]["doc_id_str"] == entry["item"]["id"] for entry in entries[1:])
    assert ids(pages(http, "/public/search/videos", "nextCursor", query="baking"), "item_list") == [
        entry["item"]["id"] for entry in entries[1:]
    ]


@shows(Public.search)
@pytest.mark.parametrize(
    ("typed", "expected"), [("bak", "baking"), ("#BAK", "baking"), ("@grace", "grace.baking"), ("@#", None)]
)
def test_what_is_typed_could_go_on(http: httpx.Client, typed: str, expected: str | None) -> None:
    found = [each["content"] for each in get(http, "/public/search/autocomplete", query=typed)["sug_list"]]

    assert expected in found if expected else found
    assert len(found) == len(set(found)) <= 10


@shows(Public.search, causes=(Cause.MISSING_PARAMETER, Cause.INVALID_PARAMETER))
def test_a_search_that_can_mean_nothing_is_refused_or_finds_nothing(http: httpx.Client) -> None:
    assert get(http, "/public/search/videos", query="!?")["item_list"] == []
    assert refused(http, "/public/search/videos") == (400, None)
    assert refused(http, "/public/search/everything", query="a") == (400, None)
    assert refused(http, "/public/search/videos", query="a", nextCursor="next") == (400, None)


@shows(Public.search)
def test_an_earlier_sdk_sends_the_same_cursor_under_another_name(http: httpx.Client) -> None:
    first = get(http, "/public/search/videos", query="baking")
    params = {"query": "baking", "cursor": first["nextCursor"]}

    assert (
        get(http, "/public/search/videos", **params)["item_list"]
        == get(http, "/public/search/videos", query="baking", nextCursor=first["nextCursor"])["item_list"]
    )


# What there is to discover


@shows(Public.discover)
def test_popular_posts_about_a_keyword_page_by_their_likes(http: httpx.Client) -> None:
    found = list(pages(http, "/public/discover/v3", "nextCursor", keyword="baking", count=9))
    likes = [item["stats"]["diggCount"] for page in found for item in page["itemList"]]

    assert likes == sorted(likes, reverse=True)
    assert len(likes) > 20
    assert all(type(page["nextCursor"]) is str for page in found[:-1])


@shows(EarlierPublic.discoverUsers, EarlierPublic.discoverMusic, EarlierPublic.discoverHashtag)
@pytest.mark.parametrize(
    ("category", "keyword", "name", "thing"),
    [
        ("users", "ba", "userInfoList", "user"),
        ("music", "ba", "musicInfoList", "music"),
        ("hashtag", "#f", "challengeInfoList", "challenge"),
    ],
)
def test_earlier_sdks_discover_by_offset(
    http: httpx.Client, category: str, keyword: str, name: str, thing: str
) -> None:
    found = list(pages(http, f"/public/discover/{category}", "offset", keyword=keyword, count=3))
    entries = [entry[thing]["id"] for page in found for entry in page[name]]

    assert len(entries) > 3
    assert len(set(entries)) == len(entries)
    assert all(type(page["offset"]) is int for page in found)
    second = get(http, f"/public/discover/{category}", keyword=keyword, count=3, cursor=3)
    assert [entry[thing]["id"] for entry in second[name]] == entries[3:6]
    assert get(http, f"/public/discover/{category}")[name]


@shows(EarlierPublic.discoverMusic)
def test_a_keyword_is_no_pattern(made: httpx.Client) -> None:
    found = get(made, "/public/discover/music", keyword="100%")["musicInfoList"]

    assert [(entry["music"]["title"], entry["stats"]["videoCount"]) for entry in found] == [("Oven 100%", 33)]
    assert get(made, "/public/discover/music", keyword="0_%")["musicInfoList"] == []


@shows(EarlierPublic.discoverKeyword)
def test_a_keyword_finds_a_few_of_each_kind(made: httpx.Client) -> None:
    found = get(made, "/public/discover/keyword", keyword="b")

    assert [entry["user"]["uniqueId"] for entry in found["userInfoList"]] == ["bob"]
    assert [entry["challenge"]["title"] for entry in found["challengeInfoList"]] == ["bread"]
    assert len(get(made, "/public/discover/keyword", keyword="bread")["itemList"]) == 10
