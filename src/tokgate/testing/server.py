"""A real gateway on loopback, for tests in any runner."""

from __future__ import annotations

import tempfile
import threading
from pathlib import Path
from typing import Any, Self

from tokgate.archive import open_archive
from tokgate.archive.addresses import shown_address
from tokgate.dialects.registry import installed
from tokgate.server.connections import config_for
from tokgate.server.controls import ControlOptions
from tokgate.server.demo import Sample, ready_line
from tokgate.server.run import GatewayServer, Settings, bind, find_sample, make_gateway, url_of
from tokgate.testing.remote import Remote
from tokgate.testing.worlds import SEED, copy_world
from tokgate.world.people import sample_username

START_TIMEOUT_S = 30
#: Every control at hand, for whoever is on this machine.
OPTIONS = ControlOptions(log=True, admin_open=True, resettable=True)


class Server(Remote):
    """A gateway on a free port in a thread, over an archive of its own: the demo's world of `seed`, or a given one.

        with Server() as server:
            httpx.get(f"{server.url}/public/posts", …)

    `url`, `credentials` (one member per dialect) and `sample` are those of the ready line. A given
    `archive` is served as it is, and written to. `worlds` is a folder in which processes share the worlds they make.
    """

    def __init__(self, *, seed: int = SEED, archive: str | Path | None = None, worlds: Path | None = None) -> None:
        self._seed = seed
        self._given = archive
        self._worlds = worlds
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> Self:
        """Serve; returns once the gateway answers."""
        self._folder = tempfile.TemporaryDirectory(prefix="tokgate-test-")
        path = self._archive_url()
        sample = self._find_sample(path)
        self._listener = bind("127.0.0.1", 0)
        url = url_of("127.0.0.1", self._listener)
        line: dict[str, Any] = ready_line(url, shown_address(path), with_credentials=True, sample=sample)
        self.credentials: dict[str, dict[str, str]] = {
            dialect.name: line[dialect.name] for dialect in installed() if dialect.name in line
        }
        self.sample: dict[str, str] = line.get("sample", {})
        self._run(Settings(archive=path, demo=True, acts_as=sample.creator.key if sample else None, options=OPTIONS))
        self._connect(url)
        return self

    def _run(self, settings: Settings) -> None:
        ready = threading.Event()
        gateway = make_gateway(settings)
        # An answer that a fault delays must not keep the test from ending.
        config = config_for(gateway, log_level="error", timeout_graceful_shutdown=1)
        self._server = GatewayServer(config, gateway, ready.set)
        self._thread = threading.Thread(target=self._server.run, args=([self._listener],), daemon=True)
        self._thread.start()
        if not ready.wait(START_TIMEOUT_S):
            raise RuntimeError(f"the gateway did not start within {START_TIMEOUT_S} seconds")

    def _find_sample(self, path: str) -> Sample | None:
        """The world's own; of a given archive the creator with most posts, as `tokgate serve --dev` has it."""
        archive = open_archive(path)
        try:
            return find_sample(archive, sample_username(self._seed) if self._given is None else None)
        finally:
            archive.close()

    def _archive_url(self) -> str:
        if self._given is not None:
            return str(self._given)
        assert self._folder is not None
        path = Path(self._folder.name) / "tokgate.db"
        copy_world(path, self._seed, self._worlds)
        return str(path)

    def stop(self) -> None:
        """End the gateway and remove its archive; stopping twice is harmless."""
        if self._thread is not None:
            self._server.should_exit = True
            self._thread.join(START_TIMEOUT_S)
            self._listener.close()
            self._thread = None
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()
