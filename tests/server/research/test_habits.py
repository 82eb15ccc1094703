"""What real clients and TikTok's own examples send, beyond what the documentation says: all of it is taken."""

from __future__ import annotations

import json

import httpx
import pytest
from tests.server.research.conftest import COMMENTED, FANS, POSTS, SECOND, UNTIMED, Researcher

from tokgate.dialects.official.credentials import DEMO_CLIENT_TOKEN

LIKED = "/v2/research/user/liked_videos/?fields=id"
IDS = [POSTS[n].id for n in (2, 1, 0)]


def liked(answer: httpx.Response) -> list[int]:
    assert answer.status_code == 200, answer.text
    return [video["id"] for video in answer.json()["data"]["user_liked_videos"]]


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "", "application/json"])
def test_json_under_any_content_type(researcher: Researcher, content_type: str) -> None:
    body = json.dumps({"username": "ana"})
    assert liked(researcher.http.post(LIKED, content=body, headers={"Content-Type": content_type})) == IDS


def test_a_form(researcher: Researcher) -> None:
    assert liked(researcher.http.post(LIKED, data={"username": "ana", "max_count": "2"})) == IDS[:2]


@pytest.mark.parametrize("word", ["bearer", "Bearer", "BEARER"])
def test_bearer_in_any_case(researcher: Researcher, word: str) -> None:
    headers = {"authorization": f"{word} {DEMO_CLIENT_TOKEN}"}
    assert liked(researcher.http.post(LIKED, json={"username": "ana"}, headers=headers)) == IDS


@pytest.mark.parametrize("fields", ["id, create_time", " id ,create_time", "id,,create_time,", "id%2Ccreate_time"])
def test_fields_with_blanks_doubled_commas_and_escapes(researcher: Researcher, fields: str) -> None:
    answer = researcher.http.post(f"/v2/research/user/pinned_videos/?fields={fields}", json={"username": "ana"})
    assert [video.keys() for video in answer.json()["data"]["pinned_videos_list"]] == [{"id", "create_time"}] * 3


@pytest.mark.parametrize(
    "extra",
    [
        {"max_count": "2"},
        {"max_count": "2", "cursor": ""},
        {"max_count": 2, "cursor": None},
        {"max_count": 2, "cursor": 0},
        {"max_count": 2, "cursor": "0"},
        {"max_count": 2, "cursor": float(SECOND + 1000)},
        {"max_count": 2, "cursor": str(SECOND + 1000)},
        {"max_count": 2, "search_id": "7168790105218354433"},
        {"max_count": 2, "search_id": ""},
        {"max_count": 2, "search_id": None, "is_random": False},
    ],
)
def test_numbers_as_text_cursors_that_mean_now_and_members_that_mean_nothing(
    researcher: Researcher, extra: dict[str, object]
) -> None:
    assert liked(researcher.http.post(LIKED, json={"username": "ana", **extra})) == IDS[:2]


def test_a_comma_after_the_last_member_and_fields_in_the_body(researcher: Researcher) -> None:
    content = b'{"username": "ana", "max_count": 1, "fields": "id",}'
    assert liked(researcher.http.post("/v2/research/user/liked_videos/", content=content)) == IDS[:1]


@pytest.mark.parametrize("video_id", [COMMENTED, str(COMMENTED)])
def test_ids_as_numbers_and_as_text(researcher: Researcher, video_id: int | str) -> None:
    assert researcher.data("video/comment/list", "id", video_id=video_id, max_count=1)["has_more"] is True
    assert researcher.call("playlist/info", playlist_id=str(video_id)).json()["error"]["code"] == "invalid_params"


@pytest.mark.parametrize("cursor", [0, "0", None, float(SECOND + 1000)])
def test_followers_with_fields_and_cursors_that_mean_now(researcher: Researcher, cursor: object) -> None:
    data = researcher.data("user/followers", "display_name,username", username="ana", max_count=100, cursor=cursor)
    assert len(data["user_followers"]) == len(FANS) + len(UNTIMED)


def test_shops_asked_for_in_the_query_or_in_the_body(researcher: Researcher) -> None:
    by_query = researcher.http.post("/v2/research/tts/shop/?fields=shop_id&shop_name=none&limit=5")
    by_body = researcher.http.post(
        "/v2/research/tts/shop/", json={"fields": "shop_id", "shop_name": "none", "limit": "5"}
    )
    assert by_query.json()["data"] == by_body.json()["data"] == {"shop_data": []}


def test_a_handle_with_blanks_and_an_at_sign(researcher: Researcher) -> None:
    assert liked(researcher.http.post(LIKED, json={"username": " @Ana "})) == IDS


@pytest.mark.parametrize("spelling", ["favorites_count", "favourites_count"])
@pytest.mark.parametrize("path", ["liked_videos", "pinned_videos", "reposted_videos"])
def test_both_spellings_of_favorites_count(researcher: Researcher, path: str, spelling: str) -> None:
    data = researcher.data(f"user/{path}", spelling, username="ana")
    videos = next(value for value in data.values() if isinstance(value, list))
    assert all(video == {spelling: 3} for video in videos)
