"""What holds for every format: each record is accounted for, importing again changes nothing, nothing crashes."""

from __future__ import annotations

import contextlib
import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.importers.reading import REAL_DATA, outcome_of, real

from tokgate.archive import open_archive
from tokgate.domain.instants import iso
from tokgate.domain.links import handle_in_link, id_in_link
from tokgate.domain.posts import is_plausible_second
from tokgate.importers import cells
from tokgate.importers.format import FileContext, ForeignRecord, Rejected
from tokgate.importers.formats import FORMATS
from tokgate.importers.instants import created_second, parse_instant
from tokgate.importers.json_tree import NoJSON, decoded
from tokgate.importers.nested import opened
from tokgate.importers.run import import_paths

FOLDERS = ("aweme", "comments", "data_export", "id_list", "live", "research_api", "tabular", "ytdlp_flat")
FILES = sorted(path.relative_to(REAL_DATA).as_posix() for name in FOLDERS for path in (REAL_DATA / name).glob("*"))
MINE = tuple(each for each in FORMATS if each.name in (*FOLDERS, "live"))

#: Members that formats look at, so that generated objects reach their code.
NAMES = st.sampled_from(
    [
        "id",
        "aweme_id",
        "cid",
        "video_id",
        "text",
        "statistics",
        "author",
        "video",
        "music",
        "desc",
        "create_time",
        "text_extra",
        "status",
        "reply_comment",
        "user",
        "hashtag_names",
        "hashtag_info_list",
        "view_count",
        "region_code",
        "parent_comment_id",
        "display_name",
        "follower_count",
        "Date",
        "Link",
        "link",
        "date",
        "title",
        "upload_date",
        "url",
        "extractor_key",
        "duration",
        "entries",
        "data",
        "error",
        "code",
        "likes",
        "common",
        "method",
    ]
)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=30)
    | st.sampled_from(["7470969622276164906", 7470969622276164906, "7.47E+18", "\ud800", "[1", "{'a': [1]}"])
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=8), max_leaves=20
)


@pytest.mark.parametrize("name", FILES or ["no data"])
def test_real_files_are_accounted_for_and_change_nothing_twice(name: str) -> None:
    path = real(name)
    archive = open_archive(":memory:")
    first, second = import_paths(archive, [path]), import_paths(archive, [path])
    assert first.read == first.new + first.updated + first.duplicate + first.rejected > 0
    assert (second.read, second.rejected, second.new, second.updated) == (first.read, first.rejected, 0, 0)
    archive.close()


@given(VALUES)
def test_no_json_value_breaks_a_format(value: Any) -> None:
    try:
        value, raw = decoded(json.dumps(value).encode())
    except NoJSON:
        return
    record = ForeignRecord(place="1", value=value, raw=raw)
    context = FileContext(file="f", observed_ms=1, creator="c")
    for form in MINE:
        if form.matches(value):
            found = outcome_of(partial(form.read, record, context))
            assert found.reason if isinstance(found, Rejected) else found


@given(SCALARS)
def test_no_cell_breaks_a_reader(cell: Any) -> None:
    opened(cell)
    id_in_link(cell)
    handle_in_link(cell)
    for read in (cells.text, cells.word, cells.filled, cells.whole, cells.tally, cells.flag, cells.link):
        read(cell)
    for read_or_refuse in (cells.exact_id, cells.post_id):
        found: object = outcome_of(partial(read_or_refuse, cell, "field"))
        assert not isinstance(found, Rejected) or found.field == "field"
    for read_or_odd in (cells.parse_count, cells.parse_seconds, cells.told_id):
        with contextlib.suppress(cells.OddCell):
            read_or_odd(cell)
    instant = parse_instant(cell)
    assert instant is None or is_plausible_second(instant.second)


@given(st.integers(1_400_000_000, 1_900_000_000), st.integers(0, 2**32 - 1), st.integers(0, 299), st.integers(-14, 14))
def test_a_zone_too_many_or_too_few_is_seen(upload: int, low: int, late: int, hours: int) -> None:
    post_id = (upload << 32) + low
    told = iso((upload + late + hours * 3600) * 1000).removesuffix(".000Z")
    second = created_second(post_id, told)
    assert created_second(post_id, told + "Z") == upload + late + hours * 3600
    assert second == (upload + late if hours == 0 else upload)


@given(st.integers(1_400_000_000 << 32, (1_900_000_000 << 32) - 1), st.sampled_from(["video", "photo"]))
def test_ids_in_links_are_exact(post_id: int, kind: str) -> None:
    link = f"https://www.tiktok.com/@some.one_1/{kind}/{post_id}?lang=en"
    assert (id_in_link(link), handle_in_link(link, post_id), handle_in_link(link, 1)) == (post_id, "some.one_1", None)
    assert id_in_link(f"https://www.tiktokv.com/share/video/{post_id}/") == post_id
    assert cells.post_id(f'="{post_id}"', "id") == cells.post_id(post_id, "id") == post_id


def test_a_folder_of_real_files_ends_with_every_record_counted(tmp_path: Path) -> None:
    archive = open_archive(str(tmp_path / "archive.db"))
    summary = import_paths(archive, [real(name) for name in ("aweme", "comments", "ytdlp_flat", "data_export")])
    assert summary.read == summary.new + summary.updated + summary.duplicate + summary.rejected
    assert set(summary.formats) == {"aweme", "comments", "ytdlp_flat", "data_export"}
    archive.close()
