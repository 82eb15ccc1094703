"""Apps and keys of a seed file as credential records: the secrets are hashed here and go no further."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from tokgate.contract.dialect import CredentialKind
from tokgate.dialects.registry import installed
from tokgate.domain.ports import CredentialRecord
from tokgate.domain.secrets import hash_secret
from tokgate.domain.spelling import did_you_mean
from tokgate.seeds.declaration import AppSeed, KeySeed, Seed
from tokgate.seeds.issues import Path
from tokgate.seeds.references import References, Report


class DeclaredCredential(msgspec.Struct, frozen=True):
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
        kinds = [kind for dialect in installed() for kind in dialect.credentials]
        self._app_kinds = {kind.name: kind for kind in kinds if kind.is_app}
        self._key_kinds = {kind.name: kind for kind in kinds if not kind.is_app and not kind.by_sign_in}
        self._names: set[str] = set()
        self._hashes: set[bytes] = set()

    def declared(self, seed: Seed) -> Iterator[DeclaredCredential]:
        """Every credential of a file; what is wrong is reported."""
        apps = {app.name: app.client_key for app in seed.apps}
        for number, app in enumerate(seed.apps):
            declared = self._app(app, ("apps", number))
            if declared is not None:
                yield declared
        for number, key in enumerate(seed.keys):
            declared = self._key(key, apps, ("keys", number))
            if declared is not None:
                yield declared

    def _app(self, app: AppSeed, path: Path) -> DeclaredCredential | None:
        kind = self._kind(app.kind, self._app_kinds, path)
        if kind is None:
            return None
        record = CredentialRecord(
            kind=kind.kind,
            name=app.name,
            hash=hash_secret(app.client_secret),
            client_key=app.client_key,
            scopes=self._scopes(app.scopes, kind, path),
            created_ms=self._created_ms,
        )
        self._check_new(record, path, "client_secret")
        return DeclaredCredential(record, path)

    def _key(self, key: KeySeed, apps: dict[str, str], path: Path) -> DeclaredCredential | None:
        kind = self._kind(key.kind, self._key_kinds, path)
        if kind is None:
            return None
        expires_s = self._references.second(key.expires, (*path, "expires"))
        record = CredentialRecord(
            kind=kind.kind,
            name=key.name,
            hash=hash_secret(key.secret),
            client_key=self._app_of(key, kind, apps, path),
            scopes=self._scopes(key.scopes, kind, path),
            created_ms=self._created_ms,
            expires_ms=expires_s * 1000 if expires_s is not None else None,
        )
        self._check_new(record, path, "secret")
        return DeclaredCredential(record, path, self._acts_for(key, kind, path))

    def _kind(self, name: str | None, kinds: dict[str, CredentialKind], path: Path) -> CredentialKind | None:
        """The kind of a name; without one, the only one that there is."""
        if name is None and len(kinds) == 1:
            return next(iter(kinds.values()))
        if name is None:
            self._report(path, f"say which kind this is: {', '.join(kinds)}")
        elif name not in kinds:
            self._report((*path, "kind"), f"there is no kind {name!r}{did_you_mean(name, kinds)}")
        return kinds.get(name or "")

    def _acts_for(self, key: KeySeed, kind: CredentialKind, path: Path) -> str | None:
        if kind.for_creator and key.acts_for is None:
            self._report(path, f"a key of kind {key.kind} needs for: the creator whom it acts for")
        if not kind.for_creator and key.acts_for is not None:
            self._report((*path, "for"), f"a key of kind {key.kind} acts for nobody")
        if key.acts_for is None:
            return None
        return self._references.username(key.acts_for, (*path, "for"))

    def _app_of(self, key: KeySeed, kind: CredentialKind, apps: dict[str, str], path: Path) -> str | None:
        if not kind.of_app:
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

    def _scopes(self, given: list[str] | None, kind: CredentialKind, path: Path) -> tuple[str, ...]:
        if given is None:
            return kind.granted
        for number, scope in enumerate(given):
            if scope not in kind.scopes and scope not in kind.spellings:
                self._report(
                    (*path, "scopes", number), f"there is no scope {scope!r} here{did_you_mean(scope, kind.scopes)}"
                )
        return tuple(kind.spellings.get(scope, scope) for scope in given)

    def _check_new(self, record: CredentialRecord, path: Path, member: str) -> None:
        if record.name in self._names:
            self._report((*path, "name"), f"the name {record.name!r} is given twice; keys are revoked by name")
        if record.hash in self._hashes:
            self._report((*path, member), "the same secret is given twice")
        self._names.add(record.name)
        self._hashes.add(record.hash)
