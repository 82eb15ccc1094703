"""Creators who signed in on this machine: who they are in a file, their secrets there or in the system's keyring."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

import msgspec

from tokgate.client import keyrings
from tokgate.contract.credentials import Kept
from tokgate.contract.errors import NotSignedIn, TokgateError

#: The name of an account that was given none.
DEFAULT = "default"
_NAME = re.compile(r"[A-Za-z0-9_@-][A-Za-z0-9_@.-]{0,63}")
_SUFFIX = ".json"

Content = TypeVar("Content")


class Place(StrEnum):
    """Where an account's secrets are kept."""

    KEYRING = "keyring"
    FILE = "file"


class Secrets(msgspec.Struct, frozen=True, kw_only=True):
    """By kind: those of the app that the creator signed in to, and the credentials that came of it."""

    app: Mapping[str, str]
    credentials: Mapping[str, Kept]

    def __repr__(self) -> str:
        """Without the secrets: it gets printed."""
        return f"Secrets({', '.join([*self.app, *self.credentials])})"


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """What may be shown of an account. `creator` is the vendor's id of who signed in, "" where it tells none."""

    base_url: str
    creator: str = ""
    scopes: tuple[str, ...] = ()
    place: Place


class _Written(msgspec.Struct, frozen=True, kw_only=True):
    """The file of an account; `secrets` is None if the keyring has them."""

    profile: Profile
    secrets: Secrets | None = None


class Account:
    """A creator who signed in to a dialect, under a name of the user's. A `SharedStore` of their credentials.

    ValueError for what can be no name.
    """

    def __init__(self, dialect: str, name: str = DEFAULT) -> None:
        if _NAME.fullmatch(name) is None:
            raise ValueError(f"{name!r} can be no account's name: that is up to 64 letters, digits and _ - @ .")
        self.dialect = dialect
        self.name = name
        self._path = folder() / dialect / f"{name}{_SUFFIX}"

    def __repr__(self) -> str:
        return f"Account({self.dialect}, {self.name})"

    def exists(self) -> bool:
        """Whether somebody is signed in under this name."""
        return self._path.exists()

    @property
    def profile(self) -> Profile:
        """Who signed in; NotSignedIn if nobody did."""
        return self._read().profile

    @property
    def secrets(self) -> Secrets:
        """What is kept; NotSignedIn if nobody signed in, TokgateError if the keyring does not give it out."""
        written = self._read()
        if written.secrets is not None:
            return written.secrets
        content = keyrings.held(self._entry)
        if content is None:
            raise TokgateError(f"the keyring has no {self._entry} any more; `tokgate auth login {self.dialect}` again")
        return _decoded(content.encode(), Secrets, f"the keyring's {self._entry}")

    def prepare(self, place: Place) -> None:
        """Raise what would keep `write` from doing its work, before there is anything to lose."""
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.exists():
            self._read()
        if place is Place.KEYRING:
            keyrings.held(self._entry)

    def given(self) -> dict[str, str]:
        """All secrets by kind, as a client is given them; errors as of `secrets`."""
        known = self.secrets
        found = dict(known.app)
        for kind, kept in known.credentials.items():
            found |= {kind: kept.secret, **kept.rotated}
        return found

    def write(self, profile: Profile, secrets: Secrets) -> None:
        """Keep them, instead of what is kept under this name."""
        if profile.place is Place.KEYRING:
            keyrings.hold(self._entry, msgspec.json.encode(secrets).decode())
            self._write(_Written(profile=profile))
            return
        was_in_keyring = self.exists() and self.profile.place is Place.KEYRING
        self._write(_Written(profile=profile, secrets=secrets))
        if was_in_keyring:
            keyrings.drop(self._entry)

    def forget(self) -> None:
        """Keep nothing of it any more."""
        if self.profile.place is Place.KEYRING:
            keyrings.drop(self._entry)
        self._path.unlink()
        self._lock.unlink(missing_ok=True)

    def load(self, kind: str) -> Kept | None:
        """See `CredentialStore`."""
        return self.secrets.credentials.get(kind)

    def save(self, kind: str, kept: Kept) -> None:
        """See `CredentialStore`. NotSignedIn if the account was forgotten meanwhile."""
        known = self.secrets
        credentials = {**known.credentials, kind: kept}
        self.write(self.profile, Secrets(app=known.app, credentials=credentials))

    def reserve(self, kind: str) -> Callable[[], object] | None:
        """See `SharedStore`: a lock on a file, which ends with the process that has it."""
        try:
            import fcntl
        except ImportError:  # Windows, where processes that renew at the same moment read again what the other saved
            return lambda: None
        opened = os.open(self._lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(opened)
            return None

        def release() -> None:
            # A forked process may have the file open too: closing alone would not end the lock.
            fcntl.flock(opened, fcntl.LOCK_UN)
            os.close(opened)

        return release

    @property
    def _entry(self) -> str:
        return f"{self.dialect}/{self.name}"

    @property
    def _lock(self) -> Path:
        return self._path.with_name(f"{self.name}.lock")

    def _read(self) -> _Written:
        try:
            content = self._path.read_bytes()
        except FileNotFoundError:
            how = f"tokgate auth login {self.dialect}" + ("" if self.name == DEFAULT else f" --account {self.name}")
            raise NotSignedIn(f"nobody is signed in to {self.dialect} as {self.name!r}; `{how}` does that") from None
        return _decoded(content, _Written, str(self._path))

    def _write(self, written: _Written) -> None:
        """In one step, so that no reader and no crash meets half of it. Nobody else may read the file."""
        handle, name = tempfile.mkstemp(prefix=f".{self.name}.", dir=self._path.parent)  # with mode 0600
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(msgspec.json.encode(written))
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(self._path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def accounts() -> Iterator[Account]:
    """All that there are, by dialect and name."""
    for path in sorted(folder().glob(f"*/*{_SUFFIX}")):
        name = path.name.removesuffix(_SUFFIX)
        if _NAME.fullmatch(name):
            yield Account(path.parent.name, name)


def folder() -> Path:
    """Where the files of accounts are: below $XDG_CONFIG_HOME, else ~/.config."""
    chosen = Path(os.environ.get("XDG_CONFIG_HOME") or "")
    return (chosen if chosen.is_absolute() else Path.home() / ".config") / "tokgate" / "accounts"


def usual_place() -> Place:
    """The keyring, where there is one; else the file."""
    return Place.KEYRING if keyrings.is_there() else Place.FILE


def _decoded(content: bytes, kind: type[Content], place: str) -> Content:
    try:
        return msgspec.json.decode(content, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise TokgateError(f"{place} is no account of tokgate's; remove it and sign in again") from None
