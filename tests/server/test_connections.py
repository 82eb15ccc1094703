"""Connections are bounded in bytes and in time, and end with an answer."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import uvicorn

from tokgate.server.bodies import read_content
from tokgate.server.calls import Receive, Scope, Send
from tokgate.server.connections import MOST_HEAD_BYTES, BoundedHttp, config_for
from tokgate.server.run import bind

#: How long a test's client waits for what it expects.
PATIENCE_S = 20
HEAD = b"GET / HTTP/1.1\r\nHost: localhost\r\n"


class Impatient(BoundedHttp):
    look_every_s = 0.1


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers with what was sent; `/slow` in a while."""
    content = await read_content(receive)
    if scope["path"] == "/slow":
        await asyncio.sleep(0.5)
    headers = [(b"content-length", str(len(content) + 2).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"ok" + content})


@contextmanager
def listening(protocol: type[BoundedHttp]) -> Iterator[Callable[[], socket.socket]]:
    """Opens connections to a server with these bounds."""
    with bind("127.0.0.1", 0) as listener:
        config = config_for(echo, log_level="critical", lifespan="off")
        config.http_protocol_class = config.http = protocol
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
        try:
            yield lambda: socket.create_connection(("127.0.0.1", listener.getsockname()[1]), PATIENCE_S)
        finally:
            server.should_exit = True
            thread.join(PATIENCE_S)


@pytest.fixture(scope="module")
def connect() -> Iterator[Callable[[], socket.socket]]:
    with listening(BoundedHttp) as connect:
        yield connect


@pytest.fixture(scope="module")
def connect_impatient() -> Iterator[Callable[[], socket.socket]]:
    with listening(Impatient) as connect:
        yield connect


def all_of(connection: socket.socket) -> bytes:
    """What comes until the other side closes."""
    parts = []
    try:
        while part := connection.recv(65536):
            parts.append(part)
    except ConnectionResetError:
        pass
    return b"".join(parts)


def asked(connect: Callable[[], socket.socket], *pieces: bytes) -> bytes:
    with connect() as connection:
        try:
            for piece in pieces:
                connection.sendall(piece)
        except (BrokenPipeError, ConnectionResetError):
            pass
        return all_of(connection)


@pytest.mark.parametrize(
    "pieces",
    [
        [HEAD + b"X: ", *[b"a" * 16_384] * 5],
        [HEAD, *[b"aaaaaaaaaa: bbb\r\n" * 1000] * 5],
        [b"GET /?", *[b"a" * 16_384] * 5],
        [HEAD + b"X: " + b"a" * (MOST_HEAD_BYTES + 1) + b"\r\n\r\n"],
    ],
    ids=["one header", "many headers", "the target", "at once"],
)
def test_a_head_beyond_the_bound_is_refused(connect: Callable[[], socket.socket], pieces: list[bytes]) -> None:
    answer = asked(connect, *pieces)
    # Where the client still sends when the connection is closed, its system may forget the answer.
    assert answer.startswith(b"HTTP/1.1 431 ") or not answer
    assert b"200" not in answer


def test_a_large_head_and_a_larger_body_are_taken(connect: Callable[[], socket.socket]) -> None:
    head = b"POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX: " + b"a" * (MOST_HEAD_BYTES - 1000)
    body = b"b" * 500_000
    answer = asked(connect, head + b"\r\nContent-Length: 500000\r\n\r\n" + body)
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert answer.endswith(b"ok" + body)
    chunked = b"POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
    assert asked(connect, chunked + b"a\r\n0123456789\r\n" * 20_000 + b"0\r\n\r\n").endswith(b"0123456789" * 20_000)


def test_trailers_are_bounded_as_heads_are(connect: Callable[[], socket.socket]) -> None:
    head = b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: "
    answer = asked(connect, head, *[b"a" * 16_384] * 6)
    assert answer.startswith(b"HTTP/1.1 431 ") or not answer


@pytest.mark.parametrize(
    ("begun", "said"),
    [
        (b"", b""),
        (HEAD, b"HTTP/1.1 408 "),
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nab", b"HTTP/1.1 408 "),
        (HEAD + b"\r\n" + HEAD, b"HTTP/1.1 200 "),
    ],
    ids=["nothing", "half a head", "half a body", "half a second head"],
)
def test_what_does_not_go_on_is_ended(
    connect_impatient: Callable[[], socket.socket], begun: bytes, said: bytes
) -> None:
    answer = asked(connect_impatient, begun)
    assert answer.startswith(said)
    assert bool(answer) == bool(said)


def test_an_answer_that_takes_its_time_is_waited_for(connect_impatient: Callable[[], socket.socket]) -> None:
    answer = asked(connect_impatient, b"GET /slow HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 200 ")


def test_what_was_asked_for_before_a_malformed_request_is_answered(connect: Callable[[], socket.socket]) -> None:
    good = HEAD.replace(b" /", b" /slow", 1) + b"\r\n"
    assert asked(connect, good + good + b"NO HTTP\r\n\r\n").count(b"HTTP/1.1 200 ") == 2
    assert asked(connect, b"NO HTTP\r\n\r\n").startswith(b"HTTP/1.1 400 ")
    assert asked(connect, HEAD + b"\r\n" + HEAD + b"Content-Length: x\r\n\r\n").count(b"HTTP/1.1 200 ") == 1


def test_another_protocol_is_not_spoken(connect: Callable[[], socket.socket]) -> None:
    upgrade = b"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZQ==\r\n"
    with connect() as connection:
        connection.sendall(HEAD + upgrade + b"Sec-WebSocket-Version: 13\r\n\r\n")
        assert connection.recv(1000).startswith(b"HTTP/1.1 200 ")
