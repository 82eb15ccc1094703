"""The gateway on a socket: uvicorn with uvloop and httptools, one process or several."""

from __future__ import annotations

import http.client
import os
import socket
import threading
from collections.abc import Callable

import msgspec
import uvicorn

from tokgate.archive import open_archive
from tokgate.domain.clock import SystemClock
from tokgate.domain.creators import Creator
from tokgate.domain.ports import Archive
from tokgate.server import admin
from tokgate.server.app import Gateway
from tokgate.server.known import Sample, known_credentials

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_SETTINGS = "TOKGATE_SERVE_SETTINGS"


class Settings(msgspec.Struct, kw_only=True):
    """How to serve. `known`: accept the credentials that everybody knows, acting for `acts_as` (a creator's key)."""

    archive: str
    host: str = "127.0.0.1"
    port: int = 8700
    workers: int = 1
    known: bool = False
    acts_as: int | None = None


def find_sample(archive: Archive, username: str | None = None) -> Sample | None:
    """The creator with most posts, or the one named, with their newest post; None if there is none with a post.

    LookupError if a creator was named and the archive has none of that name.
    """
    creator = archive.creator(username=username) if username else _with_most_posts(archive)
    if creator is None and username:
        raise LookupError(f"the archive has no creator {username!r}; `tokgate creators` lists those it has")
    if creator is None or creator.key is None:
        return None
    newest = archive.pieces(creator.key, after=None, limit=1).rows
    return Sample(creator, newest[0].id) if newest else None


def _with_most_posts(archive: Archive) -> Creator | None:
    for summary in archive.creators():
        creator = summary.creator
        if creator.key and not creator.private and archive.pieces(creator.key, after=None, limit=1).rows:
            return creator
    return None


def make_app() -> Gateway:
    """The application of one worker process, from the settings in its environment."""
    settings = msgspec.json.decode(os.environ[_SETTINGS], type=Settings)
    archive = open_archive(settings.archive)
    known = known_credentials(archive.creator(key=settings.acts_as) if settings.acts_as else None)
    return Gateway(archive, SystemClock(), known if settings.known else ())


def bind(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes a free one. OSError if the port is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(2048)
    except OSError:
        listener.close()
        raise
    listener.set_inheritable(True)
    return listener


def url_of(host: str, listener: socket.socket) -> str:
    """Where a listener is reached."""
    name = "127.0.0.1" if host in ("0.0.0.0", "") else host  # noqa: S104 - compared, not bound
    shown = f"[{name}]" if ":" in name else name
    return f"http://{shown}:{listener.getsockname()[1]}"


def serve(settings: Settings, listener: socket.socket, on_ready: Callable[[], None]) -> None:
    """Serve until told to stop (Ctrl-C, SIGTERM); `on_ready` is called once the first worker answers."""
    os.environ[_SETTINGS] = msgspec.json.encode(settings).decode()
    config = uvicorn.Config(
        "tokgate.server.run:make_app",
        factory=True,
        workers=settings.workers,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        date_header=True,
        timeout_graceful_shutdown=3,
        backlog=2048,
    )
    if settings.workers > 1:
        _serve_with_workers(config, listener, on_ready)
        return
    _Announcing(config, on_ready).run(sockets=[listener])


class _Announcing(uvicorn.Server):
    """A server that says when it answers."""

    def __init__(self, config: uvicorn.Config, on_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        if self.started:
            self._on_ready()


def _serve_with_workers(config: uvicorn.Config, listener: socket.socket, on_ready: Callable[[], None]) -> None:
    from uvicorn.supervisors import Multiprocess

    threading.Thread(target=_announce_when_answering, args=(listener.getsockname(), on_ready), daemon=True).start()
    Multiprocess(config, sockets=[listener]).run()


def _announce_when_answering(address: tuple[str, int], on_ready: Callable[[], None]) -> None:
    """The listener queues the connection until a worker takes it; its answer is the sign."""
    connection = http.client.HTTPConnection(address[0], address[1], timeout=60)
    try:
        connection.request("GET", admin.PREFIX + "ready")
        if connection.getresponse().status == http.HTTPStatus.OK:
            on_ready()
    finally:
        connection.close()
