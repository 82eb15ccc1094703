"""Credentials: never the secret, only its hash."""

from __future__ import annotations

import apsw
import msgspec

from tokgate.archive.connection import Connections
from tokgate.archive.errors import ArchiveError
from tokgate.archive.queries import SQL, Row, fetch
from tokgate.domain.ports import CredentialRecord


def add_credential(connections: Connections, record: CredentialRecord) -> None:
    """Keep a credential. Raises ArchiveError if its hash is not new."""
    scopes = msgspec.json.encode(record.scopes).decode()
    values = (
        record.kind, record.name, record.hash, record.client_key, record.creator, scopes, record.created_ms,
        record.expires_ms, record.revoked_ms,
    )  # fmt: skip
    try:
        with connections.writing() as cursor:
            cursor.execute(SQL["credential_insert"], values)
    except apsw.ConstraintError:
        raise ArchiveError(f"a credential with the hash of {record.name!r} is already kept") from None


def read_credential(connections: Connections, kind: str, digest: bytes) -> CredentialRecord | None:
    """The credential of a kind by its secret's hash."""
    rows = fetch(connections.reader(), "credential_by_hash", (digest, kind))
    return _record(rows[0]) if rows else None


def read_credentials(connections: Connections) -> list[CredentialRecord]:
    """Every credential, oldest first."""
    return [_record(row) for row in fetch(connections.reader(), "credentials_all")]


def revoke_credentials(connections: Connections, name: str, at_ms: int) -> int:
    """Revoke all of a name; how many were in force at that instant."""
    with connections.writing() as cursor:
        cursor.execute(SQL["credentials_revoke"], (name, at_ms))
        return int(cursor.connection.changes())


def _record(row: Row) -> CredentialRecord:
    kind, name, digest, client_key, creator, scopes, created_ms, expires_ms, revoked_ms = row
    return CredentialRecord(
        kind=kind,
        name=name,
        hash=digest,
        client_key=client_key,
        creator=creator,
        scopes=msgspec.json.decode(scopes, type=tuple[str, ...]),
        created_ms=created_ms,
        expires_ms=expires_ms,
        revoked_ms=revoked_ms,
    )
