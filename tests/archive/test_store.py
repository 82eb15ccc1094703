"""The store itself: opening, whole commits, threads, credentials."""

from __future__ import annotations

import threading

import pytest
from tests.archive.engines import rows_of
from tests.archive.makers import (
    ANN,
    DUPLICATE,
    NEW,
    ORIGIN,
    SECOND,
    keep,
    key_of,
    post,
    post_id,
    read_through,
    seen,
    the_post,
)

from tokgate.archive import open_archive
from tokgate.archive.errors import (
    ArchiveError,
    ReadOnlyError,
    UnkeepableError,
    UnsupportedArchiveError,
)
from tokgate.domain.observations import Observation, Provenance
from tokgate.domain.ports import Archive, CredentialRecord
from tokgate.domain.posts import Comment
from tokgate.domain.relations import pin


def test_a_closed_archive_keeps_what_it_had(address: str) -> None:
    first = open_archive(address)
    first.commit([seen(post())], ORIGIN, checkpoint=("run", b"\x00page 1"))
    first.close()
    first.close()
    again = open_archive(address)
    assert again.checkpoint("run") == b"\x00page 1"
    assert again.checkpoint("other") is None
    assert keep(again, seen(post())) == [DUPLICATE]
    again.close()


@pytest.mark.parametrize("address", ["mysql://x", ""])
def test_other_addresses_are_refused_with_what_is_possible(address: str) -> None:
    with pytest.raises(UnsupportedArchiveError, match="sqlite:///path, postgresql://user@host/database or :memory:"):
        open_archive(address)


def test_an_archive_in_memory_is_fresh_each_time() -> None:
    for _ in range(2):
        archive = open_archive(":memory:")
        assert keep(archive, seen(post())) == [NEW]
        archive.close()
        with pytest.raises(ArchiveError, match="closed"):
            archive.posts_by_id([1])


def test_a_reading_archive_reads_and_never_writes(address: str) -> None:
    writer = open_archive(address)
    keep(writer, seen(post(1)))
    reader = open_archive(address, read_only=True)
    keep(writer, seen(post(2)))
    assert len(reader.posts_by_id([post_id(1), post_id(2)])) == 2
    with pytest.raises(ReadOnlyError):
        keep(reader, seen(post(3)))
    reader.close()
    writer.close()


def test_a_commit_that_fails_midway_leaves_the_old_checkpoint(archive: Archive) -> None:
    archive.commit([seen(post(1))], ORIGIN, checkpoint=("run", b"1"))
    with pytest.raises(ValueError, match="Unix second"):
        archive.commit([seen(post(2)), seen(post(3, created_s=5))], ORIGIN, checkpoint=("run", b"2"))
    assert archive.checkpoint("run") == b"1"
    assert [each.id for each in archive.all_posts()] == [post_id(1)]


def test_threads_read_while_one_writes(archive: Archive) -> None:
    keep(archive, seen(post(0)))
    wrong: list[int] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            count = len(read_through(archive, key_of(archive), 40))
            if (count - 1) % 20:
                wrong.append(count)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for batch in range(30):
        keep(archive, *(seen(post(batch * 20 + n, SECOND - 1 - batch * 20 - n)) for n in range(20)))
    done.set()
    for reader in readers:
        reader.join()
    assert wrong == []
    assert len(read_through(archive, key_of(archive), 40)) == 601


def test_pins_and_comments_come_back(archive: Archive) -> None:
    keep(archive, seen(post(1)), seen(pin(ANN, post(1), rank=1), 2))
    assert the_post(archive, 1).pinned is True
    full = Comment(
        id=9, post_id=post_id(1), parent_id=8, text="hi", created_s=SECOND, likes=1, replies=0, language="en",
        image_urls=["a"], pinned=False, liked_by_author=True,
    )  # fmt: skip
    batch = [seen(full, 5), seen(Comment(id=8, post_id=post_id(1), text="first", created_s=SECOND - 1), 5)]
    assert keep(archive, *batch) == [NEW, NEW]
    assert keep(archive, *batch) == [DUPLICATE, DUPLICATE]
    keep(archive, seen(Comment(id=9, text="older", likes=0), 4), seen(Comment(id=8, likes=7), 6))
    first, reply = archive.comments(post_id(1))
    assert (first.text, first.likes) == ("first", 7)
    assert reply == full


def test_credentials_are_found_by_hash_until_revoked(archive: Archive) -> None:
    key = CredentialRecord(kind="api_key", name="ci", hash=b"1" * 32, scopes=("a", "b"), created_ms=5)
    token = CredentialRecord(
        kind="user_token", name="ci", hash=b"2" * 32, client_key="app", creator=3, created_ms=4, expires_ms=50
    )
    archive.add_credential(key)
    archive.add_credential(token)
    with pytest.raises(ArchiveError, match="'ci'"):
        archive.add_credential(key)
    assert archive.credential("api_key", b"1" * 32) == key
    assert archive.credential("user_token", b"1" * 32) is None
    assert archive.credentials() == [token, key]
    assert archive.revoke_credentials("ci", 60) == 1
    assert archive.revoke_credentials("ci", 70) == 0
    revoked = archive.credential("api_key", b"1" * 32)
    assert revoked is not None
    assert revoked.revoked_ms == 60


def test_what_was_issued_to_an_app_ends_with_it(archive: Archive) -> None:
    def kept(kind: str, name: str, client_key: str, expires_ms: int | None = None) -> CredentialRecord:
        record = CredentialRecord(
            kind=kind, name=name, hash=name.encode(), client_key=client_key, created_ms=1, expires_ms=expires_ms
        )
        archive.add_credential(record)
        return record

    kept("app", "mine", "a")
    kept("token", "issued", "a")
    # Whether it is over, a server's clock says, which may stand elsewhere.
    kept("token", "over", "a", expires_ms=5)
    kept("app", "other", "b")
    kept("token", "its own", "b")
    assert archive.revoke_credentials("its own", 10, apps=["app"]) == 1
    assert archive.revoke_credentials("mine", 10, apps=["app"]) == 3
    assert archive.revoke_credentials("mine", 10, apps=["app"]) == 0
    assert [record.name for record in archive.credentials() if record.revoked_ms is None] == ["other"]


def test_nothing_is_issued_to_an_app_that_is_revoked(archive: Archive) -> None:
    def issued(name: str) -> CredentialRecord:
        return CredentialRecord(kind="token", name=name, hash=name.encode(), client_key="a", created_ms=1)

    app = CredentialRecord(kind="app", name="mine", hash=b"secret", client_key="a", created_ms=1)
    assert archive.add_credential(app)
    assert archive.add_credential(issued("before"), issued_to=app.hash)
    archive.revoke_credentials("mine", 10, apps=["app"])
    assert not archive.add_credential(issued("after"), issued_to=app.hash)
    # A demo's app is known to the process alone.
    assert archive.add_credential(issued("demo's"), issued_to=b"not kept here")
    assert [record.name for record in archive.credentials() if record.revoked_ms is None] == ["demo's"]


def test_an_equal_origin_is_kept_once(address: str) -> None:
    archive = open_archive(address)
    for number in range(3):
        archive.commit([seen(post(number))], Provenance(source="web", dialect="tikapi", request_id="r"))
    archive.commit([seen(post(9))], Provenance(source="web", dialect="tikapi", request_id="s"))
    archive.close()
    assert rows_of(address, "SELECT count(*) FROM provenance") == [(2,)]


def _fill(archive: Archive, *observations: Observation) -> None:
    with archive.bulk():
        for observation in observations:
            keep(archive, observation)


def test_commits_within_a_filling_are_kept_together_or_not_at_all(address: str) -> None:
    archive = open_archive(address)
    bad = seen(post(2, created_s=5))
    with pytest.raises(UnkeepableError):
        _fill(archive, seen(post(1)), bad)
    assert archive.creator(username="ann") is None
    with archive.bulk():
        assert keep(archive, seen(post(1))) == [NEW]
        assert keep(archive, seen(post(1)), seen(post(2))) == [DUPLICATE, NEW]
        assert archive.creator(username="ann") is None  # readers see nothing of it yet
    assert len(list(archive.all_posts())) == 2
    assert keep(archive, seen(post(3))) == [NEW]
    archive.close()
