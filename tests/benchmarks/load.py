"""Load: 32 connections asking random paths of a list, by `wrk` where there is one, else by a client of ours."""

from __future__ import annotations

import asyncio
import random
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
from tests.benchmarks.processes import ROOT, Server, python

CONNECTIONS = 32
SCRIPT = Path(__file__).with_name("paths.lua")
_UNITS = {"us": 1e-3, "ms": 1.0, "s": 1e3, "m": 6e4}


class Request(msgspec.Struct, frozen=True):
    """What is asked: random ones of `paths`, all with the same headers, and for POST the same body."""

    paths: Sequence[str]
    headers: Mapping[str, str] = {}
    method: str = "GET"
    body: str = ""


class Rate(msgspec.Struct, frozen=True):
    """What a server did under load. `cpu_us` is its CPU time per request; `memory_mb` is its own memory after it."""

    per_s: float
    p50_ms: float
    p99_ms: float
    cpu_us: float
    memory_mb: float
    errors: int


class Counted(msgspec.Struct, frozen=True):
    """What a load generator saw."""

    requests: int
    seconds: float
    p50_ms: float
    p99_ms: float
    errors: int


def has_wrk() -> bool:
    """Whether `wrk` is on PATH."""
    return shutil.which("wrk") is not None


def measure(server: Server, request: Request, seconds: float) -> Rate:
    """A server's rate over some seconds."""
    before = server.cpu_s()
    counted = _wrk(server.url, request, seconds) if has_wrk() else _own(server.url, request, seconds)
    used = server.cpu_s() - before
    requests = max(counted.requests, 1)
    return Rate(
        per_s=counted.requests / counted.seconds,
        p50_ms=counted.p50_ms,
        p99_ms=counted.p99_ms,
        cpu_us=used / requests * 1e6,
        memory_mb=server.memory_mb(),
        errors=counted.errors,
    )


def _wrk(url: str, request: Request, seconds: float) -> Counted:
    paths = ROOT / "bench-data" / "paths.txt"
    paths.write_text("\n".join(request.paths))
    headers = [part for name, value in request.headers.items() for part in ("-H", f"{name}: {value}")]
    length = f"{max(1, round(seconds))}s"
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{length}", "--latency", *headers, "-s", str(SCRIPT), url]
    command += ["--", str(paths), request.method, request.body]
    said = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 60, check=True).stdout
    return read_wrk(said)


def read_wrk(said: str) -> Counted:
    """The figures in wrk's report. ValueError if it is none."""
    total = re.search(r"(\d+) requests in ([\d.]+)(us|ms|s|m),", said)
    median = re.search(r"50%\s+([\d.]+)(us|ms|s|m)\b", said)
    slow = re.search(r"99%\s+([\d.]+)(us|ms|s|m)\b", said)
    if total is None or median is None or slow is None:
        raise ValueError(f"this is no report of wrk: {said[:300]}")
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    broken = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", said)
    errors = (int(bad[1]) if bad else 0) + (sum(map(int, broken.groups())) if broken else 0)
    seconds = float(total[2]) * _UNITS[total[3]] / 1e3
    return Counted(int(total[1]), seconds, _ms(median), _ms(slow), errors)


def _ms(found: re.Match[str]) -> float:
    return float(found[1]) * _UNITS[found[2]]


def _own(url: str, request: Request, seconds: float) -> Counted:
    order = msgspec.json.encode((url, request, seconds))
    command = python("-m", "tests.benchmarks.load")
    said = subprocess.run(command, input=order, capture_output=True, timeout=seconds + 60, check=True, cwd=ROOT).stdout
    return msgspec.json.decode(said, type=Counted)


class _Client:
    """As many connections as wrk would have, each asking again as soon as it is answered."""

    def __init__(self, url: str, request: Request, seconds: float) -> None:
        self._host, _, port = url.removeprefix("http://").partition(":")
        self._port = int(port)
        self._request = request
        self._end = time.monotonic() + seconds
        self._took_ms: list[float] = []
        self._errors = 0

    async def run(self) -> Counted:
        began = time.monotonic()
        await asyncio.gather(*(self._connection(number) for number in range(CONNECTIONS)))
        took = sorted(self._took_ms) or [0.0]
        seconds = time.monotonic() - began
        return Counted(len(self._took_ms), seconds, took[len(took) // 2], took[len(took) * 99 // 100], self._errors)

    async def _connection(self, number: int) -> None:
        chance = random.Random(number)
        reader, writer = await asyncio.open_connection(self._host, self._port, limit=1 << 22)
        while time.monotonic() < self._end:
            asked = time.monotonic()
            writer.write(self._head(chance.choice(self._request.paths)))
            head = await reader.readuntil(b"\r\n\r\n")
            length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
            if length is None:
                raise ValueError("only answers with a content-length are understood; install wrk")
            await reader.readexactly(int(length[1]))
            self._took_ms.append((time.monotonic() - asked) * 1e3)
            self._errors += not head.startswith((b"HTTP/1.1 2", b"HTTP/1.0 2"))
        writer.close()

    def _head(self, path: str) -> bytes:
        body = self._request.body.encode()
        headers = {"host": self._host, "content-length": str(len(body)), **self._request.headers}
        lines = [f"{self._request.method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


if __name__ == "__main__":
    asked_url, asked, asked_seconds = msgspec.json.decode(sys.stdin.buffer.read(), type=tuple[str, Request, float])
    sys.stdout.buffer.write(msgspec.json.encode(asyncio.run(_Client(asked_url, asked, asked_seconds).run())))
