"""What apps of one dialect are issued: keys, codes and tokens, kept by their hashes, all of a consent together."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import msgspec

from tokgate.contract.dialect import CredentialKind, Dialect
from tokgate.contract.sign_in import SignIn
from tokgate.domain.creators import Creator
from tokgate.domain.credentials import App, CredentialRecord
from tokgate.domain.ports import Archive
from tokgate.domain.secrets import hash_secret
from tokgate.server.keyring import Keyring, new_secret
from tokgate.server.sign_in.webhooks import Removal, removed

#: The kind of what is redeemed. No caller shows it but in the token request's form.
CODE = "authorization_code"
#: In milliseconds; TikTok names none, and this is the most that RFC 6749, 4.1.2, recommends.
CODE_LIFE_MS = 600_000
DEMO_APP = "tokgate demo"
NOTHING: Mapping[str, str] = {}


class Consent(msgspec.Struct, frozen=True):
    """Who allowed an app what."""

    creator: Creator
    scopes: tuple[str, ...]


class Desk:
    """The apps of a dialect, and what creators let them do. `lifetimes` are milliseconds by kind."""

    def __init__(
        self, dialect: Dialect, facts: SignIn, archive: Archive, keyring: Keyring, lifetimes: Mapping[str, int]
    ) -> None:
        self.dialect = dialect
        self.facts = facts
        self.archive = archive
        self.lifetimes = lifetimes
        self._keyring = keyring
        self._user = next(kind for kind in dialect.credentials if kind.kind == facts.credential)

    def app(self, client_key: str) -> App | None:
        """The dialect's app of a key."""
        if client_key == self.dialect.demo.get(self.facts.app) and self._is_demo():
            redirects = self.facts.demo_redirects
            return App(client_key=client_key, dialect=self.dialect.name, name=DEMO_APP, redirect_uris=redirects)
        app = self.archive.app(client_key)
        return app if app is not None and app.dialect == self.dialect.name else None

    def _is_demo(self) -> bool:
        return any(self._keyring.is_known(kind.kind) for kind in self.dialect.credentials)

    def creator_of(self, record: CredentialRecord) -> Creator | None:
        """Whom it acts for, if the archive still holds them."""
        return self.archive.creator(key=record.creator) if record.creator else None

    def grant(self, app: App, consent: Consent, now_ms: int) -> str:
        """A new credential of what the creator allowed, which is told once: only its hash is kept."""
        secret = new_secret(self._user.prefix)
        self.archive.add_credential(
            self._consented(self._user.kind, secret, app, consent, now_ms, self.lifetimes.get(self._user.kind))
        )
        return secret

    def has_allowed(self, app: App, creator: Creator, now_ms: int) -> bool:
        """Whether anything is in force that the creator allowed the app."""
        return bool(self.archive.consents(app.client_key, creator.key or 0, now_ms))

    def has_allowed_all(self, app: App, creator: Creator, scopes: Collection[str], now_ms: int) -> bool:
        """Whether one consent is in force in which the creator allowed the app all of this."""
        consents = self.archive.consents(app.client_key, creator.key or 0, now_ms)
        return any(set(scopes).issubset(record.scopes) for record in consents)

    def take_back(self, app: App, creator: Creator, now_ms: int) -> None:
        """End all that the creator allowed the app."""
        for record in self.archive.consents(app.client_key, creator.key or 0, now_ms):
            self.end(record, now_ms, Removal.BY_CREATOR)

    def end(self, record: CredentialRecord, now_ms: int, reason: Removal) -> None:
        """End a credential, and with it all that came of the same consent; the app's webhook is told."""
        app = self.app(record.client_key or "")
        creator = self.creator_of(record)
        notice = None
        if app is not None and app.webhook_url and creator is not None:
            notice = removed(app, creator, reason, now_ms)
        self._keyring.end(record, now_ms, notice)

    def _consented(
        self,
        kind: str,
        secret: str,
        app: App,
        consent: Consent,
        now_ms: int,
        life_ms: int | None,
        bound: Mapping[str, str] = NOTHING,
    ) -> CredentialRecord:
        return CredentialRecord(
            kind=kind,
            name=f"{consent.creator.username} in {app.name}",
            hash=hash_secret(secret),
            client_key=app.client_key,
            creator=consent.creator.key,
            scopes=consent.scopes,
            created_ms=now_ms,
            expires_ms=None if life_ms is None else now_ms + life_ms,
            grant=secrets.token_hex(16),
            bound=bound,
        )


class CodeDesk(Desk):
    """Where apps are given codes first, which they redeem, with a secret of theirs, for tokens that are renewed."""

    def __init__(
        self, dialect: Dialect, facts: SignIn, archive: Archive, keyring: Keyring, lifetimes: Mapping[str, int]
    ) -> None:
        super().__init__(dialect, facts, archive, keyring, lifetimes)
        kinds = dialect.credentials
        self._app = next(kind for kind in kinds if kind.is_app)
        self._client = next(kind for kind in kinds if kind.of_app and not kind.for_creator)
        self._renewing = next(kind for kind in kinds if kind.by_sign_in)

    def holder(self, client_key: str, secret: str, now_ms: int) -> CredentialRecord | None:
        """The app's own credential, if the secret is that app's."""
        record = self._keyring.find(self._app.kind, secret, now_ms)
        return record if record is not None and record.client_key == client_key else None

    def find_code(self, code: str) -> CredentialRecord | None:
        """A code, in force or not."""
        return self.archive.credential(CODE, hash_secret(code))

    def find_refresh_token(self, token: str, now_ms: int) -> CredentialRecord | None:
        """One that is in force."""
        return self._keyring.find(self._renewing.kind, token, now_ms)

    def find_token(self, token: str, now_ms: int) -> CredentialRecord | None:
        """What acts for a creator, if it is in force."""
        return self._keyring.find(self._user.kind, token, now_ms)

    def keep_code(self, code: str, app: App, consent: Consent, now_ms: int, bound: Mapping[str, str]) -> None:
        """Keep what the redirect brings. `bound` is what has to be shown with it."""
        self.archive.add_credential(self._consented(CODE, code, app, consent, now_ms, CODE_LIFE_MS, bound))

    def new_tokens(self, of_creator: bool) -> dict[str, Any]:
        """Fresh ones with their lifetimes in seconds, not kept yet; a refresh token where they act for a creator."""
        kind = self._user if of_creator else self._client
        token: dict[str, Any] = {
            "access_token": new_secret(kind.prefix),
            "expires_in": self.lifetimes[kind.kind] // 1000,
            "token_type": "Bearer",
        }
        if of_creator:
            token["refresh_token"] = new_secret(self._renewing.prefix)
            token["refresh_expires_in"] = self.lifetimes[self._renewing.kind] // 1000
        return token

    def keep_client_token(self, token: Mapping[str, Any], app: CredentialRecord, now_ms: int) -> bool:
        """Keep it beside earlier ones of the app, which stay valid: some clients fetch one for each request.

        False if the app was revoked meanwhile: who revokes it ends the tokens that there are, and no other may come.
        """
        record = self._record(self._client, token["access_token"], app, now_ms, f"client token of {app.client_key}")
        return self.archive.add_credential(record, issued_to=app.hash)

    def keep_tokens(
        self, token: Mapping[str, Any], spent: CredentialRecord, now_ms: int, bound: Mapping[str, str]
    ) -> bool:
        """Keep a creator's tokens in the place of the code or refresh token; whether that was still to be spent.

        `bound` is kept with the new refresh token.
        """
        issued = (
            self._record(self._user, token["access_token"], spent, now_ms),
            self._record(self._renewing, token["refresh_token"], spent, now_ms, bound=bound),
        )
        return self.archive.exchange(spent, now_ms, issued)

    def _record(
        self,
        kind: CredentialKind,
        secret: str,
        of: CredentialRecord,
        now_ms: int,
        name: str = "",
        bound: Mapping[str, str] = NOTHING,
    ) -> CredentialRecord:
        return CredentialRecord(
            kind=kind.kind,
            name=name or of.name,
            hash=hash_secret(secret),
            client_key=of.client_key,
            creator=of.creator if kind.for_creator else None,
            scopes=of.scopes,
            created_ms=now_ms,
            expires_ms=now_ms + self.lifetimes[kind.kind],
            grant=of.grant,
            bound=bound,
        )


def desks(
    dialects: Iterable[Dialect], archive: Archive, keyring: Keyring, lifetimes: Mapping[str, int]
) -> dict[str, Desk]:
    """One for each dialect to whose apps creators sign in, by its name."""
    found = {}
    for dialect in dialects:
        facts = dialect.sign_in
        if facts is not None and (facts.grant is not None or facts.token):
            kind = CodeDesk if facts.grant is not None else Desk
            found[dialect.name] = kind(dialect, facts, archive, keyring, lifetimes)
    return found


def lifetimes_of(dialects: Iterable[Dialect], profile: str) -> dict[str, int]:
    """Milliseconds by kind, of a profile by its name; of the usual ones for "". ValueError if no dialect has it."""
    found: dict[str, int] = {}
    named = [dialect.sign_in.lifetimes for dialect in dialects if dialect.sign_in and dialect.sign_in.lifetimes]
    if profile and not any(profile in profiles for profiles in named):
        raise ValueError(f"no dialect has a profile {profile!r} of how long tokens live")
    for profiles in named:
        usual = next(iter(profiles.values()))
        found.update((kind, seconds * 1000) for kind, seconds in profiles.get(profile, usual).items())
    return found
