"""What is kept between requests holds only while the archive stands still."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from tests.made import creator_named, keep
from tests.serving import serving

from tokgate.archive import open_archive
from tokgate.dialects.tikapi.credentials import API_KEY
from tokgate.domain.creators import Creator
from tokgate.domain.observations import Observation, Provenance
from tokgate.domain.ports import Archive, CredentialRecord
from tokgate.domain.secrets import hash_secret
from tokgate.server.lookups import MOST_KEPT, Lookups


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    archive = open_archive(str(tmp_path / "tokgate.db"))
    keep(archive, creator_named("ana"), [])
    archive.add_credential(CredentialRecord(kind=API_KEY.kind, name="mine", hash=hash_secret("key"), created_ms=0))
    yield archive
    archive.close()


@pytest.fixture
def elsewhere(archive: Archive, tmp_path: Path) -> Iterator[Archive]:
    """The same archive, opened by somebody else."""
    other = open_archive(str(tmp_path / "tokgate.db"))
    yield other
    other.close()


@pytest.fixture
def http(archive: Archive) -> Iterator[httpx.Client]:
    with serving(archive, []) as url, httpx.Client(base_url=url, headers={"X-API-KEY": "key"}, timeout=20) as client:
        yield client


def check(http: httpx.Client) -> httpx.Response:
    return http.get("/public/check", params={"username": "ana"})


def test_a_key_that_somebody_else_revokes_stops_at_the_next_request(http: httpx.Client, elsewhere: Archive) -> None:
    assert [check(http).status_code for _ in range(3)] == [200, 200, 200]
    elsewhere.revoke_credentials("mine", 1)

    assert check(http).status_code == 401


def test_what_somebody_else_says_of_a_creator_is_told_at_the_next_request(
    http: httpx.Client, elsewhere: Archive
) -> None:
    check(http)
    said = Observation(subject=Creator(username="ana", name="Another"), source="test", observed_ms=2_000_000_000_000)
    elsewhere.commit([said], Provenance(source="test"))

    assert check(http).json()["userInfo"]["user"]["nickname"] == "Another"


def test_what_is_not_there_is_looked_for_again(archive: Archive) -> None:
    lookups = Lookups(archive)
    lookups.refresh()
    assert lookups.creator(username="bea") is None
    keep(archive, creator_named("bea"), [])

    assert lookups.creator(username="bea") is not None


def test_it_does_not_grow_without_end(archive: Archive) -> None:
    keep(archive, creator_named("ana"), [])
    lookups = Lookups(archive)
    lookups.refresh()
    key = lookups.creator(username="ana")
    assert key is not None
    for spelling in range(MOST_KEPT + 10):
        assert lookups.creator(username="ana", user_id=str(spelling)) == key

    assert len(lookups) <= MOST_KEPT
