"""A gateway with every control, over a copy of the demo's world, whose time stands still until it is moved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.serving import serving

from tokgate.archive import open_archive
from tokgate.archive.sqlite.archive import SqliteArchive
from tokgate.dialects.justone.credentials import DEMO_TOKEN
from tokgate.dialects.official.credentials import DEMO_CLIENT_TOKEN, DEMO_USER_TOKEN
from tokgate.dialects.tikapi.credentials import DEMO_ACCOUNT_KEY, DEMO_API_KEY
from tokgate.domain.creators import Creator
from tokgate.domain.instants import parse_instant_ms
from tokgate.domain.ports import Archive
from tokgate.server.controls import ControlOptions
from tokgate.server.demo import demo_credentials

START = "2026-11-02T12:00:00.000Z"
OPEN = ControlOptions(log=True, admin_open=True, resettable=True)


class StandingClock:
    """Time stands still."""

    def now_ms(self) -> int:
        return parse_instant_ms(START)


class Caller:
    """Calls one operation of each dialect, and moves the controls."""

    def __init__(self, http: httpx.Client, creator: Creator) -> None:
        self.http = http
        self.creator = creator
        self.sec_uid = creator.served_sec_uid or ""

    def control(self, name: str, **order: Any) -> dict[str, Any]:
        """POST an order to an admin route, which must take it."""
        answer = self.http.post(f"/_tokgate/{name}", json=order)
        assert answer.status_code == 200, answer.text
        members: dict[str, Any] = answer.json()
        return members

    def show(self, name: str, **query: Any) -> dict[str, Any]:
        """GET an admin route."""
        answer = self.http.get(f"/_tokgate/{name}", params=query)
        assert answer.status_code == 200, answer.text
        members: dict[str, Any] = answer.json()
        return members

    def videos(self, **body: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {DEMO_USER_TOKEN}"}
        return self.http.post("/v2/video/list/?fields=id,create_time", json=body, headers=headers)

    def user_info(self) -> httpx.Response:
        headers = {"Authorization": f"Bearer {DEMO_USER_TOKEN}"}
        return self.http.get("/v2/user/info/?fields=open_id", headers=headers)

    def reposted(self, token: str = DEMO_CLIENT_TOKEN, **body: Any) -> httpx.Response:
        return self.http.post(
            "/v2/research/user/reposted_videos/?fields=id",
            json={"username": self.creator.username, **body},
            headers={"Authorization": f"Bearer {token}"},
        )

    def posts(self, **query: Any) -> httpx.Response:
        params = {"secUid": self.sec_uid, **query}
        return self.http.get("/public/posts", params=params, headers={"X-API-KEY": DEMO_API_KEY})

    def feed(self, **query: Any) -> httpx.Response:
        headers = {"X-API-KEY": DEMO_API_KEY, "X-ACCOUNT-KEY": DEMO_ACCOUNT_KEY}
        return self.http.get("/user/feed", params=query, headers=headers)

    def user_posts(self, **query: Any) -> httpx.Response:
        params = {"secUid": self.sec_uid, "token": DEMO_TOKEN, **query}
        return self.http.get("/api/tiktok/get-user-post/v1", params=params)


@pytest.fixture
def own(archive: Archive, tmp_path: Path) -> Iterator[SqliteArchive]:
    """A copy of the world, for one test to change."""
    assert isinstance(archive, SqliteArchive)
    archive.copy_to(tmp_path / "own.db")
    copy = open_archive(str(tmp_path / "own.db"))
    assert isinstance(copy, SqliteArchive)
    yield copy
    copy.close()


@pytest.fixture
def call(own: SqliteArchive, sample: Creator) -> Iterator[Caller]:
    with (
        serving(own, demo_credentials(sample), StandingClock(), OPEN) as url,
        httpx.Client(base_url=url, timeout=30) as http,
    ):
        yield Caller(http, sample)
