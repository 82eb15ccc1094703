"""A tape: JSON lines, each a request and its answer, without secrets. `tokgate drift` reads them too."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import msgspec


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
    """Its answer."""

    status: int


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
