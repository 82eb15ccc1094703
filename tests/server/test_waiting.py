"""Nobody who reads waits for somebody who writes."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import httpx
import pytest
from tests.serving import serving

from tokgate.archive.sqlite.archive import SqliteArchive
from tokgate.dialects.official.credentials import DEMO_CLIENT_KEY, DEMO_CLIENT_SECRET
from tokgate.dialects.tikapi.credentials import DEMO_API_KEY
from tokgate.domain.clock import SystemClock
from tokgate.domain.items import StoredItem
from tokgate.domain.paging import Page, Position
from tokgate.domain.ports import CredentialRecord, Order
from tokgate.server.app import MOST_WRITERS
from tokgate.server.controls import ControlOptions
from tokgate.server.demo import Sample, demo_credentials
from tokgate.server.links import SignedLinks
from tokgate.server.run import find_sample
from tokgate.world.making import write_world
from tokgate.world.sizes import Size

#: Holds the write lock of an archive until a line comes in.
HOLDER = """
import sys
from tokgate.archive import open_archive
archive = open_archive(sys.argv[1])
with archive.bulk():
    print("held", flush=True)
    sys.stdin.readline()
"""


class Watched(SqliteArchive):
    """Counts the writes that are about to wait for their turn."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, SystemClock())
        self.waiting = threading.Semaphore(0)

    def add_credential(self, record: CredentialRecord, *, issued_to: bytes | None = None) -> bool:
        self.waiting.release()
        return super().add_credential(record, issued_to=issued_to)

    def bulk(self) -> AbstractContextManager[None]:
        self.waiting.release()
        return super().bulk()

    def restore_from(self, path: Path) -> None:
        self.waiting.release()
        super().restore_from(path)


class Remote(SqliteArchive):
    """An archive that asks another process. With a barrier, nobody is answered before two ask at once."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, SystemClock())
        self.both: threading.Barrier | None = None

    @property
    def embedded(self) -> bool:
        return False

    def items(
        self, creator: int, *, after: Position | None, limit: int, order: Order = Order.LATEST
    ) -> Page[StoredItem]:
        if self.both is not None:
            self.both.wait()
        return super().items(creator, after=after, limit=limit, order=order)


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    """A small world whose links were never signed, and nobody has waited yet."""
    archive = Watched(tmp_path / "own.db")
    write_world(archive, 7, Size(creators=8, posts=80))
    archive.waiting = threading.Semaphore(0)
    yield archive
    archive.close()


@contextmanager
def write_lock(path: Path) -> Iterator[Callable[[], None]]:
    """While another process holds the lock; the value lets go of it."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == "held\n"
        yield lambda: process.communicate("go on\n", timeout=30) and None
    finally:
        process.kill()
        process.communicate()


def _check(http: httpx.Client, sample: Sample) -> httpx.Response:
    query = {"username": sample.creator.username or ""}
    return http.get("/public/check", params=query, headers={"X-API-KEY": DEMO_API_KEY})


def _token(http: httpx.Client) -> httpx.Response:
    form = {"client_key": DEMO_CLIENT_KEY, "client_secret": DEMO_CLIENT_SECRET, "grant_type": "client_credentials"}
    return http.post("/v2/oauth/token/", data=form)


def _load(http: httpx.Client) -> httpx.Response:
    http.post("/_tokgate/snapshots", json={"save": "before"}).raise_for_status()
    return http.post("/_tokgate/snapshots", json={"load": "before"})


@pytest.mark.parametrize("write", [_token, _load])
def test_a_read_is_answered_while_a_write_waits(
    watched: Watched, write: Callable[[httpx.Client], httpx.Response]
) -> None:
    SignedLinks(watched).key()
    watched.waiting = threading.Semaphore(0)
    sample = find_sample(watched)
    assert sample is not None
    known = demo_credentials(sample.creator)
    with (
        write_lock(watched.path) as release,
        serving(watched, known, options=ControlOptions(admin_open=True)) as url,
        httpx.Client(base_url=url, timeout=20) as http,
        ThreadPoolExecutor(1) as pool,
    ):
        waiting: Future[httpx.Response] = pool.submit(write, http)
        assert watched.waiting.acquire(timeout=20)
        answer = _check(http, sample)

        assert answer.status_code == 200
        assert not waiting.done()
        release()
        assert waiting.result(20).status_code == 200


def test_reads_are_not_behind_writes_that_wait(watched: Watched) -> None:
    """Also before the key of the links is kept, though answers have links: such a link opens, too, also later."""
    sample = find_sample(watched)
    assert sample is not None
    with (
        write_lock(watched.path) as release,
        serving(watched, demo_credentials(None)) as url,
        httpx.Client(base_url=url, timeout=20) as http,
        ThreadPoolExecutor(MOST_WRITERS) as pool,
    ):
        waiting = [pool.submit(_token, http) for _ in range(MOST_WRITERS)]
        for _ in range(MOST_WRITERS):
            assert watched.waiting.acquire(timeout=20)
        answer = _check(http, sample)
        picture = answer.json()["userInfo"]["user"]["avatarThumb"]

        assert http.get(picture).status_code == 200
        assert not any(each.done() for each in waiting)
        release()
        assert {each.result(20).status_code for each in waiting} == {200}
        assert SignedLinks(watched).key()
        assert http.get(picture).status_code == 200


def test_an_archive_in_another_process_is_never_waited_for_in_the_loop(tmp_path: Path) -> None:
    archive = Remote(tmp_path / "remote.db")
    write_world(archive, 7, Size(creators=8, posts=80))
    sample = find_sample(archive)
    assert sample is not None
    archive.both = threading.Barrier(2, timeout=10)
    query = {"secUid": sample.creator.sec_uid or "", "count": "5"}
    with (
        serving(archive, demo_credentials(sample.creator)) as url,
        httpx.Client(base_url=url, timeout=30, headers={"X-API-KEY": DEMO_API_KEY}) as http,
        ThreadPoolExecutor(2) as pool,
    ):
        asked = [pool.submit(http.get, "/public/posts", params=query) for _ in range(2)]
        assert [each.result(30).status_code for each in asked] == [200, 200]
    archive.close()
