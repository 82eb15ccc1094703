"""The example app's own tests pass."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

APP_TESTS = Path(__file__).resolve().parents[2] / "examples" / "app_tests"


def test_app_tests() -> None:
    program = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    done = subprocess.run(program, cwd=APP_TESTS, capture_output=True, text=True, timeout=120, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "5 passed" in done.stdout
