"""One request, as a handler sees it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from tokgate.archive.errors import RefusedActError
from tokgate.contract.credentials import Credential
from tokgate.contract.errors import Cause, Refusal
from tokgate.contract.handlers import Handlers
from tokgate.domain.acts import ActResult, Deed
from tokgate.domain.creators import Creator
from tokgate.domain.observations import Provenance
from tokgate.domain.ports import Archive, CredentialRecord
from tokgate.server.calls import IncomingCall
from tokgate.server.hosts import base_url
from tokgate.server.links import SignedLinks
from tokgate.server.live.addresses import StreamAddresses
from tokgate.server.media.films import Films
from tokgate.server.sign_in.desk import CodeDesk, Desk


class FindCreator(Protocol):
    """As `Archive.creator`."""

    def __call__(self, *, username: str = "", sec_uid: str = "", user_id: str = "", key: int = 0) -> Creator | None: ...


class Request:
    """What a handler may use. `accepts_zstd`: its answer may be coded so.

    `creator` finds a creator by a name, as `archive.creator` does, and often without asking it. `films` makes those of
    the generated world. `streams` is None where no media server is attached.
    """

    __slots__ = ("_call", "_desk", "_links", "accepts_zstd", "archive", "creator", "films", "streams")

    def __init__(
        self,
        call: IncomingCall,
        archive: Archive,
        links: SignedLinks,
        films: Films,
        creator: FindCreator,
        desk: Desk | None,
        streams: StreamAddresses | None = None,
        *,
        accepts_zstd: bool = False,
    ) -> None:
        self._call = call
        self.archive = archive
        self._links = links
        self.films = films
        self.creator = creator
        self._desk = desk
        self.streams = streams
        self.accepts_zstd = accepts_zstd

    @property
    def desk(self) -> CodeDesk:
        """What issues codes and tokens to the dialect's apps. LookupError where they are given none."""
        if not isinstance(self._desk, CodeDesk):
            raise LookupError("apps are given no codes here")
        return self._desk

    @property
    def now_ms(self) -> int:
        """The request's one instant, in Unix milliseconds UTC."""
        return self._call.now_ms

    @property
    def log_id(self) -> str:
        return self._call.log_id

    @property
    def user_agent(self) -> str:
        """What the caller says that it is: some answers are as older clients expect them."""
        return self._call.header(b"user-agent")

    @property
    def credentials(self) -> Mapping[str, CredentialRecord]:
        """Those that the operation asks for, by kind."""
        return self._call.credentials

    @property
    def origin(self) -> str:
        """How the caller reached the server, for links to it."""
        return base_url(self._call.scope, self._call.header(b"host"))

    def signed(self, content: bytes) -> bytes:
        """JSON with links for this caller in the place of the generated world's."""
        return self._links.signed(content, self.origin, self._call.now_ms)

    def act(self, deed: Deed, *, refused: Cause) -> ActResult:
        """Do a deed now, as this call. Refusal for the cause `refused` where the archive refuses it."""
        operation = self._call.route.operation if self._call.route is not None else None
        origin = Provenance(
            source="server",
            dialect=operation.name.partition(".")[0] if operation is not None else None,
            operation=operation.name if operation is not None else None,
            request_id=self.log_id,
        )
        try:
            return self.archive.act(deed, origin, at_ms=self.now_ms)
        except RefusedActError:
            raise Refusal(refused) from None

    def creator_of(self, credential: Credential) -> Creator:
        """The creator whom a credential acts for. Refusal if the archive no longer holds them."""
        record = self.credentials[credential.kind]
        creator = self.creator(key=record.creator) if record.creator else None
        if creator is None:
            raise Refusal(Cause.SESSION_EXPIRED)
        return creator

    def app_of(self, credential: Credential) -> str:
        """The client_key of the app that a credential belongs to."""
        return self.credentials[credential.kind].client_key or ""


#: Every handler of this server registers here.
handlers: Handlers[Request] = Handlers()
implements = handlers.implements
