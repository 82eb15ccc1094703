"""The pytest plugin, in a pytest of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

TESTS = """
import tokgate


def count(server):
    return len(server.requests("tikapi.public.posts"))


def ask(server):
    with tokgate.TikAPI(server.credentials["tikapi"]["api_key"], base_url=server.url) as client:
        return client.public.posts(secUid=server.sample["sec_uid"], count=1)


def test_one(tokgate_server):
    assert count(tokgate_server) == 0
    ask(tokgate_server)
    assert count(tokgate_server) == 1
    print(tokgate_server.url, file=open(f"url-{__file__[-4]}", "w"))


def test_two(tokgate_server):
    assert count(tokgate_server) == 0
    ask(tokgate_server)
    tokgate_server.assert_called("tikapi.public.posts", times=1, count=1)
"""


def run_pytest(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "-m", "pytest", "-q", *options]
    return subprocess.run(program, cwd=folder, capture_output=True, text=True, timeout=120, check=False)


def test_the_server_is_as_new_for_each_test(tmp_path: Path) -> None:
    (tmp_path / "test_a.py").write_text(TESTS)
    done = run_pytest(tmp_path)
    assert "2 passed" in done.stdout, done.stdout + done.stderr


def test_workers_have_their_own(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"test_{name}.py").write_text(TESTS)
    done = run_pytest(tmp_path, "-n", "2", "--dist", "loadfile")
    assert "4 passed" in done.stdout, done.stdout + done.stderr
    assert (tmp_path / "url-a").read_text() != (tmp_path / "url-b").read_text()


def test_pytest_starts_without_loading_a_server() -> None:
    program = "import sys, tokgate.testing.plugin; print([m for m in sys.modules if m.split('.')[0] in HEAVY])"
    heavy = {"uvicorn", "apsw", "httpx", "aiohttp", "requests", "pyreqwest", "starlette", "asyncio", "msgspec"}
    program = program.replace("HEAVY", repr(heavy)).replace(
        "import sys,", "import pytest, sys; before = set(sys.modules); import"
    )
    program = program.replace("in sys.modules", "in set(sys.modules) - before")
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[]"
