"""`python -m tests.benchmarks.relay SOCKET MS`: a port before PostgreSQL's socket, further away by so long each way."""

from __future__ import annotations

import select
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from socket import AF_UNIX, IPPROTO_TCP, TCP_NODELAY, create_server, socket

from tests.benchmarks.processes import ROOT, python, stop

CHUNK = 1 << 20


@contextmanager
def delayed(path: str, ms: float) -> Iterator[int]:
    """The relay's port on loopback, for as long as the block runs."""
    command = python("-m", "tests.benchmarks.relay", path, str(ms))
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, start_new_session=True)
    try:
        assert process.stdout is not None
        yield int(process.stdout.readline())
    finally:
        stop(process)


class _Relay:
    """Passes on what arrives so much later, in order. All in one thread, to take little of a small machine."""

    def __init__(self, listener: socket, path: str, delay_s: float) -> None:
        self._listener = listener
        self._path = path
        self._delay_s = delay_s
        self._peers: dict[socket, socket] = {}
        #: When, to whom, what; nothing at the end of a connection.
        self._under_way: deque[tuple[float, socket, bytes]] = deque()

    def run(self) -> None:
        """For ever."""
        while True:
            pause = max(0.0, self._under_way[0][0] - time.monotonic()) if self._under_way else None
            # Not poll or epoll, which wait for whole milliseconds.
            readable, _, _ = select.select([self._listener, *self._peers], [], [], pause)
            for each in readable:
                if each is self._listener:
                    self._accept()
                else:
                    self._receive(each)
            while self._under_way and self._under_way[0][0] <= time.monotonic():
                self._deliver(*self._under_way.popleft()[1:])

    def _accept(self) -> None:
        near, _ = self._listener.accept()
        near.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)
        far = socket(AF_UNIX)
        far.connect(self._path)
        self._peers.update({near: far, far: near})

    def _receive(self, sender: socket) -> None:
        data = b""
        with suppress(OSError):
            data = sender.recv(CHUNK)
        self._under_way.append((time.monotonic() + self._delay_s, self._peers[sender], data))
        if not data:
            del self._peers[sender]

    def _deliver(self, receiver: socket, data: bytes) -> None:
        if not data:
            self._peers.pop(receiver, None)
            receiver.close()
            return
        with suppress(OSError):  # the other end has gone
            receiver.sendall(data)


if __name__ == "__main__":
    with create_server(("127.0.0.1", 0)) as server:
        print(server.getsockname()[1], flush=True)
        _Relay(server, sys.argv[1], float(sys.argv[2]) / 1000).run()
