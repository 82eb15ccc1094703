"""Apps and keys of a seed file as credential records: the secrets are hashed here and go no further."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import msgspec

from tokgate.contract.dialect import CredentialKind
from tokgate.dialects.apps import app_secrets, sign_ins
from tokgate.dialects.registry import installed
from tokgate.domain.credentials import App, CredentialRecord, check_redirect
from tokgate.domain.secrets import hash_secret
from tokgate.domain.spelling import did_you_mean
from tokgate.seeds.declaration import AppSeed, KeySeed, Seed
from tokgate.seeds.issues import Path
from tokgate.seeds.references import References, Report


class DeclaredCredential(msgspec.Struct, frozen=True, kw_only=True):
    """A credential declared at `path`, an app, or an app with its secret.

    `acts_for` is the username whom it acts for: the archive's number is not known yet.
    """

    path: Path
    record: CredentialRecord | None = None
    app: App | None = None
    acts_for: str | None = None


class CredentialBuilder:
    """Apps and keys, in the order of the file."""

    def __init__(self, references: References, report: Report, created_ms: int) -> None:
        self._references = references
        self._report = report
        self._created_ms = created_ms
        kinds = [kind for dialect in installed() for kind in dialect.credentials]
        self._dialects = {kind.name: dialect.name for dialect in installed() for kind in dialect.credentials}
        self._key_kinds = {kind.name: kind for kind in kinds if not kind.is_app and not kind.by_sign_in}
        self._names: set[str] = set()
        self._hashes: set[bytes] = set()
        self._client_keys: set[str] = set()

    def declared(self, seed: Seed) -> Iterator[DeclaredCredential]:
        """Every credential of a file; what is wrong is reported."""
        apps: dict[str, dict[str, str]] = {}
        for number, app in enumerate(seed.apps):
            path: Path = ("apps", number)
            dialect = self._dialect(app, path)
            if dialect is not None:
                apps.setdefault(dialect, {})[app.name] = app.client_key
                yield self._app(app, dialect, path)
        for number, key in enumerate(seed.keys):
            path = ("keys", number)
            kind = self._kind(key.kind, path)
            if kind is not None:
                yield self._key(key, kind, apps.get(self._dialects[kind.name], {}), path)

    def _dialect(self, app: AppSeed, path: Path) -> str | None:
        """Whose app it is: what it says, else the only dialect whose apps have a secret, or have none, as it does."""
        secret = app.client_secret is not None
        has_secrets = {name: name in app_secrets() for name in {**sign_ins(), **app_secrets()}}
        likely = [name for name, has in has_secrets.items() if has == secret]
        if app.dialect is None and len(likely) == 1:
            return likely[0]
        if app.dialect is None:
            self._report(path, f"say whose app this is, as dialect: {', '.join(likely or has_secrets)}")
        elif app.dialect not in has_secrets:
            wrong = f"there are no apps of {app.dialect!r}{did_you_mean(app.dialect, has_secrets)}"
            self._report((*path, "dialect"), wrong)
        elif app.dialect not in likely and secret:
            self._report((*path, "client_secret"), f"an app of {app.dialect} has no secret")
        elif app.dialect not in likely:
            self._report(path, f"an app of {app.dialect} needs client_secret")
        else:
            return app.dialect
        return None

    def _app(self, app: AppSeed, dialect: str, path: Path) -> DeclaredCredential:
        kind, sign_in = app_secrets().get(dialect), sign_ins().get(dialect)
        known = (*(kind.scopes if kind else ()), *(sign_in.scopes if sign_in else ()))
        scopes = self._scopes(app.scopes, known, sign_in.spellings if sign_in else {}, path)
        record = None
        if kind is not None and app.client_secret is not None:
            record = CredentialRecord(
                kind=kind.kind,
                name=app.name,
                hash=hash_secret(app.client_secret),
                client_key=app.client_key,
                scopes=kind.granted if scopes is None else scopes,
                created_ms=self._created_ms,
            )
        self._check_name(app.name, path)
        self._check_secret(record, (*path, "client_secret"))
        if app.client_key in self._client_keys:
            self._report((*path, "client_key"), f"the key {app.client_key!r} is given twice")
        self._client_keys.add(app.client_key)
        return DeclaredCredential(path=path, record=record, app=self._signed_in_to(app, dialect, scopes, path))

    def _signed_in_to(self, app: AppSeed, dialect: str, scopes: tuple[str, ...] | None, path: Path) -> App | None:
        """The app as creators sign in to it; None if there is nothing that they could allow it."""
        for number, uri in enumerate(app.redirect_uris):
            try:
                check_redirect(uri)
            except ValueError as problem:
                self._report((*path, "redirect_uris", number), str(problem))
        sign_in = sign_ins().get(dialect)
        allowed = tuple(scope for scope in scopes or () if sign_in is not None and scope in sign_in.scopes)
        if sign_in is None or (scopes is not None and not allowed):
            return None
        return App(
            client_key=app.client_key,
            dialect=dialect,
            name=app.name,
            scopes=allowed,
            redirect_uris=tuple(app.redirect_uris),
            created_ms=self._created_ms,
        )

    def _key(self, key: KeySeed, kind: CredentialKind, apps: dict[str, str], path: Path) -> DeclaredCredential:
        scopes = self._scopes(key.scopes, kind.scopes, kind.spellings, path)
        expires_s = self._references.second(key.expires, (*path, "expires"))
        record = CredentialRecord(
            kind=kind.kind,
            name=key.name,
            hash=hash_secret(key.secret),
            client_key=self._app_of(key, kind, apps, path),
            scopes=kind.granted if scopes is None else scopes,
            created_ms=self._created_ms,
            expires_ms=expires_s * 1000 if expires_s is not None else None,
        )
        self._check_name(key.name, path)
        self._check_secret(record, (*path, "secret"))
        return DeclaredCredential(path=path, record=record, acts_for=self._acts_for(key, kind, path))

    def _kind(self, name: str, path: Path) -> CredentialKind | None:
        if name not in self._key_kinds:
            self._report((*path, "kind"), f"there is no kind {name!r}{did_you_mean(name, self._key_kinds)}")
        return self._key_kinds.get(name)

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

    def _scopes(
        self, given: list[str] | None, known: Collection[str], spellings: Mapping[str, str], path: Path
    ) -> tuple[str, ...] | None:
        """Scopes by their usual names, None if none were given."""
        if given is None:
            return None
        for number, scope in enumerate(given):
            if scope not in known and scope not in spellings:
                wrong = f"there is no scope {scope!r} here{did_you_mean(scope, known)}"
                self._report((*path, "scopes", number), wrong)
        return tuple(spellings.get(scope, scope) for scope in given)

    def _check_name(self, name: str, path: Path) -> None:
        if name in self._names:
            self._report((*path, "name"), f"the name {name!r} is given twice; keys are revoked by name")
        self._names.add(name)

    def _check_secret(self, record: CredentialRecord | None, path: Path) -> None:
        if record is None:
            return
        if record.hash in self._hashes:
            self._report(path, "the same secret is given twice")
        self._hashes.add(record.hash)
