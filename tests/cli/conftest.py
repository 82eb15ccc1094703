"""The command, run as a user runs it, in a folder of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from tests.made import creator_named, keep, post_of

from tokgate.archive import open_archive
from tokgate.dialects.web.writing import item_of

Run = Callable[..., "subprocess.CompletedProcess[str]"]
START_S = 1_700_000_000


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def run(
        *arguments: str, code: int = 0, text: str | None = None, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "tokgate.cli.main", *arguments],
            cwd=tmp_path,
            input=text,
            capture_output=True,
            text=True,
            timeout=60,
            env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "PYTHONUTF8": "1", **environment},
        )
        assert done.returncode == code, done.stderr
        assert "Traceback" not in done.stderr
        return done

    return run


@pytest.fixture
def archive_file(tmp_path: Path) -> str:
    """tokgate.db with one creator and 40 posts, the oldest with an awkward caption."""
    path = tmp_path / "tokgate.db"
    archive = open_archive(str(path))
    posts = [
        post_of(
            post_id=(START_S + n << 32) + 7, created_s=START_S + n, text='=SUM(1)\n"q", ☕' if n == 0 else f"post {n}"
        )
        for n in range(40)
    ]
    keep(archive, creator_named("ana"), posts)
    archive.close()
    return str(path)


@pytest.fixture
def items_file(tmp_path: Path) -> Path:
    """items.jsonl: five web items and a line that is none."""
    path = tmp_path / "items.jsonl"
    creator = creator_named("ben")
    lines = [
        msgspec.json.encode(
            item_of(post_of(post_id=(START_S + n << 32) + 9, created_s=START_S + n, text=f"no {n}", creator=creator))
        )
        for n in range(5)
    ]
    path.write_bytes(b"\n".join([*lines[:2], b'{"broken": ', *lines[2:]]) + b"\n")
    return path
