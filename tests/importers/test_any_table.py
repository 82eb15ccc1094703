"""Tables of any columns and cells: each value is in the field that its column means, or told of, and nowhere else."""

from __future__ import annotations

import csv
import json
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from tokgate.archive import open_archive
from tokgate.importers.check import check_paths
from tokgate.importers.fields import FIELDS
from tokgate.importers.known_tables import KNOWN_TABLES
from tokgate.importers.mappings import TableMapping
from tokgate.importers.run import Summary, import_paths
from tokgate.importers.selection import Selection
from tokgate.importers.told import told_of

FIRST = 7_300_000_000_000_000_001
_OWN_LIKES = frozenset({"likes", "likes_received"})
#: What a column may say, as people mean it. A bare counter of likes is the account's where the post has a surer one.
MEANS: dict[str, frozenset[str]] = {
    "likes": _OWN_LIKES,
    "digg_count": _OWN_LIKES,
    "video_details.diggCount": frozenset({"likes"}),
    "author_likes": frozenset({"likes_received"}),
    "Visualizações": frozenset({"plays"}),
    "play_count": frozenset({"plays"}),
    "item.stats.playCount": frozenset({"plays"}),
    "comment_count": frozenset({"comments"}),
    "Shares": frozenset({"shares"}),
    "collect_count": frozenset({"saves"}),
    "favourited": frozenset({"saves"}),
    "author.stats.followerCount": frozenset({"followers"}),
    "authorMeta/fans": frozenset({"followers"}),
    "author_video_count": frozenset({"posts"}),
    "caption": frozenset({"text"}),
    "author_description": frozenset({"bio"}),
    "title": frozenset({"title", "text"}),
    "author": frozenset({"username", "name"}),
    "nickname": frozenset({"name"}),
    "music_title": frozenset({"sound_title"}),
    "musicMeta.musicAuthor": frozenset({"sound_author"}),
    "location_created": frozenset({"region"}),
    "text_language": frozenset({"language"}),
    "party": frozenset(),
    "data.likes": frozenset(),
    "video.cover": frozenset(),
    "Time": frozenset(),
    "claim_status": frozenset(),
    "engagement_rate_%": frozenset(),
}
#: Fields that are made of others, or of the id.
_MADE = {"id", "kind", "created_at"}
ODD = [
    "",
    "Share",
    "nan",
    "-",
    "-5",
    "1e400",
    "0x10",
    "1.2.3",
    "½",
    "{'a': [",
    "=1+1",
    "a" * 300,
    "\x0b",
    '"',
    "#x",
    "NaN",
]
ODD_JSON: list[Any] = [None, True, -1, 1e300, [], {}, [None], {"a": 1}, [[]], [{"name": 3}], 0.5, "Share", "\ud7ff"]


def imported(content: str, ending: str, **told: Any) -> tuple[Summary, list[dict[str, Any]]]:
    """What becomes of a file, and what the posts say; a dry run must see the same."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "table" + ending)
        path.write_text(content, "utf-8")
        archive = open_archive(":memory:")
        selection = Selection(observed_ms=1_750_000_000_000, **told)
        summary = import_paths(archive, [path], selection)
        posts = [told_of(post) for post in archive.all_posts()]
        archive.close()
        (check,) = check_paths([path], selection)
    assert summary.read == summary.new + summary.updated + summary.duplicate + summary.rejected
    assert not any("cannot be read as" in each.reason for each in summary.notes.first_rejected)
    assert (check.read, check.rejected) == (summary.read, summary.rejected)
    assert (check.notes.ignored, check.notes.odd) == (summary.notes.ignored, summary.notes.odd)
    return summary, posts


def as_csv(columns: list[str], rows: list[list[str]]) -> str:
    with tempfile.TemporaryFile("w+", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([columns, *rows])
        file.seek(0)
        return file.read()


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[str], list[list[Any]], bool]:
    """Columns, rows without the ids, and whether it is JSON. Every sure cell is another number, or text."""
    columns = draw(st.lists(st.sampled_from(list(MEANS)), min_size=1, max_size=8, unique=True))
    is_json = draw(st.booleans())
    count = draw(st.integers(1, 3))
    rows = [[str(1000 + number * 50 + place) for place in range(len(columns))] for number in range(count)]
    for row in rows:
        for place in draw(st.sets(st.integers(0, len(columns) - 1), max_size=3)):
            row[place] = draw(st.sampled_from(ODD_JSON if is_json else ODD))
    return columns, rows, is_json


@given(tables())
@example((["likes", "digg_count", "author.stats.followerCount"], [["1", "2", "3"]], False))
@example((["likes", "video_details.diggCount", "authorMeta/fans"], [["1", "2", "3"]], True))
@example((["author", "favourited", "engagement_rate_%", "title"], [["ann", "2", "3", "4"]], False))
def test_a_value_is_nowhere_but_in_a_field_that_its_column_means(
    table: tuple[list[str], list[list[Any]], bool],
) -> None:
    columns, rows, is_json = table
    ids = [str(FIRST + number) for number in range(len(rows))]
    if is_json:
        lines = [
            dict(zip(["video_id", *columns], [name, *row], strict=True)) for name, row in zip(ids, rows, strict=True)
        ]
        summary, posts = imported("\n".join(map(json.dumps, lines)), ".jsonl")
    else:
        summary, posts = imported(
            as_csv(["video_id", *columns], [[name, *row] for name, row in zip(ids, rows, strict=True)]), ".csv"
        )
        assert summary.read == len(rows)
    for post in posts:
        row = rows[ids.index(str(post["id"]))]
        for field, value in post.items():
            if field not in _MADE:
                said = {str(cell) for column, cell in zip(columns, row, strict=True) if field in MEANS[column]}
                assert str(value) in said, (field, value)
    for place, column in enumerate(columns):
        if summary.rejected == 0 and posts and not is_json and not MEANS[column]:
            assert summary.notes.ignored.get(column, 0) == sum(row[place] != "" for row in rows)


NAMES = st.one_of(
    st.sampled_from([*MEANS, "id", "url", "video_id", "cid", "reply_count", "parent_id", "post_id", "created_at"]),
    st.sampled_from(sorted({column for table in KNOWN_TABLES for column in (*table.signs, *table.columns)})),
    st.text(max_size=12),
)
CELLS = st.one_of(
    st.sampled_from([*ODD, str(FIRST), f"https://www.tiktok.com/@ann/video/{FIRST}", "https://www.tiktok.com/@ann"]),
    st.sampled_from(["2023-11-11", "6/10/2025 22:44", "00:31", "1.2M", "#a,#b", "@x y", "7.3E+18", "1699663698"]),
    st.text(max_size=20),
)


@given(st.lists(NAMES, min_size=1, max_size=10), st.lists(st.lists(CELLS, min_size=1, max_size=10), max_size=4))
def test_no_table_breaks_an_import(columns: list[str], rows: list[list[str]]) -> None:
    imported(as_csv(columns, rows), ".csv")


@given(
    st.lists(NAMES, min_size=1, max_size=6, unique=True),
    st.lists(st.recursive(CELLS | st.sampled_from(ODD_JSON), lambda inner: st.dictionaries(NAMES, inner, max_size=3))),
)
def test_no_object_breaks_an_import(columns: list[str], cells: list[Any]) -> None:
    imported(json.dumps([dict(zip(columns, cells, strict=False)), {"video_id": str(FIRST), "x": cells}]), ".json")


@given(
    st.dictionaries(NAMES.filter(bool), st.sampled_from(FIELDS), min_size=1, max_size=6),
    st.lists(st.lists(CELLS, min_size=6, max_size=6), min_size=1, max_size=2),
    st.booleans(),
)
def test_no_mapping_breaks_an_import(fields: dict[str, str], rows: list[list[str]], is_named: bool) -> None:
    wanted = frozenset(list(fields)[:2]) if is_named else frozenset()
    columns = [*fields, "one", "two", "three", "four", "five"][:6]
    imported(as_csv(columns, rows), ".csv", mappings=[TableMapping(fields, wanted)])
