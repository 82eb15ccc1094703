"""A gateway with the dashboard on a socket, and a browser in front of it where there is one."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from tests.made import creator_named, keep, post_of

from tokgate.archive import open_archive
from tokgate.dashboard.app import MOUNT, make
from tokgate.dialects.registry import installed
from tokgate.domain.clock import SystemClock
from tokgate.domain.secrets import hash_secret
from tokgate.server.app import Gateway
from tokgate.server.connections import config_for
from tokgate.server.controls import ControlOptions
from tokgate.server.demo import demo_credentials
from tokgate.server.run import GatewayServer, bind, url_of

START_S = 1_700_000_000
ADMIN_KEY = "key-of-the-admin"
Served = Callable[..., AbstractContextManager[str]]


@pytest.fixture
def served() -> Served:
    return serving


@contextmanager
def serving(options: ControlOptions | None = None, port: int = 0) -> Iterator[str]:
    """The URL of a gateway with one creator, its controls open to all."""
    archive = open_archive(":memory:")
    ana = creator_named("ana")
    keep(archive, ana, [post_of(post_id=(START_S + n << 32) + 7, created_s=START_S + n) for n in range(40)])
    gateway = Gateway(
        archive,
        SystemClock(),
        demo_credentials(archive.creator(username="ana")),
        options=options or ControlOptions(log=True, quotas=True, admin_open=True),
        mounts={MOUNT: make(installed())},
    )
    config = config_for(gateway, log_level="error", lifespan="off", timeout_graceful_shutdown=3)
    server = GatewayServer(config, gateway)
    listener = bind("127.0.0.1", port)
    thread = threading.Thread(target=lambda: server.run(sockets=[listener]), daemon=True)
    thread.start()
    try:
        yield url_of("127.0.0.1", listener)
    finally:
        server.should_exit = True
        thread.join(10)
        listener.close()
        gateway.close()


@pytest.fixture
def behind_a_key() -> ControlOptions:
    return ControlOptions(log=True, admin_hash=hash_secret(ADMIN_KEY))


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's path; skipped without one, or without playwright."""
    pytest.importorskip("playwright", reason="playwright is not installed")
    found = os.environ.get("TOKGATE_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.skip("no chromium on this machine: apt-get install chromium, or set TOKGATE_CHROMIUM")
    return found
