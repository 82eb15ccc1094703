"""The demo's world, made once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tokgate.archive import open_archive
from tokgate.domain.creators import Creator
from tokgate.domain.ports import Archive
from tokgate.world.making import World, write_world
from tokgate.world.people import sample_username

SEED = 7


@pytest.fixture(scope="session")
def demo() -> World:
    """Who lives in it."""
    return World(SEED)


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """It, in an archive that tests only read."""
    opened = open_archive(str(tmp_path_factory.mktemp("world") / "world.db"))
    write_world(opened, SEED)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def sample(archive: Archive) -> Creator:
    """The creator who has something of everything."""
    creator = archive.creator(username=sample_username(SEED))
    assert creator is not None
    return creator
