"""Recorded traffic against the declarations: one request with its answer per line."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

import msgspec

from tokgate.contract.dialect import Dialect, served_by
from tokgate.contract.errors import Refusal
from tokgate.contract.operation import Operation
from tokgate.contract.parameters import Location
from tokgate.contract.requests import read_members, read_query
from tokgate.drift.difference import Difference, DifferenceKind, Differences
from tokgate.drift.documents import DeclaredCalls
from tokgate.drift.schemas import AnswerComparison

Headers = dict[str, str] | list[tuple[str, str]]


class TapedRequest(msgspec.Struct):
    """What was sent. A body is text, or base64 in `body_base64` where it is none."""

    method: str
    url: str
    headers: Headers = msgspec.field(default_factory=dict)
    body: Any = None
    body_base64: str | None = None


class TapedAnswer(msgspec.Struct):
    """What came back."""

    status: int
    headers: Headers = msgspec.field(default_factory=dict)
    body: Any = None
    body_base64: str | None = None


class Taped(msgspec.Struct):
    """One line of a tape; members beyond these are ignored."""

    request: TapedRequest
    response: TapedAnswer


def taped_in(content: bytes) -> Iterator[Taped]:
    """The exchanges of a tape. ValueError, naming the line, for one that is none."""
    decoder = msgspec.json.Decoder(Taped)
    for number, line in enumerate(content.split(b"\n"), 1):
        if line.strip():
            try:
                yield decoder.decode(line)
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
                raise ValueError(f"line {number} is no request with its answer: {problem}") from None


class TapeComparison:
    """Exchanges held against the operations of some dialects."""

    def __init__(self, dialects: Iterable[Dialect], file: str) -> None:
        dialects = list(dialects)
        self._differences = Differences(file)
        self._ours = DeclaredCalls(dialects)
        self._operations = [each for dialect in dialects for each in served_by(dialect)]

    def compare(self, tape: Iterable[Taped]) -> list[Difference]:
        """What differs, each told once."""
        for taped in tape:
            self._compare(taped)
        return self._differences.all()

    def _compare(self, taped: Taped) -> None:
        url = urlsplit(taped.request.url)
        method = taped.request.method.upper()
        operation = _meant(self._at(method, url.path), taped.request)
        if operation is None:
            self._ours.note_unknown(method, url.path, self._differences)
            return
        where = f"{operation.method} {operation.path}"
        self._compare_request(operation, taped.request, url.query, where)
        found = self._ours.find(operation.method, operation.path)
        body = _json(taped.response)
        if found is not None and body is not None and taped.response.status < 400:
            own, schemas = found
            AnswerComparison(schemas, schemas, self._differences).value(own.answer, body, f"{where} answer")

    def _at(self, method: str, path: str) -> list[Operation[Any, ...]]:
        """The operations of a method and path; those of one path may be told apart by the body alone.

        What is declared at that very path is meant before a path with names in it.
        """
        found = []
        for operation in self._operations:
            pattern = re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(operation.path))
            if operation.method == method and re.fullmatch(pattern, path):
                found.append(operation)
        return [each for each in found if each.path == path] or found

    def _compare_request(self, operation: Operation[Any, ...], request: TapedRequest, query: str, where: str) -> None:
        try:
            members = {
                **read_members(operation, _bytes(request), _header(request, "content-type")),
                **read_query(query),
                **_in_headers(operation, request),
            }
        except Refusal as refusal:
            self._differences.add(f"{where} body", DifferenceKind.VALUE, "JSON or a form", str(refusal.fields))
            return
        places = "query" if operation.method == "GET" else "body"
        fields = {name: each for each in operation.fields for name in (each.wire, *each.parameter.also)}
        credentials = {each.wire for each in operation.credentials}
        for name, value in members.items():
            if name in credentials or value is None:
                continue
            if operation.when is not None and name == operation.when.member:
                if value != operation.when.value:
                    self._differences.add(f"{where} body.{name}", DifferenceKind.VALUE, operation.when.value, value)
                continue
            if name not in fields:
                self._differences.add(f"{where} {places}.{name}", DifferenceKind.PARAMETER_UNKNOWN)
                continue
            field = fields[name]
            if value == "" and not field.required:
                continue
            try:
                field.take(value)
            except ValueError as problem:
                self._differences.add(f"{where} {field.location}.{name}", DifferenceKind.VALUE, str(problem), value)
        for field in operation.fields:
            sent = any(members.get(name) is not None for name in (field.wire, *field.parameter.also))
            if field.required and not sent and field.location is not Location.PATH:
                self._differences.add(
                    f"{where} {field.location}.{field.wire}.required", DifferenceKind.REQUIRED, True, False
                )


def _meant(there: list[Operation[Any, ...]], request: TapedRequest) -> Operation[Any, ...] | None:
    """Of several operations, the one that the body or the query means; if it means none, the one that needs no word."""
    first = next(iter(sorted(there, key=lambda each: each.when is not None)), None)
    told = next((each.when for each in there if each.when is not None), None)
    if first is None or told is None:
        return first
    try:
        if first.method == "GET":
            said = read_query(urlsplit(request.url).query).get(told.member)
        else:
            said = read_members(first, _bytes(request), _header(request, "content-type")).get(told.member)
    except Refusal:
        return first
    return next((each for each in there if each.when is not None and each.when.value == said), first)


def _bytes(message: TapedRequest | TapedAnswer) -> bytes:
    if message.body_base64 is not None:
        try:
            return base64.b64decode(message.body_base64, validate=True)
        except (binascii.Error, ValueError):
            return b""
    if isinstance(message.body, str):
        return message.body.encode("utf-8", "surrogatepass")
    return b"" if message.body is None else msgspec.json.encode(message.body)


def _json(message: TapedAnswer) -> Any:
    try:
        return msgspec.json.decode(_bytes(message))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _header(request: TapedRequest, wanted: str) -> str:
    pairs = request.headers.items() if isinstance(request.headers, dict) else request.headers
    return next((value for name, value in pairs if name.lower() == wanted), "")


def _in_headers(operation: Operation[Any, ...], request: TapedRequest) -> dict[str, str]:
    """The parameters that travel in headers."""
    sent = {field.wire: _header(request, field.key) for field in operation.in_headers}
    return {name: value for name, value in sent.items() if value}
