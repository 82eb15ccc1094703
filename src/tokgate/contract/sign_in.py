"""How a creator signs in and lets an app act for them: declared as data, for a gateway's page, the SDK and the CLI.

Members are named as OAuth names them (RFC 6749, 7636); their values are how a vendor spells it.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from hashlib import sha256
from hmac import compare_digest
from typing import Any
from urllib.parse import urlencode, urlsplit

import msgspec
from msgspec.structs import replace

from tokgate.contract.operation import Operation

#: Of a code verifier (RFC 7636, 4.1).
_VERIFIER = re.compile(r"[A-Za-z0-9._~-]{43,128}")


class ChallengeForm(StrEnum):
    """How a code challenge, the SHA-256 of the verifier, is written."""

    BASE64URL = "base64url"
    HEX = "hex"

    def of(self, verifier: str) -> str:
        """The challenge of a verifier. ValueError for one that is too short, too long or of other characters."""
        if _VERIFIER.fullmatch(verifier) is None:
            raise ValueError("a code verifier is 43 to 128 letters, digits, '-', '.', '_' and '~'")
        return self._written(verifier)

    def is_of(self, verifier: str, challenge: str) -> bool:
        """Whether a challenge was made of a verifier, of whatever length: vendors' own SDKs make shorter ones."""
        return compare_digest(self._written(verifier).encode(), challenge.encode())

    def _written(self, verifier: str) -> str:
        digest = sha256(verifier.encode())
        if self is ChallengeForm.HEX:
            return digest.hexdigest()
        return urlsafe_b64encode(digest.digest()).rstrip(b"=").decode()


class CodeGrant:
    """How a code from the redirect becomes a credential.

    `operation` takes under these names the code, the same redirect_uri as the page, and the verifier of a challenge;
    `secrets` names, for an argument, the kind of the client's secret that it takes. Of the answer, the member `token`
    is the credential, `lifetime` the seconds that it lives, `scope` what was granted, and `creator` the vendor's id of
    who did, "" where there is none; `rotated` names, for a kind of secret that renewals take, the member that is the
    first of it.
    """

    def __init__(
        self,
        operation: Operation[Any, ...],
        *,
        secrets: Mapping[str, str],
        code: str = "code",
        redirect_uri: str = "redirect_uri",
        verifier: str = "code_verifier",
        token: str = "access_token",  # noqa: S107 - a member's name
        lifetime: str = "expires_in",
        scope: str = "scope",
        creator: str = "",
        rotated: Mapping[str, str] | None = None,
    ) -> None:
        self.operation = operation
        self.secrets = secrets
        self.lifetime = lifetime
        self.scope = scope
        self.creator = creator
        self.code = code
        self.redirect_uri = redirect_uri
        self.verifier = verifier
        self.token = token
        self.rotated: Mapping[str, str] = rotated or {}

    def arguments(self) -> set[str]:
        """The operation's arguments that it speaks of."""
        return {*self.secrets, self.code, self.redirect_uri, self.verifier}


class Revocation:
    """How an app gives a credential back: `operation` takes it as `token`, and the client's secrets as CodeGrant's."""

    def __init__(
        self,
        operation: Operation[Any, ...],
        *,
        secrets: Mapping[str, str],
        token: str = "token",  # noqa: S107 - an argument's name
    ) -> None:
        self.operation = operation
        self.secrets = secrets
        self.token = token

    def arguments(self) -> set[str]:
        """The operation's arguments that it speaks of."""
        return {*self.secrets, self.token}


class Granted(msgspec.Struct, frozen=True, kw_only=True):
    """What a redirect brought: a `code` to be redeemed, or the credential itself; the other one is ""."""

    code: str = ""
    credential: str = ""
    scopes: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Without code and credential: it gets printed."""
        return f"Granted(scopes={self.scopes})"


class SignedIn(msgspec.Struct, frozen=True, kw_only=True):
    """Who signed in, as far as an app is told. Numbers are None where nobody counted."""

    user_id: str
    username: str
    name: str = ""
    avatar_url: str = ""
    sec_uid: str = ""
    followers: int | None = None
    following: int | None = None
    verified: bool | None = None


class PopupResult(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a page in a window of its own: a credential for `who`, or with None the `reason` why there is none.

    `app` is the app's name for itself, `state` what it sent.
    """

    app: str
    state: str = ""
    credential: str = ""
    scopes: tuple[str, ...] = ()
    who: SignedIn | None = None
    reason: str = ""


class Popup(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """How an app has the page in a window of its own, and is told the result by a message to the window that opened it.

    - `asked`: the member of the page's query that says so, with a value such as `true`; there is no redirect then.
    - `path`: where apps get the script that opens the page and hears the message; `script`: its file, as package and
      name.
    - `canceled`: why there is no credential where the creator did not want it. `message`: the message.
    """

    asked: str
    path: str
    script: tuple[str, str]
    canceled: str
    message: Callable[[PopupResult], Mapping[str, object]]


def loopback_redirects(paths: Iterable[str]) -> tuple[str, ...]:
    """Redirect URIs for these paths on any port of this machine."""
    return tuple(
        f"{scheme}://{host}:*{path}"
        for scheme in ("http", "https")
        for host in ("localhost", "127.0.0.1")
        for path in paths
    )


class SignIn(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """The page that asks a creator, and what it sends back.

    - `page`: the vendor's, a whole URL on one of the dialect's hosts; a gateway has it under the same path, and under
      those of `also_at`, where the vendor had it earlier.
    - `credential`: the kind that the app gets by it; `app`: the kind of secret, of a client, that is the app's name;
      `app_prefix`: how such names begin.
    - `client_id`, `redirect_uri`, `scope`, `state`: the names of the page's parameters; `fixed`: others with their only
      value; `also`: others that an app may send; `skips`: those by which, with these values, it has a creator who is
      signed in there and has allowed all of it before sent back at once, without the page.
    - `challenge_form`: how a code challenge is written, None if the vendor takes none; `code_challenge`,
      `code_challenge_method`: its parameters. The method is S256.
    - `scope_separators`: what may stand between scopes; the first is written. `any_case`: they may come in capitals;
      `spellings`: other names of scopes, with the usual ones.
    - `code` or `token`: the member of the redirect's query that is a code, or the credential itself: one of them.
    - `granted_scope`, `error`, `error_description`: the other members, "" for one that the vendor does not have.
    - `scopes`: those that a creator can grant, with what each lets an app do, as a page says it.
    - `lifetimes`: by the name of a profile, how many seconds what a creator granted is good for, by kind; the first
      profile is the usual one, and named "" if there is no other. `demo_redirects`: where the app that everybody knows
      may have creators sent back to.
    - `popup`: how an app has the page in a window of its own; None where it cannot.
    - `grant`, `revocation`: what a code becomes a credential by, and what ends that; None where there is no such thing.
      What renews it is among the dialect's `renewals`.
    """

    page: str
    credential: str
    app: str
    app_prefix: str = ""
    also_at: tuple[str, ...] = ()
    client_id: str = "client_id"
    redirect_uri: str = "redirect_uri"
    scope: str = "scope"
    state: str = "state"
    fixed: Mapping[str, str] = {}
    also: tuple[str, ...] = ()
    skips: Mapping[str, str] = {}
    challenge_form: ChallengeForm | None = None
    code_challenge: str = "code_challenge"
    code_challenge_method: str = "code_challenge_method"
    scope_separators: str = " "
    any_case: bool = False
    spellings: Mapping[str, str] = {}
    code: str = ""
    token: str = ""
    granted_scope: str = "scope"
    error: str = ""
    error_description: str = ""
    scopes: Mapping[str, str] = {}
    lifetimes: Mapping[str, Mapping[str, int]] = {}
    demo_redirects: tuple[str, ...] = ()
    popup: Popup | None = None
    grant: CodeGrant | None = None
    revocation: Revocation | None = None

    @property
    def path(self) -> str:
        """Where a gateway has the page."""
        return urlsplit(self.page).path

    def query(self, *, client_id: str, redirect_uri: str, scopes: Iterable[str], state: str, verifier: str = "") -> str:
        """What the page is asked with. ValueError for what it could not be asked."""
        members = {
            self.client_id: client_id,
            **self.fixed,
            self.redirect_uri: redirect_uri,
            self.scope: self._joined(scopes),
            self.state: state,
        }
        if empty := [name for name, value in members.items() if not value]:
            raise ValueError(f"{', '.join(empty)} must not be empty")
        if verifier:
            if self.challenge_form is None:
                raise ValueError("there is no code challenge here")
            members[self.code_challenge] = self.challenge_form.of(verifier)
            members[self.code_challenge_method] = "S256"
        return urlencode(members)

    @property
    def response_type(self) -> str:
        """What the page is asked for, in OAuth's words."""
        return "code" if self.code else "token"

    def scopes_in(self, text: str) -> tuple[str, ...]:
        """Scopes as they are sent, in their order, each under its usual name."""
        named = re.split(f"[{re.escape(self.scope_separators)}]", text.lower() if self.any_case else text)
        return tuple(self.spellings.get(scope, scope) for scope in named if scope)

    def granted(self, members: Mapping[str, str]) -> Granted:
        """What the members of a redirect's query bring; empty if neither a code nor a credential is there."""
        given = Granted(scopes=self.scopes_in(members.get(self.granted_scope, "")))
        if self.code:
            return replace(given, code=members.get(self.code, ""))
        return replace(given, credential=members.get(self.token, ""))

    def _joined(self, scopes: Iterable[str]) -> str:
        named = list(scopes)
        for scope in named:
            if len(self.scopes_in(scope)) != 1:
                raise ValueError(f"{scope!r} is no scope")
        return self.scope_separators[0].join(named)
