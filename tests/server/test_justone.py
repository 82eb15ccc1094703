"""JustOneAPI's operation as a caller sees it, in both revisions."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tokgate.dialects.justone.credentials import DEMO_TOKEN
from tokgate.domain.creators import Creator

PATH = "/api/tiktok/get-user-post/v1"


def page(http: httpx.Client, **params: Any) -> dict[str, Any]:
    answer = http.get(PATH, params={"token": DEMO_TOKEN, **params})
    assert answer.status_code == 200
    body: dict[str, Any] = answer.json()
    assert {"code", "message", "data", "recordTime"} <= body.keys()
    return body


@pytest.mark.parametrize("sort", [None, "_0", "_2", "LATEST"])
def test_each_vocabulary_lists_the_newest_first(http: httpx.Client, sample: Creator, sort: str | None) -> None:
    data = page(http, secUid=sample.sec_uid, **({"sort": sort} if sort else {}))["data"]
    times = [item["createTime"] for item in data["itemList"]]

    assert len(times) == 30
    assert times == sorted(times, reverse=True)
    assert data["cursor"] == data["max_cursor"]
    assert data["hasMore"] is data["has_more"] is True


@pytest.mark.parametrize("sort", ["_1", "MOST_POPULAR"])
def test_the_most_liked_come_first_and_all_come_once(http: httpx.Client, sample: Creator, sort: str) -> None:
    items: list[dict[str, Any]] = []
    cursor = "0"
    while True:
        data = page(http, secUid=sample.sec_uid, sort=sort, cursor=cursor)["data"]
        items += data["itemList"]
        cursor = data["cursor"]
        if not data["hasMore"]:
            break
    likes = [item["stats"]["diggCount"] for item in items]
    beyond = page(http, secUid=sample.sec_uid, sort=sort, cursor=cursor)["data"]

    assert (beyond["itemList"], beyond["hasMore"]) == ([], False)
    assert likes == sorted(likes, reverse=True)
    assert len({item["id"] for item in items}) == len(items) == 140


def test_the_cursor_is_text_and_may_come_back_under_its_newer_name(http: httpx.Client, sample: Creator) -> None:
    first = page(http, secUid=sample.sec_uid)["data"]
    by_cursor = page(http, secUid=sample.sec_uid, cursor=first["cursor"])["data"]
    by_max_cursor = page(http, secUid=sample.sec_uid, max_cursor=first["max_cursor"])["data"]

    assert isinstance(first["cursor"], str)
    assert by_cursor["itemList"] == by_max_cursor["itemList"]


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"token": "wrong"}, 100),
        ({"token": ""}, 100),
        ({}, 400),
        ({"secUid": ""}, 400),
        ({"secUid": "x", "sort": "_3"}, 400),
        ({"secUid": "x", "cursor": "abc"}, 400),
        ({"secUid": "MS4wLjABAAAAnobody"}, 404),
    ],
)
def test_a_refusal_is_a_code_under_http_200(http: httpx.Client, params: dict[str, str], code: int) -> None:
    body = page(http, **params)

    assert (body["code"], body["data"]) == (code, None)
    assert body["message"]


def test_an_unknown_path_and_a_wrong_method_keep_the_envelope(http: httpx.Client) -> None:
    for answer, status in ((http.get("/api/tiktok/nothing/v1"), 404), (http.post(PATH), 405)):
        assert answer.status_code == status
        assert {"code", "message", "data", "recordTime"} <= answer.json().keys()
        assert answer.json()["code"] != 0


def test_a_private_account_is_not_shown(http: httpx.Client, private: Creator) -> None:
    assert page(http, secUid=private.sec_uid)["code"] == 404


def test_a_page_says_with_which_cookie_its_films_are_asked_for(http: httpx.Client, sample: Creator) -> None:
    data = page(http, secUid=sample.sec_uid)["data"]

    assert data["cookie"] == f"tt_chain_token={data['tt_chain_token']};"


def test_ping_answers_without_a_token(http: httpx.Client) -> None:
    answer = http.get("/ping").json()

    assert (answer["code"], answer["data"]) == (0, "pong")
    assert {"message", "recordTime"} <= answer.keys()
