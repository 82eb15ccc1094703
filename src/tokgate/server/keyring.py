"""Who may call: secrets looked up by their hash, in the archive and among those known to this process alone."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterable, Mapping

from tokgate.contract.credentials import Carrier, Credential
from tokgate.contract.errors import Cause, Refusal
from tokgate.contract.operation import Operation
from tokgate.domain.ports import Archive, CredentialRecord
from tokgate.domain.secrets import hash_secret as hash_secret

#: What a credential that is not in force is called in a dialect's errors.
_CAUSE_OF_KIND = {"tikapi_account_key": Cause.SESSION_EXPIRED}
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


def new_secret(prefix: str = "") -> str:
    """A fresh secret of 48 letters and digits, which every vendor's SDK accepts as a key."""
    return prefix + "".join(secrets.choice(_LETTERS) for _ in range(48))


class Keyring:
    """Finds the credentials that a request shows. `known` hold for this process only and are never stored."""

    def __init__(self, archive: Archive, known: Iterable[CredentialRecord] = ()) -> None:
        self._archive = archive
        self._known = {(record.kind, record.hash): record for record in known}

    def find(self, kind: str, secret: str, now_ms: int) -> CredentialRecord | None:
        """The credential in force with this secret."""
        digest = hash_secret(secret)
        record = self._known.get((kind, digest)) or self._archive.credential(kind, digest)
        if record is None or not hmac.compare_digest(record.hash, digest):
            return None
        if record.revoked_ms is not None or (record.expires_ms is not None and record.expires_ms <= now_ms):
            return None
        return record

    def records(self) -> list[CredentialRecord]:
        """Every credential that there is, in force or not."""
        return [*self._known.values(), *self._archive.credentials()]

    def check(
        self, operation: Operation[..., object], headers: Mapping[str, str], query: Mapping[str, str], now_ms: int
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
        self, credential: Credential, headers: Mapping[str, str], query: Mapping[str, str], now_ms: int
    ) -> CredentialRecord:
        secret = _secret_in(credential, headers, query)
        record = self.find(credential.kind, secret, now_ms) if secret else None
        if record is None:
            missing = Cause.BAD_ACCOUNT_KEY if credential.kind in _CAUSE_OF_KIND else Cause.BAD_KEY
            raise Refusal(_CAUSE_OF_KIND.get(credential.kind, missing) if secret else missing)
        return record


def _secret_in(credential: Credential, headers: Mapping[str, str], query: Mapping[str, str]) -> str:
    if credential.carrier is Carrier.QUERY:
        return query.get(credential.wire, "")
    value = headers.get(credential.wire.lower(), "")
    if credential.carrier is Carrier.BEARER:
        scheme, _, token = value.partition(" ")
        return token.strip() if scheme.lower() == "bearer" else ""
    return value
