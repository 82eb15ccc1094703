"""Credentials: never the secret, only its hash. And the apps that creators sign in to."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import msgspec

from tokgate.archive.errors import ArchiveError
from tokgate.archive.session import Reader, Row, Session
from tokgate.domain.credentials import App, CredentialRecord, Notice
from tokgate.domain.instants import DAY_MS

#: How long what was issued to an app is kept after its time: whoever looks why a call failed still finds it.
_KEPT_MS = 30 * DAY_MS
#: How many of those are removed, at most, when one is added: more than one, so that they do not pile up.
_SWEPT = 20


class CredentialReader(Reader):
    """See `tokgate.domain.credentials.Credentials`."""

    def add_credential(self, record: CredentialRecord, *, issued_to: bytes | None = None) -> bool:
        """Keep a credential, and say whether it was. Raises ArchiveError if its hash is not new."""
        with self._engine.writing() as session:
            if issued_to is not None and session.rows("credential_revoked", (issued_to,)):
                return False
            _insert(session, record)
            return True

    def exchange(self, spent: CredentialRecord, at_ms: int, issued: Sequence[CredentialRecord] = ()) -> bool:
        """One for others, or nothing."""
        with self._engine.writing() as session:
            ended = session.write("credential_spend", (spent.hash, spent.kind, at_ms)) or session.write(
                "credential_insert", _values(msgspec.structs.replace(spent, revoked_ms=at_ms))
            )
            if ended:
                for record in issued:
                    _insert(session, record)
            return bool(ended)

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

    def consents(self, client_key: str, creator: int, at_ms: int) -> list[CredentialRecord]:
        """What is in force of all that a creator allowed an app."""
        rows = self._engine.reader().rows("credentials_of_consents", (client_key, creator, at_ms))
        return [_record(row) for row in rows]

    def end_grant(self, grant: str, at_ms: int, notice: Notice | None = None) -> int:
        """Revoke all of a grant; how many were in force at that instant."""
        with self._engine.writing() as session:
            ended = session.write("credentials_of_grant_revoke", (grant, at_ms))
            if ended and notice is not None:
                session.write("notice_insert", (notice.client_key, notice.creator, notice.body, notice.created_ms))
            return ended

    def due_notices(self, at_ms: int, limit: int) -> list[Notice]:
        """What is to be sent by then."""
        rows = self._engine.reader().rows("notices_due", (at_ms, limit))
        return [_notice(row) for row in rows]

    def postpone_notice(self, notice: Notice, due_ms: int) -> bool:
        """Of several who would send it, one may."""
        with self._engine.writing() as session:
            return bool(session.write("notice_postpone", (notice.id, notice.due_ms, due_ms)))

    def drop_notice(self, notice: Notice) -> None:
        """One that is gone already is no error."""
        with self._engine.writing() as session:
            session.write("notice_delete", (notice.id,))

    def forget_credentials(self, hashes: Sequence[bytes]) -> None:
        """Those that are not kept are no error."""
        with self._engine.writing() as session:
            session.write_each("credential_forget", [(digest,) for digest in hashes])

    def add_app(self, app: App, secret: CredentialRecord | None = None) -> None:
        """Keep an app with its secret. Raises ArchiveError if either is not new."""
        scopes, redirect_uris = (msgspec.json.encode(each).decode() for each in (app.scopes, app.redirect_uris))
        values = (
            app.client_key, app.dialect, app.name, scopes, redirect_uris, app.webhook_url, app.signing_key,
            app.created_ms,
        )  # fmt: skip
        with self._engine.writing() as session:
            if not session.write("app_insert", values):
                raise ArchiveError(f"an app with the key {app.client_key!r} is already kept")
            if secret is not None:
                _insert(session, secret)

    def app(self, client_key: str) -> App | None:
        """The app of a key."""
        rows = self._engine.reader().rows("app_by_key", (client_key,))
        return _app(rows[0]) if rows else None

    def apps(self) -> list[App]:
        """Every app, oldest first."""
        return [_app(row) for row in self._engine.reader().rows("apps_all")]

    def rotate_app(self, app: App, secret: CredentialRecord, at_ms: int) -> None:
        """The new secret in the place of all earlier ones."""
        with self._engine.writing() as session:
            if not session.write("app_sign_with", (app.client_key, app.signing_key)):
                raise LookupError(f"there is no app with the key {app.client_key!r}")
            session.write("credentials_of_app_and_kind_revoke", (app.client_key, secret.kind, at_ms))
            _insert(session, secret)

    def delete_app(self, client_key: str, at_ms: int) -> bool:
        """The app, and all that was issued to it."""
        with self._engine.writing() as session:
            session.write("credentials_of_app_revoke", (client_key, at_ms))
            return bool(session.write("app_delete", (client_key,)))


def _insert(session: Session, record: CredentialRecord) -> None:
    if not session.write("credential_insert", _values(record)):
        raise ArchiveError(f"a credential with the hash of {record.name!r} is already kept")
    if record.client_key is not None and record.expires_ms is not None:
        session.write("credentials_expire", (record.kind, record.created_ms - _KEPT_MS, _SWEPT))


def _values(record: CredentialRecord) -> tuple[str | bytes | int | None, ...]:
    return (
        record.kind, record.name, record.hash, record.client_key, record.creator,
        msgspec.json.encode(record.scopes).decode(), record.created_ms, record.expires_ms, record.revoked_ms,
        record.grant, msgspec.json.encode(record.bound).decode(),
    )  # fmt: skip


def _record(row: Row) -> CredentialRecord:
    kind, name, digest, client_key, creator, scopes, created_ms, expires_ms, revoked_ms, grant, bound = row
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
        grant=grant,
        bound=msgspec.json.decode(bound, type=dict[str, str]),
    )


def _notice(row: Row) -> Notice:
    id, client_key, creator, body, created_ms, due_ms, tries = row
    return Notice(
        id=id,
        client_key=client_key,
        creator=creator,
        body=body,
        created_ms=created_ms,
        due_ms=due_ms,
        tries=tries,
    )


def _app(row: Row) -> App:
    client_key, dialect, name, scopes, redirect_uris, webhook_url, signing_key, created_ms = row
    return App(
        client_key=client_key,
        dialect=dialect,
        name=name,
        scopes=msgspec.json.decode(scopes, type=tuple[str, ...]),
        redirect_uris=msgspec.json.decode(redirect_uris, type=tuple[str, ...]),
        webhook_url=webhook_url,
        signing_key=signing_key,
        created_ms=created_ms,
    )
