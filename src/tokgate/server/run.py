"""The gateway on a socket: uvicorn with uvloop and httptools, one process or several."""

from __future__ import annotations

import http.client
import logging
import os
import socket
import threading
from collections.abc import Callable, Mapping
from contextlib import closing
from functools import partial

import msgspec
import uvicorn

from tokgate.archive import open_archive
from tokgate.archive.errors import ReadOnlyError
from tokgate.domain.clock import Clock, SystemClock
from tokgate.domain.creators import Creator
from tokgate.domain.ports import Archive, CredentialRecord
from tokgate.server.admin import PREFIX
from tokgate.server.app import App, Gateway
from tokgate.server.clock import MovableClock
from tokgate.server.connections import config_for
from tokgate.server.controls import ControlOptions
from tokgate.server.demo import Sample, demo_credentials, renew_demo
from tokgate.server.live.addresses import MediaPlace

log = logging.getLogger("tokgate.server")

_SETTINGS = "TOKGATE_SERVE_SETTINGS"


class Settings(msgspec.Struct, kw_only=True):
    """How to serve. `demo`: accept the credentials that everybody knows, acting for `acts_as` (a creator's key).

    `media` is the media server of live rooms.
    """

    archive: str
    host: str = "127.0.0.1"
    port: int = 8700
    workers: int = 1
    demo: bool = False
    acts_as: int | None = None
    options: ControlOptions = ControlOptions()
    media: MediaPlace | None = None


def find_sample(archive: Archive, username: str | None = None) -> Sample | None:
    """The creator with most posts, or the one named, with their newest post; None if there is none with a post.

    LookupError if a creator was named and the archive has none of that name.
    """
    creator = archive.creator(username=username) if username else _with_most_posts(archive)
    if creator is None and username:
        raise LookupError(f"the archive has no creator {username!r}; `tokgate creators` lists those it has")
    if creator is None or creator.key is None:
        return None
    newest = archive.items(creator.key, after=None, limit=1).rows
    return Sample(creator, newest[0].id) if newest else None


def _with_most_posts(archive: Archive) -> Creator | None:
    for summary in archive.creators():
        creator = summary.creator
        if creator.key and not creator.private and archive.items(creator.key, after=None, limit=1).rows:
            return creator
    return None


def make_worker(mounts: Mapping[str, App] | None = None) -> Gateway:
    """The application of one worker process, from the settings in its environment."""
    return make_gateway(msgspec.json.decode(os.environ[_SETTINGS], type=Settings), mounts)


def make_gateway(settings: Settings, mounts: Mapping[str, App] | None = None) -> Gateway:
    """The application, over the archive that the settings name; `mounts` as for `Gateway`."""
    clock = MovableClock(SystemClock())
    archive = open_to_serve(settings.archive, clock)
    credentials = _known(settings, archive)
    if settings.options.workers == 1:
        renew_demo(archive, credentials)
    return Gateway(
        archive,
        clock,
        credentials,
        options=settings.options,
        on_move=partial(live_on, archive),
        mounts=mounts,
        media=settings.media,
    )


def _known(settings: Settings, archive: Archive) -> list[CredentialRecord]:
    """The credentials that everybody knows, where they are accepted."""
    if not settings.demo:
        return []
    return demo_credentials(archive.creator(key=settings.acts_as) if settings.acts_as else None)


def open_to_serve(url: str, clock: Clock) -> Archive:
    """An archive; one that this user may only read is served for reading, and calls that write are refused."""
    try:
        return open_archive(url, clock=clock)
    except ReadOnlyError as problem:
        log.warning("%s: calls that write will fail", problem)
        return open_archive(url, clock=clock, read_only=True)


def live_on(archive: Archive, instant_ms: int) -> None:
    """Let the archive's world, if it holds one, live on to an instant: what a clock calls when it was moved."""
    from tokgate.world.living import catch_up

    catch_up(archive, instant_ms)


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
    host = f"[{name}]" if ":" in name else name
    return f"http://{host}:{listener.getsockname()[1]}"


def serve(
    settings: Settings,
    listener: socket.socket,
    on_ready: Callable[[], None],
    *,
    mounts: Mapping[str, App] | None = None,
    worker: str = "tokgate.server.run:make_worker",
) -> None:
    """Serve until told to stop (Ctrl-C, SIGTERM); `on_ready` is called once the first worker answers.

    `mounts` are for the one process; several make their application themselves, by the function that `worker` names.
    """
    if settings.workers > 1:
        # Once for all workers: one that is started again later must not undo what was ended meanwhile.
        with closing(open_archive(settings.archive)) as archive:
            renew_demo(archive, _known(settings, archive))
        os.environ[_SETTINGS] = msgspec.json.encode(settings).decode()
        _serve_with_workers(_config(worker, settings.workers), listener, on_ready)
        return
    gateway = make_gateway(settings, mounts)
    try:
        GatewayServer(_config(gateway), gateway, on_ready).run(sockets=[listener])
    finally:
        gateway.close()


def _config(app: Gateway | str, workers: int = 1) -> uvicorn.Config:
    return config_for(
        app,
        factory=isinstance(app, str),
        workers=workers,
        log_level="warning",
        timeout_graceful_shutdown=3,
        backlog=2048,
    )


class GatewayServer(uvicorn.Server):
    """A server that says when it answers, and ends the gateway's streams when it is told to stop.

    uvicorn waits for open answers first; a stream that nobody ends would keep it until its time is up.
    """

    def __init__(self, config: uvicorn.Config, gateway: Gateway, on_ready: Callable[[], None] | None = None) -> None:
        super().__init__(config)
        self._gateway = gateway
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        if self.started and self._on_ready is not None:
            self._on_ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._gateway.stop()
        await super().shutdown(sockets=sockets)


def _serve_with_workers(config: uvicorn.Config, listener: socket.socket, on_ready: Callable[[], None]) -> None:
    from uvicorn.supervisors import Multiprocess

    threading.Thread(target=_announce_when_answering, args=(listener.getsockname(), on_ready), daemon=True).start()
    Multiprocess(config, sockets=[listener]).run()


def _announce_when_answering(address: tuple[str, int], on_ready: Callable[[], None]) -> None:
    """The listener queues the connection until a worker takes it; its answer is the sign."""
    connection = http.client.HTTPConnection(address[0], address[1], timeout=60)
    try:
        connection.request("GET", PREFIX + "ready")
        if connection.getresponse().status == http.HTTPStatus.OK:
            on_ready()
    finally:
        connection.close()
