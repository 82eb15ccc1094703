"""What implements the small dialect: pictures are kept in memory."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Iterator
from typing import Annotated

from tests.contract.dialect import Cards, FileAnswer, Files, KeyAnswer, Keys, KeyState, Names, Order

from tokgate.contract.answers import Binary, Stream
from tokgate.contract.errors import Cause, Refusal
from tokgate.contract.multipart import Upload
from tokgate.contract.parameters import query
from tokgate.server.request import Request, implements

#: What is kept, by name; the tests fill and clear it.
KEPT: dict[str, Binary] = {}
PART = 4
#: Set when the ticks are over, or nobody wants more of them.
LEFT = threading.Event()


@implements(Files.list)
def list_files(
    request: Request,
    /,
    *,
    order: Annotated[Order, query()] = Order.NAME,
    also: Annotated[list[Order], query()] | None = None,
    **_: object,
) -> Names:
    return Names(names=[each.name for each in (order, *(also or ()))])


@implements(Files.keep)
def keep(
    request: Request, /, *, name: str, until: int | None = None, note: str | None = None, picture: Binary, **_: object
) -> FileAnswer:
    KEPT[name] = picture
    return FileAnswer(name=name, type=picture.content_type, bytes=len(picture.content), title=note, until=until)


@implements(Files.upload)
def upload(request: Request, /, *, title: str, order: Order | None = None, picture: Upload, **_: object) -> FileAnswer:
    KEPT[picture.name] = Binary(picture.content, picture.content_type)
    shown = f"{title} by {order}" if order else title
    return FileAnswer(name=picture.name, type=picture.content_type, bytes=len(picture.content), title=shown)


@implements(Files.content)
def read(request: Request, /, *, name: str, **_: object) -> Binary:
    return found(name)


@implements(Files.describe)
def describe(request: Request, /, *, name: str, **_: object) -> Binary:
    return found(name)


@implements(Files.rename)
def rename(request: Request, /, *, name: str, to: str, **_: object) -> FileAnswer:
    KEPT[to] = found(name)
    return FileAnswer(name=to)


@implements(Files.remove)
def remove(request: Request, /, *, name: str, **_: object) -> None:
    KEPT.pop(name, None)


@implements(Files.stream)
def stream(request: Request, /, *, name: str, **_: object) -> Stream:
    kept = found(name).content

    def parts(start: int) -> Iterator[bytes]:
        return (kept[at : at + PART] for at in range(start, len(kept), PART))

    return Stream.seekable(parts, length=len(kept), content_type="video/mp4")


@implements(Files.tape)
def tape(request: Request, /, *, name: str, **_: object) -> Stream:
    kept = found(name).content
    return Stream(iter([kept[:PART], kept[PART:]]), length=len(kept))


@implements(Files.ticks)
def ticks(request: Request, /, *, count: int, **_: object) -> Stream:
    async def lines() -> AsyncIterator[bytes]:
        try:
            for number in range(count):
                yield b"%d\n" % number
        finally:
            LEFT.set()

    return Stream(lines(), content_type="text/plain")


@implements(Keys.make)
def make(request: Request, /, *, owner: str, **_: object) -> KeyAnswer:
    return KeyAnswer(key=threading.current_thread().name, owner=owner)


@implements(Keys.check)
def check(request: Request, /, *, key: str, strict: bool = False, **_: object) -> KeyState:
    return KeyState(valid=bool(key) and not strict, thread=threading.current_thread().name)


@implements(Cards.picture)
def picture_of_card(request: Request, /, *, name: str, **_: object) -> Binary:
    return Binary(name.encode(), "image/png")


@implements(Cards.read)
def read_card(request: Request, /, *, name: str, **_: object) -> KeyState:
    return KeyState(thread=name)


def found(name: str) -> Binary:
    """What is kept under a name."""
    if name not in KEPT:
        raise Refusal(Cause.UNKNOWN_POST)
    return KEPT[name]
