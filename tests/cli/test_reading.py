"""`tokgate creators`, `posts` and `export` on a real archive."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from pyarrow import parquet
from tests.cli.conftest import START_S, Run
from tests.made import OBSERVED_MS, creator_named, keep, post_of

from tokgate.archive import open_archive
from tokgate.domain.creators import Creator
from tokgate.domain.instants import iso_second
from tokgate.domain.observations import Observation, Provenance, Subject
from tokgate.domain.posts import Post, Tombstone

OLDEST = (START_S << 32) + 7


@pytest.mark.usefixtures("archive_file")
def test_creators_are_listed_with_what_the_archive_holds_of_them(run: Run) -> None:
    rows = [json.loads(line) for line in run("creators", "--json").stdout.splitlines()]

    assert [(row["username"], row["posts_held"]) for row in rows] == [("ana", 40)]
    assert rows[0]["oldest_post"] == "2023-11-14T22:13:20Z"
    assert isinstance(rows[0]["user_id"], str)


@pytest.mark.usefixtures("archive_file")
def test_posts_are_listed_newest_first_by_any_name_of_the_creator(run: Run) -> None:
    by_handle = run("posts", "@Ana", "--format", "jsonl").stdout
    creator = json.loads(run("creators", "--json").stdout)

    assert json.loads(by_handle.splitlines()[0])["text"] == "post 39"
    assert run("posts", creator["sec_uid"], "--json").stdout == by_handle
    assert run("posts", creator["user_id"], "--json").stdout == by_handle


@pytest.mark.usefixtures("archive_file")
def test_a_table_has_the_whole_id_and_one_line_a_post(run: Run) -> None:
    lines = run("posts", "ana").stdout.splitlines()

    assert len(lines) == 41
    assert lines[-1].startswith(str(OLDEST))


@pytest.mark.usefixtures("archive_file")
def test_an_id_survives_csv_excel_javascript_and_parquet(run: Run, tmp_path: Path) -> None:
    run("export", "-o", "posts.csv")
    run("export", "-o", "excel.csv", "--excel")
    run("export", "-o", "posts.parquet")
    run("export", "ana", "-o", "posts.jsonl")
    with (tmp_path / "posts.csv").open(newline="", encoding="utf-8") as stream:
        row = list(csv.DictReader(stream))[-1]
    with (tmp_path / "excel.csv").open(newline="", encoding="utf-8") as stream:
        guarded = list(csv.DictReader(stream))[-1]

    assert (row["id"], row["text"]) == (str(OLDEST), '=SUM(1)\n"q", ☕')
    assert row["url"].endswith(f"/{OLDEST}")
    assert guarded["id"] == f'="{OLDEST}"'
    assert guarded["text"].startswith("'=SUM")
    assert parquet.read_table(tmp_path / "posts.parquet")["id"].to_pylist()[-1] == str(OLDEST)
    if shutil.which("node"):
        script = (
            "const lines = require('fs').readFileSync('posts.jsonl', 'utf8').trim().split('\\n');"
            "console.log(JSON.parse(lines.at(-1)).id)"
        )
        node = subprocess.run(["node", "-e", script], cwd=tmp_path, capture_output=True, text=True, timeout=30)
        assert node.stdout.strip() == str(OLDEST)


@pytest.mark.usefixtures("archive_file")
def test_our_own_exports_import_again_without_a_change_to_any_id(run: Run) -> None:
    for name, options in (("posts.csv", ()), ("excel.csv", ("--excel",)), ("posts.jsonl", ())):
        run("export", "-o", name, *options)
        summary = json.loads(run("import", name, "--archive", f"{name}.db", "--json").stdout)
        assert (summary["new"], summary["rejected"]) == (40, 0), name
        again = run("export", "--archive", f"{name}.db", "--json").stdout.splitlines()
        assert {json.loads(line)["id"] for line in again} == {str((START_S + n << 32) + 7) for n in range(40)}


def test_what_is_deleted_or_private_is_told_and_stays_so_where_it_is_imported(run: Run, archive_file: str) -> None:
    deleted, hidden = (START_S << 32) + 7, (START_S + 1 << 32) + 7
    with closing(open_archive(archive_file)) as archive:
        keep(archive, creator_named("ana"), [post_of(post_id=hidden, created_s=START_S + 1, private=True)])
        gone = Tombstone(post=Post(id=deleted), reason="removed")
        at_ms = OBSERVED_MS + 1000
        archive.commit([Observation(subject=gone, source="x", observed_ms=at_ms)], Provenance(source="x"))
    told = (deleted, iso_second(at_ms), "removed", False), (hidden, None, None, True)
    for name in ("posts.jsonl", "posts.csv"):
        for address in ("tokgate.db", f"{name}.db"):
            rows = [json.loads(line) for line in run("export", "--archive", address, "--json").stdout.splitlines()]
            marked = [(int(r["id"]), r["gone_at"], r["gone_reason"], r["private"]) for r in rows][::-1][:2]
            assert marked == [*told], (name, address)
            if address == "tokgate.db":
                run("export", "-o", name)
                run("import", name, "--archive", f"{name}.db")


def test_an_export_to_stdout_is_json_lines_and_csv_on_request(run: Run, archive_file: str) -> None:
    lines = run("export", TOKGATE_ARCHIVE=archive_file).stdout.splitlines()
    table = list(csv.reader(io.StringIO(run("export", "--format", "csv", "--archive", archive_file).stdout)))

    assert len(lines) == 40
    assert len(table) == 41


def test_what_is_not_there_is_said_in_one_line(run: Run) -> None:
    said = run("creators", "--archive", "none.db", code=1).stderr
    assert said.startswith("Error: there is no archive at none.db")
    assert len(said.splitlines()) == 1


@pytest.mark.usefixtures("archive_file")
def test_an_unknown_creator_and_a_wrong_option_have_their_exit_codes(run: Run) -> None:
    assert "no creator 'nobody'" in run("posts", "nobody", code=1).stderr
    assert run("posts", "ana", "--format", "xls", code=2).stderr
    assert run("export", "--format", "parquet", code=2).stderr


@pytest.mark.usefixtures("archive_file")
def test_a_file_of_settings_and_the_environment_give_defaults(run: Run, tmp_path: Path) -> None:
    (tmp_path / "tokgate.toml").write_text('archive = "none.db"\n[creators]\nformat = "jsonl"\n')

    assert "none.db" in run("creators", code=1).stderr
    assert json.loads(run("creators", "--archive", "tokgate.db").stdout)["username"] == "ana"
    assert json.loads(run("creators", TOKGATE_ARCHIVE="tokgate.db").stdout)["username"] == "ana"
    (tmp_path / "tokgate.toml").write_text("[creator]\n")
    assert "no verb 'creator'" in run("creators", code=1).stderr


def test_creators_that_were_taken_for_one_are_listed_and_split(run: Run, tmp_path: Path) -> None:
    archive = open_archive(str(tmp_path / "tokgate.db"))
    keep(archive, Creator(username="ann"), [post_of(post_id=OLDEST, created_s=START_S)])
    keep(archive, Creator(user_id="7", username="ann"), [post_of(post_id=OLDEST + 1, created_s=START_S)])
    archive.close()

    [join] = [json.loads(line) for line in run("creators", "--joins", "--json").stdout.splitlines()]
    assert (join["gone"], join["because"], join["posts"], join["undone_at"]) == ("ann", "handle", 1, None)

    told = json.loads(run("creators", "--split", str(join["id"]), "--json").stdout)
    assert (told["returned"], told["staying"], told["kept_user_id"]) == (1, 1, "7")
    assert len(run("creators", "--json").stdout.splitlines()) == 2
    assert "undone already" in run("creators", "--split", str(join["id"]), code=1).stderr
    assert "no join 99" in run("creators", "--split", "99", code=1).stderr
    run("creators", "--split", "1", "--joins", code=2)


@pytest.fixture
def hidden_posts(archive_file: str) -> None:
    """Of the archive's posts no. 1 is gone, and no. 2 and the account are private."""
    instant = 4 * 10**12
    subjects: list[Subject] = [
        Tombstone(post=Post(id=(START_S + 1 << 32) + 7), reason="deleted"),
        Post(id=(START_S + 2 << 32) + 7, text="post 2", private=True),
        Creator(username="ana", private=True),
    ]
    archive = open_archive(archive_file)
    archive.commit(
        [Observation(subject=each, source="web", observed_ms=instant) for each in subjects], Provenance(source="web")
    )
    archive.close()


@pytest.mark.usefixtures("hidden_posts")
@pytest.mark.parametrize("verb", [("posts", "ana"), ("export",)])
def test_what_is_gone_or_private_is_marked_in_every_listing(run: Run, verb: tuple[str, ...]) -> None:
    rows = {row["text"]: row for row in map(json.loads, run(*verb, "--json").stdout.splitlines())}
    assert {text for text, row in rows.items() if row["gone_at"]} == {"post 1"}
    assert rows["post 1"]["gone_reason"] == "deleted"
    assert {text for text, row in rows.items() if row["private"]} == {"post 2"}
    table = run(*verb, "--format", "table").stdout.splitlines()
    assert {"private", "gone_at"} <= set(table[0].split())
    assert [line for line in table if "2096-10-02" in line] == [line for line in table if "post 1 " in line]


@pytest.mark.usefixtures("hidden_posts")
def test_private_accounts_are_marked(run: Run) -> None:
    [row] = map(json.loads, run("creators", "--json").stdout.splitlines())
    assert row["private"] is True
    assert "yes" in run("creators").stdout
