"""What a caller shows to be let in: declared as data, sent by the SDK, looked up by the server."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

import msgspec
from msgspec.structs import replace

from tokgate.contract.errors import Cause

if TYPE_CHECKING:
    from tokgate.contract.operation import Operation


class Carrier(StrEnum):
    """Which part of the request a credential travels in."""

    HEADER = "header"
    BEARER = "bearer"
    QUERY = "query"


class Renewal:
    """How a credential is got, and got anew once its life has ended or it was refused.

    `operation` is called with `constants`, and with `secrets`: for an argument, the kind of the secret that it takes.
    Of the answer, the member `token` is the new secret and `lifetime` the seconds that it lives, `usual_lifetime` where
    the answer does not say. `rotated` names, for a kind of secret, the member that replaces it: with the next renewal
    the old one may be worth nothing. `refused` are the causes of refusals after which a new one may help.
    """

    def __init__(
        self,
        operation: Operation[..., Any],
        *,
        secrets: Mapping[str, str],
        constants: Mapping[str, Any] | None = None,
        token: str = "access_token",  # noqa: S107 - a member's name
        lifetime: str = "expires_in",
        usual_lifetime: float = 3600,
        rotated: Mapping[str, str] | None = None,
        refused: tuple[Cause, ...] = (Cause.BAD_KEY,),
    ) -> None:
        self.operation = operation
        self.secrets = secrets
        self.constants = constants or {}
        self.token = token
        self.lifetime = lifetime
        self.usual_lifetime = usual_lifetime
        self.rotated = rotated or {}
        self.refused = refused


class Credential(msgspec.Struct, frozen=True):
    """One kind of credential: `kind` names it in the archive and on the command line, `wire` in the header or query.

    `scopes` are those that the operation needs of it; an empty tuple asks for none. Without a `renewal`, a client shows
    what it was given until it is refused.
    """

    kind: str
    carrier: Carrier
    wire: str
    scopes: tuple[str, ...] = ()
    renewal: Renewal | None = None

    def needing(self, *scopes: str) -> Credential:
        """The same credential, with the scopes that one operation asks for."""
        return replace(self, scopes=scopes)


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A renewed credential, to be kept: its secret, and the Unix second until which it is to be used.

    `rotated` are the secrets, by kind, that the next renewal takes instead of those that a client was given.
    """

    secret: str
    good_until: float
    rotated: Mapping[str, str] = {}

    def __repr__(self) -> str:
        """Without the secrets: it gets printed."""
        return f"Kept(good_until={self.good_until})"


class CredentialStore(Protocol):
    """Where a client keeps renewed credentials, by kind, for its next life or for others of the same account.

    What it holds is newer than what a client was given, and is taken instead. It is told of a new credential before
    that is used; if `save` raises, so does the call, and the next one saves again first. An asynchronous client calls
    it in its event loop.
    """

    def load(self, kind: str) -> Kept | None:
        """What was saved last; None if nothing was."""
        ...

    def save(self, kind: str, kept: Kept) -> None: ...
