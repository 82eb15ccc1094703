"""A vendor of notes, for what no served operation shows yet: writes, idempotency keys, tokens that are refreshed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Unpack

import msgspec

from tokgate.client.base import AsyncClient, SyncClient
from tokgate.client.options import AsyncOptions, SyncOptions
from tokgate.contract.credentials import Carrier, Credential
from tokgate.contract.dialect import CredentialKind, Dialect, Refused
from tokgate.contract.effects import Effect
from tokgate.contract.errors import ERROR_OF, ApiError, Cause, Refusal
from tokgate.contract.methods import get, post, put
from tokgate.contract.operation import Async, Declared, M, Operation, Resource, Sync
from tokgate.contract.parameters import body, form, header, query
from tokgate.contract.renewals import Renewal
from tokgate.contract.wire import Wire

#: The cause of a status that the vendor refuses with.
CAUSES = {400: Cause.INVALID_PARAMETER, 401: Cause.BAD_KEY, 404: Cause.UNKNOWN_POST, 429: Cause.RATE_LIMIT}


class Granted(Wire):
    """New tokens."""

    access_token: str | None = None
    expires_in: int | None = None
    refresh_token: str | None = None


class Tokens(Resource[M], name="notes.tokens"):
    """Where tokens come from."""

    @post("/refresh", effect=Effect.WRITES)
    def refresh(self, *, refresh_token: Annotated[str, form()]) -> Granted:
        """A new access token and a new refresh token; the old one is worth nothing from then on."""
        raise Declared


ACCESS = Credential("access_token", Carrier.BEARER, "authorization")
RENEWAL = Renewal(
    ACCESS.kind,
    Tokens.refresh,
    secrets={"refresh_token": "refresh_token"},
    rotated={"refresh_token": "refresh_token"},
)


class Note(Wire):
    """One note."""

    id: int | None = None
    text: str | None = None


class Notes(Resource[M], name="notes"):
    """Notes, read and written."""

    @get("/note")
    def read(self, *, id: Annotated[int, query()]) -> Note:
        """One note."""
        raise Declared

    @post("/notes", effect=Effect.WRITES)
    def add(self, *, text: Annotated[str, body()]) -> Note:
        """A new note, each time."""
        raise Declared

    @post("/orders", effect=Effect.WRITES, idempotency_key="Idempotency-Key")
    def order(
        self, *, text: Annotated[str, body()], key: Annotated[str, header("Idempotency-Key")] | None = None
    ) -> Note:
        """A printed note; an order that comes again under the same key is not printed again."""
        raise Declared

    @put("/note", effect=Effect.REPEATABLE)
    def write(self, *, id: Annotated[int, query()], text: Annotated[str, body()]) -> Note:
        """The note with this id, new or changed."""
        raise Declared


class Diary(Resource[M], name="notes.diary"):
    """Notes of one's own."""

    @get("/diary", credentials=(ACCESS,))
    def read(self) -> Note:
        """The last one."""
        raise Declared

    @post("/diary", effect=Effect.WRITES, credentials=(ACCESS,))
    def add(self, *, text: Annotated[str, body()]) -> Note:
        """A new one."""
        raise Declared


class Api(Resource[M], name="notes"):
    """All of it."""

    notes: Notes[M]
    diary: Diary[M]
    tokens: Tokens[M]


def _refuse(refusal: Refusal, /, *, operation: Operation[Any, ...] | None, log_id: str, now_ms: int) -> Refused:
    return Refused(status=400, body=msgspec.json.encode({"error": refusal.cause}))


def _error_in(
    operation: Operation[Any, ...], status: int, headers: Mapping[str, str], body: bytes, /
) -> ApiError | None:
    if status < 400:
        return None
    cause = CAUSES.get(status, Cause.INTERNAL)
    return ERROR_OF[cause](f"status {status}", dialect="notes", operation=operation.name, cause=cause)


DIALECT = Dialect(
    name="notes",
    base_url="https://notes.example",
    paths=("/",),
    resources=Api.tree(),
    handlers=(),
    refuse=_refuse,
    error_in=_error_in,
    credentials=(CredentialKind(name="notes", kind=ACCESS.kind),),
    renewals=(RENEWAL,),
)


class NotesClient(SyncClient, Api[Sync]):
    """The vendor's client."""

    def __init__(self, access_token: str = "", refresh_token: str = "", **options: Unpack[SyncOptions]) -> None:
        super().__init__(DIALECT, {"access_token": access_token, "refresh_token": refresh_token}, options)


class AsyncNotesClient(AsyncClient, Api[Async]):
    """As NotesClient, for asyncio."""

    def __init__(self, access_token: str = "", refresh_token: str = "", **options: Unpack[AsyncOptions]) -> None:
        super().__init__(DIALECT, {"access_token": access_token, "refresh_token": refresh_token}, options)
