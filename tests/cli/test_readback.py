"""What went into an archive comes out: comments, counts over time, follows and likes."""

from __future__ import annotations

import csv
import json
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.cli.conftest import START_S, Run
from tests.made import OBSERVED_MS, creator_named, post_of

from tokgate.archive import open_archive
from tokgate.cli.exporting import KINDS
from tokgate.domain.counts import Audience, Counts, Precision
from tokgate.domain.instants import iso_second
from tokgate.domain.observations import Observation, Provenance, Subject
from tokgate.domain.posts import Comment, CommentTombstone, Post
from tokgate.domain.relations import Relation, RelationKind, follow, like

ANA, BEN = creator_named("ana"), creator_named("ben")
POSTS = [(START_S + n << 32) + 7 for n in range(3)]
COMMENT, REPLY = POSTS[0] + 11, POSTS[0] + 12
LINK = f"https://www.tiktok.com/@ana/video/{POSTS[0]}?lang=en"
LATER_MS = OBSERVED_MS + 3_600_000


def words() -> list[tuple[Subject, int]]:
    posts = [post_of(post_id=each, created_s=each >> 32, creator=ANA) for each in POSTS]
    counts = Counts(plays=1200, likes=7, precision=Precision.EXACT)
    grown = post_of(post_id=POSTS[0], created_s=START_S, creator=ANA, counts=counts)
    said = Comment(id=COMMENT, post_id=POSTS[0], creator=BEN, text="=first", created_s=START_S + 60, likes=3, replies=1)
    reply = Comment(id=REPLY, post_id=POSTS[0], parent_id=COMMENT, creator=ANA, text="thanks", created_s=START_S + 90)
    unliked = Relation(kind=RelationKind.LIKE, creator=BEN, post=Post(id=POSTS[2]), ended=True, ended_s=START_S + 9)
    return [
        *((each, OBSERVED_MS) for each in posts),
        (grown, LATER_MS),
        (said, OBSERVED_MS),
        (reply, OBSERVED_MS),
        (CommentTombstone(id=REPLY, reason="deleted"), LATER_MS),
        (msgspec.structs.replace(ANA, audience=Audience(followers=10)), OBSERVED_MS),
        (msgspec.structs.replace(ANA, audience=Audience(followers=12)), LATER_MS),
        (follow(BEN, ANA, at_s=START_S + 5), OBSERVED_MS),
        (like(BEN, Post(id=POSTS[1])), OBSERVED_MS),
        (unliked, LATER_MS),
    ]


@pytest.fixture(autouse=True)
def held(tmp_path: Path) -> None:
    with closing(open_archive(str(tmp_path / "tokgate.db"))) as archive:
        for subject, at_ms in words():
            archive.commit([Observation(subject=subject, source="test", observed_ms=at_ms)], Provenance(source="test"))


def rows_of(run: Run, *arguments: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run(*arguments, "--json").stdout.splitlines()]


@pytest.mark.parametrize("post", [str(POSTS[0]), LINK], ids=["id", "link"])
def test_the_comments_on_a_post_are_read_back_with_who_when_and_what_became_of_them(run: Run, post: str) -> None:
    first, reply = rows_of(run, "comments", post)

    assert first == {
        "id": str(COMMENT),
        "post_id": str(POSTS[0]),
        "parent_id": None,
        "username": "ben",
        "user_id": BEN.user_id,
        "sec_uid": BEN.sec_uid,
        "created_at": iso_second((START_S + 60) * 1000),
        "text": "=first",
        "likes": 3,
        "replies": 1,
        "language": None,
        "pinned": None,
        "liked_by_author": None,
        "gone_at": None,
        "gone_reason": None,
    }
    assert (reply["parent_id"], reply["gone_at"], reply["gone_reason"]) == (
        str(COMMENT),
        iso_second(LATER_MS),
        "deleted",
    )


def test_comments_are_found_by_whose_posts_and_by_who_wrote_them(run: Run) -> None:
    assert [row["id"] for row in rows_of(run, "comments", "--creator", "ana")] == [str(COMMENT), str(REPLY)]
    assert [row["id"] for row in rows_of(run, "comments", "--by", "ben")] == [str(COMMENT)]
    assert [row["id"] for row in rows_of(run, "export", "--what", "comments")] == [str(COMMENT), str(REPLY)]
    assert "give one of" in run("comments", code=2).stderr
    assert "give one of" in run("comments", LINK, "--by", "ben", code=2).stderr


def test_a_post_without_comments_has_none_and_an_unknown_one_is_said(run: Run) -> None:
    assert rows_of(run, "comments", str(POSTS[2])) == []
    assert "the archive has no post 7" in run("comments", "7", code=1).stderr
    assert "names no post" in run("comments", "first post", code=2).stderr
    assert "the archive has no post" in run("history", LINK.replace("7?", "9?"), code=1).stderr


def test_the_counts_of_a_post_and_of_a_creator_are_told_over_time(run: Run) -> None:
    counts = rows_of(run, "history", LINK)
    followers = rows_of(run, "history", "@ana")
    by_id = rows_of(run, "history", str(ANA.user_id))

    assert [(row["observed_at"], row["source"], row["counts_precision"]) for row in counts] == [
        (iso_second(OBSERVED_MS), "test", counts[0]["counts_precision"]),
        (iso_second(LATER_MS), "test", "exact"),
    ]
    assert (counts[1]["plays"], counts[1]["likes"], counts[1]["shares"]) == (1200, 7, None)
    assert [row["followers"] for row in followers if row["followers"] in (10, 12)] == [10, 12]
    assert by_id == followers


def test_counts_follows_and_likes_are_exported(run: Run) -> None:
    counts = rows_of(run, "export", "--what", "counts", "--since", iso_second(LATER_MS))
    audiences = rows_of(run, "export", "--what", "audiences", "ana")
    [followed] = rows_of(run, "export", "--what", "follows")
    likes = rows_of(run, "export", "--what", "likes", "ben")

    assert [(row["id"], row["plays"]) for row in counts] == [(str(POSTS[0]), 1200)]
    assert audiences == rows_of(run, "history", "ana")
    assert (followed["follower_username"], followed["followed_username"]) == ("ben", "ana")
    assert (followed["followed_at"], followed["ended"]) == (iso_second((START_S + 5) * 1000), False)
    assert [(row["liker_username"], row["post_id"], row["ended"]) for row in likes] == [
        ("ben", str(POSTS[1]), False),
        ("ben", str(POSTS[2]), True),
    ]
    assert rows_of(run, "export", "--what", "likes", "ana") == []
    assert {row["username"] for row in rows_of(run, "export", "--what", "creators")} == {"ana", "ben"}
    assert [row["username"] for row in rows_of(run, "export", "ben", "--what", "creators")] == ["ben"]
    assert "audiences" in run("export", "--what", "creators", "--since", "2026-01-01", code=2).stderr


def test_a_time_and_a_number_choose_among_posts(run: Run) -> None:
    middle = iso_second((START_S + 1) * 1000)

    assert [row["id"] for row in rows_of(run, "posts", "ana", "--since", middle)] == [str(POSTS[2]), str(POSTS[1])]
    assert [row["id"] for row in rows_of(run, "posts", "ana", "--until", middle)] == [str(POSTS[0])]
    assert [row["id"] for row in rows_of(run, "export", "--limit", "1")] == [str(POSTS[2])]
    assert rows_of(run, "export", "--since", "1h ago") == []
    assert "is not an instant" in run("posts", "ana", "--since", "soon", code=2).stderr


def test_a_name_may_be_a_link_and_a_wrong_one_is_answered_with_the_nearest(run: Run) -> None:
    assert rows_of(run, "posts", "https://www.tiktok.com/@ana") == rows_of(run, "posts", "ana")
    assert "no creator 'an'; did you mean 'ana'?" in run("posts", "an", code=1).stderr
    assert "no creator 'anna'; did you mean 'ana'?" in run("posts", "anna", code=1).stderr
    assert "`tokgate creators` lists" in run("posts", "zoe", code=1).stderr
    assert "did you mean 'posts'?" in run("post", code=2).stderr


def test_every_format_writes_the_same_and_an_ending_that_is_none_is_refused(run: Run, tmp_path: Path) -> None:
    for name in ("c.csv", "c.tsv", "c.json", "c.jsonl", "c.parquet", "c.ndjson"):
        run("export", "--what", "comments", "-o", name)
    rows = json.loads((tmp_path / "c.json").read_text())
    table = list(csv.reader((tmp_path / "c.tsv").read_text().splitlines(), delimiter="\t"))

    assert [json.loads(line) for line in (tmp_path / "c.jsonl").read_text().splitlines()] == rows
    assert (tmp_path / "c.ndjson").read_text() == (tmp_path / "c.jsonl").read_text()
    assert table == list(csv.reader((tmp_path / "c.csv").read_text().splitlines()))
    assert table[1][table[0].index("text")] == "=first"
    assert json.loads(run("export", "--format", "json", "--limit", "0").stdout) == []
    refused = run("export", "-o", "out.xyz", code=2).stderr
    assert ".xyz" in refused
    assert ".csv" in refused
    assert not (tmp_path / "out.xyz").exists()
    assert "--excel goes with csv" in run("export", "--excel", "-o", "x.json", code=2).stderr


def test_a_spreadsheet_gets_no_formula_with_excel(run: Run, tmp_path: Path) -> None:
    run("export", "--what", "comments", "-o", "c.tsv", "--excel")
    [row, _] = csv.DictReader((tmp_path / "c.tsv").read_text().splitlines(), delimiter="\t")

    assert (row["id"], row["text"]) == (f'="{COMMENT}"', "'=first")


@pytest.mark.parametrize("options", [("csv",), ("tsv", "--excel"), ("jsonl",)], ids=" ".join)
def test_whatever_is_exported_is_the_same_after_an_import(run: Run, options: tuple[str, ...]) -> None:
    form, *more = options
    #: What the table does not tell of where it came from, and what only the archive knows of itself.
    untold = {"source", "observed_at", "posts_held", "oldest_post", "newest_post", "pinned", "liked_by_author"}
    for what in KINDS:
        run("export", "--what", what, "-o", f"{what}.{form}", *more)
        summary = json.loads(run("import", f"{what}.{form}", "--archive", f"{what}.db", "--json").stdout)
        before = rows_of(run, "export", "--what", what)
        after = rows_of(run, "export", "--what", what, "--archive", f"{what}.db")

        assert (summary["new"] + summary["updated"], summary["rejected"]) == (len(before), 0), what
        assert sorted(_told(row, untold) for row in after) == sorted(_told(row, untold) for row in before), what
        if what in ("counts", "audiences"):
            assert sorted(row["observed_at"] for row in after) == sorted(row["observed_at"] for row in before)


def test_an_export_that_is_imported_later_brings_nothing_older_back(run: Run, tmp_path: Path) -> None:
    run("export", "-o", "old.csv")
    newest = post_of(post_id=POSTS[0], created_s=START_S, creator=ANA, counts=Counts(plays=9999))
    with closing(open_archive(str(tmp_path / "tokgate.db"))) as archive:
        at_ms = LATER_MS + 60_000
        archive.commit([Observation(subject=newest, source="test", observed_ms=at_ms)], Provenance(source="test"))
    run("import", "old.csv")

    [row] = rows_of(run, "posts", "ana", "--until", iso_second((START_S + 1) * 1000))

    assert (row["plays"], row["observed_at"]) == (9999, iso_second(at_ms))


def _told(row: dict[str, Any], untold: set[str]) -> str:
    """A row for comparing; a table cannot tell an empty text from none."""
    return json.dumps({name: None if value in ("", []) else value for name, value in row.items() if name not in untold})
