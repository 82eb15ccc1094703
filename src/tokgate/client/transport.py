"""The HTTP library, and the only file that knows it: pyreqwest, one pool of connections per client.

TLS is verified, redirects are not followed, answers may be compressed (zstd, gzip, brotli, deflate) and are bounded
after decompression. Proxies come from the environment (HTTP_PROXY, HTTPS_PROXY, ALL_PROXY, NO_PROXY), or are passed in.
"""

from __future__ import annotations

import os
import threading
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AsyncExitStack, ExitStack
from datetime import timedelta
from functools import partial
from typing import TypeVar

from pyreqwest.bytes import Bytes
from pyreqwest.client import BaseClientBuilder, Client, ClientBuilder, SyncClient, SyncClientBuilder
from pyreqwest.exceptions import ConnectError, ConnectTimeoutError, PyreqwestError, RequestTimeoutError
from pyreqwest.proxy import ProxyBuilder
from pyreqwest.request import BaseRequestBuilder, StreamRequest, SyncStreamRequest
from pyreqwest.response import BaseResponse, Response, SyncResponse

from tokgate.client.aside import aside
from tokgate.client.exchange import Attempt, Reply
from tokgate.contract.errors import ContractError, TimedOut, TokgateError, TransportError
from tokgate.version import USER_AGENT

MOST_BYTES = 64 * 1024 * 1024
#: Read ahead this far, which costs a page one hop between threads instead of many.
READ_AHEAD = 1024 * 1024

#: The library's clients, each with its own pool, differ by their timeout. A call may choose its own, so that their
#: number is bounded: the one that was used longest ago is dropped, and ends once the calls that it still makes do.
MOST_POOLS = 8

Builder = TypeVar("Builder", bound=BaseClientBuilder)
Kept = TypeVar("Kept")
RequestBuilder = TypeVar("RequestBuilder", bound=BaseRequestBuilder)

#: What the library raises where no answer, or no more of it, comes.
FAILURES = (PyreqwestError, ValueError, RuntimeError)

#: The processes, each forked from the one before, that have used the library: its threads do not survive a fork.
_used_in: list[int] = []


#: What goes through a proxy.
PROXIES = {"http": ProxyBuilder.http, "https": ProxyBuilder.https, "all": ProxyBuilder.all}


class HttpTransport:
    """Sends attempts, from any thread. Connections are opened on first use and kept; `close` ends them.

    `proxies` are URLs by what goes through them: "http", "https", "all"; they replace those of the environment.
    ValueError for any other.
    """

    def __init__(self, most_bytes: int = MOST_BYTES, *, proxies: Mapping[str, str] | None = None) -> None:
        self._most_bytes = most_bytes
        self._proxies = dict(proxies or {})
        for kind in self._proxies.keys() - PROXIES.keys():
            raise ValueError(f"a proxy is for one of {', '.join(PROXIES)}, and not for {kind!r}")
        self._clients: dict[float | None, SyncClient] = {}
        self._lock = threading.Lock()
        self._process = os.getpid()

    def __call__(self, attempt: Attempt) -> Reply:
        """The answer; TransportError if none comes. Its text never holds the URL's query."""
        return aside(partial(self._whole, attempt))

    def stream(self, attempt: Attempt) -> Reply:
        """The answer as soon as it begins; the body of a success comes in parts, of any length."""
        return aside(partial(self._begun, attempt))

    def _whole(self, attempt: Attempt) -> Reply:
        try:
            with self._open(attempt) as response:
                return self._read(attempt, response)
        except FAILURES as problem:
            failure = _translated(attempt, problem)
        # Outside the handler, so that the library's error, which quotes the whole URL, is not carried along.
        raise failure

    def _begun(self, attempt: Attempt) -> Reply:
        try:
            with ExitStack() as stack:
                response = stack.enter_context(self._open(attempt))
                reply = _reply(response)
                if reply.whole:
                    return self._read(attempt, response)
                reply.parts = _BodyParts(attempt, response, stack.pop_all())
                return reply
        except FAILURES as problem:
            failure = _translated(attempt, problem)
        raise failure

    def _open(self, attempt: Attempt) -> SyncStreamRequest:
        return _shaped(self._client(attempt.timeout).request(attempt.method, attempt.url), attempt).build_streamed()

    def _read(self, attempt: Attempt, response: SyncResponse) -> Reply:
        content = response.body_reader.read(self._most_bytes + 1)
        return _bounded(attempt, _reply(response), content, self._most_bytes)

    def close(self) -> None:
        """End the connections; a later call opens new ones."""
        with self._lock:
            clients, self._clients = self._clients, {}
        for client in clients.values():
            client.close()

    def _client(self, timeout: float | None) -> SyncClient:
        if self._process != os.getpid():
            # Forked: the connections are the parent's, and another thread of it may have held the lock.
            self._clients, self._lock, self._process = {}, threading.Lock(), os.getpid()
        with self._lock:
            client = (
                self._clients.pop(timeout, None)
                or _through(self._proxies, _configured(SyncClientBuilder(), timeout)).build()
            )
            _keep(self._clients, timeout, client)
        return client


class AsyncHttpTransport:
    """As HttpTransport, without blocking."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._clients: dict[float | None, Client] = {}
        self._process = os.getpid()

    async def __call__(self, attempt: Attempt) -> Reply:
        """The answer; TransportError if none comes. Its text never holds the URL's query."""
        try:
            async with self._open(attempt) as response:
                return await self._read(attempt, response)
        except FAILURES as problem:
            failure = _translated(attempt, problem)
        raise failure

    async def stream(self, attempt: Attempt) -> Reply:
        """As HttpTransport's."""
        try:
            async with AsyncExitStack() as stack:
                response = await stack.enter_async_context(self._open(attempt))
                reply = _reply(response)
                if reply.whole:
                    return await self._read(attempt, response)
                reply.parts = _AsyncBodyParts(attempt, response, stack.pop_all())
                return reply
        except FAILURES as problem:
            failure = _translated(attempt, problem)
        raise failure

    def _open(self, attempt: Attempt) -> StreamRequest:
        return _shaped(self._client(attempt.timeout).request(attempt.method, attempt.url), attempt).build_streamed()

    async def _read(self, attempt: Attempt, response: Response) -> Reply:
        content = await response.body_reader.read(self._most_bytes + 1)
        return _bounded(attempt, _reply(response), content, self._most_bytes)

    async def close(self) -> None:
        """End the connections; a later call opens new ones."""
        clients, self._clients = self._clients, {}
        for client in clients.values():
            await client.close()

    def _client(self, timeout: float | None) -> Client:
        if self._process != os.getpid():
            self._clients, self._process = {}, os.getpid()
        client = self._clients.pop(timeout, None) or _configured(ClientBuilder(), timeout).build()
        _keep(self._clients, timeout, client)
        return client


def _keep(clients: dict[float | None, Kept], timeout: float | None, client: Kept) -> None:
    """Put a client behind all others, and drop the first where there are too many."""
    clients[timeout] = client
    if len(clients) > MOST_POOLS:
        del clients[next(iter(clients))]


def _configured(builder: Builder, timeout: float | None) -> Builder:
    builder = builder.follow_redirects(False).user_agent(USER_AGENT)
    builder = builder.runtime_multithreaded(_is_forked())
    if "*" in _without_proxy():
        builder = builder.no_proxy()
    if timeout is None:
        return builder
    bound = timedelta(seconds=timeout)
    return builder.connect_timeout(bound).read_timeout(bound)


def _through(proxies: Mapping[str, str], builder: Builder) -> Builder:
    """With these proxies instead of the environment's; ValueError for one that is no URL."""
    if not proxies:
        return builder
    builder = builder.no_proxy()
    for kind, url in proxies.items():
        builder = builder.proxy(PROXIES[kind](url))
    return builder


def _shaped(builder: RequestBuilder, attempt: Attempt) -> RequestBuilder:
    builder = builder.headers(attempt.headers).streamed_read_buffer_limit(READ_AHEAD)
    if attempt.body:
        builder = builder.body_bytes(attempt.body)
    if attempt.total is not None:
        builder = builder.timeout(timedelta(seconds=max(attempt.total, 0.001)))
    return builder


class _BodyParts:
    """The parts of a body as they come. The connection is given back at the end, at `close`, and after an error."""

    def __init__(self, attempt: Attempt, response: SyncResponse, stack: ExitStack) -> None:
        self._attempt = attempt
        self._reader = response.body_reader
        self._stack = stack

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        try:
            part = aside(self._reader.read_chunk)
        except FAILURES as problem:
            failure = _translated(self._attempt, problem)
        else:
            if part is not None:
                return part.to_bytes()
            self.close()
            raise StopIteration
        self.close()
        raise failure

    def close(self) -> None:
        self._stack.close()


class _AsyncBodyParts:
    """As _BodyParts, without blocking."""

    def __init__(self, attempt: Attempt, response: Response, stack: AsyncExitStack) -> None:
        self._attempt = attempt
        self._reader = response.body_reader
        self._stack = stack

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self

    async def __anext__(self) -> bytes:
        try:
            part = await self._reader.read_chunk()
        except FAILURES as problem:
            failure = _translated(self._attempt, problem)
        else:
            if part is not None:
                return part.to_bytes()
            await self.aclose()
            raise StopAsyncIteration
        await self.aclose()
        raise failure

    async def aclose(self) -> None:
        await self._stack.aclose()


def _reply(response: BaseResponse) -> Reply:
    headers = {name.lower(): value for name, value in response.headers.items()}
    return Reply(status=response.status, headers=headers)


def _bounded(attempt: Attempt, reply: Reply, content: Bytes | None, most_bytes: int) -> Reply:
    if content is not None:
        reply.body = content.to_bytes()
    if len(reply.body) > most_bytes:
        raise ContractError(f"{attempt.method} {attempt.place}: the answer is larger than {most_bytes} bytes")
    return reply


def _translated(attempt: Attempt, problem: Exception) -> TransportError:
    """The library's error in our words: kind and innermost cause, without the URL's query, which may hold a token."""
    failure, kind = (
        (TimedOut, "timed out") if isinstance(problem, RequestTimeoutError) else (TransportError, "no answer")
    )
    causes = [cause["message"] for cause in getattr(problem, "details", {}).get("causes") or ()]
    reason = next((text for text in reversed(causes) if "://" not in text), type(problem).__name__)
    sent = not isinstance(problem, (ConnectError, ConnectTimeoutError))
    return failure(f"{attempt.method} {attempt.place}: {kind} ({reason})", sent=sent)


def _without_proxy() -> list[str]:
    """The hosts that are reached directly; the library knows names and networks, but not that * means all of them."""
    hosts = os.environ.get("NO_PROXY") or os.environ.get("no_proxy") or ""
    return [host.strip() for host in hosts.split(",")]


def _is_forked() -> bool:
    """Whether the library was used before this process was forked: then its other runtime, not yet begun, is left.

    TokgateError in a child of such a child, for which there is none.
    """
    if os.getpid() not in _used_in:
        if len(_used_in) > 1:
            raise TokgateError(
                "this process was forked from one that was forked, and both had made calls, which the HTTP library "
                "cannot survive: start processes with 'spawn', make no call before the second fork, or pass transport="
            )
        _used_in.append(os.getpid())
    return _used_in.index(os.getpid()) > 0
