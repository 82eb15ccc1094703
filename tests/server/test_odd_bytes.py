"""Bytes that are hardly HTTP: whatever comes, it is answered or the connection is ended, and the server goes on."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.server.test_odd_requests import OPERATIONS

from tokgate.dialects.justone.credentials import DEMO_TOKEN
from tokgate.dialects.official.credentials import DEMO_CLIENT_KEY, DEMO_CLIENT_SECRET, DEMO_USER_TOKEN
from tokgate.dialects.tikapi.credentials import DEMO_ACCOUNT_KEY, DEMO_API_KEY
from tokgate.server.connections import BoundedHttp
from tokgate.testing import Server

#: A server that goes on thinking for so long hangs.
PATIENCE_S = 10
PATHS = sorted({operation.path.encode() for operation in OPERATIONS if operation.path})
odd = st.binary(max_size=40)
#: What a head may hold without being no head at all.
plain = odd.map(lambda content: bytes(byte for byte in content if 0x20 < byte != 0x7F))
methods = st.sampled_from([b"GET", b"POST", b"POST", b"HEAD", b"PUT", b"TRACE", b"CONNECT", b"OPTIONS", b"get", b"PRI"])
paths = st.sampled_from([*PATHS, b"/media/", b"/_tokgate/state", b"/_tokgate/requests", b"/dashboard/"])
targets = paths | st.builds(bytes.__add__, paths, st.sampled_from([b"", b"?", b"?cursor=", b"/"]))
hosts = st.sampled_from([b"localhost", b"127.0.0.1:1", b"[::1]", b"localhost:99999", b"LOCALHOST.", b"[", b"a@b"])
NAMES = b"""
    content-type content-length transfer-encoding content-encoding authorization x-api-key x-account-key cookie range
    expect connection upgrade accept-encoding origin
""".split()
VALUES = b"""
    application/json multipart/form-data;boundary=b multipart/form-data;boundary= chunked gzip 5 -1 99999999999999999999
    bytes=0- bytes=-1,2- 100-continue close h2c null zstd;q=
""".split()
CREDENTIALS = [DEMO_API_KEY, DEMO_ACCOUNT_KEY, f"Bearer {DEMO_USER_TOKEN}", "Basic ===="]
names = st.sampled_from(NAMES)
values = st.sampled_from([*VALUES, *(each.encode() for each in CREDENTIALS)]) | plain
headers = st.lists(st.tuples(names, values), max_size=6)
SAID = f"client_key={DEMO_CLIENT_KEY} &client_secret={DEMO_CLIENT_SECRET} &token={DEMO_TOKEN}".encode().split()
PIECES = rb"""
    &grant_type=client_credentials { } "cursor": "max_count": 1 , [ ] null " \u0000 \ud800 % %00 + 1e999
    Content-Disposition:form-data;name="cursor" ;filename*=utf-8''%ff --b --b--
""".split()
LINES = [b"\r\n", b"--b\r\n", b"\r\n\r\n", b"0\r\n\r\n", b"\xef\xbb\xbf", b"\xff"]
bodies = st.lists(st.sampled_from([*SAID, *PIECES, *LINES]) | odd, max_size=12).map(b"".join)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Of a server that waits but a moment for what does not come."""
    with pytest.MonkeyPatch.context() as patched, Server() as server:
        patched.setattr(BoundedHttp, "look_every_s", 0.1)
        yield server.url.rpartition("/")[2]


def sent(address: str, content: bytes) -> bytes:
    """All that is answered to bytes. TimeoutError where it takes too long."""
    host, _, port = address.partition(":")
    with socket.create_connection((host, int(port)), PATIENCE_S) as connection, contextlib.suppress(ConnectionError):
        connection.sendall(content)
        parts = []
        while part := connection.recv(65536):
            parts.append(part)
        return b"".join(parts)
    return b""


def head(method: bytes, target: bytes, host: bytes, more: list[tuple[bytes, bytes]]) -> bytes:
    """A head, to which more lines can be added."""
    lines = [method + b" " + target + b" HTTP/1.1", b"host: " + host, b"connection: close"]
    return b"\r\n".join([*lines, *(name + b": " + value for name, value in more), b""])


HEADS = st.builds(head, methods, st.builds(bytes.__add__, targets, plain), hosts, headers)
HEALTH = head(b"GET", b"/_tokgate/health", b"localhost", []) + b"\r\n"


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(HEADS, bodies, st.booleans())
def test_an_odd_request_is_answered_and_not_with_a_500(
    address: str, lines: bytes, body: bytes, says_length: bool
) -> None:
    length = b"content-length: %d\r\n" % len(body) if says_length else b""
    answer = sent(address, lines + length + b"\r\n" + body)

    assert not answer.startswith(b"HTTP/1.1 5"), answer
    assert b"Traceback" not in answer
    assert sent(address, HEALTH).startswith(b"HTTP/1.1 200 ")


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(HEADS, odd, st.integers(0, 400))
def test_a_request_with_odd_bytes_in_it_is_answered_or_ended(
    address: str, lines: bytes, inserted: bytes, place: int
) -> None:
    content = lines + b"\r\n"
    place %= len(content)
    answer = sent(address, content[:place] + inserted + content[place:])

    assert not answer.startswith(b"HTTP/1.1 5"), answer
    assert sent(address, HEALTH).startswith(b"HTTP/1.1 200 ")
