"""The Display API: what each scope shows, where pages begin, and how everything is named."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.evidence import shows
from tests.made import creator_named, keep, post_of
from tests.serving import serving

from tokgate.archive import open_archive
from tokgate.contract.errors import Cause
from tokgate.dialects.official.credentials import (
    DEMO_USER_TOKEN,
    DISPLAY_SCOPES,
    USER_BASIC,
    USER_PROFILE,
    USER_STATS,
)
from tokgate.dialects.official.display import USER_SCOPES, User, Video
from tokgate.dialects.official.resources import UserResource, VideoResource
from tokgate.domain.paging import Page, Position
from tokgate.domain.ports import Archive, CredentialRecord
from tokgate.domain.secrets import hash_secret
from tokgate.server.controls import ControlOptions
from tokgate.server.demo import demo_credentials
from tokgate.server.seconds import cut_between_seconds

USER = {"Authorization": f"Bearer {DEMO_USER_TOKEN}"}
SECOND = 1_780_000_000
#: The second of each post, after SECOND: several share one, one more than any page here holds.
SECONDS = [0, 1, 1, 1, 4, 4, 5, 7, 7, 7, 7, 7, 9]
LIST, QUERY = "/v2/video/list/", "/v2/video/query/"


@pytest.fixture(scope="module")
def few() -> Iterator[Archive]:
    archive = open_archive(":memory:")
    posts = [
        post_of(post_id=((SECOND + second) << 32) + n, created_s=SECOND + second, text=f"post {n}")
        for n, second in enumerate(SECONDS)
    ]
    keep(archive, creator_named("ana"), posts)
    yield archive
    archive.close()


@pytest.fixture(scope="module")
def display(few: Archive) -> Iterator[httpx.Client]:
    with (
        serving(few, demo_credentials(few.creator(username="ana"))) as url,
        httpx.Client(base_url=url, headers=USER, timeout=30) as http,
    ):
        yield http


def seconds_in(http: httpx.Client, **body: Any) -> dict[str, Any]:
    answer = http.post(LIST, params={"fields": "create_time"}, json=body)
    assert answer.status_code == 200, answer.text
    data = answer.json()["data"]
    return {**data, "seconds": [video["create_time"] - SECOND for video in data["videos"]]}


# Places in the list


@shows(VideoResource.list)
@pytest.mark.parametrize("second", sorted(set(SECONDS)))
@pytest.mark.parametrize(("below", "includes"), [(0, False), (1, True), (500, True), (999, True), (1000, True)])
def test_a_custom_cursor_gives_what_is_older_than_its_millisecond(
    display: httpx.Client, second: int, below: int, includes: bool
) -> None:
    found = seconds_in(display, cursor=(SECOND + second) * 1000 + below, max_count=20)["seconds"]
    assert found == sorted((each for each in SECONDS if each < second + includes), reverse=True)


@pytest.mark.parametrize("size", range(1, 15))
def test_pages_neither_lose_nor_repeat_posts_of_one_second(display: httpx.Client, size: int) -> None:
    page = seconds_in(display, max_count=size)
    seconds = page["seconds"]
    while page["has_more"]:
        assert 0 < len(page["seconds"]) <= size
        page = seconds_in(display, max_count=size, cursor=page["cursor"])
        seconds += page["seconds"]
    assert 0 < len(page["seconds"]) <= size
    assert seconds == sorted(SECONDS, reverse=True)


@given(st.lists(st.integers(0, 12) | st.none(), max_size=30), st.integers(1, 7), st.integers(1, 7))
def test_pages_end_between_seconds(rows: list[int | None], limit: int, more: int) -> None:
    timed = sorted((row for row in rows if row is not None), reverse=True)
    entries: list[int | None] = [*timed, *(None for row in rows if row is None)]
    ranks = [
        (entry + 1000) * 1000 + 999 - place if entry is not None else 999 - place for place, entry in enumerate(entries)
    ]

    def read(after: Position | None, most: int) -> Page[int | None]:
        start = sum(after is not None and rank >= after.rank for rank in ranks)
        part = entries[start : start + most]
        end = start + len(part)
        return Page(part, Position(ranks[end - 1]) if end < len(entries) else None)

    pages, after = [], None
    while True:
        page = cut_between_seconds(read, lambda row: None if row is None else row + 1000, after, limit)
        pages.append(page.rows)
        after = page.following
        if after is None:
            break
        assert page.rows
    assert [row for each in pages for row in each] == entries
    for each, following in itertools.pairwise(pages):
        assert each[-1] is None or each[-1] != following[0]
        assert len(each) <= max(limit, entries.count(each[-1]))


# Fields


@shows(UserResource.info, fields=True)
def test_every_member_of_a_creator(http: httpx.Client) -> None:
    params = {"fields": ",".join(User.__struct_encode_fields__)}
    answer = http.get("/v2/user/info/", params=params, headers=USER).json()
    assert answer["error"].keys() == {"code", "message", "log_id"}
    assert set(answer["data"]["user"]) == set(User.__struct_encode_fields__) == set(USER_SCOPES)


@shows(VideoResource.list, VideoResource.query, fields=True)
def test_every_member_of_a_video_is_the_same_in_both_lists(http: httpx.Client) -> None:
    params = {"fields": ",".join(Video.__struct_encode_fields__)}
    by_list = http.post(LIST, params=params, headers=USER).json()
    listed = by_list["data"]["videos"]
    ids = [video["id"] for video in listed]
    by_id = http.post(QUERY, params=params, json={"filters": {"video_ids": ids}}, headers=USER).json()
    for answer in (by_list, by_id):
        assert answer["data"].keys() == {"videos", "cursor", "has_more"}
        assert answer["error"].keys() == {"code", "message", "log_id"}
    for videos in (listed, by_id["data"]["videos"]):
        assert all(set(video) == set(Video.__struct_encode_fields__) for video in videos)
        assert [{**video, "cover_image_url": ""} for video in videos] == [
            {**video, "cover_image_url": ""} for video in listed
        ]


@shows(UserResource.info, VideoResource.list, VideoResource.query, causes=(Cause.SCOPE_MISSING,))
@pytest.mark.parametrize("granted", [(), *((scope,) for scope in DISPLAY_SCOPES), (USER_BASIC, USER_STATS)])
def test_one_member_without_its_scope_fails_the_whole_call(few: Archive, granted: tuple[str, ...]) -> None:
    record = CredentialRecord(
        kind="user_token",
        name="narrow",
        hash=hash_secret("act.narrow"),
        client_key="app",
        creator=(few.creator(username="ana") or creator_named("ana")).key,
        scopes=granted,
        created_ms=0,
    )
    with (
        serving(few, [record]) as url,
        httpx.Client(base_url=url, headers={"Authorization": "Bearer act.narrow"}) as http,
    ):
        statuses = {
            name: http.get("/v2/user/info/", params={"fields": f"{allowed[0]},{name}" if allowed else name}).status_code
            for name in USER_SCOPES
            for allowed in [[each for each, scope in USER_SCOPES.items() if scope in granted]]
        }
        videos = http.post(LIST, params={"fields": "id"}), http.post(
            QUERY, params={"fields": "id"}, json={"filters": {"video_ids": ["1"]}}
        )  # fmt: skip

    assert statuses == {name: 200 if scope in granted else 401 for name, scope in USER_SCOPES.items()}
    assert set(USER_SCOPES.values()) == {USER_BASIC, USER_PROFILE, USER_STATS}
    for answer in videos:
        if "video.list" in granted:
            assert answer.status_code == 200
        else:
            assert (answer.status_code, answer.json()["error"]["code"]) == (401, "scope_not_authorized")
            assert answer.json()["data"] == {}


# Limits and errors


@shows(
    UserResource.info,
    VideoResource.list,
    VideoResource.query,
    causes=(Cause.MISSING_PARAMETER, Cause.INVALID_PARAMETER, Cause.BAD_KEY),
)
@pytest.mark.parametrize(
    ("method", "path", "body", "status", "code"),
    [
        ("GET", "/v2/user/info/", None, 400, "invalid_params"),
        ("GET", "/v2/user/info/?fields=id", None, 400, "invalid_params"),
        ("POST", LIST, {}, 400, "invalid_params"),
        ("POST", f"{LIST}?fields=id", {"max_count": 0}, 400, "invalid_params"),
        ("POST", f"{LIST}?fields=id", {"max_count": 21}, 400, "invalid_params"),
        ("POST", f"{LIST}?fields=id", {"cursor": -1}, 400, "invalid_params"),
        ("POST", f"{LIST}?fields=id", {"cursor": 2**63}, 400, "invalid_params"),
        ("POST", f"{QUERY}?fields=id", {}, 400, "invalid_params"),
        ("POST", f"{QUERY}?fields=id", {"filters": {}}, 400, "invalid_params"),
        ("POST", f"{QUERY}?fields=id", {"filters": {"video_ids": []}}, 400, "invalid_params"),
        ("POST", f"{QUERY}?fields=id", {"filters": {"video_ids": ["1"] * 21}}, 400, "invalid_params"),
    ],
)
def test_refusals(display: httpx.Client, method: str, path: str, body: object, status: int, code: str) -> None:
    answer = display.request(method, path, json=body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    nobody = display.request(method, path, json=body, headers={"Authorization": "Bearer act.none"})
    assert (nobody.status_code, nobody.json()["error"]["code"]) == (401, "access_token_invalid")


@shows(UserResource.info, VideoResource.list, VideoResource.query, causes=(Cause.RATE_LIMIT,))
def test_six_hundred_calls_in_any_minute_for_each_endpoint(few: Archive) -> None:
    clock = MovedClock()
    options = ControlOptions(quotas=True)
    calls = [("GET", "/v2/user/info/?fields=open_id"), ("POST", f"{LIST}?fields=id"), ("POST", f"{QUERY}?fields=id")]
    credentials = demo_credentials(few.creator(username="ana"))
    with (
        serving(few, credentials, clock, options) as url,
        httpx.Client(base_url=url, headers=USER, timeout=30) as http,
    ):
        for method, path in calls:
            body = {"filters": {"video_ids": ["1"]}, "max_count": 1} if method == "POST" else None
            clock.ms += 60_000
            statuses = [http.request(method, path, json=body).status_code for _ in range(601)]
            assert statuses == [200] * 600 + [429]
            clock.ms += 59_999
            refused = http.request(method, path, json=body)
            assert (refused.status_code, refused.json()["error"]["code"]) == (429, "rate_limit_exceeded")
            clock.ms += 1
            assert http.request(method, path, json=body).status_code == 200


class MovedClock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.ms = 1_793_500_000_000

    def now_ms(self) -> int:
        return self.ms


@shows(VideoResource.list, causes=(Cause.NO_ROUTE, Cause.WRONG_METHOD, Cause.TOO_LARGE))
@pytest.mark.parametrize(
    ("method", "path", "content", "status"),
    [
        ("GET", "/v2/user/info/?fields=open_id", b"", 200),
        ("GET", "/v2/user/info/", b"", 400),
        ("POST", LIST[:-1], b"", 404),
        ("GET", LIST, b"", 404),
        ("POST", "/v2/none/", b"", 404),
        ("POST", f"{LIST}?fields=id", b" " * (2 << 20), 413),
        ("POST", "/v2/oauth/token/", b"", 400),
    ],
)
def test_every_answer_has_a_log_id(display: httpx.Client, method: str, path: str, content: bytes, status: int) -> None:
    answer = display.request(method, path, content=content)
    assert answer.status_code == status
    log_id = answer.headers["x-tt-logid"]
    assert len(log_id) == 34
    assert log_id in answer.text or status == 404
