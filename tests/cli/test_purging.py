"""`tokgate purge` on a real archive."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import START_S, Run

OLDEST = (START_S << 32) + 7
POST_9 = (START_S + 9 << 32) + 7


@pytest.mark.usefixtures("archive_file")
def test_a_purged_post_is_gone_and_listed(run: Run) -> None:
    told = json.loads(run("purge", "post", str(POST_9), "--because", "not ours", "--yes", "--json").stdout)

    assert (told["kind"], told["subject"], told["because"]) == ("post", str(POST_9), "not ours")
    assert told["removed"]["posts"] == 1
    assert len(run("posts", "ana", "--json").stdout.splitlines()) == 39
    [listed] = run("purge", "list", "--json").stdout.splitlines()
    assert json.loads(listed) == told
    assert "not ours" in run("purge", "list").stdout


def test_an_old_file_brings_back_nothing_and_is_told_why(run: Run, items_file: Path, tmp_path: Path) -> None:
    run("import", items_file.name, code=3)
    run("purge", "creator", "@ben", "--because", "asked", "--yes")
    summary = json.loads(run("import", items_file.name, "--rejects", "rejects.jsonl", "--json", code=3).stdout)

    assert (summary["read"], summary["new"], summary["updated"], summary["duplicate"]) == (6, 0, 0, 0)
    assert summary["rejected"] == 6
    rejects = [json.loads(line) for line in (tmp_path / "rejects.jsonl").read_text().splitlines()]
    purged = [each for each in rejects if "purged" in each["reason"]]
    assert len(purged) == 5
    assert purged[0]["reason"].startswith("was purged here on 20")
    assert "no 0" not in (tmp_path / "rejects.jsonl").read_text()
    assert run("creators", "--json").stdout == ""

    [purge] = run("purge", "list", "--json").stdout.splitlines()
    run("purge", "allow", str(json.loads(purge)["id"]))
    assert "allowed again" in run("purge", "list").stdout
    assert json.loads(run("import", items_file.name, "--json", code=3).stdout)["new"] == 5


@pytest.mark.usefixtures("archive_file")
def test_nothing_goes_unless_it_is_meant(run: Run) -> None:
    assert "--yes" in run("purge", "creator", "ana", "--because", "asked", code=2).stderr
    assert "no creator" in run("purge", "creator", "ana", "nobody", "--because", "asked", "--yes", code=1).stderr
    assert "--because" in run("purge", "post", str(OLDEST), "--yes", code=2).stderr
    assert "purge list" in run("purge", "allow", "7", code=1).stderr
    assert len(run("posts", "ana", "--json").stdout.splitlines()) == 40


def test_after_compacting_no_byte_is_left_in_the_file(run: Run, archive_file: str) -> None:
    files = [Path(archive_file), Path(f"{archive_file}-wal")]
    run("purge", "post", str(OLDEST), "--because", "asked", "--yes", "--compact")

    assert not any(b"=SUM(1)" in file.read_bytes() for file in files if file.exists())
