"""Credentials: never the secret, only its hash."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from tokgate.archive.errors import ArchiveError
from tokgate.archive.session import Reader, Row
from tokgate.domain.ports import CredentialRecord


class CredentialReader(Reader):
    """Credentials."""

    def add_credential(self, record: CredentialRecord, *, issued_to: bytes | None = None) -> bool:
        """Keep a credential, and say whether it was. Raises ArchiveError if its hash is not new."""
        scopes = msgspec.json.encode(record.scopes).decode()
        values = (
            record.kind, record.name, record.hash, record.client_key, record.creator, scopes, record.created_ms,
            record.expires_ms, record.revoked_ms,
        )  # fmt: skip
        with self._engine.writing() as session:
            if issued_to is not None and session.rows("credential_revoked", (issued_to,)):
                return False
            if not session.write("credential_insert", values):
                raise ArchiveError(f"a credential with the hash of {record.name!r} is already kept")
        return True

    def credential(self, kind: str, digest: bytes) -> CredentialRecord | None:
        """The credential of a kind by its secret's hash."""
        rows = self._engine.reader().rows("credential_by_hash", (digest, kind))
        return _record(rows[0]) if rows else None

    def credentials(self) -> list[CredentialRecord]:
        """Every credential, oldest first."""
        return [_record(row) for row in self._engine.reader().rows("credentials_all")]

    def revoke_credentials(self, name: str, at_ms: int, *, apps: Collection[str] = ()) -> int:
        """Revoke all of a name, and what was issued to apps among them; how many were in force at that instant."""
        with self._engine.writing() as session:
            revoked = session.write("credentials_revoke", (name, at_ms))
            for kind, client_key in session.rows("credentials_revoked", (name,)):
                if client_key and kind in apps:
                    revoked += session.write("credentials_revoke_issued", (client_key, at_ms))
            return revoked


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
