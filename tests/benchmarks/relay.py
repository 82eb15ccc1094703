"""`python -m tests.benchmarks.relay SOCKET MS`: a port before PostgreSQL's socket, further away by so long each way."""

from __future__ import annotations

import asyncio
import selectors
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from tests.benchmarks.processes import ROOT, python, stop

CHUNK = 1 << 20


@contextmanager
def delayed(socket: str, ms: float) -> Iterator[int]:
    """The relay's port on loopback, for as long as the block runs."""
    command = python("-m", "tests.benchmarks.relay", socket, str(ms))
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, start_new_session=True)
    try:
        assert process.stdout is not None
        yield int(process.stdout.readline())
    finally:
        stop(process)


async def _relay(socket: str, delay_s: float, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    far_reader, far_writer = await asyncio.open_unix_connection(socket)
    await asyncio.gather(_pass_on(reader, far_writer, delay_s), _pass_on(far_reader, writer, delay_s))


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, delay_s: float) -> None:
    """What arrives leaves so much later, in order; what follows does not wait for it."""
    loop = asyncio.get_running_loop()
    while data := await reader.read(CHUNK):
        loop.call_later(delay_s, writer.write, data)
    loop.call_later(delay_s, writer.close)


async def _serve(socket: str, ms: float) -> None:
    server = await asyncio.start_server(partial(_relay, socket, ms / 1000), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    # epoll waits for whole milliseconds; select keeps the time to the microsecond.
    with asyncio.Runner(loop_factory=lambda: asyncio.SelectorEventLoop(selectors.SelectSelector())) as runner:
        runner.run(_serve(sys.argv[1], float(sys.argv[2])))
