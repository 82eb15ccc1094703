"""A server for all tests of this folder; nothing here goes through pytest's plugin."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tokgate.testing import Server


@pytest.fixture(scope="session")
def session_server() -> Iterator[Server]:
    with Server() as server:
        yield server


@pytest.fixture
def server(session_server: Server) -> Server:
    session_server.reset()
    return session_server
