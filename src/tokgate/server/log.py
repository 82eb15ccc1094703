"""The request log: the last calls and their answers, in memory, with secrets masked."""

from __future__ import annotations

import asyncio
import re
import time
from collections import deque
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import msgspec

from tokgate.contract.answers import Binary
from tokgate.contract.bounds import LARGEST
from tokgate.contract.dialect import Dialect
from tokgate.contract.errors import Refusal
from tokgate.contract.multipart import Upload
from tokgate.contract.operation import Operation
from tokgate.contract.requests import read_members
from tokgate.dialects.secret_names import LONGEST_NAME, is_secret_name
from tokgate.dialects.secret_texts import MASK, redact, redact_path, redact_text, secrets_in_header
from tokgate.domain.instants import iso
from tokgate.server.calls import Answer, IncomingCall
from tokgate.server.naming import is_named

MOST_ENTRIES = 10_000
#: Longer values are cut, so that the log's memory stays bounded.
LONGEST = 500
MOST_PARAMETERS = 50
#: A shorter one is masked where it stands under its name alone: it would be in any word.
SHORTEST_SECRET = 6
_PLAIN_NAME = re.compile(r"[\w.\[\]-]+")
#: A waiting stream says so little that no proxy closes it.
KEEP_ALIVE_S = 15.0


class LogEntry(msgspec.Struct, frozen=True, gc=False):
    """One call and its answer. `at` is the clock's instant; `ms` is real time; `cause` says why it was refused."""

    seq: int
    at_ms: int
    dialect: str
    operation: str | None
    method: str
    path: str
    credential: str | None
    parameters: Mapping[str, Any]
    status: int
    code: str | None
    cause: str | None
    faults: tuple[str, ...]
    rows: int | None
    ms: float
    bytes: int


def entry_row(entry: LogEntry) -> dict[str, Any]:
    """An entry as the admin routes give it."""
    members = msgspec.structs.asdict(entry)
    return {"at": iso(members.pop("at_ms")), **members}


class LogFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which entries: `operation` is a full name or the front part of one; `status` is 429 or 4xx.

    `after` is a sequence number, `since_ms` an instant of the clock.
    """

    operation: str = ""
    status: str = ""
    after: int = 0
    since_ms: int = 0

    def takes(self, entry: LogEntry) -> bool:
        """Whether an entry is wanted."""
        if self.operation and not is_named(self.operation, entry.operation or entry.dialect):
            return False
        if self.status and not _is_status(self.status, entry.status):
            return False
        return entry.seq > self.after and entry.at_ms >= self.since_ms


def _is_status(wanted: str, status: int) -> bool:
    return wanted[0] == str(status)[0] if wanted[1:] == "xx" else wanted == str(status)


class RequestLog:
    """The last calls, oldest first. `add` belongs to the thread of the server's loop; reading is safe from any."""

    def __init__(self, dialects: Iterable[Dialect], operations: Iterable[Operation[Any, ...]]) -> None:
        self._dialects = {dialect.name: dialect for dialect in dialects}
        #: What can be asked for: the operations that are served, and the dialects, under whose names unknown paths are.
        self.names = [*(operation.name for operation in operations), *self._dialects]
        self._entries: deque[LogEntry] = deque(maxlen=MOST_ENTRIES)
        self._seq = 0
        self._waiting: set[asyncio.Event] = set()
        self._stopped = False

    def add(self, call: IncomingCall, answer: Answer, dialect: str) -> None:
        """Note a call and the answer that is about to be sent."""
        self._seq += 1
        operation = call.route.operation if call.route is not None else None
        credential = next(iter(call.credentials.values()), None)
        members = _members(call)
        shown = _shown(call, members)
        self._entries.append(
            LogEntry(
                self._seq,
                call.now_ms,
                dialect,
                operation.name if operation is not None else None,
                call.scope["method"],
                _path(call, shown),
                credential.name if credential is not None else None,
                _parameters(members, shown),
                answer.status,
                None if answer.cause is None else self._code(dialect, operation, answer),
                None if answer.cause is None else answer.cause.value,
                tuple(rule.fault.value for rule in call.faults) if call.faults else (),
                answer.rows,
                (time.perf_counter_ns() - call.started_ns) // 1000 / 1000,
                len(answer.content) or answer.length or 0,
            )
        )
        for event in self._waiting:
            event.set()

    def _code(self, dialect: str, operation: Operation[Any, ...] | None, answer: Answer) -> str | None:
        if operation is None:
            return None
        error = self._dialects[dialect].error_in(operation, answer.status, {}, answer.content)
        return (error.code or None) if error is not None else None

    def entries(self, wanted: LogFilter | None = None) -> Iterator[LogEntry]:
        """The entries that a filter takes, oldest first."""
        chosen = wanted or LogFilter()
        return (entry for entry in list(self._entries) if chosen.takes(entry))

    def clear(self) -> None:
        """Forget all; numbering goes on, so that a stream's place stays right."""
        self._entries.clear()

    def __len__(self) -> int:
        return len(self._entries)

    def stop(self) -> None:
        """End all streams: the server is shutting down, and would wait for them."""
        self._stopped = True
        for event in self._waiting:
            event.set()

    async def stream(self, wanted: LogFilter) -> AsyncIterator[bytes]:
        """Server-sent events, one `request` per entry from now on, or from `after` if that is given, until `stop`."""
        event = asyncio.Event()
        self._waiting.add(event)
        sent = wanted.after or self._seq
        try:
            yield b": the requests from here on\n\n"
            while not self._stopped:
                event.clear()
                for entry in self.entries(msgspec.structs.replace(wanted, after=sent)):
                    yield _event(entry)
                sent = self._seq
                try:
                    await asyncio.wait_for(event.wait(), KEEP_ALIVE_S)
                except TimeoutError:
                    yield b": still here\n\n"
        finally:
            self._waiting.discard(event)


def _event(entry: LogEntry) -> bytes:
    return b"id: %d\nevent: request\ndata: %s\n\n" % (entry.seq, msgspec.json.encode(entry_row(entry)))


def _members(call: IncomingCall) -> Mapping[str, Any]:
    """What was sent in query and body, the latter also of a call that was refused before its body was read."""
    body = call.body
    if body is None and call.content and call.route is not None:
        try:
            body = read_members(call.route.operation, call.content, call.header(b"content-type"))
        except Refusal:
            body = None
    members = {**call.query, **body} if body else call.query
    return members if len(members) <= MOST_PARAMETERS else dict(list(members.items())[:MOST_PARAMETERS])


def _shown(call: IncomingCall, members: Mapping[str, Any]) -> list[str]:
    """The secrets that a call shows, to be masked wherever else they stand in it."""
    if not members and call.route is not None and not call.values:
        return []  # there is no such place
    shown: list[str] = []
    for header, content in call.headers.items():
        if len(header) <= LONGEST_NAME and _is_secret_header(header):
            shown += _secrets_of(content)
    for name, value in members.items():
        if type(value) is str and len(value) >= SHORTEST_SECRET and is_secret_name(name):
            shown.append(value)
    return shown


@lru_cache(maxsize=1024)
def _is_secret_header(name: bytes) -> bool:
    return is_secret_name(name.decode("latin-1"))


@lru_cache(maxsize=64)
def _secrets_of(header: bytes) -> tuple[str, ...]:
    return tuple(secret for secret in secrets_in_header(header.decode("latin-1")) if len(secret) >= SHORTEST_SECRET)


def _path(call: IncomingCall, shown: Sequence[str]) -> str:
    """The path; one that nobody declared may hold anything."""
    path: str = call.scope["path"]
    if call.route is None or call.values:
        path = redact_path(path[: 2 * LONGEST], shown)
    return path[:LONGEST]


def _parameters(members: Mapping[str, Any], shown: Sequence[str]) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for name, value in members.items():
        is_text = type(value) is str
        if is_secret_name(name):
            kept[name[:LONGEST]] = MASK
        elif len(name) <= LONGEST_NAME and _is_plain(name) and (is_text or _is_small(value)):  # nearly all are
            text = redact_text(value, shown) if is_text else value
            kept[name] = text if not is_text or len(text) <= LONGEST else text[:LONGEST] + "…"
        elif is_text:
            # What was no form was read as one: only as a whole can it be searched.
            kept[redact_text(f"{name}={value}", shown)[:LONGEST]] = ""
        else:
            kept[redact_text(name, shown)[:LONGEST]] = _kept(value, shown)
    return kept


@lru_cache(maxsize=1024)
def _is_plain(name: str) -> bool:
    return _PLAIN_NAME.fullmatch(name) is not None


def _is_small(value: Any) -> bool:
    """Whether it can be kept as it is, and says nothing: null, a flag, a number."""
    return value is None or value is True or value is False or (type(value) is int and -LARGEST <= value <= LARGEST)


def _kept(value: Any, shown: Sequence[str]) -> Any:
    """A value that is no text as it is, or its beginning as text where it is long."""
    if isinstance(value, (Binary, Upload)):
        return redact_text(repr(value), shown)[:LONGEST]
    try:
        redacted = redact(value, shown)
        text = msgspec.json.encode(redacted).decode()
    except (OverflowError, RecursionError):
        return "…"
    return redacted if len(text) <= LONGEST else text[:LONGEST] + "…"
