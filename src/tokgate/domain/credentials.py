"""Who may call: credentials, kept by their hashes, and the apps that creators sign in to."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Protocol
from urllib.parse import urlsplit

import msgspec

LOOPBACK = ("localhost", "127.0.0.1")
#: TikTok's: redirect URIs of an app, and characters of one, which are fewer than this.
MOST_REDIRECTS = 10
REDIRECT_LENGTH = 512
_UNSAFE = re.compile(r"[\x00-\x20\x7f\\]|[^\x00-\x7f]")
_ANY_PORT = ":*"


class CredentialRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A credential as the archive keeps it: never the secret, only its hash. Instants in Unix milliseconds UTC.

    `kind` is that of its declaration; `client_key` is the app it belongs to, `creator` whom it acts for. All that came
    of one creator's consent has the same `grant`; `bound` is what else has to be shown with it, by name.
    """

    kind: str
    name: str
    hash: bytes
    client_key: str | None = None
    creator: int | None = None
    scopes: tuple[str, ...] = ()
    created_ms: int
    expires_ms: int | None = None
    revoked_ms: int | None = None
    grant: str | None = None
    bound: Mapping[str, str] = {}


class App(msgspec.Struct, frozen=True, kw_only=True):
    """An app that creators of one dialect sign in to; its secret, if it has one, is a credential with its `client_key`.

    `client_key` is what the app is known by, whatever the dialect calls that. `scopes` are all that it may ask creators
    for; () is whatever there is. `redirect_uris`: where a creator may be sent back to; `http://127.0.0.1:*/…` is every
    port. `webhook_url` is told of what happens; `signing_key`, with which that is signed, is then the app's secret
    itself.
    """

    client_key: str
    dialect: str
    name: str
    scopes: tuple[str, ...] = ()
    redirect_uris: tuple[str, ...] = ()
    webhook_url: str | None = None
    signing_key: str | None = None
    created_ms: int = 0

    def __repr__(self) -> str:
        """Without the key: it gets printed."""
        return f"App(client_key={self.client_key!r}, name={self.name!r})"

    def redirects_to(self, uri: str) -> bool:
        """Whether a creator may be sent there: character by character what was registered, but for a port's `*`."""
        return any(_matches(uri, registered) for registered in self.redirect_uris)

    def told_at(self, origin: str) -> tuple[str, ...]:
        """The origins of its pages that may hear a result, when one at `origin` asked, or with "" nobody knows which.

        Those of its redirect URIs; (), if a page asked that is none of its own.
        """
        origins = dict.fromkeys(_origin_of(uri) for uri in self.redirect_uris)
        if origin:
            return (origin,) if any(_matches(origin, registered) for registered in origins) else ()
        return tuple(each for each in origins if _ANY_PORT not in each)

    @property
    def usual_redirect(self) -> str:
        """Where creators are sent who did not come from the app: its first one, with a port where any will do."""
        return self.redirect_uris[0].replace(_ANY_PORT, ":3000") if self.redirect_uris else ""


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """What an app's webhook has to be told of a creator: a body, due at an instant, after so many tries."""

    client_key: str
    creator: int
    body: str
    created_ms: int
    due_ms: int
    tries: int = 0
    id: int = 0


def _origin_of(uri: str) -> str:
    scheme, _, rest = uri.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}"


def _matches(uri: str, registered: str) -> bool:
    before, star, after = registered.partition(_ANY_PORT)
    if not star:
        return uri == registered
    port = uri.removeprefix(before + ":").removesuffix(after)
    return uri == f"{before}:{port}{after}" and re.fullmatch(r"[1-9][0-9]{0,4}", port) is not None and int(port) < 65536


def check_redirect(uri: str) -> None:
    """ValueError, with what would be right, unless an app may register a redirect URI. The rules are TikTok's."""
    if _UNSAFE.search(uri):
        raise ValueError("a redirect URI is ASCII without blanks and backslashes")
    if len(uri) >= REDIRECT_LENGTH:
        raise ValueError(f"a redirect URI has fewer than {REDIRECT_LENGTH} characters")
    if "?" in uri or "#" in uri:
        raise ValueError("a redirect URI has no query and no fragment")
    try:
        parts = urlsplit(uri.replace(_ANY_PORT, ":1", 1))
        port = parts.port
    except ValueError:
        raise ValueError("a redirect URI's port is a number, or * for any") from None
    if parts.scheme not in ("https", "http") or not parts.hostname or parts.username is not None:
        raise ValueError("a redirect URI is a whole URL, such as https://example.com/callback/")
    if "*" in uri.replace(_ANY_PORT, "", 1) or (_ANY_PORT in uri and parts.hostname not in LOOPBACK):
        raise ValueError("* stands for the port of localhost and 127.0.0.1, and for nothing else")
    if parts.scheme == "http" and (parts.hostname not in LOOPBACK or port is None):
        raise ValueError("http goes to localhost and 127.0.0.1 only, with a port; everywhere else it is https")


class Credentials(Protocol):
    """What the archive keeps of callers. What changes does so in one transaction, whoever else writes."""

    def add_credential(self, record: CredentialRecord, *, issued_to: bytes | None = None) -> bool:
        """Keep a credential, and say whether it was; its hash must be new.

        Whenever one is issued to an app, a few of its kind are forgotten that were over for a month.

        `issued_to` is the hash of the secret that it was issued for: if that is revoked by now, nothing is kept.
        """
        ...

    def exchange(self, spent: CredentialRecord, at_ms: int, issued: Sequence[CredentialRecord] = ()) -> bool:
        """End a credential, one that was never kept too, and keep what is issued for it.

        False, and nothing is kept, if it was over or spent: of several at once, one succeeds.
        """
        ...

    def credential(self, kind: str, digest: bytes) -> CredentialRecord | None:
        """The credential of this kind whose secret has this hash, expired and revoked ones too."""
        ...

    def credentials(self) -> list[CredentialRecord]:
        """Every credential, oldest first."""
        ...

    def revoke_credentials(self, name: str, at_ms: int, *, apps: Collection[str] = ()) -> int:
        """Revoke all credentials of a name; how many were in force.

        With each of a kind that is an app's own (`apps`), all that was issued to that app is revoked, and counted too.
        """
        ...

    def consents(self, client_key: str, creator: int, at_ms: int) -> list[CredentialRecord]:
        """What is in force of all that a creator allowed an app."""
        ...

    def end_grant(self, grant: str, at_ms: int, notice: Notice | None = None) -> int:
        """Revoke all credentials of a grant; how many were in force. If any was, the notice is to be sent."""
        ...

    def due_notices(self, at_ms: int, limit: int) -> list[Notice]:
        """What is to be sent by then, longest due first."""
        ...

    def postpone_notice(self, notice: Notice, due_ms: int) -> bool:
        """Make it due later, by one more try; False if somebody else did so meanwhile, and sends it."""
        ...

    def drop_notice(self, notice: Notice) -> None:
        """It was sent, or never will be."""
        ...

    def forget_credentials(self, hashes: Sequence[bytes]) -> None:
        """Forget, for good, that these were ever kept."""
        ...

    def add_app(self, app: App, secret: CredentialRecord | None = None) -> None:
        """Keep an app and its secret; both must be new."""
        ...

    def app(self, client_key: str) -> App | None: ...

    def apps(self) -> list[App]:
        """Every app, oldest first."""
        ...

    def rotate_app(self, app: App, secret: CredentialRecord, at_ms: int) -> None:
        """Give an app a new secret, and its signing key; the old one ends, its tokens stay. LookupError: no such."""
        ...

    def delete_app(self, client_key: str, at_ms: int) -> bool:
        """Forget an app and revoke all that was issued to it; whether there was one."""
        ...
