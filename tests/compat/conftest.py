"""A server that says what it is told."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.client.loopback import serving
from tests.compat.clients import Recorder


@pytest.fixture
def server() -> Recorder:
    return Recorder()


@pytest.fixture
def url(server: Recorder) -> Iterator[str]:
    with serving(server) as url:
        yield url
