"""The request log: the last calls and their answers, in memory, with secrets masked."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from typing import Any

import msgspec

from tokgate.contract.answers import Binary
from tokgate.contract.credentials import Carrier
from tokgate.contract.dialect import Dialect
from tokgate.contract.errors import Refusal
from tokgate.contract.multipart import Upload
from tokgate.contract.operation import Operation
from tokgate.contract.requests import read_members
from tokgate.domain.instants import iso
from tokgate.server.calls import Answer, IncomingCall
from tokgate.server.naming import is_named

MOST_ENTRIES = 10_000
MASK = "***"
#: OAuth's secrets, and those of our own calls, whatever an operation declares.
SECRETS = {
    "access_token", "admin_key", "api_key", "apikey", "authorization", "client_secret", "code", "code_verifier",
    "password", "refresh_token", "secret", "token", "x-account-key", "x-api-key",
}  # fmt: skip
#: Longer values are cut, so that the log's memory stays bounded.
LONGEST = 500
MOST_PARAMETERS = 50
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
        operations = list(operations)
        #: What can be asked for: the operations that are served, and the dialects, under whose names unknown paths are.
        self.names = [*(operation.name for operation in operations), *self._dialects]
        self._secrets = SECRETS | {
            credential.wire.lower()
            for operation in operations
            for credential in operation.credentials
            if credential.carrier is Carrier.QUERY
        }
        self._entries: deque[LogEntry] = deque(maxlen=MOST_ENTRIES)
        self._seq = 0
        self._waiting: set[asyncio.Event] = set()
        self._stopped = False

    def add(self, call: IncomingCall, answer: Answer, dialect: str) -> None:
        """Note a call and the answer that is about to be sent."""
        self._seq += 1
        operation = call.route.operation if call.route is not None else None
        credential = next(iter(call.credentials.values()), None)
        self._entries.append(
            LogEntry(
                self._seq,
                call.now_ms,
                dialect,
                operation.name if operation is not None else None,
                call.scope["method"],
                call.scope["path"][:LONGEST],
                credential.name if credential is not None else None,
                self._parameters(call),
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

    def _parameters(self, call: IncomingCall) -> dict[str, Any]:
        members = call.body if call.body is not None else _members(call)
        members = {**call.query, **members} if members else call.query
        if not members:
            return {}
        if len(members) > MOST_PARAMETERS:
            members = dict(list(members.items())[:MOST_PARAMETERS])
        kept = {}
        for name, value in members.items():
            if name.lower() in self._secrets:
                kept[name] = MASK
            elif type(value) is str and len(value) + len(name) <= LONGEST:  # nearly all are
                kept[name] = value
            else:
                kept[name[:LONGEST]] = self._kept(value)
        return kept

    def _kept(self, value: Any) -> Any:
        """A value as it is, or its beginning as text where it is long."""
        if isinstance(value, str):
            return value if len(value) <= LONGEST else value[:LONGEST] + "…"
        if isinstance(value, (Binary, Upload)):
            return repr(value)[:LONGEST]
        try:
            masked = self._masked(value)
            text = msgspec.json.encode(masked).decode()
        except (OverflowError, RecursionError):
            return "…"
        return masked if len(text) <= LONGEST else text[:LONGEST] + "…"

    def _masked(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {
                name: MASK if str(name).lower() in self._secrets else self._masked(each) for name, each in value.items()
            }
        return [self._masked(each) for each in value] if isinstance(value, list) else value

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
    """The body of a call that was refused before its body was read."""
    if not call.content or call.route is None:
        return {}
    try:
        return read_members(call.route.operation, call.content, call.header(b"content-type"))
    except Refusal:
        return {}
