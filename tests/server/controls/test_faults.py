"""Faults: struck calls fail in their dialect's words, all others do not."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from tests.evidence import shows
from tests.server.controls.conftest import Caller

from tokgate.contract.errors import Cause
from tokgate.dialects.official.credentials import DEMO_CLIENT_KEY, DEMO_CLIENT_SECRET
from tokgate.dialects.official.resources import VideoResource
from tokgate.server.faults import Fault

Ask = Callable[[Caller], httpx.Response]


def code(answer: httpx.Response) -> tuple[int, Any]:
    """Status, and the dialect's own code or message."""
    said = answer.json()
    if isinstance(said.get("error"), dict):
        return answer.status_code, said["error"]["code"]
    return answer.status_code, said.get("code", said.get("message", said.get("error")))


@shows(VideoResource.list, causes=(Cause.UPSTREAM, Cause.INTERNAL))
@pytest.mark.parametrize(
    ("fault", "official", "tikapi", "justone"),
    [
        ("rate_limit", (429, "rate_limit_exceeded"), (429, "API Key Rate-Limit reached."), (200, 302)),
        ("daily_quota", None, (429, "API Key Rate-Limit reached."), (200, 303)),
        ("server_error", (500, "internal_error"), (500, "Something went wrong."), (500, 500)),
        ("unauthorized", (401, "access_token_invalid"), (401, "A valid API Key is required."), (200, 100)),
        ("session_expired", (401, "access_token_invalid"), None, None),
        ("business_error", None, None, (200, 301)),
        ("balance", None, None, (200, 601)),
    ],
)
def test_each_vendor_has_its_own_words(call: Caller, fault: str, official: Any, tikapi: Any, justone: Any) -> None:
    for operation, ask, expected in (
        ("official.video.list", call.videos, official),
        ("tikapi.public.posts", call.posts, tikapi),
        ("justone.tiktok.user_posts", call.user_posts, justone),
    ):
        answer = call.http.post("/_tokgate/faults", json={"operation": operation, "fault": fault, "first": 1})
        if expected is None:
            assert answer.status_code == 400
            assert answer.json()["field"] == "fault"
        else:
            assert answer.status_code == 200, answer.text
            assert code(ask()) == expected
        assert ask().status_code == 200


def test_a_refusal_that_few_of_a_vendors_calls_have_strikes_those(call: Caller) -> None:
    call.control("faults", operation="official", fault="daily_quota", first=1)
    call.control("faults", operation="tikapi", fault="session_expired", first=1)

    assert [call.videos().status_code, call.posts().status_code] == [200, 200]
    assert code(call.reposted()) == (429, "daily_quota_limit_exceeded")
    assert code(call.feed()) == (428, "Account session expired, please ask user to re-login and re-authorize.")


def test_on_every_dialect_at_once_it_strikes_where_the_vendor_has_such_a_refusal(call: Caller) -> None:
    call.control("faults", operation="*", fault="session_expired")

    assert [call.videos().status_code, call.feed().status_code] == [401, 428]
    assert call.user_posts().json()["code"] == 0


def test_the_token_endpoint_fails_in_oauths_words(call: Caller) -> None:
    form = {"client_key": DEMO_CLIENT_KEY, "client_secret": DEMO_CLIENT_SECRET, "grant_type": "client_credentials"}
    call.control("faults", operation="official.oauth.token", fault="unauthorized", first=1)
    call.control("faults", operation="official.oauth.token", fault="server_error", first=1)

    answers = [call.http.post("/v2/oauth/token/", data=form) for _ in range(3)]
    assert [answer.json().get("error") for answer in answers] == ["invalid_client", "server_error", None]


def test_a_gateway_timeout_is_a_page_of_html(call: Caller) -> None:
    call.control("faults", fault="gateway_timeout", first=1)
    answer = call.videos()

    assert answer.status_code == 504
    assert answer.headers["content-type"] == "text/html"
    assert answer.text.startswith("<html>")


def test_what_fails_has_a_log_id_too(call: Caller) -> None:
    for fault in ("server_error", "rate_limit", "gateway_timeout"):
        call.control("faults", fault=fault, first=1)
        answer = call.videos()
        assert answer.status_code in (429, 500, 504)
        assert len(answer.headers["x-tt-logid"]) == 34


def test_a_truncated_body_ends_in_the_middle(call: Caller) -> None:
    whole = call.posts().content
    call.control("faults", fault="truncated_body", first=1)
    answer = call.posts()

    assert answer.status_code == 200
    assert answer.content == whole[: len(whole) // 2]


def test_a_dropped_connection_gives_no_answer_or_a_part_of_one(call: Caller) -> None:
    call.control("faults", operation="tikapi.public.posts", fault="dropped_connection", first=1)
    with pytest.raises(httpx.RemoteProtocolError, match="without sending a response"):
        call.posts()
    call.control("faults", operation="tikapi.public.posts", fault="dropped_connection", first=1, bytes=100)
    with pytest.raises(httpx.RemoteProtocolError, match="received 100 bytes"):
        call.posts()
    assert call.posts().status_code == 200


def test_latency_holds_the_answer_back_and_goes_with_other_faults(call: Caller) -> None:
    call.control("faults", fault="latency", ms=40)
    call.control("faults", fault="rate_limit", first=1)
    began = time.monotonic()

    assert call.posts().status_code == 429
    assert time.monotonic() - began >= 0.04


@pytest.mark.parametrize("dialect", ["official", "tikapi", "justone"])
def test_short_pages_lose_nothing(call: Caller, dialect: str) -> None:
    def walk() -> tuple[list[str], list[int]]:
        ids: list[str] = []
        lengths: list[int] = []
        cursor: Any = 0
        while True:
            page = pages[dialect](cursor)
            items = page["itemList"] if "itemList" in page else page["videos"]
            ids += [item["id"] for item in items]
            lengths.append(len(items))
            cursor = page["cursor"]
            if not page.get("has_more", page.get("hasMore")):
                return ids, lengths

    pages: dict[str, Callable[[Any], dict[str, Any]]] = {
        "official": lambda cursor: call.videos(cursor=cursor, max_count=20).json()["data"],
        "tikapi": lambda cursor: call.posts(cursor=str(cursor)).json(),
        "justone": lambda cursor: call.user_posts(cursor=str(cursor)).json()["data"],
    }
    whole, full = walk()
    call.control("faults", operation=dialect, fault="short_page", every=2, rows=3)
    ids, lengths = walk()

    assert ids == whole
    assert lengths[:4] == [full[0], 3, full[0], 3]


def test_research_pages_are_short_too(call: Caller) -> None:
    call.control("faults", operation="official.research", fault="short_page", rows=1)
    data = call.reposted().json()["data"]

    assert len(data["reposted_videos"]) == 1
    assert data["has_more"] is True


@pytest.mark.parametrize(
    ("ask", "cursor"),
    [
        (lambda call: call.videos(cursor=1_793_400_000_000).json()["data"], 1_793_400_000_000),
        (lambda call: call.videos().json()["data"], 0),
        (lambda call: call.posts(cursor="1793400000000").json(), "1793400000000"),
        (lambda call: call.user_posts(cursor="1793400000000").json()["data"], "1793400000000"),
        (lambda call: call.reposted(cursor=1_793_400_000_000).json()["data"], 1_793_400_000_000),
    ],
)
def test_a_repeated_cursor_is_the_one_that_was_sent(
    call: Caller, ask: Callable[[Caller], dict[str, Any]], cursor: int | str
) -> None:
    call.control("faults", fault="repeated_cursor", first=1)
    repeated, right = ask(call), ask(call)

    assert repeated["cursor"] == cursor
    assert repeated.get("has_more", repeated.get("hasMore")) is True
    assert right["cursor"] != cursor
    assert repeated.get("itemList", repeated.get("videos")) == right.get("itemList", right.get("videos"))


def test_first_every_after_and_share_choose_the_calls(call: Caller) -> None:
    def struck(calls: int, **order: Any) -> list[int]:
        call.http.delete("/_tokgate/faults")
        call.control("faults", fault="server_error", **order)
        return [number for number in range(1, calls + 1) if call.posts(count=1).status_code == 500]

    assert struck(5, first=2) == [1, 2]
    assert struck(7, every=3) == [3, 6]
    assert struck(5, after=2, first=1) == [3]
    assert struck(3) == [1, 2, 3]
    share = struck(100, share=0.2, seed=1)
    assert 10 <= len(share) <= 30
    assert struck(100, share=0.2, seed=1) == share
    assert struck(100, share=0.2, seed=2) != share


def test_only_the_named_operation_and_credential_are_struck(call: Caller) -> None:
    call.control("faults", operation="official.video", fault="server_error", credential="demo")
    assert [call.videos().status_code, call.user_info().status_code, call.posts().status_code] == [500, 200, 200]
    answer = call.http.post("/_tokgate/faults", json={"fault": "server_error", "credential": "dem"})
    assert answer.json() == {"error": "there is no credential 'dem'; did you mean 'demo'?", "field": "credential"}


def test_a_struck_call_uses_quota(call: Caller) -> None:
    call.control("quotas", limit=2, bucket="official.research")
    call.control("faults", operation="official.research", fault="server_error", first=2)

    assert [call.reposted().status_code for _ in range(3)] == [500, 500, 429]


def test_they_are_listed_with_what_they_did_and_lifted(call: Caller) -> None:
    call.control("faults", operation="tikapi", fault="rate_limit", first=1)
    call.control("faults", operation="justone", fault="rate_limit")
    call.posts()
    call.posts()
    rows = call.show("faults")["faults"]

    assert [(row["id"], row["operation"], row["fault"], row["seen"], row["struck"]) for row in rows] == [
        (1, "tikapi", "rate_limit", 2, 1),
        (2, "justone", "rate_limit", 0, 0),
    ]
    assert call.http.delete("/_tokgate/faults?id=2").json() == {"removed": 1}
    assert call.http.delete("/_tokgate/faults?id=2").status_code == 404
    assert call.http.delete("/_tokgate/faults?id=all").json()["field"] == "id"
    assert call.http.delete("/_tokgate/faults").json() == {"removed": 1}


@pytest.mark.parametrize(
    ("order", "field", "said"),
    [
        ({"fault": "rate_limits"}, "fault", "did you mean 'rate_limit'?"),
        (
            {"fault": "rate_limit", "operation": "oficial.video.list"},
            "operation",
            "did you mean 'official.video.list'?",
        ),
        ({"fault": "rate_limit", "frist": 1}, "frist", "did you mean 'first'?"),
        ({"operation": "tikapi"}, "fault", "lacks `fault`"),
        ({"fault": "rate_limit", "first": "one"}, "first", "Expected `int | null`, got `str`"),
        ({"fault": "rate_limit", "first": 0}, "first", "from 1"),
        ({"fault": "rate_limit", "first": 1, "every": 2}, "every", "give one of"),
        ({"fault": "rate_limit", "share": 2}, "share", "at most 1"),
        ({"fault": "latency", "ms": 10**9}, "ms", "600000"),
        ({"fault": "short_page", "operation": "tikapi.public.check"}, "fault", "it is for lists"),
        ({"fault": "business_error", "operation": "official"}, "fault", "answers no failure with HTTP 200"),
        ({"fault": "invalid_search_id", "operation": "official.video"}, "fault", "paged by a search_id"),
    ],
)
def test_a_wrong_order_is_refused_with_what_would_be_right(
    call: Caller, order: dict[str, Any], field: str, said: str
) -> None:
    answer = call.http.post("/_tokgate/faults", json=order)

    assert answer.status_code == 400
    assert answer.json()["field"] == field
    assert said in answer.json()["error"]
    assert call.show("faults") == {"faults": []}


def test_every_fault_can_be_asked_for_or_says_why_not(call: Caller) -> None:
    for fault in Fault:
        answer = call.http.post("/_tokgate/faults", json={"fault": fault.value, "first": 1})
        assert answer.status_code == 200, fault
