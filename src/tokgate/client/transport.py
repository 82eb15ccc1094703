"""The HTTP library, and the only file that knows it: pyreqwest, one pool of connections per client.

TLS is verified, redirects are not followed, answers may be compressed (zstd, gzip, brotli, deflate) and are bounded
after decompression. Proxies come from the environment (HTTP_PROXY, HTTPS_PROXY, ALL_PROXY, NO_PROXY).
"""

from __future__ import annotations

import os
import threading
from datetime import timedelta
from typing import TypeVar

from pyreqwest.client import BaseClientBuilder, Client, ClientBuilder, SyncClient, SyncClientBuilder
from pyreqwest.exceptions import ConnectError, ConnectTimeoutError, PyreqwestError, RequestTimeoutError
from pyreqwest.request import BaseRequestBuilder
from pyreqwest.response import BaseResponse

from tokgate.client.exchange import Attempt, Reply
from tokgate.contract.errors import ContractError, TokgateError, TransportError
from tokgate.version import VERSION

MOST_BYTES = 64 * 1024 * 1024
#: Read ahead this far, which costs a page one hop between threads instead of many.
READ_AHEAD = 1024 * 1024

#: The library's clients, each with its own pool, differ by their timeout. A call may choose its own, so that their
#: number is bounded: the one that was used longest ago is dropped, and ends once the calls that it still makes do.
MOST_POOLS = 8

Builder = TypeVar("Builder", bound=BaseClientBuilder)
Kept = TypeVar("Kept")
RequestBuilder = TypeVar("RequestBuilder", bound=BaseRequestBuilder)

#: The library's threads do not survive a fork, and a child that used them would hang for ever.
_used_in: set[int] = set()


class HttpTransport:
    """Sends attempts, from any thread. Connections are opened on first use and kept; `close` ends them."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._clients: dict[float | None, SyncClient] = {}
        self._lock = threading.Lock()

    def __call__(self, attempt: Attempt) -> Reply:
        """The answer; TransportError if none comes. Its text never holds the URL's query."""
        _refuse_after_fork()
        try:
            request = _shaped(self._client(attempt.timeout).request(attempt.method, attempt.url), attempt)
            with request.build_streamed() as response:
                content = response.body_reader.read(self._most_bytes + 1)
                body = content.to_bytes() if content is not None else b""
                return _reply(attempt, response, body, self._most_bytes)
        except (PyreqwestError, ValueError, RuntimeError) as problem:
            failure = _translated(attempt, problem)
        # Outside the handler, so that the library's error, which quotes the whole URL, is not carried along.
        raise failure

    def close(self) -> None:
        """End the connections; a later call opens new ones."""
        with self._lock:
            clients, self._clients = self._clients, {}
        for client in clients.values():
            client.close()

    def _client(self, timeout: float | None) -> SyncClient:
        with self._lock:
            client = self._clients.pop(timeout, None) or _configured(SyncClientBuilder(), timeout).build()
            _keep(self._clients, timeout, client)
        return client


class AsyncHttpTransport:
    """As HttpTransport, without blocking."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._clients: dict[float | None, Client] = {}

    async def __call__(self, attempt: Attempt) -> Reply:
        """The answer; TransportError if none comes. Its text never holds the URL's query."""
        _refuse_after_fork()
        try:
            request = _shaped(self._client(attempt.timeout).request(attempt.method, attempt.url), attempt)
            async with request.build_streamed() as response:
                content = await response.body_reader.read(self._most_bytes + 1)
                body = content.to_bytes() if content is not None else b""
                return _reply(attempt, response, body, self._most_bytes)
        except (PyreqwestError, ValueError, RuntimeError) as problem:
            failure = _translated(attempt, problem)
        raise failure

    async def close(self) -> None:
        """End the connections; a later call opens new ones."""
        clients, self._clients = self._clients, {}
        for client in clients.values():
            await client.close()

    def _client(self, timeout: float | None) -> Client:
        client = self._clients.pop(timeout, None) or _configured(ClientBuilder(), timeout).build()
        _keep(self._clients, timeout, client)
        return client


def _keep(clients: dict[float | None, Kept], timeout: float | None, client: Kept) -> None:
    """Put a client behind all others, and drop the first where there are too many."""
    clients[timeout] = client
    if len(clients) > MOST_POOLS:
        del clients[next(iter(clients))]


def _configured(builder: Builder, timeout: float | None) -> Builder:
    builder = builder.follow_redirects(False).user_agent(f"tokgate/{VERSION}")
    if timeout is None:
        return builder
    bound = timedelta(seconds=timeout)
    return builder.connect_timeout(bound).read_timeout(bound)


def _shaped(builder: RequestBuilder, attempt: Attempt) -> RequestBuilder:
    builder = builder.headers(attempt.headers).streamed_read_buffer_limit(READ_AHEAD)
    if attempt.body:
        builder = builder.body_bytes(attempt.body)
    if attempt.total is not None:
        builder = builder.timeout(timedelta(seconds=max(attempt.total, 0.001)))
    return builder


def _reply(attempt: Attempt, response: BaseResponse, body: bytes, most_bytes: int) -> Reply:
    if len(body) > most_bytes:
        raise ContractError(f"{attempt.method} {attempt.place}: the answer is larger than {most_bytes} bytes")
    headers = {name.lower(): value for name, value in response.headers.items()}
    return Reply(status=response.status, headers=headers, body=body)


def _translated(attempt: Attempt, problem: Exception) -> TransportError:
    """The library's error in our words: kind and innermost cause, without the URL's query, which may hold a token."""
    kind = "timed out" if isinstance(problem, RequestTimeoutError) else "no answer"
    causes = [cause["message"] for cause in getattr(problem, "details", {}).get("causes") or ()]
    reason = next((text for text in reversed(causes) if "://" not in text), type(problem).__name__)
    sent = not isinstance(problem, (ConnectError, ConnectTimeoutError))
    return TransportError(f"{attempt.method} {attempt.place}: {kind} ({reason})", sent=sent)


def _refuse_after_fork() -> None:
    here = os.getpid()
    if here in _used_in:
        return
    if _used_in:
        raise TokgateError(
            "this process was forked after its parent had made calls, which the HTTP library cannot survive: "
            "make no call before the fork, start processes with 'spawn', or pass transport="
        )
    _used_in.add(here)
