"""The demo's world behind a real server, made once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import msgspec
import pytest
from tests.serving import serving

from tokgate.archive import open_archive
from tokgate.domain.creators import Creator
from tokgate.domain.ports import Archive
from tokgate.server.demo import demo_credentials
from tokgate.world.making import write_world
from tokgate.world.people import sample_username
from tokgate.world.sizes import DEMO


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder: Path = tmp_path_factory.mktemp("world")
    archive = open_archive(str(folder / "world.db"))
    write_world(archive, 7, msgspec.structs.replace(DEMO, items=True))
    yield archive
    archive.close()


@pytest.fixture(scope="session")
def sample(archive: Archive) -> Creator:
    creator = archive.creator(username=sample_username(7))
    assert creator is not None
    return creator


@pytest.fixture(scope="session")
def private(archive: Archive) -> Creator:
    return next(summary.creator for summary in archive.creators() if summary.creator.private)


@pytest.fixture(scope="session")
def http(archive: Archive, sample: Creator) -> Iterator[httpx.Client]:
    with serving(archive, demo_credentials(sample)) as url, httpx.Client(base_url=url, timeout=30) as client:
        yield client
