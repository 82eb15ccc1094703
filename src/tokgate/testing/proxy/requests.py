"""The requests of a tunnel, one after the other: each head written anew, for the host that the tunnel leads to."""

from __future__ import annotations

import asyncio

import h11

from tokgate.testing.proxy.heads import MOST_HEAD_BYTES, BadHead, headers_for, place_of

_PIECE = 64 * 1024


async def pass_requests(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, host: str) -> None:
    """Until the client ends. Raises BadHead for what is no request."""
    rest = b""
    ended = False
    while not ended:
        incoming = h11.Connection(h11.SERVER, max_incomplete_event_size=MOST_HEAD_BYTES)
        outgoing = h11.Connection(h11.CLIENT)
        if rest:
            incoming.receive_data(rest)
        try:
            await _pass_one(reader, writer, host, incoming, outgoing)
        except (h11.RemoteProtocolError, h11.LocalProtocolError) as problem:
            raise BadHead(str(problem)) from None
        rest, ended = incoming.trailing_data
        ended = ended or incoming.their_state is not h11.DONE
    # It asks for nothing more, and may still be waiting for answers.
    while await reader.read(_PIECE):
        pass


async def _pass_one(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    host: str,
    incoming: h11.Connection,
    outgoing: h11.Connection,
) -> None:
    """One request, its body as it comes; or nothing, at the end of them."""
    while True:
        event = incoming.next_event()
        if event is h11.NEED_DATA:
            incoming.receive_data(await reader.read(_PIECE))
            continue
        if not isinstance(event, h11.Request | h11.Data | h11.EndOfMessage):
            return
        if isinstance(event, h11.Request):
            path = place_of(event)[1].encode("latin-1")
            event = h11.Request(method=event.method, target=path, headers=headers_for(host, event))
        writer.write(outgoing.send(event) or b"")
        await writer.drain()
        if isinstance(event, h11.EndOfMessage):
            return
