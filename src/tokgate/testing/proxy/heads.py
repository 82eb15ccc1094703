"""The head of a request to a proxy: read with h11, and written anew for the gateway."""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

import h11

MOST_HEAD_BYTES = 64 * 1024
#: What is between the client and the proxy only.
_HOP_HEADERS = {b"connection", b"proxy-connection", b"proxy-authorization", b"keep-alive"}


class BadHead(ValueError):
    """What came is no request."""


async def read_head(reader: asyncio.StreamReader) -> h11.Request | None:
    """The next request's head, the body left in the reader; None if the connection ended. Raises BadHead."""
    try:
        content = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError as problem:
        if problem.partial.strip():
            raise BadHead("the request ended early") from None
        return None
    except asyncio.LimitOverrunError:
        raise BadHead(f"the request's head is larger than {MOST_HEAD_BYTES} bytes") from None
    connection = h11.Connection(h11.SERVER, max_incomplete_event_size=MOST_HEAD_BYTES)
    if b"\nhost:" not in content.lower():
        # Some clients leave it out where the target names the host; h11 insists.
        content = content[:-2] + b"host: none\r\n\r\n"
    try:
        connection.receive_data(content)
        event = connection.next_event()
    except h11.RemoteProtocolError as problem:
        raise BadHead(str(problem)) from None
    if not isinstance(event, h11.Request):
        raise BadHead("there is no request")
    return event


def place_of(head: h11.Request) -> tuple[str, str]:
    """Host, in lower case, and path-with-query that a request is for: from its target, else from its Host header."""
    host, path = _place_of(head)
    return host.lower().rstrip("."), path


def _place_of(head: h11.Request) -> tuple[str, str]:
    target = head.target.decode("latin-1")
    if head.method == b"CONNECT":
        return target.rpartition(":")[0].strip("[]"), ""
    if "://" in target:
        parts = urlsplit(target)
        return parts.hostname or "", f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    host = next((value for name, value in head.headers if name == b"host"), b"").decode("latin-1")
    return urlsplit(f"//{host}").hostname or "", target


def last_request(head: h11.Request) -> bytes:
    """The head for the gateway, as the only request of its connection."""
    _, path = place_of(head)
    lines = [b"%s %s HTTP/1.1" % (head.method, path.encode("latin-1"))]
    lines += [b"%s: %s" % (name, value) for name, value in head.headers if name not in _HOP_HEADERS]
    return b"\r\n".join([*lines, b"connection: close", b"", b""])
