"""The server for tests: its controls, and what it says when a call is missing."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from tests.client.scripted import ManualTiming

import tokgate
from tokgate.testing import Remote, Server
from tokgate.testing.admin import AdminError
from tokgate.testing.verify import LoggedRequest, check_called


def test_two_servers_share_nothing_and_leave_nothing() -> None:
    before = threading.active_count()
    with Server() as one, Server() as two:
        assert one.url != two.url
        assert one.sample == two.sample
        assert one.credentials["official"]["user_token"]
    assert threading.active_count() == before


CALLS = [
    LoggedRequest(operation="official.video.list", parameters={"fields": ["id"], "max_count": 20}, status=200),
    LoggedRequest(operation="official.video.list", parameters={"fields": ["id"], "max_count": 10}, status=429),
    LoggedRequest(operation="tikapi.public.posts", parameters={"secUid": "MS4"}, status=200),
]


def test_calls_are_counted_by_their_parameters() -> None:
    check_called(CALLS, "official.video.list", 2, {})
    check_called(CALLS, "official.video.list", 1, {"max_count": "20"})
    check_called(CALLS, "official.video.list", None, {"fields": ("id",)})
    check_called(CALLS, "official.user.info", 0, {})


def test_a_missing_call_shows_the_nearest() -> None:
    with pytest.raises(AssertionError) as problem:
        check_called(CALLS, "official.video.list", 2, {"max_count": 10, "cursor": 5})
    lines = str(problem.value).splitlines()
    assert lines[0] == ("expected official.video.list(max_count=10, cursor=5) to be called twice, and it was never")
    assert lines[2] == "  official.video.list(fields=['id'], max_count=10) -> 429   (no cursor)"
    assert lines[3] == "  official.video.list(fields=['id'], max_count=20) -> 200   (max_count is 20; no cursor)"
    assert lines[4].endswith("(another operation)")


def test_without_any_call_it_says_so() -> None:
    with pytest.raises(AssertionError, match="nothing was called at all"):
        check_called([], "official.video.list", None, {})


def list_videos(server: Server, **body: object) -> httpx.Response:
    token = server.credentials["official"]["user_token"]
    url = f"{server.url}/v2/video/list/?fields=id,title"
    return httpx.post(url, json=body, headers={"Authorization": f"Bearer {token}"})


def test_calls_are_logged_and_verified(server: Server) -> None:
    list_videos(server, max_count=3)
    list_videos(server, max_count=4)
    server.assert_called("official.video.list", times=2)
    server.assert_called("official.video.list", times=1, max_count=3, fields=["id", "title"])
    server.assert_not_called("official.user.info")
    with pytest.raises(AssertionError, match="max_count is 4"):
        server.assert_called("official.video.list", max_count=5)
    assert [call.rows for call in server.requests("official.video", status=200)] == [3, 4]
    assert server.credentials["official"]["user_token"] not in str(server.requests())


def test_a_name_that_no_operation_has_is_not_called_uncalled(server: Server) -> None:
    list_videos(server)
    for check in (server.assert_not_called, server.assert_called, server.requests):
        with pytest.raises(AdminError, match=r"there is no operation 'video.lst'; did you mean 'official.video.list'"):
            check("video.lst")
    server.assert_called("official.video", times=1)
    with pytest.raises(AssertionError, match="called never, and it was once"):
        server.assert_not_called("official.video")


def test_faults_strike_and_are_lifted(server: Server) -> None:
    server.faults.add("official.video.list", "rate_limit", first=1)
    server.faults.add("tikapi", "server_error", share=0.5, seed=3)
    assert [list_videos(server).status_code for _ in range(2)] == [429, 200]
    assert [fault["struck"] for fault in server.faults.list()] == [1, 0]
    server.faults.clear()
    assert server.faults.list() == []
    with pytest.raises(AdminError, match=r"official\.video\.list"):
        server.faults.add("official.video.lits", "rate_limit")


def test_a_limit_of_the_moment_and_a_used_up_quota_are_told_apart(server: Server) -> None:
    timing = ManualTiming()
    client = tokgate.TikAPI(server.credentials["tikapi"]["api_key"], base_url=server.url, timing=timing)
    server.faults.add("tikapi.key", "rate_limit", first=1)
    client.key()
    assert timing.slept == [1.5]

    server.faults.add("tikapi.key", "daily_quota", first=1)
    with pytest.raises(tokgate.QuotaExhausted):
        client.key()
    assert timing.slept == [1.5]
    client.close()


def test_time_is_moved_and_comes_back(server: Server) -> None:
    server.clock.freeze()
    start = server.clock.now()
    server.clock.advance("25h")
    server.clock.advance(timedelta(minutes=30))
    server.clock.advance(1.5)
    assert server.clock.now() - start == timedelta(hours=25, minutes=30, seconds=1.5)
    server.clock.set(datetime(2027, 1, 1, tzinfo=UTC))
    assert server.clock.now() == datetime(2027, 1, 1, tzinfo=UTC)
    server.clock.unfreeze()
    server.clock.speed(3600)
    assert server.clock.now() >= datetime(2027, 1, 1, tzinfo=UTC)
    with pytest.raises(ValueError, match="no time zone"):
        server.clock.set(datetime(2027, 1, 1))  # noqa: DTZ001
    server.reset()
    assert abs(server.clock.now() - datetime.now(UTC)) < timedelta(seconds=60)


def test_quotas_are_enforced_and_read(server: Server) -> None:
    server.quotas.limit(2)
    assert [list_videos(server).status_code for _ in range(3)] == [200, 200, 429]
    assert any(row["left"] == 0 for row in server.quotas.left())
    server.quotas.on(False)
    assert list_videos(server).status_code == 200


def test_a_snapshot_brings_everything_back(server: Server) -> None:
    with server.snapshot("before"):
        server.faults.add("official", "server_error")
        assert list_videos(server).status_code == 500
    assert list_videos(server).status_code == 200


def test_a_gateway_elsewhere_has_the_same_controls(server: Server) -> None:
    list_videos(server)
    remote = Remote(server.url)
    remote.assert_called("official.video.list", times=1)
    remote.reset()
    server.assert_not_called("official.video.list")


def test_a_delayed_answer_does_not_delay_the_end() -> None:
    with Server() as server:
        server.faults.add("justone", "latency", ms=60_000)
        url = f"{server.url}/api/tiktok/get-user-post/v1"
        params = {"token": server.credentials["justone"]["token"], "secUid": server.sample["sec_uid"]}
        with pytest.raises(httpx.ReadTimeout):
            httpx.get(url, params=params, timeout=0.2)
        started = time.perf_counter()
    assert time.perf_counter() - started < 10
