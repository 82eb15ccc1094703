"""A small dialect of its own, with an operation for everything that a declaration can say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import msgspec

from tokgate.contract.answers import Binary, Stream, media
from tokgate.contract.credentials import Carrier, Credential
from tokgate.contract.dialect import CredentialKind, Dialect, Refused
from tokgate.contract.effects import Effect
from tokgate.contract.errors import ERROR_OF, ApiError, Cause, Refusal
from tokgate.contract.methods import delete, get, head, patch, post, put
from tokgate.contract.multipart import Upload
from tokgate.contract.operation import Declared, M, Operation, Resource
from tokgate.contract.parameters import Choice, Choices, body, content, file, form, header, link, path, query
from tokgate.contract.wire import Wire


class Order(Choices):
    """How files are listed."""

    NAME = "name"
    NEWEST = Choice("newest", "latest first", since="2")
    OLDEST = Choice("oldest", until="2")


class FileAnswer(Wire):
    """What is known of a file."""

    name: str | None = None
    type: str | None = None
    bytes: int | None = None
    title: str | None = None
    until: int | None = None


class Names(Wire):
    """The names of files."""

    names: list[str] = []


class KeyAnswer(Wire):
    """A key that was made."""

    key: str | None = None
    owner: str | None = None


class KeyState(Wire):
    """Whether a key opens anything, and in which thread that was found out."""

    valid: bool | None = None
    thread: str | None = None


Name = Annotated[str, path(pattern=r"[a-z0-9.]+", max_length=40, help="Letters, digits and dots.", example="a.png")]
Title = Annotated[str, form(max_length=40)]
Until = Annotated[int, header("X-Kept-Until", at_least=0, help="The second until which it is kept.")]
Note = Annotated[str, header("X-Note", max_length=100)]
Picture = Annotated[Binary, media("image/png", "image/jpeg")]
Film = Annotated[Binary, media("video/mp4")]


class Files(Resource[M], name="sample.files"):
    """Files, kept under their names."""

    @get("/sample/files", one_of=(("owner", "owner_id"),))
    def list(
        self,
        *,
        owner: Annotated[str, query()] | None = None,
        owner_id: Annotated[int, query(at_least=1)] | None = None,
        order: Annotated[Order, query()] = Order.NAME,
        also: Annotated[list[Order], query()] | None = None,
    ) -> Names:
        """The names of somebody's files."""
        raise Declared

    @put("/sample/files/{name}", effect=Effect.REPEATABLE)
    def keep(
        self,
        *,
        name: Name,
        until: Until | None = None,
        note: Note | None = None,
        picture: Annotated[Binary, content(media_types=("image/png", "image/jpeg"), max_bytes=2 << 20)],
    ) -> FileAnswer:
        """Keep a picture under a name."""
        raise Declared

    @post("/sample/uploads", effect=Effect.WRITES)
    def upload(
        self,
        *,
        title: Title,
        order: Annotated[Order, form()] | None = None,
        picture: Annotated[Upload, file(max_bytes=1000)],
    ) -> FileAnswer:
        """Keep a picture under the name that it comes with."""
        raise Declared

    @get("/sample/files/{name}")
    def content(self, *, name: Name) -> Picture:
        """A picture."""
        raise Declared

    @head("/sample/files/{name}", effect=Effect.READS)
    def describe(self, *, name: Name) -> Picture:
        """The headers of a picture."""
        raise Declared

    @patch("/sample/files/{name}", effect=Effect.REPEATABLE)
    def rename(self, *, name: Name, to: Annotated[str, body(pattern=r"[a-z0-9.]+")]) -> FileAnswer:
        """Give a picture another name."""
        raise Declared

    @delete("/sample/files/{name}", effect=Effect.REPEATABLE)
    def remove(self, *, name: Name) -> None:
        """Forget a picture."""
        raise Declared

    @get("/sample/streams/{name}")
    def stream(self, *, name: Name) -> Annotated[Stream, media("video/mp4")]:
        """The content of a file, in parts."""
        raise Declared

    @get("/sample/tapes/{name}")
    def tape(self, *, name: Name) -> Stream:
        """The content of a file, which can only be had from its beginning."""
        raise Declared

    @get("/sample/ticks")
    def ticks(self, *, count: Annotated[int, query(at_least=0)]) -> Stream:
        """Lines of which nobody knows how many they are."""
        raise Declared


KEY = Credential("sample_key", Carrier.HEADER, "X-Sample-Key")


class Keys(Resource[M], name="sample.keys"):
    """Keys: two calls of one path, which do different things."""

    @post("/sample/keys", effect=Effect.WRITES, credentials=(KEY,), when=("do", "make"))
    def make(self, *, owner: Annotated[str, form(max_length=40)]) -> KeyAnswer:
        """A new key for somebody."""
        raise Declared

    @post("/sample/keys", effect=Effect.READS, when=("do", "check"))
    def check(self, *, key: Annotated[str, form()], strict: Annotated[bool, query()] = False) -> KeyState:
        """Whether a key is good."""
        raise Declared


class Cards(Resource[M], name="sample.cards"):
    """Cards: what is on one, or, by a member of the query, the picture of it."""

    @get("/sample/cards/{name}", when=("as", "picture"))
    def picture(self, *, name: Name) -> Annotated[Binary, media("image/png")]:
        """The picture of a card."""
        raise Declared

    @get("/sample/cards/{name}")
    def read(self, *, name: Name) -> KeyState:
        """What is on a card."""
        raise Declared


Where = Annotated[str, link(help="Where the film lies.", example="https://cdn.example/film?sig=1")]


class Films(Resource[M], name="sample.films"):
    """What lies behind links, on hosts of others."""

    @get("")
    def read(self, *, url: Where, part: Annotated[str, header("Range")] | None = None) -> Film:
        """A film, or a part of it."""
        raise Declared

    @get("")
    def play(self, *, url: Where, referer: Annotated[str, header("Referer")] | None = None) -> Stream:
        """A film as it comes."""
        raise Declared

    @put("", effect=Effect.REPEATABLE)
    def put(self, *, url: Where, film: Annotated[Binary, content(media_types=("video/mp4",))]) -> None:
        """Put a film there."""
        raise Declared

    @get("")
    def facts(self, *, url: Where) -> FileAnswer:
        """What is said of a film."""
        raise Declared


class Api(Resource[M], name="sample"):
    """All of it."""

    files: Files[M]
    keys: Keys[M]
    cards: Cards[M]
    films: Films[M]


STATUS = {Cause.UNKNOWN_POST: 404, Cause.NO_ROUTE: 404, Cause.WRONG_METHOD: 405, Cause.TOO_LARGE: 413}


def refuse(refusal: Refusal, /, *, operation: Operation[Any, ...] | None, log_id: str, now_ms: int) -> Refused:
    """The cause, and what is wrong with each parameter."""
    told = {"cause": refusal.cause, "fields": refusal.fields}
    return Refused(status=STATUS.get(refusal.cause, 400), body=msgspec.json.encode(told))


def error_in(
    operation: Operation[Any, ...], status: int, headers: Mapping[str, str], body: bytes, /
) -> ApiError | None:
    """The error that an answer carries."""
    if status < 400:
        return None
    told = msgspec.json.decode(body, type=dict[str, Any])
    cause = Cause(told["cause"])
    return ERROR_OF[cause](cause, dialect="sample", operation=operation.name, status=status, body=body)


SAMPLE = Dialect(
    name="sample",
    base_url="https://sample.invalid",
    paths=("/sample/",),
    resources=Api.tree(),
    handlers=("tests.contract.handlers",),
    refuse=refuse,
    error_in=error_in,
    credentials=(CredentialKind(name="sample", kind=KEY.kind),),
)
