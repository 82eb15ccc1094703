"""The pytest plugin: the fixture `tokgate_server`. Loaded in every run of pytest, so it imports nothing heavy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tokgate.testing.server import Server


@pytest.fixture(scope="session")
def tokgate_session_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server per session and xdist worker; tests take `tokgate_server`, which resets it in between."""
    from tokgate.testing.server import Server

    # Under xdist each worker's folder lies in the session's, where the workers share the world they make.
    base = tmp_path_factory.getbasetemp()
    worlds = base.parent if base.name.startswith("popen-") else base
    with Server(worlds=worlds) as server:
        yield server


@pytest.fixture
def tokgate_server(tokgate_session_server: Server) -> Server:
    """A tokgate gateway with the demo's world, as new for every test."""
    tokgate_session_server.reset()
    return tokgate_session_server
