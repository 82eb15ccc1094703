"""`tokgate import` as a user runs it."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
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


def test_a_table_for_people_says_at_once_what_was_rejected_and_why(run: Run, items_file: Path) -> None:
    done = run("import", "items.jsonl", code=3)

    assert "5" in done.stdout.splitlines()[1]
    assert "  items.jsonl, line 3: " in done.stderr
    assert "--rejects FILE" in done.stderr


def test_columns_that_are_not_understood_are_named_and_odd_values_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("video_id,likes,plays,party,mood\n7614295022346784030,Share,5,x,\n")
    done = run("import", "t.csv", "--json")
    summary = json.loads(done.stdout)

    assert summary["ignored"] == {"party": 1}
    assert summary["odd"]["count"] == 1
    odd = {"file": "t.csv", "place": "line 2", "column": "likes", "value": "Share"}
    assert summary["odd"]["first"][0].items() >= odd.items()
    assert "party (1)" in done.stderr
    assert "--map COLUMN=ignore" in done.stderr
    assert "line 2: likes 'Share'" in done.stderr


def test_an_import_that_keeps_nothing_says_so_and_leaves_no_archive(run: Run, tmp_path: Path) -> None:
    (tmp_path / "hello.txt").write_text("hello")
    (tmp_path / "bad.json").write_text('{"id": ')
    (tmp_path / "empty").mkdir()

    assert "nothing was recognised" in run("import", "hello.txt", code=3).stderr
    assert "nothing was recognised" in run("import", "empty", code=3).stderr
    done = run("import", "bad.json", code=3)
    assert "bad.json" in done.stderr
    assert "nothing was kept" in done.stderr
    assert not (tmp_path / "tokgate.db").exists()
    run("import", "hello.txt", "--format", "nothing", code=2)
    assert not (tmp_path / "tokgate.db").exists()


def test_an_archive_that_was_there_stays_after_an_import_that_keeps_nothing(run: Run, archive_file: str) -> None:
    Path(archive_file).with_name("hello.txt").write_text("hello")
    run("import", "hello.txt", code=3)
    assert len(run("posts", "ana", "--json").stdout.splitlines()) == 40


ITEM = {
    "id": "7300000000000000001",
    "desc": "@someone hi, and more #fyp",
    "createTime": 1699663698,
    "isAd": True,
    "textLanguage": "en",
    "author": {"id": "7000000000000000001", "uniqueId": "real.one", "secUid": "MS4wLjABAAAAreal"},
    "stats": {"diggCount": 3, "playCount": 4, "commentCount": 1, "shareCount": 0, "collectCount": 9},
    "video": {"duration": 17, "height": 1024, "width": 576},
    "music": {"id": "7300000000000000201", "title": "a song"},
    "challenges": [{"id": "1", "title": "fyp"}],
}


@pytest.mark.parametrize("ending", [".csv", ".jsonl", ".excel.csv"])
def test_our_own_export_comes_back_whole(ending: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "item.json").write_text(json.dumps([ITEM]))
    run("import", "item.json")
    run("export", "-o", f"posts{ending}", *(["--excel"] if "excel" in ending else []))
    summary = json.loads(run("import", f"posts{ending}", "--archive", "again.db", "--json").stdout)
    assert (summary["ignored"], summary["odd"]["count"]) == ({}, 0)

    assert run("export", "--archive", "again.db", "--json").stdout == run("export", "--json").stdout


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


def test_an_import_that_reads_nothing_is_a_failure(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "film.mp4").write_bytes(b"\0")
    (folder / "empty.jsonl").write_bytes(b"")
    (folder / "Searches.txt").write_text("Date: 2023-12-23 19:23:04\nSearch Term: cats\n", encoding="utf-8")
    for path in ("folder", "folder/empty.jsonl"):
        done = run("import", path, "--json", code=3)
        assert json.loads(done.stdout)["read"] == 0
        assert "nothing was recognised" in done.stderr
        assert "empty.jsonl" in done.stderr


def test_the_time_of_collecting_counts_where_a_file_tells_none(run: Run, tmp_path: Path) -> None:
    row = "video_id,username,plays\n7300000000000000001,ana,{}\n"
    (tmp_path / "new.csv").write_text(row.format(9), encoding="utf-8")
    (tmp_path / "old.csv").write_text(row.format(5), encoding="utf-8")
    (tmp_path / "told.csv").write_text(
        "video_id,username,plays,collected_at\n7300000000000000001,ana,7,2024-11-02T00:00:00Z\n", encoding="utf-8"
    )
    run("import", "new.csv", "--observed-at", "2024-11-03T12:00:00Z")
    run("import", "old.csv", "--observed-at", "2024-11-01")
    run("import", "told.csv", "--observed-at", "2024-11-04")
    assert json.loads(run("posts", "ana", "--json").stdout)["plays"] == 9

    again = json.loads(run("import", "old.csv", "--observed-at", "2024-11-01", "--json").stdout)
    assert again["duplicate"] == 1
    later = json.loads(run("import", "old.csv", "--observed-at", "2024-11-04", "--json").stdout)
    assert later["duplicate"] == 0
    assert json.loads(run("posts", "ana", "--json").stdout)["plays"] == 5

    assert "is no time" in run("import", "old.csv", "--observed-at", "yesterday", code=2).stderr
    assert "still to come" in run("import", "old.csv", "--observed-at", "2034-01-01", code=2).stderr


TABLE = "vid,wer,v_likes,len,mood\n7614295022346784030,ana,4,00:31,x\n7614295022346784031,ana,Like,00:32,\n1,ana,5,,\n"
MAPPINGS = """
mappings:
  other:
    columns: {nothing: id}
  survey:
    for: [vid, v_likes]
    columns: {vid: id, wer: username, v_likes: likes, len: duration_s, missing: plays}
"""


def test_a_check_tells_what_would_be_taken_and_writes_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(TABLE)
    (tmp_path / "m.yaml").write_text(MAPPINGS)
    (checked,) = json.loads(run("import", "t.csv", "--check", "--mapping", "m.yaml", "--json", code=3).stdout)["files"]

    assert (checked["file"], checked["read"], checked["rejected"]) == ("t.csv", 3, 1)
    assert (checked["formats"], checked["subjects"]) == ({"tabular": 3}, {"post": 2})
    fields = {each["field"]: (each["columns"], each["values"], each["examples"]) for each in checked["fields"]}
    assert fields["likes"] == (["v_likes"], 1, ["4"])
    assert fields["id"] == (["vid"], 2, ["7614295022346784030", "7614295022346784031"])
    assert fields["duration_s"] == (["len"], 2, ["31.0", "32.0"])
    assert checked["ignored"] == {"mood": 1}
    assert [each["value"] for each in checked["odd"]["first"]] == ["Like"]
    assert [each["place"] for each in checked["first_rejected"]] == ["line 4"]
    assert {path.name for path in tmp_path.iterdir()} == {"t.csv", "m.yaml"}


def test_a_check_is_read_by_people_too(run: Run, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(TABLE)
    (tmp_path / "hello.txt").write_text("hello")
    shown = run("import", "t.csv", "hello.txt", "--check", "--map", "vid=id", "--map", "v_likes=likes", code=3).stdout

    assert "3 records, 1 rejected" in shown
    assert [line.split() for line in shown.splitlines() if line.startswith("likes")] == [["likes", "1", "v_likes", "4"]]
    assert "v_likes 'Like'" in shown
    assert "hello.txt\n  skipped: " in shown
    run("import", "t.csv", "--check", "--rejects", "r.jsonl", code=2)
    run("import", "nowhere.csv", "--check", code=1)


def test_a_check_and_an_import_agree(run: Run, items_file: Path) -> None:
    (checked,) = json.loads(run("import", "items.jsonl", "--check", "--json", code=3).stdout)["files"]
    imported = json.loads(run("import", "items.jsonl", "--json", code=3).stdout)
    assert (checked["read"], checked["rejected"]) == (imported["read"], imported["rejected"])
    assert checked["formats"] == imported["formats"]


def test_a_mapping_file_is_for_the_tables_that_it_names(run: Run, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(TABLE)
    (tmp_path / "known.csv").write_text("video_id,likes\n7614295022346784032,7\n")
    (tmp_path / "m.yaml").write_text(MAPPINGS)
    run("import", "t.csv", "known.csv", "--mapping", "m.yaml", "--map", "len=ignore", code=3)
    posts = {row["id"]: row for row in map(json.loads, run("export", "--json").stdout.splitlines())}

    assert [posts[f"761429502234678403{n}"]["likes"] for n in range(3)] == [4, None, 7]
    assert (posts["7614295022346784030"]["username"], posts["7614295022346784030"]["duration_ms"]) == ("ana", None)


def test_a_mapping_file_of_one_mapping_is_as_map_is(run: Run, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("vid,v_likes,v_views\n7614295022346784030,4,5\n")
    (tmp_path / "m.json").write_text('{"vid": "id", "v_likes": "likes", "v_views": "shares"}')
    run("import", "t.csv", "--mapping", "m.json", "--map", "v_views=plays")
    (post,) = map(json.loads, run("export", "--json").stdout.splitlines())
    assert (post["likes"], post["plays"], post["shares"]) == (4, 5, None)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("vid: id\nv_likes: like\n", "m.yaml:2: v_likes: column 'v_likes' cannot mean 'like'; right would be likes"),
        ("vid: [id]\n", "m.yaml:1: vid: has to be the name of a field"),
        ("- vid\n", "m.yaml:1: has to be columns with their fields"),
        ("", "m.yaml:1: has to be columns with their fields"),
        ("vid: id\nvid: url\n", "m.yaml:2: vid"),
        ("vid: id\n  x: [", "m.yaml:2: is not YAML"),
        ("mappings:\n  a:\n    column: {}\n", "m.yaml:2: mappings.a: has to hold columns"),
        ("mappings:\n  a:\n    columns: {x: id}\n    fro: [x]\n", "m.yaml:4: mappings.a.fro: is no member"),
        ("mappings:\n  a:\n    columns: {x: id}\n    for: x\n", "m.yaml:4: mappings.a.for: has to be a list"),
        ("mappings:\n  a:\n    columns: {x: id}\nvid: id\n", "m.yaml:4: vid: stands beside mappings"),
    ],
)
def test_a_wrong_mapping_file_is_told_by_line(content: str, told: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(content)
    (tmp_path / "t.csv").write_text(TABLE)
    assert told in run("import", "t.csv", "--mapping", "m.yaml", code=2).stderr
    assert not (tmp_path / "tokgate.db").exists()


def test_a_mapping_file_that_is_not_there_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(TABLE)
    assert "cannot read nowhere.yaml" in run("import", "t.csv", "--mapping", "nowhere.yaml", code=1).stderr
