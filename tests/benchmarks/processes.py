"""Servers as real processes: started, waited for, measured through /proc, and stopped whatever happens."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TICKS_PER_S = os.sysconf("SC_CLK_TCK")
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
START_S = 60


class NotStarted(Exception):
    """A server that ended, or did not answer in time; the text is what it said last."""


class Server:
    """A running server with all processes that it started."""

    def __init__(self, process: subprocess.Popen[bytes], url: str) -> None:
        self._process = process
        self.url = url

    def cpu_s(self) -> float:
        """CPU seconds so far, user and system, of all its processes."""
        return sum(_cpu_s(pid) for pid in family(self._process.pid))

    def rss_mb(self) -> float:
        """Resident memory of all its processes, with what is mapped from files."""
        return sum(resident_mb(pid, shared=True) for pid in family(self._process.pid))

    def memory_mb(self) -> float:
        """Resident memory without what is mapped from files: these pages are the system's cache of the archive."""
        return sum(resident_mb(pid, shared=False) for pid in family(self._process.pid))


def free_port() -> int:
    """A port on loopback that nobody listens on now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def running(
    command: Sequence[str], path: str, *, port: int, environment: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """A server for as long as the block runs; it counts as started once `path` answers, with whatever status.

    NotStarted if it does not within a minute.
    """
    url = f"http://127.0.0.1:{port}"
    log = (ROOT / "bench-data" / "servers.log").open("ab+")
    start = log.tell()
    process = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **(environment or {})}, stdout=log, stderr=log, start_new_session=True
    )
    try:
        _wait(process, url + path)
        yield Server(process, url)
    except NotStarted as problem:
        log.seek(start)
        said = log.read()[-300:].decode(errors="replace").strip()
        raise NotStarted(f"{problem}: {said}") from None
    finally:
        stop(process)
        log.close()


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a process that was started as a session of its own, and everything in it."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, number)
            process.wait(timeout=5)
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            continue


def python(*arguments: str) -> list[str]:
    """This Python, with arguments."""
    return [sys.executable, *arguments]


def family(pid: int) -> list[int]:
    """A process and all that descend from it."""
    found = [pid]
    for each in found:
        for children in Path(f"/proc/{each}/task").glob("*/children"):
            found += [int(child) for child in _text(children).split()]
    return found


def _wait(process: subprocess.Popen[bytes], url: str) -> None:
    end = time.monotonic() + START_S
    while time.monotonic() < end:
        if process.poll() is not None:
            raise NotStarted(f"ended with code {process.returncode}")
        if answers(url):
            return
        time.sleep(0.01)
    raise NotStarted(f"no answer from {url} in {START_S} s")


def answers(url: str) -> bool:
    """Whether anything answers HTTP there."""
    try:
        urllib.request.urlopen(url, timeout=10).read()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def _cpu_s(pid: int) -> float:
    fields = _text(Path(f"/proc/{pid}/stat")).rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS_PER_S if fields else 0.0


def resident_mb(pid: int, *, shared: bool) -> float:
    """A process's resident megabytes, 0 once it is gone; `shared`: with what is mapped from files."""
    fields = _text(Path(f"/proc/{pid}/statm")).split()
    if not fields:
        return 0.0
    return (int(fields[1]) - (0 if shared else int(fields[2]))) * PAGE_BYTES / 1e6


def _text(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""
