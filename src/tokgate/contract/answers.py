"""What an operation answers, where that is not JSON: bytes, a stream of them, or nothing.

    def cover(self, *, id: VideoId) -> Binary: ...
    def video(self, *, id: VideoId) -> Annotated[Stream, media("video/mp4")]: ...
    def unfollow(self, *, id: UserId) -> None: ...

The result type says it, and `media` which content types there are. Of bytes and of a stream that can seek, the server
gives the range that a request asks for.
"""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Annotated, Any, Protocol, Self, TypeAlias, get_args, get_origin, runtime_checkable

import msgspec

#: What bytes are that nobody says more of (RFC 2046, 4.5.1).
ANY_BYTES = "application/octet-stream"
JSON_TYPE = "application/json"

Parts: TypeAlias = Iterable[bytes] | AsyncIterable[bytes]


@runtime_checkable
class Closing(Protocol):
    """Parts that hold something open."""

    def close(self) -> None: ...


@runtime_checkable
class AsyncClosing(Protocol):
    """As Closing, of an asynchronous client."""

    async def aclose(self) -> None: ...


class AnswerHead(msgspec.Struct, frozen=True):
    """What an HTTP answer tells beside its body. Header names are in lower case; `request_id` is "" if there is none.

    `status` is 0 for what came in no answer.
    """

    status: int = 0
    headers: Mapping[str, str] = {}
    request_id: str = ""

    def __repr__(self) -> str:
        """Without the headers, which may set cookies or hold signed links."""
        return f"AnswerHead(status={self.status}, request_id={self.request_id!r})"


NO_ANSWER = AnswerHead()


class AnswerKind(StrEnum):
    """What a success carries."""

    JSON = "json"
    BINARY = "binary"
    STREAM = "stream"
    NOTHING = "nothing"


class Binary(msgspec.Struct, frozen=True):
    """Bytes and what they are: a picture, a file. An answer, or the raw body of a request."""

    content: bytes
    content_type: str = ANY_BYTES
    answer: AnswerHead = NO_ANSWER

    def __repr__(self) -> str:
        return f"Binary({len(self.content)} bytes of {self.content_type})"


class Stream:
    """Bytes that come in parts, to be taken once; `length` is how many, None if that is not known.

    Of a synchronous client it is walked with `for`, of an asynchronous one with `async for`. Who does not walk it to
    its end closes it, or uses it with `with` (`async with`), because it holds a connection. A handler may give parts of
    either kind.
    """

    __slots__ = ("_given", "_open", "answer", "can_seek", "content_type", "length")

    def __init__(
        self,
        parts: Parts,
        *,
        content_type: str = ANY_BYTES,
        length: int | None = None,
        answer: AnswerHead = NO_ANSWER,
    ) -> None:
        self._given = parts
        self._open: Callable[[int], Parts] = lambda _: parts
        self.can_seek: bool = False
        self.content_type: str = content_type
        self.length: int | None = length
        self.answer: AnswerHead = answer

    @classmethod
    def seekable(cls, opening: Callable[[int], Parts], *, length: int, content_type: str = ANY_BYTES) -> Stream:
        """A stream of known length; `opening(start)` gives the parts from that byte on."""
        stream = cls((), content_type=content_type, length=length)
        stream._open = opening
        stream.can_seek = True
        return stream

    def parts(self, start: int = 0) -> Parts:
        """The parts from a byte on, which only a stream that can seek begins at. ValueError for any other."""
        if start and not self.can_seek:
            raise ValueError("this stream can only be taken from its beginning")
        return self._open(start)

    def __iter__(self) -> Iterator[bytes]:
        parts = self.parts()
        if not isinstance(parts, Iterable):
            raise TypeError("this stream is of an asynchronous client: walk it with `async for`")
        return iter(parts)

    def __aiter__(self) -> AsyncIterator[bytes]:
        parts = self.parts()
        if not isinstance(parts, AsyncIterable):
            raise TypeError("this stream is of a synchronous client: walk it with `for`")
        return aiter(parts)

    def close(self) -> None:
        """Give up the rest, and with it the connection."""
        if isinstance(self._given, Closing):
            self._given.close()

    async def aclose(self) -> None:
        """As `close`, of an asynchronous client."""
        if isinstance(self._given, AsyncClosing):
            await self._given.aclose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    def __repr__(self) -> str:
        return f"Stream({'?' if self.length is None else self.length} bytes of {self.content_type})"


class MediaTypes(msgspec.Struct, frozen=True):
    """The content types of an answer that is not JSON."""

    types: tuple[str, ...]


def media(*types: str) -> MediaTypes:
    """The content types of a `Binary` or `Stream`, for its `Annotated`."""
    return MediaTypes(types)


class DeclaredAnswer(msgspec.Struct, frozen=True):
    """What a declaration says of its answer; `media_types` is empty where there is no body."""

    type: Any
    kind: AnswerKind
    media_types: tuple[str, ...]


def answer_of(hint: Any) -> DeclaredAnswer:
    """The answer that a declaration's result type promises."""
    declared: tuple[str, ...] = ()
    if get_origin(hint) is Annotated:
        hint, *extras = get_args(hint)
        declared = next((extra.types for extra in extras if isinstance(extra, MediaTypes)), ())
    if hint is Binary:
        return DeclaredAnswer(hint, AnswerKind.BINARY, declared or (ANY_BYTES,))
    if hint is Stream:
        return DeclaredAnswer(hint, AnswerKind.STREAM, declared or (ANY_BYTES,))
    if hint is None or hint is type(None):
        return DeclaredAnswer(type(None), AnswerKind.NOTHING, ())
    return DeclaredAnswer(hint, AnswerKind.JSON, (JSON_TYPE,))
