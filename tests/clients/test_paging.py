"""Other people's clients, unmodified, page through every post of creators of each size."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from tokgate.dialects.justone.credentials import DEMO_TOKEN
from tokgate.dialects.tikapi.credentials import DEMO_ACCOUNT_KEY, DEMO_API_KEY

HERE = Path(__file__).parent
#: Where `make` puts the vendor's SDK of the revision before 2026-07-23; two versions cannot share one environment.
OLD_JUSTONE = Path(sys.prefix) / "clients" / "justoneapi-3.0.30"

pytestmark = pytest.mark.clients


def run(script: str, *arguments: str, path: Path | None = None) -> dict[str, list[str]]:
    environment = {**os.environ, "PYTHONPATH": str(path) if path else ""}
    done = subprocess.run(
        [sys.executable, str(HERE / script), *arguments], capture_output=True, text=True, timeout=120, env=environment
    )
    assert done.returncode == 0, done.stderr
    pages: dict[str, list[str]] = json.loads(done.stdout)
    return pages


def test_tikapi(served: str, expected: dict[str, list[str]]) -> None:
    assert version("tikapi") == "3.2.2"
    assert run("run_tikapi.py", served, DEMO_API_KEY, DEMO_ACCOUNT_KEY, *expected) == expected


def test_the_newest_justoneapi(served: str, expected: dict[str, list[str]]) -> None:
    assert version("justoneapi") > "3.0.30"
    assert run("run_justone.py", served, DEMO_TOKEN, *expected) == expected


def test_justoneapi_of_the_older_revision(served: str, expected: dict[str, list[str]]) -> None:
    if not OLD_JUSTONE.exists():
        pytest.fail(f"{OLD_JUSTONE} is missing: `make test` installs it")
    assert run("run_justone.py", served, DEMO_TOKEN, *expected, path=OLD_JUSTONE) == expected
