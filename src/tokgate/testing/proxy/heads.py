"""The head of a request to a proxy: read with h11, and written anew for the gateway.

The Host that it names there is the one that the request is for, whatever it named itself (RFC 9112, 3.2.2): otherwise a
program behind the proxy could pass for one that asks this machine, to which the gateway's own controls are open.
"""

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
    """Host, in lower case, and path-with-query that a request is for: from its target, else from its Host header.

    Raises BadHead.
    """
    try:
        host, path = _place_of(head)
    except ValueError as problem:
        raise BadHead(f"the request's target or Host is malformed: {problem}") from None
    return host.lower().rstrip("."), path


def tunnel_of(head: h11.Request) -> tuple[str, int]:
    """Host and port that a CONNECT is for; port 0 if it names none."""
    host, _ = place_of(head)
    port = head.target.rpartition(b":")[2]
    return host, int(port) if port.isdigit() and len(port) < 6 else 0


def _place_of(head: h11.Request) -> tuple[str, str]:
    target = head.target.decode("latin-1")
    if head.method == b"CONNECT":
        return target.rpartition(":")[0].strip("[]"), ""
    if "://" in target:
        parts = urlsplit(target)
        return parts.hostname or "", f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    host = next((value for name, value in head.headers if name == b"host"), b"").decode("latin-1")
    return urlsplit(f"//{host}").hostname or "", target


def last_request(head: h11.Request, tunnel: str = "") -> bytes:
    """The head for the gateway, as the only request of its connection; in a tunnel, for the host that it leads to."""
    host, path = place_of(head)
    lines = [b"%s %s HTTP/1.1" % (head.method, path.encode("latin-1"))]
    headers = headers_for(tunnel or host, head)
    lines += [b"%s: %s" % (name, value) for name, value in headers if name not in _HOP_HEADERS]
    return b"\r\n".join([*lines, b"connection: close", b"", b""])


def headers_for(host: str, head: h11.Request) -> list[tuple[bytes, bytes]]:
    """A request's headers for the gateway, with the host that it is for."""
    return [(b"host", host.encode("latin-1")), *((name, value) for name, value in head.headers if name != b"host")]
