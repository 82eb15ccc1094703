"""`tokgate seed`, and `tokgate serve --seed-file`, run as a user runs them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from tests.seeds.test_seeds import example

from tokgate.archive import open_archive


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "demo.yaml").write_text(example(), encoding="utf-8")
    (tmp_path / "wrong.yaml").write_text("creatrs: []\ncreators: [{usrname: a}]\n", encoding="utf-8")
    return tmp_path


def run(folder: Path, *arguments: str, code: int = 0) -> str:
    command = [sys.executable, "-m", "tokgate.cli.main", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


def test_check_tells_every_mistake_and_exits_6(folder: Path) -> None:
    assert "in order" in run(folder, "seed", "check", "demo.yaml")
    told = run(folder, "seed", "check", "demo.yaml", "wrong.yaml", code=6)
    lines = run(folder, "seed", "check", "wrong.yaml", "--json", code=6).splitlines()

    assert "wrong.yaml:1: creatrs: there is no such key; did you mean 'creators'?" in told
    assert [msgspec.json.decode(line)["line"] for line in lines] == [1, 2, 2]


def test_apply_puts_a_file_into_an_archive_or_nothing_of_it(folder: Path) -> None:
    first: dict[str, Any] = msgspec.json.decode(run(folder, "seed", "apply", "demo.yaml", "--json"))
    second: dict[str, Any] = msgspec.json.decode(run(folder, "seed", "apply", "demo.yaml", "--json"))

    assert first["credentials"] == 4
    assert (second["new"], second["updated"], second["credentials"]) == (0, 0, 0)
    assert "wrong.yaml:1" in run(folder, "seed", "apply", "wrong.yaml", code=6)
    assert "lena" in run(folder, "creators")


def test_a_world_comes_first_where_the_file_asks_for_one(folder: Path) -> None:
    world = "world: {seed: 3, creators: 5, posts: 20}\n"
    (folder / "small.yaml").write_text(world + example().replace("2026-11-01T12", "2026-12-01T12"), encoding="utf-8")

    run(folder, "seed", "apply", "small.yaml", "--archive", "small.db")

    archive = open_archive(str(folder / "small.db"))
    assert len(list(archive.creators())) >= 7
    archive.close()


def test_the_same_world_and_file_are_the_same_bytes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world = "world: {seed: 3, creators: 5, posts: 20}\n"
    (folder / "small.yaml").write_text(world + example(), encoding="utf-8")
    exports = []
    for hash_seed in ("1", "2"):
        monkeypatch.setenv("PYTHONHASHSEED", hash_seed)
        run(folder, "seed", "apply", "small.yaml", "--archive", f"{hash_seed}.db")
        exports.append(run(folder, "export", "--archive", f"{hash_seed}.db", "--format", "jsonl"))

    assert exports[0] == exports[1]
    assert exports[0].count("\n") >= 22


def test_the_schema_is_printed(folder: Path) -> None:
    assert msgspec.json.decode(run(folder, "seed", "schema"))["title"] == "tokgate seed file"


def test_serve_applies_a_seed_file_whose_keys_then_open_it(folder: Path) -> None:
    command = [sys.executable, "-m", "tokgate.cli.main", "serve", "--archive", "new.db"]
    with subprocess.Popen(
        [*command, "--seed-file", "demo.yaml", "--port", "0", "--json"], cwd=folder, stdout=subprocess.PIPE
    ) as server:
        try:
            assert server.stdout
            url = msgspec.json.decode(server.stdout.readline())["url"]
            answer = httpx.post(
                f"{url}/v2/video/list/?fields=id,video_description,view_count",
                headers={"authorization": "Bearer act.for-development-only"},
                json={},
            )
            unknown = httpx.get(f"{url}/public/check", headers={"X-API-KEY": "another"})
        finally:
            server.terminate()

    assert answer.json()["data"]["videos"][0]["view_count"] == 1_200_000
    assert unknown.status_code in (401, 403)
