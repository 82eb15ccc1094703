"""A server of its own for each test, on each engine, with two creators and a clock that can be moved."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from tests.made import creator_named, keep, post_of
from tests.postgres import new_address
from tests.serving import serving

from tokgate.archive import open_archive
from tokgate.domain.clock import SystemClock
from tokgate.domain.ports import Archive
from tokgate.server.clock import MovableClock
from tokgate.server.controls import ControlOptions
from tokgate.server.demo import demo_credentials

OPEN = ControlOptions(admin_open=True)


@pytest.fixture(params=["sqlite", "postgres"])
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Archive]:
    address = new_address() if request.param == "postgres" else str(tmp_path / "sign_in.db")
    with closing(open_archive(address)) as opened:
        for number, name in enumerate(("ana", "ben"), 1):
            keep(opened, creator_named(name), [post_of(post_id=(number << 32) + 7, created_s=1_700_000_000)])
        yield opened


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(SystemClock())


@pytest.fixture
def http(archive: Archive, clock: MovableClock) -> Iterator[httpx.Client]:
    """The server as a browser and as the app see it; redirects are not followed."""
    known = demo_credentials(archive.creator(username="ana"))
    with serving(archive, known, clock, OPEN) as url, httpx.Client(base_url=url, timeout=30) as client:
        yield client
