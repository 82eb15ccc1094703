"""A real server on loopback for tests, in a thread of its own."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn

from tokgate.domain.clock import Clock, SystemClock
from tokgate.domain.ports import Archive, CredentialRecord
from tokgate.server.app import PLAIN, Gateway
from tokgate.server.connections import config_for
from tokgate.server.controls import ControlOptions
from tokgate.server.run import GatewayServer, bind, url_of


@contextmanager
def serving(
    archive: Archive,
    known: list[CredentialRecord],
    clock: Clock | None = None,
    options: ControlOptions = PLAIN,
    **details: Any,
) -> Iterator[str]:
    """The URL of a gateway in front of an archive; it is stopped at the end. `details` are those of `Gateway`."""
    listener = bind("127.0.0.1", 0)
    gateway = Gateway(archive, clock or SystemClock(), known, options=options, **details)
    server = GatewayServer(
        config_for(gateway, log_level="error", lifespan="off", timeout_graceful_shutdown=3),
        gateway,
    )
    thread = threading.Thread(target=_run, args=(server, listener), daemon=True)
    thread.start()
    try:
        yield url_of("127.0.0.1", listener)
    finally:
        server.should_exit = True
        thread.join(10)
        listener.close()
        gateway.controls.close()


def _run(server: uvicorn.Server, listener: socket.socket) -> None:
    server.run(sockets=[listener])
