"""What a caller shows to be let in: declared as data, sent by the SDK, looked up by the server."""

from __future__ import annotations

from enum import StrEnum

import msgspec


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
        return Credential(self.kind, self.carrier, self.wire, scopes)
