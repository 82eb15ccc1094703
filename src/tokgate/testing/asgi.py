"""An ASGI application on a loopback port, in a thread."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn

from tokgate.server.connections import config_for
from tokgate.server.run import bind, url_of

START_TIMEOUT_S = 30


class _Announcing(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()

    async def startup(self, sockets: Any = None) -> None:
        await super().startup(sockets=sockets)
        self.ready.set()


@contextmanager
def serving(app: Any, port: int = 0) -> Iterator[str]:
    """The URL at which an application answers until the end; port 0 takes a free one. OSError if it is taken."""
    with bind("127.0.0.1", port) as listener:
        server = _Announcing(config_for(app, log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
        try:
            if not server.ready.wait(START_TIMEOUT_S):
                raise RuntimeError(f"nothing answered within {START_TIMEOUT_S} seconds")
            yield url_of("127.0.0.1", listener)
        finally:
            server.should_exit = True
            thread.join(START_TIMEOUT_S)
