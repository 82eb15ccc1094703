"""Apps and keys of a seed file as credential records: the secrets are hashed here and go no further."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from tokgate.dialects.justone.resources import TOKEN
from tokgate.dialects.official.credentials import APP, CLIENT_TOKEN, DISPLAY_SCOPES, RESEARCH, USER_TOKEN
from tokgate.dialects.tikapi.credentials import ACCOUNT_KEY, API_KEY
from tokgate.dialects.tikapi.scopes import SCOPES
from tokgate.domain.ports import CredentialRecord
from tokgate.domain.secrets import hash_secret
from tokgate.seeds.declaration import AppSeed, KeySeed, Seed
from tokgate.seeds.issues import Path, did_you_mean
from tokgate.seeds.references import References, Report

APP_SCOPES = (*DISPLAY_SCOPES, RESEARCH)
#: A key's kind in the archive, the scopes it can have, and those it has if the file names none.
KINDS: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "official-client": (CLIENT_TOKEN.kind, (RESEARCH,), (RESEARCH,)),
    "official-user": (USER_TOKEN.kind, APP_SCOPES, DISPLAY_SCOPES),
    "tikapi": (API_KEY.kind, (), ()),
    "tikapi-account": (ACCOUNT_KEY.kind, tuple(SCOPES), tuple(SCOPES)),
    "justone": (TOKEN.kind, (), ()),
}
ACT_FOR_A_CREATOR = {"official-user", "tikapi-account"}
BELONG_TO_AN_APP = {"official-client", "official-user"}


class Declared(msgspec.Struct, frozen=True):
    """A credential declared at `path`, and the username whom it acts for: the archive's number is not known yet."""

    record: CredentialRecord
    path: Path
    acts_for: str | None = None


class CredentialBuilder:
    """Apps and keys, in the order of the file."""

    def __init__(self, references: References, report: Report, created_ms: int) -> None:
        self._references = references
        self._report = report
        self._created_ms = created_ms
        self._names: set[str] = set()
        self._hashes: set[bytes] = set()

    def declared(self, seed: Seed) -> Iterator[Declared]:
        """Every credential of a file; what is wrong is reported."""
        apps = {app.name: app.client_key for app in seed.apps}
        for number, app in enumerate(seed.apps):
            yield Declared(self._app(app, ("apps", number)), ("apps", number))
        for number, key in enumerate(seed.keys):
            yield self._key(key, apps, ("keys", number))

    def _app(self, app: AppSeed, path: Path) -> CredentialRecord:
        record = CredentialRecord(
            kind=APP,
            name=app.name,
            hash=hash_secret(app.client_secret),
            client_key=app.client_key,
            scopes=self._scopes(app.scopes, APP_SCOPES, APP_SCOPES, path),
            created_ms=self._created_ms,
        )
        self._check_new(record, path, "client_secret")
        return record

    def _key(self, key: KeySeed, apps: dict[str, str], path: Path) -> Declared:
        kind, known, usual = KINDS[key.kind]
        expires_s = self._references.second(key.expires, (*path, "expires"))
        record = CredentialRecord(
            kind=kind,
            name=key.name,
            hash=hash_secret(key.secret),
            client_key=self._app_of(key, apps, path),
            scopes=self._scopes(key.scopes, known, usual, path),
            created_ms=self._created_ms,
            expires_ms=expires_s * 1000 if expires_s is not None else None,
        )
        self._check_new(record, path, "secret")
        return Declared(record, path, self._acts_for(key, path))

    def _acts_for(self, key: KeySeed, path: Path) -> str | None:
        if key.kind in ACT_FOR_A_CREATOR and key.acts_for is None:
            self._report(path, f"a key of kind {key.kind} needs for: the creator whom it acts for")
        if key.kind not in ACT_FOR_A_CREATOR and key.acts_for is not None:
            self._report((*path, "for"), f"a key of kind {key.kind} acts for nobody")
        if key.acts_for is None:
            return None
        return self._references.username(key.acts_for, (*path, "for"))

    def _app_of(self, key: KeySeed, apps: dict[str, str], path: Path) -> str | None:
        if key.kind not in BELONG_TO_AN_APP:
            if key.app is not None:
                self._report((*path, "app"), f"a key of kind {key.kind} belongs to no app")
            return None
        if key.app is None and len(apps) == 1:
            return next(iter(apps.values()))
        if key.app is None:
            self._report(path, f"a key of kind {key.kind} needs app: the name of one of this file's apps")
            return None
        if key.app not in apps:
            self._report((*path, "app"), f"there is no app {key.app!r}{did_you_mean(key.app, apps)}")
        return apps.get(key.app)

    def _scopes(
        self, given: list[str] | None, known: tuple[str, ...], usual: tuple[str, ...], path: Path
    ) -> tuple[str, ...]:
        if given is None:
            return usual
        for number, scope in enumerate(given):
            if scope not in known:
                self._report((*path, "scopes", number), f"there is no scope {scope!r} here{did_you_mean(scope, known)}")
        return tuple(given)

    def _check_new(self, record: CredentialRecord, path: Path, member: str) -> None:
        if record.name in self._names:
            self._report((*path, "name"), f"the name {record.name!r} is given twice; keys are revoked by name")
        if record.hash in self._hashes:
            self._report((*path, member), "the same secret is given twice")
        self._names.add(record.name)
        self._hashes.add(record.hash)
