"""The ASGI application: a request's way from path to answer, one stage after the other."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import msgspec

from tokgate.contract.dialect import Dialect, Refused
from tokgate.contract.errors import Cause, Refusal
from tokgate.contract.handlers import Encoded
from tokgate.contract.operation import Operation
from tokgate.contract.requests import read_arguments, read_body, read_query
from tokgate.dialects.justone.dialect import DIALECT as JUSTONE
from tokgate.dialects.official.dialect import DIALECT as OFFICIAL
from tokgate.dialects.tikapi.dialect import DIALECT as TIKAPI
from tokgate.domain.clock import Clock
from tokgate.domain.ports import Archive, CredentialRecord
from tokgate.server import admin
from tokgate.server.handlers import handlers
from tokgate.server.keyring import Keyring
from tokgate.server.request import Request
from tokgate.server.routing import Route, Routes, dialect_of

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

#: No declared request comes near it.
MOST_BODY_BYTES = 1 << 20
DIALECTS = (OFFICIAL, TIKAPI, JUSTONE)

log = logging.getLogger("tokgate.server")


class Gateway:
    """Answers every declared operation of every dialect from one archive."""

    def __init__(self, archive: Archive, clock: Clock, known: Iterable[CredentialRecord] = ()) -> None:
        self.archive = archive
        self.clock = clock
        self.keyring = Keyring(archive, known)
        self.routes = Routes(DIALECTS, handlers)
        self._dialects: dict[str, Dialect] = {dialect.name: dialect for dialect in DIALECTS}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            await send({"type": message["type"] + ".complete"})
            if message["type"] == "lifespan.shutdown":
                self.archive.close()
                return

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        path: str = scope["path"]
        if path.startswith(admin.PREFIX):
            await _send(send, *admin.answer(self.archive, scope["method"], path))
            return
        now_ms = self.clock.now_ms()
        log_id = new_log_id(now_ms)
        operation: Operation[..., Any] | None = None
        try:
            route, values = self.routes.find(scope["method"], path)
            operation = route.operation
            await _send(send, *await self._handle(route, values, scope, receive, now_ms, log_id))
        except Refusal as refusal:
            refused = self._refuse(refusal, path, operation, log_id, now_ms)
            await _send(send, refused.status, refused.body, refused.content_type, refused.headers)
        except Exception:
            log.exception("%s failed (log id %s)", operation.name if operation else "routing", log_id)
            refused = self._refuse(Refusal(Cause.INTERNAL), path, operation, log_id, now_ms)
            await _send(send, refused.status, refused.body, refused.content_type, refused.headers)

    def _refuse(
        self, refusal: Refusal, path: str, operation: Operation[..., Any] | None, log_id: str, now_ms: int
    ) -> Refused:
        return dialect_of(path, self._dialects).refuse(refusal, operation=operation, log_id=log_id, now_ms=now_ms)

    async def _handle(
        self, route: Route, values: dict[str, str], scope: Scope, receive: Receive, now_ms: int, log_id: str
    ) -> tuple[int, bytes, str, dict[str, str]]:
        operation = route.operation
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        query = read_query(scope["query_string"].decode("latin-1"))
        content = await _read_body(receive) if operation.method == "POST" else b""
        records = self.keyring.check(operation, headers, query, now_ms)
        arguments = read_arguments(
            operation, query=query, body=read_body(content, headers.get("content-type", "")), path=values
        )
        request = Request(
            archive=self.archive,
            keyring=self.keyring,
            credentials=records,
            now_ms=now_ms,
            log_id=log_id,
            accepts_zstd=_accepts_zstd(headers.get("accept-encoding", "")),
        )
        answer = await route.handler(request, **arguments)
        sent = {"x-tt-logid": log_id} if route.dialect is OFFICIAL else {}
        if isinstance(answer, Encoded):
            if answer.coding:
                sent["content-encoding"] = answer.coding
                sent["vary"] = "accept-encoding"
            return 200, answer.content, "application/json; charset=utf-8", sent
        return 200, msgspec.json.encode(answer), "application/json; charset=utf-8", sent


def new_log_id(now_ms: int) -> str:
    """A log id in TikTok's form: the second in UTC, then 20 hex digits."""
    return _second_text(now_ms // 1000) + secrets.token_hex(10).upper()


@lru_cache(maxsize=8)
def _second_text(second: int) -> str:
    return datetime.fromtimestamp(second, UTC).strftime("%Y%m%d%H%M%S")


def _accepts_zstd(accepted: str) -> bool:
    for coding in accepted.lower().split(","):
        name, _, weight = coding.partition(";")
        if name.strip() == "zstd":
            return weight.replace(" ", "").rstrip("0").rstrip(".") != "q="
    return False


async def _read_body(receive: Receive) -> bytes:
    """The request's body. Refusal as soon as it is larger than any declared body can be."""
    parts = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Refusal(Cause.INVALID_PARAMETER, fields={"body": "ended early"})
        part = message.get("body", b"")
        size += len(part)
        if size > MOST_BODY_BYTES:
            raise Refusal(Cause.TOO_LARGE)
        parts.append(part)
        if not message.get("more_body"):
            return b"".join(parts)


async def _send(send: Send, status: int, content: bytes, content_type: str, headers: dict[str, str]) -> None:
    sent = [
        (b"content-type", content_type.encode()),
        (b"content-length", str(len(content)).encode()),
        *((name.encode(), value.encode()) for name, value in headers.items()),
    ]
    await send({"type": "http.response.start", "status": status, "headers": sent})
    await send({"type": "http.response.body", "body": content})
