"""Who may use the admin routes, and what they say of the server."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import httpx
import pytest
from tests.server.controls.conftest import Caller, StandingClock
from tests.serving import serving

from tokgate.archive import open_archive
from tokgate.archive.sqlite.archive import SqliteArchive
from tokgate.domain.ports import Archive
from tokgate.domain.secrets import hash_secret
from tokgate.server.clock import MovableClock
from tokgate.server.controls import ControlOptions

KEY = "the key of the admin"
ROUTES = ("state", "clock", "quotas", "faults", "requests", "requests/stream", "snapshots")


def test_the_admin_key_opens_them_in_either_header(archive: Archive) -> None:
    options = ControlOptions(admin_hash=hash_secret(KEY), log=True)
    with serving(archive, [], StandingClock(), options) as url, httpx.Client(base_url=url) as http:
        for route in ROUTES:
            assert http.get(f"/_tokgate/{route}").status_code == 401
            assert http.get(f"/_tokgate/{route}", headers={"X-Tokgate-Admin": "wrong"}).status_code == 401
        assert http.get("/_tokgate/state", headers={"X-Tokgate-Admin": KEY}).status_code == 200
        assert http.get("/_tokgate/state", headers={"Authorization": f"Bearer {KEY}"}).status_code == 200
        assert http.post("/_tokgate/reset").status_code == 401
        assert http.get("/_tokgate/health").status_code == http.get("/_tokgate/ready").status_code == 200


def test_without_a_key_they_are_closed(archive: Archive) -> None:
    with serving(archive, [], StandingClock()) as url, httpx.Client(base_url=url) as http:
        for route in ROUTES:
            answer = http.get(f"/_tokgate/{route}", headers={"X-Tokgate-Admin": ""})
            assert answer.status_code == 403
            assert "--admin-key" in answer.json()["error"]
        assert http.get("/_tokgate/health").status_code == 200


def test_another_sites_page_may_not_use_open_ones(call: Caller) -> None:
    host = call.http.base_url.netloc.decode()
    for origin, status in (("http://evil.example", 403), ("null", 403), (f"http://{host}", 200)):
        assert call.http.post("/_tokgate/reset", headers={"Origin": origin}).status_code == status
    for name, status in (("evil.example:80", 403), ("[::1]:8700", 200), ("localhost", 200), ("[", 403)):
        headers = {"Host": name, "Origin": f"http://{name}"}
        assert call.http.post("/_tokgate/reset", headers=headers).status_code == status


@pytest.mark.parametrize(
    ("method", "path", "content"),
    [
        ("DELETE", "faults?id=" + "9" * 5000, ""),
        ("GET", "requests?limit=" + "9" * 5000, ""),
        ("GET", "requests?since=" + "9" * 5000, ""),
        ("GET", "requests/stream?since=" + "9" * 5000, ""),
        ("GET", "state?" + "a=1&" * 1100, ""),
        ("POST", "clock", '{"set": "1969-01-01T00:00:00Z"}'),
        ("POST", "clock", '{"advance": "-900000d"}'),
        ("POST", "clock", '{"advance": "99999999999999d"}'),
        ("POST", "clock", '{"speed": 1e999}'),
        ("POST", "clock", '{"advance": "%s1d"}' % ("9" * 5000)),
        ("POST", "quotas", '{"limit": %s}' % ("9" * 5000)),
        ("POST", "faults", '{"fault": "latency", "ms": %s}' % ("9" * 5000)),
        ("POST", "snapshots", "[" * 100_000),
        ("GET", "openapi/%00.json", ""),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_breaks(call: Caller, method: str, path: str, content: str) -> None:
    answer = call.http.request(method, f"/_tokgate/{path}", content=content)

    assert answer.status_code in (400, 404)
    assert answer.json()["error"]


def test_a_server_whose_archive_went_away_is_not_ready(tmp_path: Path) -> None:
    archive = open_archive(str(tmp_path / "served.db"))
    with serving(archive, []) as url:
        assert httpx.get(f"{url}/_tokgate/ready").status_code == 200
        (tmp_path / "served.db").unlink()
        answer = httpx.get(f"{url}/_tokgate/ready")
        assert answer.status_code == 503
        assert "gone" in answer.json()["error"]
        assert httpx.get(f"{url}/_tokgate/health").status_code == 200


def test_state_shows_archive_counts_clock_and_controls(call: Caller, own: SqliteArchive) -> None:
    call.posts()
    state = call.show("state")

    assert state["archive"] == {
        "path": str(own.path),
        "creators": len(list(own.creators())),
        "posts": sum(summary.posts for summary in own.creators()),
    }
    assert state["workers"] == 1
    assert state["requests"] == 1
    assert state.keys() == {
        "version", "workers", "archive", "clock", "quotas", "faults", "requests", "snapshots",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("method", "path", "status", "said"),
    [
        ("GET", "/_tokgate/clocks", 404, "did you mean 'clock'?"),
        ("GET", "/_tokgate", 404, "there are state, clock"),
        ("DELETE", "/_tokgate/clock", 405, "takes GET and POST"),
        ("POST", "/_tokgate/health", 405, "takes GET"),
        ("POST", "/_tokgate/openapi/official.json", 405, "takes GET"),
        ("POST", "/_tokgate/requests/stream", 405, "takes GET"),
        ("GET", "/_tokgate/reset", 405, "takes POST"),
    ],
)
def test_a_wrong_route_or_method_is_told(call: Caller, method: str, path: str, status: int, said: str) -> None:
    answer = call.http.request(method, path)

    assert answer.status_code == status
    assert said in answer.json()["error"]


@pytest.mark.parametrize("content", [b"[1]", b"{", b"\xff", b"[" * 5000, b'{"a":' * 5000])
def test_a_body_that_is_no_json_object_is_told(call: Caller, content: bytes) -> None:
    for route in ("clock", "quotas", "faults", "snapshots"):
        answer = call.http.post(f"/_tokgate/{route}", content=content)
        assert answer.status_code == 400
        assert answer.json()["error"]


def test_a_body_that_is_too_large_is_refused(call: Caller) -> None:
    assert call.http.post("/_tokgate/clock", content=b" " * (2 << 20)).status_code == 400


def test_with_several_workers_controls_are_refused(archive: Archive) -> None:
    with (
        serving(archive, [], StandingClock(), ControlOptions(admin_open=True, workers=2)) as url,
        httpx.Client(base_url=url) as http,
    ):
        assert http.get("/_tokgate/state").json()["workers"] == 2
        for route in ("clock", "quotas", "faults", "snapshots", "reset"):
            answer = http.post(f"/_tokgate/{route}", json={})
            assert answer.status_code == 409
            assert "--workers 1" in answer.json()["error"]


def test_what_catches_up_with_a_move_does_not_hold_up_other_calls(archive: Archive) -> None:
    clock = MovableClock(StandingClock())
    go_on, moved = threading.Event(), threading.Event()

    def catch_up(_: int) -> None:
        moved.set()
        assert go_on.wait(20)

    clock.on_move.append(catch_up)
    with (
        serving(archive, [], clock, ControlOptions(admin_open=True)) as url,
        httpx.Client(base_url=url, timeout=30) as http,
    ):
        mover = threading.Thread(target=httpx.post, args=(f"{url}/_tokgate/clock",), kwargs={"json": {"advance": "1d"}})
        mover.start()
        assert moved.wait(10)
        began = time.monotonic()
        assert http.get("/_tokgate/clock").json()["now"].startswith("2026-11-03")
        assert time.monotonic() - began < 10
        go_on.set()
        mover.join(10)
