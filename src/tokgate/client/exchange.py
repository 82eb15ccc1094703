"""What goes to a transport and what comes back, and what a transport is."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeAlias
from urllib.parse import urlsplit

import msgspec

from tokgate.contract.answers import Parts
from tokgate.contract.errors import TransportError


class Attempt(msgspec.Struct, kw_only=True):
    """One HTTP request, and which try of which operation it is. Header names are in lower case.

    `timeout` bounds connecting and each wait for bytes, `total` the whole exchange; both in seconds, None for no bound.
    Both `url` and `headers` may hold secrets, so neither is shown.
    """

    method: str
    url: str
    headers: dict[str, str]
    body: bytes = b""
    timeout: float | None = None
    total: float | None = None
    operation: str = ""
    number: int = 1

    @property
    def place(self) -> str:
        """Host and path: what may be shown of the URL. A query can hold a token, and user:password@ is one."""
        parts = urlsplit(self.url)
        return f"{parts.netloc.rpartition('@')[2]}{parts.path}"

    def __repr__(self) -> str:
        return f"Attempt({self.method} {self.place})"


class Reply(msgspec.Struct, kw_only=True):
    """One HTTP answer, the body decompressed. Header names are in lower case; the last of a repeated name holds.

    Of an answer that is taken in parts, `parts` is the body, to be walked once or closed, and `body` is empty.
    """

    status: int
    headers: dict[str, str]
    body: bytes = b""
    parts: Parts | None = None

    @property
    def whole(self) -> bool:
        """Whether it is read to its end even where parts were asked for: what may be a refusal, and redirects."""
        return not 200 <= self.status < 300 or self.headers.get("content-type", "").startswith("application/json")


#: Sends one attempt, follows no redirect, and raises TransportError (or OSError) when no answer comes. A plain function
#: will do.
#: One that is an object can have a method `stream` beside, which gives the body of a success in `parts`.
Transport: TypeAlias = Callable[[Attempt], Reply]
AsyncTransport: TypeAlias = Callable[[Attempt], Awaitable[Reply]]

#: Told of each attempt before it is sent, and may change it, such as to sign it. A plain function, of both clients.
Before: TypeAlias = Callable[[Attempt], object]
#: Told of each attempt after it was sent, with what came of it and how many seconds that took.
After: TypeAlias = Callable[[Attempt, Reply | TransportError, float], object]
