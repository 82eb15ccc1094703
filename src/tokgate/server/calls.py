"""One call on its way through the gateway, and its answer: what the stages hand on to each other."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Mapping, MutableMapping, Sequence
from typing import Any

from tokgate.contract.answers import Parts
from tokgate.contract.errors import Cause
from tokgate.domain.ports import CredentialRecord
from tokgate.server.faults import Rule
from tokgate.server.quotas import QuotaMeter
from tokgate.server.routing import Route

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

JSON = "application/json; charset=utf-8"


class IncomingCall:
    """What is known of a call so far; a stage that was not reached has left its members empty.

    `values` are those of the path's `{name}`s, `charged` the meters that the call counts on.
    """

    __slots__ = (
        "arguments", "body", "charged", "content", "credentials", "faults", "headers", "log_id", "now_ms", "query",
        "route", "scope", "started_ns", "values",
    )  # fmt: skip

    def __init__(self, scope: Scope, now_ms: int, log_id: str) -> None:
        self.scope = scope
        self.now_ms = now_ms
        self.log_id = log_id
        self.started_ns = time.perf_counter_ns()
        self.route: Route | None = None
        self.values: Mapping[str, str] = {}
        self.headers: Mapping[bytes, bytes] = dict(scope["headers"])
        self.query: Mapping[str, str] = {}
        self.content = b""
        self.body: Mapping[str, Any] | None = None
        self.credentials: Mapping[str, CredentialRecord] = {}
        self.charged: Sequence[QuotaMeter] = ()
        self.arguments: dict[str, Any] = {}
        self.faults: list[Rule] = []

    def header(self, name: bytes) -> str:
        """A header by its name in lower case; "" if it is absent. Of a repeated one, the last holds."""
        return self.headers.get(name, b"").decode("latin-1")

    def text_headers(self) -> dict[str, str]:
        """All headers as text."""
        return {name.decode("latin-1"): value.decode("latin-1") for name, value in self.headers.items()}


class Answer:
    """An answer as it goes over the wire. `rows` is how many items it holds, None where that says nothing.

    An answer that comes in `parts` has no content; `length` is then how many bytes they are, None if nobody knows. One
    that leaves its content out, as HEAD's does, still says its length.
    """

    __slots__ = ("cause", "content", "content_type", "headers", "length", "parts", "rows", "status")

    def __init__(
        self,
        status: int,
        content: bytes,
        content_type: str = JSON,
        headers: Mapping[str, str] | None = None,
        *,
        rows: int | None = None,
        cause: Cause | None = None,
    ) -> None:
        self.status = status
        self.content = content
        self.content_type = content_type
        self.headers = headers or {}
        self.rows = rows
        self.cause = cause
        self.parts: Parts | None = None
        self.length: int | None = None


async def deliver(send: Send, answer: Answer) -> None:
    """Send an answer, whole."""
    await send({"type": "http.response.start", "status": answer.status, "headers": wire_headers(answer)})
    await send({"type": "http.response.body", "body": answer.content})


def wire_headers(answer: Answer) -> list[tuple[bytes, bytes]]:
    """The headers of an answer; one without content type has no content, and says no length (RFC 9110, 8.6)."""
    sent = [(name.encode(), value.encode()) for name, value in answer.headers.items()]
    if not answer.content_type:
        return sent
    length = answer.length
    if length is None and answer.parts is None:
        length = len(answer.content)
    if length is not None:
        sent.insert(0, (b"content-length", str(length).encode()))
    return [(b"content-type", answer.content_type.encode()), *sent]
