"""What a caller shows to be let in: declared as data, sent by the SDK, looked up by the server."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Protocol, TypeAlias, runtime_checkable

import msgspec
from msgspec.structs import replace


class Carrier(StrEnum):
    """Which part of the request a credential travels in."""

    HEADER = "header"
    BEARER = "bearer"
    QUERY = "query"


class Credential(msgspec.Struct, frozen=True):
    """One kind of credential: `kind` names it in the archive and on the command line, `wire` in the header or query.

    `scopes` are those that the operation needs of it; an empty tuple asks for none.
    """

    kind: str
    carrier: Carrier
    wire: str
    scopes: tuple[str, ...] = ()

    def needing(self, *scopes: str) -> Credential:
        """The same credential, with the scopes that one operation asks for."""
        return replace(self, scopes=scopes)


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A renewed credential, to be kept: its secret, and the Unix second until which it is to be used.

    `good_until` None is until it is refused. `rotated` are the secrets, by kind, that the next renewal takes instead of
    those that a client was given.
    """

    secret: str
    good_until: float | None = None
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


@runtime_checkable
class SharedStore(CredentialStore, Protocol):
    """One that several processes use at once: of those, one at a time renews."""

    def reserve(self, kind: str) -> Callable[[], object] | None:
        """The right to renew, as what gives it back; None while somebody else has it. A process that ends loses it."""
        ...


#: Is told of a renewed credential, by kind, before that is used, and may raise as `CredentialStore.save`.
Renewed: TypeAlias = Callable[[str, Kept], None]
