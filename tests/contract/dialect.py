"""A small dialect of its own, with an operation for everything that a declaration can say, and its handlers."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Annotated, Any

import msgspec

from tokgate.contract.answers import Binary, Stream, media
from tokgate.contract.dialect import Dialect, Refused
from tokgate.contract.effects import Effect
from tokgate.contract.errors import ERROR_OF, ApiError, Cause, Refusal
from tokgate.contract.handlers import Handlers
from tokgate.contract.methods import delete, get, head, patch, post, put
from tokgate.contract.multipart import Upload
from tokgate.contract.operation import Declared, M, Operation, Resource
from tokgate.contract.parameters import Choice, Choices, body, content, file, form, header, path, query
from tokgate.contract.wire import Wire
from tokgate.server.request import Request


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


Name = Annotated[str, path(pattern=r"[a-z0-9.]+", max_length=40, help="Letters, digits and dots.", example="a.png")]
Title = Annotated[str, form(max_length=40)]
Until = Annotated[int, header("X-Kept-Until", at_least=0, help="The second until which it is kept.")]
Note = Annotated[str, header("X-Note", max_length=100)]
Picture = Annotated[Binary, media("image/png", "image/jpeg")]


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

    @get("/sample/ticks")
    def ticks(self, *, count: Annotated[int, query(at_least=0)]) -> Stream:
        """Lines of which nobody knows how many they are."""
        raise Declared


handlers: Handlers[Request] = Handlers()
#: What is kept, by name; the tests fill and clear it.
KEPT: dict[str, Binary] = {}
PART = 4
#: Set when the ticks are over, or nobody wants more of them.
LEFT = threading.Event()


@handlers.implements(Files.list)
def list_files(
    request: Request,
    /,
    *,
    order: Annotated[Order, query()] = Order.NAME,
    also: Annotated[list[Order], query()] | None = None,
    **_: object,
) -> Names:
    return Names(names=[each.name for each in (order, *(also or ()))])


@handlers.implements(Files.keep)
def keep(
    request: Request, /, *, name: str, until: int | None = None, note: str | None = None, picture: Binary, **_: object
) -> FileAnswer:
    KEPT[name] = picture
    return FileAnswer(name=name, type=picture.content_type, bytes=len(picture.content), title=note, until=until)


@handlers.implements(Files.upload)
def upload(request: Request, /, *, title: str, order: Order | None = None, picture: Upload, **_: object) -> FileAnswer:
    KEPT[picture.name] = Binary(picture.content, picture.content_type)
    shown = f"{title} by {order}" if order else title
    return FileAnswer(name=picture.name, type=picture.content_type, bytes=len(picture.content), title=shown)


@handlers.implements(Files.content)
def read(request: Request, /, *, name: str, **_: object) -> Binary:
    return found(name)


@handlers.implements(Files.describe)
def describe(request: Request, /, *, name: str, **_: object) -> Binary:
    return found(name)


@handlers.implements(Files.rename)
def rename(request: Request, /, *, name: str, to: str, **_: object) -> FileAnswer:
    KEPT[to] = found(name)
    return FileAnswer(name=to)


@handlers.implements(Files.remove)
def remove(request: Request, /, *, name: str, **_: object) -> None:
    KEPT.pop(name, None)


@handlers.implements(Files.stream)
def stream(request: Request, /, *, name: str, **_: object) -> Stream:
    kept = found(name).content

    def parts(start: int) -> Iterator[bytes]:
        return (kept[at : at + PART] for at in range(start, len(kept), PART))

    return Stream.seekable(parts, length=len(kept), content_type="video/mp4")


@handlers.implements(Files.ticks)
def ticks(request: Request, /, *, count: int, **_: object) -> Stream:
    async def lines() -> AsyncIterator[bytes]:
        try:
            for number in range(count):
                yield b"%d\n" % number
        finally:
            LEFT.set()

    return Stream(lines(), content_type="text/plain")


def found(name: str) -> Binary:
    """What is kept under a name."""
    if name not in KEPT:
        raise Refusal(Cause.UNKNOWN_POST)
    return KEPT[name]


STATUS = {Cause.UNKNOWN_POST: 404, Cause.NO_ROUTE: 404, Cause.WRONG_METHOD: 405, Cause.TOO_LARGE: 413}


class SampleDialect:
    """See `tokgate.contract.dialect.Dialect`."""

    name = "sample"
    base_url = "https://sample.invalid"
    resources: tuple[type[Resource[Any]], ...] = (Files,)

    def refuse(self, refusal: Refusal, *, operation: Operation[..., Any] | None, log_id: str, now_ms: int) -> Refused:
        """The cause, and what is wrong with each parameter."""
        told = {"cause": refusal.cause, "fields": refusal.fields}
        return Refused(status=STATUS.get(refusal.cause, 400), body=msgspec.json.encode(told))

    def error_in(
        self, operation: Operation[..., Any], status: int, headers: Mapping[str, str], body: bytes
    ) -> ApiError | None:
        """The error that an answer carries."""
        if status < 400:
            return None
        told = msgspec.json.decode(body, type=dict[str, Any])
        cause = Cause(told["cause"])
        return ERROR_OF[cause](cause, dialect=self.name, operation=operation.name, status=status, body=body)


SAMPLE: Dialect = SampleDialect()
