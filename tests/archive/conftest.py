"""Every test that asks for `archive` runs once per backend; add one to `BACKENDS`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from tests.postgres import lent_address, new_address

from tokgate.archive import open_archive
from tokgate.domain.ports import Archive

#: How to name a fresh store, given an empty folder.
BACKENDS: dict[str, Callable[[Path], str]] = {
    "sqlite": lambda folder: f"sqlite:///{folder / 'archive.db'}",
    "postgres": lambda _: new_address(),
}


@contextmanager
def fresh_archive(backend: str) -> Iterator[Archive]:
    """An empty archive, for tests that need many."""
    with (
        TemporaryDirectory() as folder,
        lent_address() if backend == "postgres" else nullcontext(BACKENDS[backend](Path(folder))) as address,
        closing(open_archive(address)) as archive,
    ):
        yield archive


@pytest.fixture(params=sorted(BACKENDS))
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a store that does not exist yet."""
    return BACKENDS[request.param](tmp_path)


@pytest.fixture
def archive(address: str) -> Iterator[Archive]:
    """An empty archive."""
    opened = open_archive(address)
    yield opened
    opened.close()
