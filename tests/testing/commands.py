"""Verbs that run until they are stopped, as a user runs them."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import msgspec


@contextmanager
def command(*arguments: str) -> Iterator[dict[str, Any]]:
    """The ready line of a verb, which is stopped at the end and must then end well."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tokgate.cli.main", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    try:
        line = process.stdout.readline()
        assert line, process.stderr.read().decode()
        yield msgspec.json.decode(line, type=dict[str, Any])
    finally:
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=20)
        assert b"Traceback" not in errors, errors.decode()
        assert process.returncode == 0, errors.decode()
