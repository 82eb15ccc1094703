"""The code of docs/sdk.md runs as it stands, line after line, beside the demo's server."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tokgate.testing.server import Server

PAGE = Path(__file__).resolve().parents[2] / "docs" / "sdk.md"
DEMO = "http://127.0.0.1:8700"


def test_the_page_runs_as_pasted(
    tokgate_server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    blocks = re.findall(r"^```python\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert DEMO in blocks[0]
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for block in blocks:
        exec(compile(block.replace(DEMO, tokgate_server.url), "docs/sdk.md", "exec"), names)

    shown = capsys.readouterr().out.splitlines()
    assert len(shown) > 100
    assert all(re.match(r"\d{4}-\d\d-\d\d \d+ https://www.tiktok.com/@", line) for line in shown[:-1])
    assert int(shown[-1]) > 0
