"""Who may call: secrets looked up by their hash, in the archive and among those known to this process alone."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping
from functools import cache

from msgspec.structs import replace

from tokgate.contract.credentials import Carrier, Credential
from tokgate.contract.dialect import CredentialKind
from tokgate.contract.errors import Cause, Refusal
from tokgate.contract.operation import Operation
from tokgate.domain.credentials import Notice
from tokgate.domain.ports import Archive, CredentialRecord
from tokgate.domain.secrets import hash_secret
from tokgate.server.lookups import Lookups

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


def new_secret(prefix: str = "") -> str:
    """A fresh secret of 48 letters and digits, which every vendor's SDK accepts as a key."""
    return prefix + "".join(secrets.choice(_LETTERS) for _ in range(48))


class Keyring:
    """Finds the credentials that a request shows. `demo` ones hold for this process only and are never stored.

    Those of them that came by signing in die like others, after `lifetimes` (milliseconds by kind), but of a clock that
    was moved alone, and `moved_ms` says how far; the archive says which of them ended earlier.
    """

    def __init__(
        self,
        archive: Archive,
        lookups: Lookups,
        kinds: Iterable[CredentialKind],
        demo: Iterable[CredentialRecord],
        lifetimes: Mapping[str, int],
        moved_ms: Callable[[], int],
    ) -> None:
        self._archive = archive
        self._lookups = lookups
        self._kinds = {kind.kind: kind for kind in kinds}
        self._demo = {(record.kind, record.hash): record for record in demo}
        self._lifetimes = lifetimes
        self._moved_ms = moved_ms

    def find(self, kind: str, secret: str, now_ms: int) -> CredentialRecord | None:
        """The credential in force with this secret."""
        record = self._find(kind, secret, now_ms)
        return None if record is None or _is_over(record, now_ms) else record

    def _find(self, kind: str, secret: str, now_ms: int) -> CredentialRecord | None:
        """The credential with this secret, expired or not, unless it was revoked."""
        digest = hash_secret(secret)
        known = self._demo.get((kind, digest))
        if known is not None and known.grant is None:
            return known
        record = self._lookups.credential(kind, digest, known)
        if record is None or record.revoked_ms is not None:
            return None
        if record is not known:
            return record
        return replace(record, expires_ms=now_ms - self._moved_ms() + self._lifetimes[kind])

    def end(self, record: CredentialRecord, now_ms: int, notice: Notice | None = None) -> None:
        """End a credential, and with it all that came of the same consent, which the app may have to be told."""
        if record.grant is not None:
            self._archive.end_grant(record.grant, now_ms, notice)
        for each in (record, *(known for known in self._demo.values() if known.grant and known.grant == record.grant)):
            self._archive.exchange(each, now_ms)

    def is_known(self, kind: str) -> bool:
        """Whether there is a demo credential of a kind."""
        return any(known == kind for known, _ in self._demo)

    def shows_known(self, shown: Mapping[str, CredentialRecord]) -> bool:
        """Whether one of the credentials that a call showed is known to everybody."""
        return any((kind, record.hash) in self._demo for kind, record in shown.items())

    @property
    def sample(self) -> int:
        """Whom those that everybody knows act for, by the archive's key; 0 if there are none."""
        return next((record.creator for record in self._demo.values() if record.creator), 0)

    def is_app(self, record: CredentialRecord) -> bool:
        """Whether a credential is an app's own, to which others are issued."""
        kind = self._kinds.get(record.kind)
        return kind is not None and kind.is_app

    def records(self) -> list[CredentialRecord]:
        """Every credential that there is, in force or not."""
        return [*self._demo.values(), *self._archive.credentials()]

    def check(
        self, operation: Operation[object, ...], headers: Mapping[bytes, bytes], query: Mapping[str, str], now_ms: int
    ) -> dict[str, CredentialRecord]:
        """The credentials that an operation asks for, by kind. Refusal for one that is absent, wrong or too narrow."""
        found = {}
        for credential in operation.credentials:
            record = self._shown(credential, headers, query, now_ms)
            lacking = next((scope for scope in credential.scopes if scope not in record.scopes), None)
            if lacking is not None:
                raise Refusal(Cause.SCOPE_MISSING, scope=lacking)
            found[credential.kind] = record
        return found

    def _shown(
        self, credential: Credential, headers: Mapping[bytes, bytes], query: Mapping[str, str], now_ms: int
    ) -> CredentialRecord:
        secret = _secret_in(credential, headers, query)
        kind = self._kinds[credential.kind]
        if not secret:
            raise Refusal(kind.missing)
        record = self._find(credential.kind, secret, now_ms)
        if record is None:
            raise Refusal(kind.unknown)
        if _is_over(record, now_ms):
            raise Refusal(kind.expired)
        return record


def _is_over(record: CredentialRecord, now_ms: int) -> bool:
    return record.expires_ms is not None and record.expires_ms <= now_ms


def _secret_in(credential: Credential, headers: Mapping[bytes, bytes], query: Mapping[str, str]) -> str:
    if credential.carrier is Carrier.QUERY:
        return query.get(credential.wire, "")
    value = headers.get(_name(credential.wire), b"").decode("latin-1")
    if credential.carrier is Carrier.BEARER:
        scheme, _, token = value.partition(" ")
        return token.strip() if scheme.lower() == "bearer" else ""
    return value


@cache
def _name(header: str) -> bytes:
    """A declared header's name as servers give it."""
    return header.lower().encode()
