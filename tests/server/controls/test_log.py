"""The request log: what it tells, what it hides, and how it is followed."""

from __future__ import annotations

import json
import threading
from typing import Any

import httpx
import pytest
from tests.server.controls.conftest import START, Caller, StandingClock
from tests.serving import serving

from tokgate.dialects.justone.credentials import DEMO_TOKEN
from tokgate.dialects.official.credentials import (
    DEMO_CLIENT_KEY,
    DEMO_CLIENT_SECRET,
    DEMO_CLIENT_TOKEN,
    DEMO_USER_TOKEN,
)
from tokgate.dialects.tikapi.credentials import DEMO_ACCOUNT_KEY, DEMO_API_KEY
from tokgate.domain.creators import Creator
from tokgate.domain.ports import Archive
from tokgate.server.controls import ControlOptions


def test_it_tells_of_each_call_and_its_answer(call: Caller) -> None:
    call.videos(max_count=3)
    call.posts(count=2)
    call.user_posts(secUid="nobody")
    call.posts(count="many")
    call.http.get("/public/nothing", headers={"X-API-KEY": DEMO_API_KEY})
    listed = call.show("requests")["requests"]

    def said(name: str) -> list[Any]:
        return [entry[name] for entry in listed]

    assert said("seq") == [1, 2, 3, 4, 5]
    assert said("at") == [START] * 5
    assert said("operation") == [
        "official.video.list", "tikapi.public.posts", "justone.tiktok.user_posts", "tikapi.public.posts", None,
    ]  # fmt: skip
    assert said("dialect") == ["official", "tikapi", "justone", "tikapi", "tikapi"]
    assert said("credential") == ["demo", "demo", "demo", "demo", None]
    assert said("parameters")[0] == {"fields": "id,create_time", "max_count": 3}
    assert said("parameters")[1] == {"secUid": call.sec_uid, "count": "2"}
    assert said("status") == [200, 200, 200, 400, 404]
    assert said("code") == [None, None, "404", None, None]
    assert said("cause") == [None, None, "unknown_creator", "invalid_parameter", "no_route"]
    assert said("rows") == [3, 2, None, None, None]
    assert all(entry["ms"] > 0 and entry["bytes"] > 20 for entry in listed)


def test_secrets_are_masked_wherever_they_are(call: Caller) -> None:
    call.user_posts()
    call.feed()
    call.videos()
    call.reposted(client_secret=DEMO_CLIENT_SECRET, nested={"deeper": [{"token": DEMO_TOKEN}]})
    call.http.get("/api/nothing", params={"TOKEN": DEMO_TOKEN})
    form = {"client_key": DEMO_CLIENT_KEY, "client_secret": DEMO_CLIENT_SECRET, "grant_type": "nothing"}
    call.http.post("/v2/oauth/token/", data=form)
    shown = call.http.get("/_tokgate/requests").text

    for secret in (DEMO_TOKEN, DEMO_API_KEY, DEMO_ACCOUNT_KEY, DEMO_USER_TOKEN, DEMO_CLIENT_TOKEN, DEMO_CLIENT_SECRET):
        assert secret not in shown
    last = json.loads(shown)["requests"][-1]
    assert last["parameters"] == {"client_key": DEMO_CLIENT_KEY, "client_secret": "***", "grant_type": "nothing"}
    assert last["code"] == "unsupported_grant_type"


def test_long_and_odd_parameters_are_cut(call: Caller) -> None:
    call.videos(cursor="9" * 5000, more={"deep": ["x" * 5000]}, **{f"m{n}": n for n in range(200)})
    call.http.post("/v2/video/list/", content=b'{"a":' + b"[" * 400 + b"]" * 400 + b"}")
    long, deep = call.show("requests")["requests"]

    assert len(json.dumps(long["parameters"])) < 5000
    assert len(long["parameters"]) == 50
    assert deep["status"] == 401


def test_it_is_filtered_by_operation_status_and_place(call: Caller) -> None:
    call.posts()
    call.feed()
    call.control("clock", advance="1h")
    call.videos()
    call.posts(secUid="nobody")

    def found(**query: Any) -> list[int]:
        return [entry["seq"] for entry in call.show("requests", **query)["requests"]]

    assert found(operation="tikapi.public.posts") == [1, 4]
    assert found(operation="tikapi") == [1, 2, 4]
    assert found(operation="tikapi.user") == [2]
    assert found(status="200") == [1, 2, 3]
    assert found(status="4xx") == [4]
    assert found(since="2") == [3, 4]
    assert found(since="2026-11-02T12:30:00Z") == [3, 4]
    assert found(limit=2) == [3, 4]
    assert found(since="1", limit=2) == [2, 3]
    assert call.http.delete("/_tokgate/requests").json() == {"removed": 4}
    assert found() == []


@pytest.mark.parametrize(
    ("query", "field", "said"),
    [
        ("status=teapot", "status", "429, or 4xx"),
        ("since=yesterday", "since", "write it as"),
        ("limit=-1", "limit", "whole number"),
        ("operatoin=tikapi", "operatoin", "did you mean 'operation'?"),
    ],
)
def test_a_wrong_filter_is_told(call: Caller, query: str, field: str, said: str) -> None:
    answer = call.http.get(f"/_tokgate/requests?{query}")

    assert (answer.status_code, answer.json()["field"]) == (400, field)
    assert said in answer.json()["error"]


def test_the_stream_tells_as_it_happens_and_goes_on_where_it_was_left(call: Caller) -> None:
    call.posts()
    with call.http.stream("GET", "/_tokgate/requests/stream", params={"operation": "official"}) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        lines = stream.iter_lines()
        assert next(lines).startswith(":")
        call.posts()
        call.videos()
        event = [line for _, line in zip(range(4), lines, strict=False)]
    assert event[1:3] == ["id: 3", "event: request"]
    assert json.loads(event[3].removeprefix("data: "))["operation"] == "official.video.list"
    with call.http.stream("GET", "/_tokgate/requests/stream", headers={"Last-Event-ID": "1"}) as stream:
        ids = [line for line in _until(stream, "id: 3") if line.startswith("id: ")]
    assert ids == ["id: 2", "id: 3"]


def _until(stream: httpx.Response, last: str) -> list[str]:
    lines = []
    for line in stream.iter_lines():
        lines.append(line)
        if line == last:
            break
    return lines


def test_an_open_stream_ends_when_the_server_stops(archive: Archive) -> None:
    ended = threading.Event()
    opened = threading.Event()

    def follow(url: str) -> None:
        with httpx.stream("GET", f"{url}/_tokgate/requests/stream", timeout=30) as stream:
            for _ in stream.iter_lines():
                opened.set()
        ended.set()

    with serving(archive, [], StandingClock(), ControlOptions(log=True, admin_open=True)) as url:
        threading.Thread(target=follow, args=(url,), daemon=True).start()
        assert opened.wait(10)
    assert ended.wait(2)


def test_without_a_log_there_is_none_to_read(archive: Archive, sample: Creator) -> None:
    with serving(archive, [], StandingClock(), ControlOptions(admin_open=True)) as url:
        for path in ("requests", "requests/stream"):
            answer = httpx.get(f"{url}/_tokgate/{path}")
            assert answer.status_code == 409
            assert "--log" in answer.json()["error"]


def test_a_body_that_is_refused_unread_is_not_read_for_the_log(call: Caller) -> None:
    headers = {"Authorization": f"Bearer {DEMO_USER_TOKEN}", "Content-Encoding": "gzip"}
    answer = call.http.post("/v2/video/list/?fields=id", headers=headers, content=b'{"max_count": 3}')

    assert answer.status_code == 400
    assert call.show("requests")["requests"][-1]["parameters"] == {"fields": "id"}
