"""The proxy itself: opens a tunnel's TLS as the host it is for, and passes the bytes on to a gateway.

Answers are passed as they come, byte for byte, so that a gateway's faults (a body cut short, a connection dropped)
reach the client.
"""

from __future__ import annotations

import asyncio
import logging
import socket
import ssl
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress

from tokgate.testing.hosts import Address, fixed_hosts, hosts_in_words, is_ours
from tokgate.testing.proxy.authority import Authority
from tokgate.testing.proxy.heads import MOST_HEAD_BYTES, BadHead, last_request, place_of, read_head, tunnel_of
from tokgate.testing.proxy.requests import pass_requests

log = logging.getLogger("tokgate.proxy")
_PIECE = 64 * 1024
#: The only port that a tunnel leads to: that of the fixed hosts.
HTTPS = 443


class Relay:
    """A proxy in front of a gateway."""

    def __init__(self, gateway: Address, authority: Authority) -> None:
        self._gateway = gateway
        self._authority = authority

    async def start(self, listener: socket.socket) -> asyncio.Server:
        """Answer connections of a listening socket."""
        return await asyncio.start_server(self._serve, sock=listener, limit=MOST_HEAD_BYTES)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await self._answer(reader, writer)
        except BadHead as problem:
            await _refuse(writer, 400, str(problem))
        except (OSError, ssl.SSLError, asyncio.IncompleteReadError) as problem:
            # The gateway dropped the connection, or the client did: the other side sees it dropped, too.
            log.debug("dropped: %s", problem)
            writer.transport.abort()
        except asyncio.CancelledError:
            # The proxy is being stopped. Up to Python 3.12 asyncio would report a cancelled connection as a failure.
            writer.transport.abort()
        finally:
            await _end(writer)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await read_head(reader)
        if head is None:
            return
        if head.method == b"CONNECT":
            await self._tunnel(*tunnel_of(head), reader, writer)
            return
        host, path = place_of(head)
        if is_ours(host, path.partition("?")[0]):
            await self._pass(reader, writer, last_request(head))
        else:
            await _refuse_host(writer, host)

    async def _tunnel(self, host: str, port: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not is_ours(host) or port != HTTPS:
            await _refuse_host(writer, f"{host}:{port}")
            return
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        await writer.drain()
        await writer.start_tls(self._authority.context_for(host))
        if fixed_hosts()[host] == "":
            await self._pass_all(reader, writer, host)
            return
        # Of this host only some paths are ours: one request per connection, so that none goes by unseen.
        head = await read_head(reader)
        if head is None:
            return
        if is_ours(host, place_of(head)[1].partition("?")[0]):
            await self._pass(reader, writer, last_request(head, host))
        else:
            await _refuse_host(writer, host)

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, first: bytes) -> None:
        """One request, `first` and what the client still sends, and bytes back until either side ends."""
        async with self._gateway_connection() as (from_gateway, to_gateway):
            to_gateway.write(first)
            await _until_either_ends(_pump(reader, to_gateway), _pump(from_gateway, writer))

    async def _pass_all(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, host: str) -> None:
        """Every request of a tunnel, and bytes back until either side ends."""
        async with self._gateway_connection() as (from_gateway, to_gateway):
            await _until_either_ends(pass_requests(reader, to_gateway, host), _pump(from_gateway, writer))

    @asynccontextmanager
    async def _gateway_connection(self) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
        from_gateway, to_gateway = await asyncio.open_connection(self._gateway.host, self._gateway.port)
        try:
            yield from_gateway, to_gateway
        finally:
            await _end(to_gateway)


async def _until_either_ends(*ways: Coroutine[None, None, None]) -> None:
    tasks = [asyncio.create_task(way) for way in ways]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in pending:
        task.cancel()
    await asyncio.gather(*pending, return_exceptions=True)
    for task in done:
        task.result()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while piece := await reader.read(_PIECE):
        writer.write(piece)
        await writer.drain()


async def _end(writer: asyncio.StreamWriter) -> None:
    """Close a connection; how it ended is nobody's concern any more, but asyncio reports what is not looked at."""
    writer.close()
    with suppress(OSError, ssl.SSLError, asyncio.CancelledError):
        await writer.wait_closed()


async def _refuse_host(writer: asyncio.StreamWriter, host: str) -> None:
    reason = f"{host} is not answered here: this proxy knows {hosts_in_words()}, and lets nothing out"
    # Most programs show of a refused tunnel no more than its status.
    log.warning("tokgate proxy: %s", reason)
    await _refuse(writer, 403, reason)


async def _refuse(writer: asyncio.StreamWriter, status: int, reason: str) -> None:
    body = f"tokgate proxy: {reason}\n".encode()
    phrase = {400: "Bad Request", 403: "Forbidden"}[status]
    writer.write(
        f"HTTP/1.1 {status} {phrase}\r\ncontent-type: text/plain; charset=utf-8\r\n"
        f"content-length: {len(body)}\r\nconnection: close\r\n\r\n".encode()
        + body
    )
    await writer.drain()
