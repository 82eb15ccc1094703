"""The page on testing keeps its word: every snippet of Python in it runs."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

PAGE = Path(__file__).resolve().parents[2] / "docs" / "testing.md"
SNIPPETS = re.findall(r"^```python\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("snippet", SNIPPETS, ids=range(len(SNIPPETS)))
def test_snippet(snippet: str, tmp_path: Path) -> None:
    (tmp_path / "test_snippet.py").write_text(snippet, encoding="utf-8")
    runner = ["-m", "pytest", "-q"] if "\ndef test_" in snippet else []
    program = [sys.executable, *runner, "test_snippet.py"]
    done = subprocess.run(program, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
