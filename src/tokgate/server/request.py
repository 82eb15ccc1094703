"""One request, as a handler sees it."""

from __future__ import annotations

from collections.abc import Mapping

from tokgate.contract.credentials import Credential
from tokgate.contract.errors import Cause, Refusal
from tokgate.contract.handlers import Handlers
from tokgate.domain.creators import Creator
from tokgate.domain.ports import Archive, CredentialRecord
from tokgate.server.keyring import Keyring
from tokgate.server.links import Links


class Request:
    """What a handler may use. `now_ms` is the request's one instant; `accepts_zstd`: its answer may be coded so.

    `origin` is how the caller reached the server, for links to it.
    """

    __slots__ = ("accepts_zstd", "archive", "credentials", "keyring", "links", "log_id", "now_ms", "origin")

    def __init__(
        self,
        *,
        archive: Archive,
        keyring: Keyring,
        credentials: Mapping[str, CredentialRecord],
        now_ms: int,
        log_id: str,
        links: Links,
        origin: str,
        accepts_zstd: bool = False,
    ) -> None:
        self.archive = archive
        self.keyring = keyring
        self.credentials = credentials
        self.now_ms = now_ms
        self.log_id = log_id
        self.links = links
        self.origin = origin
        self.accepts_zstd = accepts_zstd

    def creator_of(self, credential: Credential) -> Creator:
        """The creator whom a credential acts for. Refusal if the archive no longer holds them."""
        record = self.credentials[credential.kind]
        creator = self.archive.creator(key=record.creator) if record.creator else None
        if creator is None:
            raise Refusal(Cause.SESSION_EXPIRED)
        return creator

    def app_of(self, credential: Credential) -> str:
        """The client_key of the app that a credential belongs to."""
        return self.credentials[credential.kind].client_key or ""


#: Every handler of this server registers here.
handlers: Handlers[Request] = Handlers()
implements = handlers.implements
