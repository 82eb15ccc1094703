"""Answers that are sent in parts, as they come and no longer than somebody listens."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterable, Iterator
from contextlib import aclosing
from types import GeneratorType

from tokgate.contract.answers import AsyncClosing, Parts
from tokgate.server.calls import Answer, Receive, Send, wire_headers


async def deliver_parts(send: Send, receive: Receive, answer: Answer) -> None:
    """Send the parts of an answer, each when it is there; the rest is left when the client has gone."""
    await send({"type": "http.response.start", "status": answer.status, "headers": wire_headers(answer)})
    gone = asyncio.create_task(_until_gone(receive))
    try:
        async with aclosing(_cut(answer)) as parts:
            async for part in parts:
                if gone.done():
                    return
                await send({"type": "http.response.body", "body": part, "more_body": True})
                # Parts that are there at once, and a client that has gone, wait for nothing: let others have a turn.
                await asyncio.sleep(0)
        await send({"type": "http.response.body", "body": b""})
    finally:
        gone.cancel()


async def gather(answer: Answer) -> None:
    """Take all parts in hand, for an answer that is to be changed as a whole."""
    if answer.parts is not None:
        answer.content = b"".join([part async for part in _cut(answer)])
        answer.parts = answer.length = None


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _cut(answer: Answer) -> AsyncGenerator[bytes, None]:
    """The parts, as far as the answer is long."""
    left = answer.length
    async with aclosing(_waited_for(answer.parts or ())) as parts:
        async for part in parts:
            if left is None:
                yield part
                continue
            yield part[:left]
            left -= len(part)
            if left <= 0:
                return


async def _waited_for(parts: Parts) -> AsyncGenerator[bytes, None]:
    """The parts of either kind, closed at the end; one that blocks is waited for in a thread."""
    if isinstance(parts, AsyncIterable):
        try:
            async for part in parts:
                yield part
        finally:
            if isinstance(parts, AsyncClosing):
                await parts.aclose()
        return
    iterator = iter(parts)
    try:
        while (following := await asyncio.to_thread(_next, iterator)) is not None:
            yield following
    finally:
        # When the server stops, a thread may still be in it; then it closes itself when nobody holds it.
        if isinstance(iterator, GeneratorType) and not iterator.gi_running:
            iterator.close()


def _next(iterator: Iterator[bytes]) -> bytes | None:
    return next(iterator, None)
