"""TikAPI's operations as a caller sees them."""

from __future__ import annotations

import httpx
import pytest
from tests.evidence import shows

from tokgate.dialects.tikapi.credentials import DEMO_ACCOUNT_KEY, DEMO_API_KEY
from tokgate.dialects.tikapi.resources.api import Api
from tokgate.domain.creators import Creator
from tokgate.domain.ports import Archive

KEY = {"X-API-KEY": DEMO_API_KEY}
BOTH = {**KEY, "x-account-key": DEMO_ACCOUNT_KEY}


def test_check_finds_a_creator_by_each_of_their_names(http: httpx.Client, sample: Creator) -> None:
    for names in ({"username": sample.username}, {"user_id": sample.user_id}, {"secUid": sample.sec_uid}):
        answer = http.get("/public/check", params=names, headers=KEY).json()

        assert (answer["status"], answer["statusCode"]) == ("success", 0)
        assert answer["userInfo"]["user"]["uniqueId"] == sample.username
        assert answer["userInfo"]["user"]["id"] == sample.user_id
        assert sample.audience is not None
        assert answer["userInfo"]["stats"]["followerCount"] == sample.audience.followers


def test_posts_page_with_a_cursor_of_digits_and_end_without_more(http: httpx.Client, sample: Creator) -> None:
    ids: list[str] = []
    cursor = "0"
    while True:
        params = {"secUid": sample.sec_uid, "count": 30, "cursor": cursor}
        answer = http.get("/public/posts", params=params, headers=KEY).json()
        ids += [item["id"] for item in answer["itemList"]]
        cursor = answer["cursor"]
        assert isinstance(cursor, str)
        assert cursor.isdecimal()
        if not answer["hasMore"]:
            break

    assert len(ids) == len(set(ids)) == 140


@pytest.mark.parametrize(("count", "rows"), [("1", 1), ("30", 30), ("100", 30), ("35", 30), ("0", 1), (None, 30)])
def test_counts_beyond_the_bounds_are_brought_to_them(
    http: httpx.Client, sample: Creator, count: str | None, rows: int
) -> None:
    params = {"secUid": sample.sec_uid or ""} | ({"count": count} if count else {})

    assert len(http.get("/public/posts", params=params, headers=KEY).json()["itemList"]) == rows


def test_an_instant_of_ones_own_is_a_cursor(http: httpx.Client, sample: Creator) -> None:
    first = http.get("/public/posts", params={"secUid": sample.sec_uid}, headers=KEY).json()["itemList"]
    cursor = str(first[4]["createTime"] * 1000)
    older = http.get("/public/posts", params={"secUid": sample.sec_uid, "cursor": cursor}, headers=KEY).json()

    assert [item["id"] for item in older["itemList"][:3]] == [item["id"] for item in first[5:8]]


def test_the_feed_is_the_accounts_own_or_that_of_a_creator(
    http: httpx.Client, archive: Archive, sample: Creator
) -> None:
    own = http.get("/user/feed", headers=BOTH).json()["itemList"]
    other = next(s.creator for s in archive.creators() if s.creator.key != sample.key)
    theirs = http.get("/user/feed", params={"secUid": other.sec_uid}, headers=BOTH).json()["itemList"]

    assert {item["author"]["uniqueId"] for item in own} == {sample.username}
    assert {item["author"]["uniqueId"] for item in theirs} == {other.username}


def test_likes_are_others_posts_in_pages(http: httpx.Client, sample: Creator) -> None:
    params = {"secUid": sample.sec_uid or "", "count": "30"}
    ids = []
    for _ in range(3):
        answer = http.get("/public/likes", params=params, headers=KEY).json()
        ids += [item["id"] for item in answer["itemList"]]
        params["cursor"] = answer["cursor"]

    assert not answer["hasMore"]
    assert len(ids) == len(set(ids)) == 70


def test_one_video_by_its_id(http: httpx.Client, sample: Creator) -> None:
    item = http.get("/public/posts", params={"secUid": sample.sec_uid}, headers=KEY).json()["itemList"][3]
    answer = http.get("/public/video", params={"id": item["id"]}, headers=KEY).json()

    assert answer["itemInfo"]["itemStruct"] == item
    assert answer["shareMeta"] == {"title": f"{item['author']['nickname']} on TikTok", "desc": item["desc"]}


def test_the_texts_of_sharing_a_profile_stand_in_both_of_their_places(http: httpx.Client, sample: Creator) -> None:
    answer = http.get("/public/check", params={"username": sample.username}, headers=KEY).json()

    assert answer["shareMeta"] == answer["userInfo"]["shareMeta"]
    assert answer["shareMeta"]["title"] == f"{sample.name} on TikTok"


def test_a_film_is_asked_for_with_a_cookie(http: httpx.Client, sample: Creator) -> None:
    answer = http.get("/public/posts", params={"secUid": sample.sec_uid}, headers=KEY).json()

    assert answer["$other"]["videoLinkHeaders"].keys() == {"Cookie", "Origin", "Referer"}
    assert answer["$other"]["videoLinkHeaders"]["Cookie"].startswith("tt_chain_token=")


@shows(Api.key)
def test_the_key_describes_itself(http: httpx.Client) -> None:
    answer = http.get("/key/info", headers=KEY).json()

    assert (answer["status"], answer["key"]["name"]) == ("success", "demo")


def test_every_success_has_null_for_a_message(http: httpx.Client, sample: Creator) -> None:
    for path in (f"/public/posts?secUid={sample.sec_uid}", f"/public/check?username={sample.username}", "/key/info"):
        answer = http.get(path, headers=KEY).json()
        assert answer["status"] == "success"
        assert answer["message"] is None


@pytest.mark.parametrize(
    ("path", "headers", "status", "body"),
    [
        ("/public/posts?secUid=x", {}, 401, {"message": "A valid API Key is required."}),
        ("/public/posts?secUid=x", {"X-API-KEY": "wrong" * 5}, 401, {"message": "A valid API Key is required."}),
        ("/user/feed", KEY, 401, {"message": "A valid Account Key is required."}),
        ("/user/feed", {**KEY, "X-ACCOUNT-KEY": "gone" * 5}, 428, {"statusCode": 8}),
        ("/public/posts", KEY, 400, {"message": "Missing fields."}),
        ("/public/check", KEY, 400, {"message": "Missing fields."}),
        ("/public/posts?secUid=", KEY, 400, {"message": "Missing fields.", "fields": {"secUid": "is required"}}),
        ("/public/video?id=", KEY, 400, {"message": "Missing fields."}),
        ("/public/check?username=", KEY, 400, {"message": "Missing fields."}),
        ("/public/posts?secUid=x&cursor=abc", KEY, 400, {"message": "Invalid fields."}),
        ("/public/posts?secUid=x&count=many", KEY, 400, {"message": "Invalid fields."}),
        ("/public/posts?secUid=MS4wLjABAAAAnobody", KEY, 403, {"statusCode": 10202, "message": "User doesn't exist"}),
        ("/public/check?username=nobody.at.all", KEY, 403, {"statusCode": 10202}),
        ("/public/video?id=1", KEY, 403, {"statusCode": 10204}),
        ("/public/video?id=99999999999999999999", KEY, 403, {"statusCode": 10204}),
        ("/public/video?id=https://vm.tiktok.com/ZM1/", KEY, 403, {"statusCode": 10204}),
        ("/public/nothing", KEY, 404, {}),
        ("/", {}, 404, {}),
        ("/public/posts/", KEY, 404, {}),
    ],
)
def test_a_refusal_is_json_with_status_and_message(
    http: httpx.Client, path: str, headers: dict[str, str], status: int, body: dict[str, object]
) -> None:
    answer = http.get(path, headers=headers)

    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/json"
    said = answer.json()
    assert said["status"] == "error"
    assert said["message"]
    assert body.items() <= said.items()


def test_a_private_account_is_not_shown(http: httpx.Client, private: Creator) -> None:
    answer = http.get("/public/posts", params={"secUid": private.sec_uid}, headers=KEY)

    assert (answer.status_code, answer.json()["statusCode"]) == (403, 10222)


def test_a_wrong_method_and_an_oversize_url_are_refused(http: httpx.Client) -> None:
    assert http.post("/public/posts", headers=KEY).status_code == 405
    assert http.get("/public/posts", params={"secUid": "x" * 40_000}, headers=KEY).status_code == 400


def test_wrong_fields_are_named(http: httpx.Client) -> None:
    said = http.get("/public/posts", params={"secUid": "x", "cursor": "-1", "count": "a"}, headers=KEY).json()

    assert set(said["fields"]) == {"cursor", "count"}


def test_a_client_that_accepts_zstd_gets_the_same_page(http: httpx.Client, sample: Creator) -> None:
    params = {"secUid": sample.sec_uid or ""}
    plain = http.get("/public/posts", params=params, headers={**KEY, "accept-encoding": "identity"})
    coded = http.get("/public/posts", params=params, headers={**KEY, "accept-encoding": "zstd"})
    declined = http.get("/public/posts", params=params, headers={**KEY, "accept-encoding": "gzip, zstd;q=0"})

    assert coded.headers["content-encoding"] == "zstd"
    assert "content-encoding" not in declined.headers
    assert coded.json() == plain.json() == declined.json()
    assert {answer.headers["vary"] for answer in (plain, coded, declined)} == {"accept-encoding"}
