"""How long the demo world takes to be saved, loaded and reset, and the example app's suite to run."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial

import httpx
from tests.benchmarks.figures import Measured, Results, Verdict, interleave
from tests.benchmarks.processes import ROOT

from tokgate.testing import Server

#: What is measured, and the bar in milliseconds.
BARS = {"snapshot save": 1000, "snapshot load": 1000, "reset": 50, "examples/app_tests": 5000}


def run(results: Results, *, say: Callable[[str], None]) -> None:
    """Wall milliseconds of each, with a server as the tests start it."""
    with Server() as server:
        snapshot = server.snapshot("bench")
        contestants: dict[str, Callable[[], Measured]] = {
            "snapshot save": partial(_timed, lambda: server.snapshot("bench")),
            "snapshot load": partial(_timed, snapshot.load),
            "reset": partial(_reset, server),
            "examples/app_tests": _app_tests,
        }
        results.figures += interleave("states", "ms", contestants, say=say)
    for name, bar in BARS.items():
        value = results.figure("states", name).value
        results.verdicts.append(Verdict(job="states", what=name, value=value, bar=bar, at_most=True, unit="ms"))


def _timed(act: Callable[[], object]) -> Measured:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000, {}


def _reset(server: Server) -> Measured:
    """A reset with something to undo: a token that was issued since, and a clock that was moved."""
    official = server.credentials["official"]
    form = {"client_key": official["client_key"], "client_secret": official["client_secret"]}
    httpx.post(f"{server.url}/v2/oauth/token/", data={**form, "grant_type": "client_credentials"})
    server.clock.advance("1h")
    return _timed(server.reset)


def _app_tests() -> Measured:
    """As pytest says: without the start of Python."""
    program = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    done = subprocess.run(
        program, cwd=ROOT / "examples" / "app_tests", capture_output=True, text=True, timeout=120, check=True
    )
    found = re.search(r"passed in ([0-9.]+)s", done.stdout)
    if found is None:
        raise RuntimeError(done.stdout)
    return float(found.group(1)) * 1000, {}
