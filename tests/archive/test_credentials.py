"""What is issued to apps: spent once, whoever else tries; ended with its grant, and with its app."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from msgspec.structs import replace

from tokgate.archive.errors import ArchiveError
from tokgate.domain.credentials import App, CredentialRecord
from tokgate.domain.ports import Archive

CODE = CredentialRecord(
    kind="code",
    name="a consent",
    hash=b"c" * 32,
    client_key="aw1",
    creator=3,
    created_ms=10,
    expires_ms=100,
    grant="g1",
    bound={"redirect_uri": "http://localhost:3000/callback", "code_challenge": "é"},
)
SECRET = CredentialRecord(kind="app", name="shop", hash=b"s" * 32, client_key="aw1", created_ms=1)
APP = App(
    client_key="aw1",
    dialect="official",
    name="Läden",
    redirect_uris=("https://a.example/cb",),
    webhook_url="https://h",
    created_ms=1,
)


def token(number: int) -> CredentialRecord:
    return replace(CODE, kind="user_token", hash=bytes([number]) * 32, expires_ms=None, bound={})


def test_a_credential_is_spent_once_and_what_is_issued_for_it_is_kept(archive: Archive) -> None:
    archive.add_credential(CODE)

    assert archive.credential("code", CODE.hash) == CODE
    assert archive.exchange(CODE, 50, [token(1), token(2)])
    assert not archive.exchange(CODE, 60, [token(3)])
    assert archive.credential("code", CODE.hash) == replace(CODE, revoked_ms=50)
    assert archive.credential("user_token", token(1).hash) == token(1)
    assert archive.credential("user_token", token(3).hash) is None


def test_one_that_is_over_is_not_spent(archive: Archive) -> None:
    archive.add_credential(CODE)

    assert not archive.exchange(CODE, 100, [token(1)])
    assert archive.credential("user_token", token(1).hash) is None


def test_one_that_was_never_kept_is_spent_once(archive: Archive) -> None:
    assert archive.exchange(CODE, 50, [token(1)])
    assert not archive.exchange(CODE, 50, [token(2)])

    archive.forget_credentials([CODE.hash, b"never kept"])
    assert archive.exchange(CODE, 50, [token(2)])


def test_nothing_is_spent_when_what_is_issued_cannot_be_kept(archive: Archive) -> None:
    archive.add_credential(CODE)
    archive.add_credential(token(1))

    with pytest.raises(ArchiveError):
        archive.exchange(CODE, 50, [token(2), token(1)])
    assert archive.credential("user_token", token(2).hash) is None
    assert archive.exchange(CODE, 50)


def test_of_many_at_once_one_succeeds(archive: Archive) -> None:
    archive.add_credential(CODE)
    with ThreadPoolExecutor(8) as threads:
        won = list(threads.map(lambda number: archive.exchange(CODE, 50, [token(number)]), range(1, 9)))

    assert won.count(True) == 1
    assert [record.kind for record in archive.credentials()] == ["code", "user_token"]


def test_a_grant_ends_whole_and_others_go_on(archive: Archive) -> None:
    for record in (token(1), token(2), replace(token(3), grant="g2"), replace(token(4), grant=None)):
        archive.add_credential(record)

    assert archive.end_grant("g1", 70) == 2
    assert archive.end_grant("g1", 80) == 0
    assert [record.revoked_ms for record in archive.credentials()] == [70, 70, None, None]


def test_an_app_is_kept_rotated_and_deleted_with_all_that_it_was_given(archive: Archive) -> None:
    archive.add_app(APP, SECRET)
    archive.add_credential(token(1))
    with pytest.raises(ArchiveError):
        archive.add_app(APP, replace(SECRET, hash=b"t" * 32))

    assert archive.apps() == [APP]
    new = replace(SECRET, hash=b"n" * 32, created_ms=20)
    archive.rotate_app(replace(APP, signing_key="k"), new, 20)
    assert archive.app("aw1") == replace(APP, signing_key="k")
    assert [(each.hash, each.revoked_ms) for each in archive.credentials() if each.kind == "app"] == [
        (SECRET.hash, 20),
        (new.hash, None),
    ]
    assert archive.delete_app("aw1", 30)
    assert not archive.delete_app("aw1", 30)
    assert archive.app("aw1") is None
    assert all(record.revoked_ms is not None for record in archive.credentials())
    with pytest.raises(LookupError):
        archive.rotate_app(APP, SECRET, 40)


def test_what_apps_were_issued_is_forgotten_a_month_after_its_time_and_own_keys_never(archive: Archive) -> None:
    month_ms = 30 * 86_400_000
    own = replace(CODE, hash=b"o" * 32, client_key=None)
    codes = [replace(CODE, hash=bytes([number]) * 32) for number in range(1, 51)]
    for record in (own, *codes):
        archive.add_credential(record)
    archive.add_credential(replace(CODE, hash=b"x" * 32, created_ms=100 + month_ms, expires_ms=200 + month_ms))
    assert len(archive.credentials()) == 52

    for number in range(3):
        later = 101 + month_ms + number
        archive.add_credential(replace(CODE, hash=b"y%d" % number * 16, created_ms=later, expires_ms=later + 100))
    assert archive.credential("code", own.hash) == own
    assert len(archive.credentials()) == 5
