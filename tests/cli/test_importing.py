"""`tokgate import` as a user runs it."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from tests.cli.conftest import Run


def test_an_import_counts_every_record_and_says_what_was_wrong(run: Run, items_file: Path, tmp_path: Path) -> None:
    done = run("import", "items.jsonl", "--rejects", "bad.jsonl", "--json", code=3)
    summary = json.loads(done.stdout)
    rejected = [json.loads(line) for line in (tmp_path / "bad.jsonl").read_text().splitlines()]

    assert summary.keys() == {"read", "new", "updated", "duplicate", "rejected", "formats", "seconds", "ignored", "odd"}
    assert (summary["read"], summary["new"], summary["rejected"]) == (6, 5, 1)
    assert [(line["file"], line["place"]) for line in rejected] == [("items.jsonl", "line 3")]
    assert rejected[0]["reason"]


def test_importing_again_changes_nothing(run: Run, items_file: Path) -> None:
    run("import", "items.jsonl", code=3)
    summary = json.loads(run("import", "items.jsonl", "--json", code=3).stdout)

    assert (summary["new"], summary["updated"], summary["duplicate"]) == (0, 0, 5)


def test_a_packed_file_a_folder_and_standard_input(run: Run, items_file: Path, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    good = b"\n".join(line for line in items_file.read_bytes().splitlines() if b"broken" not in line)
    (tmp_path / "folder" / "items.jsonl.gz").write_bytes(gzip.compress(good))

    assert json.loads(run("import", "folder", "--json").stdout)["new"] == 5
    assert json.loads(run("import", "-", "--json", "--archive", "b.db", text=good.decode()).stdout)["new"] == 5


def test_a_table_for_people_says_where_the_rejects_could_go(run: Run, items_file: Path) -> None:
    done = run("import", "items.jsonl", code=3)

    assert "5" in done.stdout.splitlines()[1]
    assert "--rejects FILE" in done.stderr


def test_a_table_with_columns_of_its_own_needs_a_map(run: Run, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("vid,wer,mal\n7614295022346784030,ana,12\n", encoding="utf-8")
    done = run("import", "t.csv", "--map", "vid=id", "--map", "wer=username", "--map", "mal=plays", "--json")
    assert json.loads(done.stdout)["new"] == 1

    row = json.loads(run("posts", "ana", "--json").stdout)
    assert (row["id"], row["plays"]) == ("7614295022346784030", 12)


def test_wrong_use_is_exit_code_2_and_a_missing_file_1(run: Run, items_file: Path) -> None:
    assert "COLUMN=FIELD" in run("import", "items.jsonl", "--map", "plays", code=2).stderr
    assert run("import", "items.jsonl", "--format", "webitem", code=2).stderr
    assert "there is no such file" in run("import", "none.jsonl", code=1).stderr
