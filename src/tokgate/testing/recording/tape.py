"""A tape: JSON lines, each a request and its answer, without secrets. `tokgate drift` reads them too."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

#: RFC 9110, 5.6.2 and 5.5: what a header's name is, and what its value cannot hold.
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
#: Statuses whose answers end with their head (RFC 9110, 6.4.1).
BODILESS = {204, 205, 304}
#: Headers that would say other things of the body than what is sent.
_FRAMING = {"connection", "content-encoding", "content-length", "transfer-encoding"}


class HttpMessage(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What both sides of an exchange have. The body is text, or base64 in `body_base64` where it is none."""

    headers: dict[str, str] = {}
    body: str | None = None
    body_base64: str | None = None

    def content(self) -> bytes:
        """The body's bytes. ValueError if they are no base64."""
        if self.body_base64 is not None:
            try:
                return base64.b64decode(self.body_base64, validate=True)
            except binascii.Error as problem:
                raise ValueError(f"body_base64 is no base64: {problem}") from None
        return (self.body or "").encode()


class RecordedRequest(HttpMessage, kw_only=True):
    """A request."""

    method: str
    url: str


class RecordedAnswer(HttpMessage, kw_only=True):
    """Its answer. One that cannot be sent as it stands is none: ValueError says why."""

    status: int

    def __post_init__(self) -> None:
        if not 200 <= self.status <= 599:
            raise ValueError(f"status {self.status} is none of a final answer, 200 to 599")
        named = {name.lower() for name in self.headers}
        for name, value in self.headers.items():
            if not _TOKEN.fullmatch(name):
                raise ValueError(f"{name[:40]!r} is no name of a header")
            if _CONTROLS.search(value):
                raise ValueError(f"the header {name} holds a control character")
        if self.status in BODILESS and self.content():
            raise ValueError(f"an answer with status {self.status} has no body")
        if named & _FRAMING:
            raise ValueError(
                f"the header {min(named & _FRAMING)} is of a connection, and the body stands here as it is"
            )


class Exchange(msgspec.Struct, kw_only=True):
    """One line. `at` is ISO 8601 in UTC; `parameters` are those of query and body without credentials."""

    at: str
    operation: str | None = None
    parameters: dict[str, Any] = {}
    request: RecordedRequest
    response: RecordedAnswer


class TapeError(ValueError):
    """A line is no exchange; the text names file and line."""


def body_members(content: bytes) -> dict[str, str]:
    """The members of an HttpMessage that hold this body."""
    if not content:
        return {}
    try:
        return {"body": content.decode()}
    except UnicodeDecodeError:
        return {"body_base64": base64.b64encode(content).decode()}


def read_tape(path: Path) -> Iterator[Exchange]:
    """The exchanges of a tape, in order. TapeError for a line that is none; the ones before it have been given."""
    decoder = msgspec.json.Decoder(Exchange)
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                exchange = decoder.decode(line)
                exchange.response.content()
            except (ValueError, RecursionError) as problem:
                raise TapeError(f"{path}, line {number}: {problem}") from None
            yield exchange


def write_exchange(file: BinaryIO, exchange: Exchange) -> None:
    """One line more, on disk before this returns."""
    file.write(msgspec.json.encode(exchange) + b"\n")
    file.flush()
