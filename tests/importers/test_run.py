"""Imports into an archive, and what the summary says of them."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.importers.reading import REAL_DATA

from tokgate.archive import open_archive
from tokgate.domain.observations import Observation, Outcome, Provenance
from tokgate.domain.ports import Archive
from tokgate.importers.run import Summary, import_paths
from tokgate.importers.selection import Selection

FIRST = 7_305_827_432_509_082_913
WEB_FAMILY = ("web_item", "web_item_legacy", "zeeschuimer", "scraper_jsonl", "tiktok_scraper")
REAL_FILES = [path for folder in WEB_FAMILY for path in sorted((REAL_DATA / folder).glob("*"))]


@pytest.fixture
def archive() -> Iterator[Archive]:
    opened = open_archive(":memory:")
    yield opened
    opened.close()


def item(number: int = 0, **members: Any) -> dict[str, Any]:
    return {
        "id": str(FIRST + number),
        "createTime": 1_701_020_508,
        "desc": f"post {number}",
        "author": {"id": "77502", "uniqueId": "anna"},
        "stats": {"playCount": number},
        **members,
    }


def write(folder: Path, *values: Any, name: str = "file.jsonl") -> Path:
    path = folder / name
    path.write_text("".join(json.dumps(value) + "\n" for value in values))
    return path


def whole(summary: Summary) -> bool:
    return summary.read == summary.new + summary.updated + summary.duplicate + summary.rejected


def test_the_summary_counts_every_record_once(archive: Archive, tmp_path: Path) -> None:
    path = write(tmp_path, item(0), item(1), item(0), item(2, id="broken"), "text", item(0, stats={"playCount": 9}))
    summary = import_paths(archive, [path])
    assert (summary.read, summary.new, summary.duplicate, summary.rejected) == (6, 2, 1, 2)
    assert whole(summary)
    assert summary.formats == {"web_item": 5}


def test_importing_again_changes_nothing(archive: Archive, tmp_path: Path) -> None:
    path = write(tmp_path, item(0), item(1))
    import_paths(archive, [path])
    path.touch()
    again = import_paths(archive, [path])
    assert (again.read, again.duplicate) == (2, 2)


def test_rejects_say_where_what_and_why(archive: Archive, tmp_path: Path) -> None:
    rejects = io.StringIO()
    import_paths(archive, [write(tmp_path, item(0), item(1, createTime=1_701_020_508_000))], rejects=rejects)
    (line,) = [json.loads(line) for line in rejects.getvalue().splitlines()]
    assert (line["file"], line["place"], line["format"], line["field"]) == (
        "file.jsonl",
        "line 2",
        "web_item",
        "createTime",
    )
    assert "milliseconds" in line["reason"]
    assert json.loads(line["record"])["id"] == str(FIRST + 1)


def test_rejected_records_are_shown_in_part(archive: Archive, tmp_path: Path) -> None:
    rejects = io.StringIO()
    import_paths(archive, [write(tmp_path, item(0, id="x", desc="long " * 10_000))], rejects=rejects)
    assert len(rejects.getvalue()) < 5000


def test_one_named_format_takes_no_other_records(archive: Archive, tmp_path: Path) -> None:
    path = write(tmp_path, item(0))
    assert import_paths(archive, [path], Selection(format="zeeschuimer")).rejected == 1
    assert import_paths(archive, [path], Selection(format="web_item")).new == 1
    with pytest.raises(ValueError, match="web_item"):
        import_paths(archive, [path], Selection(format="webitem"))


def test_a_path_that_does_not_exist_is_told_before_anything_is_read(archive: Archive, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="nowhere"):
        import_paths(archive, [write(tmp_path, item(0)), tmp_path / "nowhere.json"])
    assert list(archive.creators()) == []


def test_folders_are_imported_and_unknown_files_named(archive: Archive, tmp_path: Path) -> None:
    write(tmp_path, item(0), name="a.jsonl")
    write(tmp_path, item(1), name="b.json")
    (tmp_path / "film.mp4").write_bytes(b"\0")
    summary = import_paths(archive, [tmp_path])
    assert summary.new == 2
    assert len(summary.skipped) == 1
    assert "film.mp4" in summary.skipped[0]


def test_the_given_creator_owns_posts_without_one(archive: Archive, tmp_path: Path) -> None:
    projection = {name: member for name, member in item().items() if name != "author"}
    import_paths(archive, [write(tmp_path, projection)], Selection(creator="@bea"))
    assert archive.creator(username="bea") is not None


def test_what_came_is_what_the_archive_has(archive: Archive, tmp_path: Path) -> None:
    odd = item(0, odd={"float": -15.1, "deep": [None, True, {"x": "é\u2028"}]})
    import_paths(archive, [write(tmp_path, odd)])
    body = archive.body(FIRST, "web_item")
    assert body is not None
    assert json.loads(body) == odd


class Picky:
    """An archive that refuses batches in which one post is."""

    def __init__(self, refused: int) -> None:
        self.refused = refused
        self.kept: list[int] = []
        self.origins: set[Provenance] = set()

    def commit(
        self,
        observations: Sequence[Observation],
        provenance: Provenance,
        *,
        checkpoint: tuple[str, bytes] | None = None,
    ) -> list[Outcome]:
        ids = [msgspec.to_builtins(observation.subject)["id"] for observation in observations]
        if self.refused in ids:
            raise ValueError("this one not")
        self.kept += ids
        self.origins.add(provenance)
        return [Outcome.NEW] * len(observations)

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(name)


def test_a_record_that_cannot_be_kept_costs_only_itself(tmp_path: Path) -> None:
    archive, rejects = Picky(FIRST + 1), io.StringIO()
    path = write(tmp_path, *(item(number) for number in range(4)))
    summary = import_paths(_as_archive(archive), [path], rejects=rejects)
    assert archive.kept == [FIRST, FIRST + 2, FIRST + 3]
    assert archive.origins == {Provenance(source="web_item", file="file.jsonl")}
    assert (summary.new, summary.rejected) == (3, 1)
    assert json.loads(rejects.getvalue())["place"] == "line 2"


def _as_archive(archive: Any) -> Archive:
    found: Archive = archive
    return found


def test_progress_is_told_while_reading_and_after_each_batch(archive: Archive, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    path = write(tmp_path, *(item(number) for number in range(5200)))
    import_paths(archive, [path], progress=lambda summary: seen.append((summary.read, summary.bytes_read)))
    assert seen == sorted(seen)
    assert [read for read, _ in seen] == [0] * 10 + [5000, 5200]
    assert len({how_far for _, how_far in seen[:10]}) > 1


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(sorted(item())) | st.text(max_size=8), inner, max_size=6)
    ),
    max_leaves=12,
)


@given(st.lists(anything, max_size=5))
def test_whatever_a_file_holds_every_record_is_accounted_for(
    tmp_path_factory: pytest.TempPathFactory, values: list[Any]
) -> None:
    archive = open_archive(":memory:")
    summary = import_paths(archive, [write(tmp_path_factory.getbasetemp(), *values, item())])
    archive.close()
    assert whole(summary)
    assert summary.read >= len(values) + 1


@pytest.mark.skipif(not REAL_FILES, reason="needs real data, which is not part of the repository")
@pytest.mark.parametrize("path", REAL_FILES, ids=[path.name for path in REAL_FILES])
def test_real_files_are_accounted_for_and_importing_them_again_changes_nothing(path: Path, archive: Archive) -> None:
    summary = import_paths(archive, [path])
    assert whole(summary)
    assert summary.new
    again = import_paths(archive, [path])
    assert (again.read, again.duplicate, again.rejected) == (
        summary.read,
        summary.read - again.rejected,
        summary.rejected,
    )


def test_one_post_in_several_files_is_one_post_with_a_history(archive: Archive) -> None:
    """Edge case 9: 7198206283571285294 stands in three files with other counters."""
    paths = [path for path in REAL_FILES if path.name.startswith("scrapfly")]
    if not paths:
        pytest.skip("needs real data, which is not part of the repository")
    import_paths(archive, paths)
    saves = {observation.counts.saves for observation in archive.history(7198206283571285294)}
    assert 97723 in saves


def test_the_same_post_twice_in_one_answer_is_one_post(archive: Archive, tmp_path: Path) -> None:
    """Edge case 8."""
    summary = import_paths(archive, [write(tmp_path, {"itemList": [item(0), item(1), item(0)]})])
    assert (summary.new, summary.duplicate) == (2, 1)
