"""The Research API's search for videos, as a caller sees it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from tests.archive.makers import BOB, keep, seen
from tests.dialects.answers import OBSERVED_MS, answer_of
from tests.evidence import shows
from tests.serving import serving

from tokgate.archive import open_archive
from tokgate.contract.errors import Cause
from tokgate.dialects.official.credentials import DEMO_CLIENT_TOKEN
from tokgate.dialects.official.dialect import DIALECT
from tokgate.dialects.official.research_video import ResearchVideoPage, ResearchVideos
from tokgate.dialects.readings import readers_of
from tokgate.domain.counts import Counts, Precision
from tokgate.domain.creators import Creator
from tokgate.domain.observations import Provenance
from tokgate.domain.ports import Archive
from tokgate.domain.posts import Hashtag, Post, Sound, Tombstone
from tokgate.server.demo import demo_credentials

PATH = "/v2/research/video/query/"
CLIENT = {"authorization": f"bearer {DEMO_CLIENT_TOKEN}"}
DAY_S = 86_400
#: 2024-01-01.
BEGIN_S = 1_704_067_200
ANN = Creator(user_id="11", username="ann", region="DE")
POSTS = 25
DAYS = {"start_date": "20240101", "end_date": "20240131"}
OF_ANN = {"operation": "EQ", "field_name": "username", "field_values": ["ann"]}
ANNS: dict[str, Any] = {"query": {"and": [OF_ANN]}, **DAYS}


class SetClock:
    """A clock that a test moves."""

    now = 1_707_000_000_000

    def now_ms(self) -> int:
        return self.now


def post_at(second: int, number: int = 0, creator: Creator = ANN, **fields: Any) -> Post:
    members: dict[str, Any] = {"text": "hello", "duration_ms": 20_000} | fields
    return Post(id=(second << 32) + number, creator=creator, created_s=second, **members)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """One post by Ann on each of 25 days from the first of January 2024 on, the last of them with counts."""
    opened = open_archive(str(tmp_path / "research.db"))
    counts = Counts(plays=10, comments=0, precision=Precision.EXACT)
    days = [post_at(BEGIN_S + day * DAY_S, day, counts=counts if day == POSTS - 1 else None) for day in range(POSTS)]
    keep(opened, *map(seen, days))
    yield opened
    opened.close()


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def http(archive: Archive, clock: SetClock) -> Iterator[httpx.Client]:
    with (
        serving(archive, demo_credentials(None), clock) as url,
        httpx.Client(base_url=url, timeout=30, headers=CLIENT) as client,
    ):
        yield client


def ask(http: httpx.Client, fields: str = "id", **body: Any) -> dict[str, Any]:
    answer = http.post(PATH, params={"fields": fields}, json=body)
    assert answer.status_code == 200, answer.text
    tree: dict[str, Any] = answer.json()
    assert tree["error"]["code"] == "ok"
    data: dict[str, Any] = tree["data"]
    return data


def days_found(data: dict[str, Any]) -> list[int]:
    return [video["id"] & 0xFFFF for video in data["videos"]]


def days_of(http: httpx.Client, **body: Any) -> list[int]:
    """The days of January, from 0, whose posts a query finds."""
    return days_found(ask(http, max_count=100, **{**ANNS, **body}))


def condition(field: str, operation: str, *values: str | int) -> dict[str, Any]:
    return {"operation": operation, "field_name": field, "field_values": list(values)}


def only(field: str, operation: str, *values: str | int) -> dict[str, Any]:
    return {"and": [condition(field, operation, *values)]}


@shows(ResearchVideos.query)
def test_a_result_is_paged_by_its_raw_place_under_its_search_id(http: httpx.Client, archive: Archive) -> None:
    first = ask(http, **ANNS, max_count=10)
    assert days_found(first) == list(range(24, 14, -1))
    assert (first["cursor"], first["has_more"]) == (10, True)
    assert isinstance(first["search_id"], str)
    keep(
        archive,
        seen(Tombstone(post=post_at(BEGIN_S + 12 * DAY_S, 12), reason="gone"), 2),
        seen(Tombstone(post=post_at(BEGIN_S + 20 * DAY_S, 20), reason="gone"), 2),
        seen(post_at(BEGIN_S + 30 * DAY_S, 30), 2),
    )
    again = ask(http, **ANNS, max_count=10, search_id=first["search_id"], cursor=0)
    assert days_found(again) == [24, 23, 22, 21, 19, 18, 17, 16, 15]
    assert (again["cursor"], again["has_more"]) == (10, True)
    second = ask(http, **ANNS, max_count=10, search_id=first["search_id"], cursor=10)
    assert (days_found(second), second["cursor"]) == ([14, 13, 11, 10, 9, 8, 7, 6, 5, 4], 20)
    last = ask(http, **ANNS, max_count=10, search_id=first["search_id"], cursor=20)
    assert (days_found(last), last["has_more"], last["search_id"]) == ([3, 2, 1, 0], False, first["search_id"])
    assert days_of(http)[0] == 30


def test_a_page_of_posts_that_went_since_is_shorter_and_not_the_last(http: httpx.Client, archive: Archive) -> None:
    first = ask(http, **ANNS, max_count=10)
    gone = [post_at(BEGIN_S + day * DAY_S, day) for day in range(15, 25)]
    keep(archive, *[seen(Tombstone(post=each, reason="gone"), 2) for each in gone])
    again = ask(http, **ANNS, max_count=10, search_id=first["search_id"])
    assert (again["videos"], again["cursor"], again["has_more"]) == ([], 10, True)


def test_what_is_not_found_is_an_empty_list(http: httpx.Client) -> None:
    data = ask(http, **{**ANNS, "query": only("username", "EQ", "nobody")})
    assert (data["videos"], data["cursor"], data["has_more"]) == ([], 0, False)


def test_a_random_page_is_drawn_anew_and_has_no_next(http: httpx.Client) -> None:
    drawn = [ask(http, **ANNS, max_count=10, is_random=True) for _ in range(4)]
    assert {len(set(days_found(data))) for data in drawn} == {10}
    assert {data["has_more"] for data in drawn} == {False}
    assert len({tuple(days_found(data)) for data in drawn}) > 1


@shows(ResearchVideos.query, causes=(Cause.UNKNOWN_RESULT,))
def test_a_search_id_lives_for_a_day_by_the_servers_clock(http: httpx.Client, clock: SetClock) -> None:
    number = ask(http, **ANNS, max_count=10)["search_id"]
    clock.now += DAY_S * 1000 - 1
    assert ask(http, **ANNS, max_count=10, search_id=number, cursor=10)["videos"]
    clock.now += 1
    answer = http.post(PATH, params={"fields": "id"}, json={**ANNS, "search_id": number, "cursor": 20})
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "invalid_params")
    assert answer.json()["error"]["message"] == f"Search Id {number} is invalid or expired"


def test_both_days_are_searched_to_their_last_second(http: httpx.Client, archive: Archive) -> None:
    keep(archive, seen(post_at(BEGIN_S + 4 * DAY_S - 1, 99)))
    assert days_of(http, start_date="20240103", end_date="20240104") == [99, 3, 2]
    assert days_of(http, start_date="20240105", end_date="20240105") == [4]


@pytest.mark.parametrize(
    ("operation", "days", "found"),
    [
        ("EQ", ["20240103"], [2]),
        ("IN", ["20240103", "20240105", "20230101"], [4, 2]),
        ("GT", ["20240123"], [24, 23]),
        ("GTE", ["20240123"], [24, 23, 22]),
        ("LT", ["20240102"], [0]),
        ("LTE", ["20240102"], [1, 0]),
    ],
)
def test_a_day_is_compared_as_a_whole(http: httpx.Client, operation: str, days: list[str], found: list[int]) -> None:
    assert days_of(http, query=only("create_date", operation, *days)) == found


#: Three posts by Bob: 0 has counts, 1 a hashtag, 2 a sound and an effect; all from the US.
BOBS = (
    post_at(
        BEGIN_S, 0, BOB, text="a red, red sky", duration_ms=14_999, region="US", counts=Counts(plays=5, comments=0)
    ),
    post_at(BEGIN_S + 1, 1, BOB, text="dusk", hashtags=[Hashtag(name="sunset")], region="US"),
    post_at(BEGIN_S + 2, 2, BOB, duration_ms=300_001, region="US", sound=Sound(id=7), details={"effect_ids": ["55"]}),
)
FIRST_ID = BOBS[0].id


@pytest.mark.parametrize(
    ("field", "operation", "values", "found"),
    [
        ("username", "IN", ["BOB", "nobody"], {0, 1, 2}),
        ("region_code", "EQ", ["us"], {0, 1, 2}),
        ("region_code", "IN", ["DE", "CA"], set()),
        ("video_id", "EQ", [str(FIRST_ID)], {0}),
        ("video_id", "IN", [FIRST_ID, "1"], {0}),
        ("hashtag_name", "EQ", ["SunSet"], {1}),
        ("keyword", "EQ", ["sunset"], {1}),
        ("keyword", "EQ", ["RED sky"], {0}),
        ("keyword", "EQ", ["sun"], set()),
        ("keyword", "IN", ["sunset", "red"], {0, 1}),
        ("music_id", "EQ", ["7"], {2}),
        ("effect_id", "IN", ["55"], {2}),
        ("video_length", "EQ", ["SHORT"], {0}),
        ("video_length", "IN", ["MID", "EXTRA_LONG"], {1, 2}),
        ("view_count", "GTE", ["0"], {0}),
        ("view_count", "LT", [6], {0}),
        ("view_count", "GT", ["5"], set()),
        ("comment_count", "EQ", ["0"], {0}),
        ("comment_count", "LTE", ["-1"], set()),
    ],
)
def test_a_condition_finds_what_it_says_and_its_negation_the_rest(
    http: httpx.Client, archive: Archive, field: str, operation: str, values: list[str | int], found: set[int]
) -> None:
    keep(archive, *map(seen, BOBS))
    asked, bobs = condition(field, operation, *values), condition("username", "EQ", "bob")
    assert set(days_of(http, query={"and": [bobs, asked]})) == found
    assert set(days_of(http, query={"and": [bobs], "not": [asked]})) == {0, 1, 2} - found


def test_the_three_lists_hold_together(http: httpx.Client, archive: Archive) -> None:
    keep(archive, *map(seen, BOBS))
    query = {
        "and": [condition("region_code", "IN", "US", "CA")],
        "or": [condition("keyword", "EQ", "red"), condition("keyword", "EQ", "sunset")],
        "not": [condition("video_length", "EQ", "SHORT"), condition("username", "EQ", "nobody")],
    }
    assert days_of(http, query=query) == [1]


@pytest.mark.parametrize(
    ("headers", "content"),
    [
        ({"content-type": "text/plain"}, b'{"query": %s, "start_date": "20240101", "end_date": "20240131"}'),
        ({}, b'{"query": %s, "start_date": "20240101", "end_date": "20240131",}'),
        ({}, b'{"query": %s, "start_date": 20240101, "end_date": 20240131, "max_count": "100", "cursor": "0"}'),
        ({}, b'{"query": %s, "start_date": "20240101", "end_date": "20240131", "search_id": "", "cursor": null}'),
        ({}, b'{"query": %s, "start_date": "20240101", "end_date": "20240131", "search_id": null, "cursor": 0.0}'),
        ({}, b'{"query": %s, "start_date": "20240101", "end_date": "20240131", "is_random": null}'),
        ({}, b'{"query": %s, "start_date": "20240101", "end_date": "20240131", "limit": 3, "is_random": "false"}'),
        (
            {"Authorization": f"bearer {DEMO_CLIENT_TOKEN}"},
            b'{"query":%s,"start_date":"20240101","end_date":"20240131"}',
        ),
    ],
)
def test_bodies_that_clients_send(http: httpx.Client, headers: dict[str, str], content: bytes) -> None:
    query = msgspec.json.encode({"and": [OF_ANN], "or": [], "not": []})
    answer = http.post(PATH, params={"fields": "id, create_time,,"}, content=content % query, headers=headers)
    assert answer.status_code == 200, answer.text
    assert answer.json()["data"]["videos"][0].keys() == {"id", "create_time"}


def test_a_form_with_the_query_as_json_is_read(http: httpx.Client) -> None:
    form = {"query": msgspec.json.encode({"and": [OF_ANN]}).decode(), **DAYS, "max_count": "3"}
    answer = http.post(f"{PATH}?fields=id%2Cusername", data=form)
    assert answer.status_code == 200, answer.text
    assert [video["username"] for video in answer.json()["data"]["videos"]] == ["ann"] * 3


def test_fields_in_the_body_are_read(http: httpx.Client) -> None:
    answer = http.post(PATH, json={**ANNS, "fields": "id,username"})
    assert answer.json()["data"]["videos"][0].keys() == {"id", "username"}


def test_a_member_without_a_value_is_left_out(http: httpx.Client) -> None:
    fields = "id,view_count,like_count,comment_count,music_id,playlist_id,voice_to_text,effect_ids"
    counted, other = ask(http, fields, **ANNS, max_count=2)["videos"]
    assert counted == {"id": counted["id"], "view_count": 10, "comment_count": 0}
    assert other == {"id": other["id"]}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"max_count": 101}, "Invalid count or cursor"),
        ({"max_count": 0}, "Invalid count or cursor"),
        ({"cursor": -1}, "Invalid count or cursor"),
        ({"cursor": "ten"}, "Invalid count or cursor"),
        ({"cursor": 10**6}, "Invalid count or cursor"),
        ({"search_id": "123"}, "Search Id 123 is invalid or expired"),
        ({"search_id": "abc"}, "Search Id abc is invalid or expired"),
        ({"start_date": None}, "missing parameters: start_date"),
        ({"query": None}, "missing parameters: query"),
        ({"start_date": "2024-01-01"}, "start_date"),
        ({"start_date": "20240230", "end_date": "20240301"}, "no day"),
        ({"end_date": "20240201"}, "end_date is more than 30 days after start_date"),
        ({"end_date": "20231231"}, "end_date is before start_date"),
        ({"is_random": "maybe"}, "is_random must be true or false"),
        ({"query": {}}, "a condition is missing"),
        ({"query": {"and": [], "or": [], "not": []}}, "a condition is missing"),
        ({"query": {"and": [OF_ANN], "xor": [OF_ANN]}}, "unknown field `xor`"),
        ({"query": [OF_ANN]}, "query"),
        ({"query": "{"}, "query"),
        ({"query": only("username", "EQ", "ann", "bob")}, "username EQ takes one value, not 2"),
        ({"query": only("username", "EQ")}, "field_values is empty"),
        ({"query": only("username", "GT", "ann")}, "username has no order"),
        ({"query": only("video_id", "LT", "5")}, "video_id has no order"),
        ({"query": only("username", "LIKE", "ann")}, "LIKE"),
        ({"query": only("nickname", "EQ", "ann")}, "nickname"),
        ({"query": only("view_count", "GT", "many")}, "view_count GT: must be a whole number"),
        ({"query": only("view_count", "GT", str(2**63))}, "beyond 63 bits"),
        ({"query": only("music_id", "EQ", "abc")}, "music_id EQ: must be a whole number"),
        ({"query": only("create_date", "EQ", "20240132")}, "no day"),
        ({"query": only("region_code", "EQ", "USA")}, "two letters"),
        ({"query": only("video_length", "EQ", "TINY")}, "none of SHORT, MID, LONG, EXTRA_LONG"),
        ({"query": only("keyword", "EQ", "!?")}, "has no word"),
        ({"query": only("keyword", "EQ", "a\0b")}, "keyword"),
        ({"query": only("username", "EQ", "x" * 501)}, "more than 500 characters"),
        ({"query": only("video_id", "IN", *range(5001))}, "5000 values"),
        ({"query": {"and": [OF_ANN] * 501}}, "500 conditions"),
        ({"query": {"and": [{**OF_ANN, "field_values": [None]}]}}, "field_values"),
    ],
)
def test_what_is_wrong_is_refused_with_code_and_message(http: httpx.Client, change: dict[str, Any], said: str) -> None:
    answer = http.post(PATH, params={"fields": "id"}, json={**ANNS, **change})
    assert answer.status_code == 400, answer.text
    error = answer.json()["error"]
    assert error["code"] == "invalid_params"
    assert said in error["message"]
    assert error["log_id"]


@shows(ResearchVideos.query, causes=(Cause.INVALID_PARAMETER, Cause.BAD_KEY))
@pytest.mark.parametrize(
    ("fields", "token", "status", "code"),
    [
        ("id,fps", DEMO_CLIENT_TOKEN, 400, "invalid_params"),
        ("", DEMO_CLIENT_TOKEN, 400, "invalid_params"),
        ("id", "clt.no", 401, "access_token_invalid"),
        ("id", "act.tokgate.demo", 401, "access_token_invalid"),
    ],
)
def test_a_wrong_field_or_token_is_refused(http: httpx.Client, fields: str, token: str, status: int, code: str) -> None:
    answer = http.post(PATH, params={"fields": fields}, json=ANNS, headers={"authorization": f"Bearer {token}"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert answer.headers["x-tt-logid"] if status == 200 else answer.json()["error"]["log_id"]


#: As TikTok answered, but for the names: order, case and number of the hashtags are not those of the caption.
CAPTURED: dict[str, Any] = {
    "id": 7455843246682524960,
    "create_time": 1735948798,
    "username": "someone",
    "region_code": "GB",
    "video_description": "chicken #fyp #Family ",
    "music_id": 7455843307156359969,
    "video_duration": 60,
    "like_count": 42,
    "comment_count": 0,
    "share_count": 3,
    "view_count": 1363,
    "hashtag_names": ["Family", "viral", "fyp", "fyp"],
    "hashtag_info_list": [
        {"hashtag_id": 42164, "hashtag_name": "foryou", "hashtag_description": ""},
        {"hashtag_id": 20884, "hashtag_name": "Viral", "hashtag_description": "¡descubre!"},
    ],
    "effect_ids": ["138955609"],
    "effect_info_list": [{"effect_id": "138955609", "effect_name": "x"}],
    "sticker_info_list": [{"sticker_id": 1, "sticker_name": "y"}],
    "video_mention_list": [],
    "video_label": {"content": "", "sink": False, "type": 0, "vote": False, "warn": False},
    "video_tag": {"number": 1, "type": "AIGC Type"},
    "is_stem_verified": False,
    "playlist_id": 7300000000000000001,
    "voice_to_text": "hello there",
    "favorites_count": 9,
}


def test_an_answer_that_was_collected_is_given_back_as_it_came(http: httpx.Client, archive: Archive) -> None:
    answer = {"data": {"videos": [CAPTURED], "has_more": False, "cursor": 1, "search_id": "7"}, "error": {"code": "ok"}}
    asked = {"fields": list(CAPTURED), **ANNS}
    read = readers_of(DIALECT).read(ResearchVideos.query, asked, answer_of(ResearchVideoPage, answer), OBSERVED_MS)
    archive.commit(read.observations, Provenance(source="test"))
    days = {"start_date": "20250103", "end_date": "20250103"}
    found = ask(http, ",".join(CAPTURED), query=only("hashtag_name", "EQ", "viral"), **days)
    assert found["videos"] == [CAPTURED]
