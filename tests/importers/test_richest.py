"""What is told twice, in one record or in several files, is kept as the fuller of the two tells it."""

from __future__ import annotations

import itertools
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.importers.reading import read_json
from tests.importers.test_shapes import ID, SHAPE_LIST, SHAPES, known_of

from tokgate.archive import open_archive
from tokgate.importers.run import import_paths
from tokgate.importers.selection import Selection

ITEM = json.loads((SHAPES / "web_item_beside_summary.jsonl").read_text())["raw"]
#: As real ones are: with many members that no summary has.
FULL_ITEM = {**ITEM, "diversificationLabels": [f"label {number}" for number in range(40)]}
AWEME = json.loads((SHAPES / "aweme_list.json").read_text())["aweme_list"][0]
FULL_AWEME = {**AWEME, "labels": FULL_ITEM["diversificationLabels"]}
LINK = f"https://www.tiktok.com/@real.one/video/{ID}"
OUTER: dict[str, Any] = {
    "a row": {"id": str(ID), "likes": 4},
    "a row with a link": {"url": LINK, "plays": 9},
    "Apify (clockworks)": json.loads((SHAPES / "apify_posts.json").read_text())[0],
    "Apify (apidojo)": json.loads((SHAPES / "apify_apidojo.json").read_text())[0],
    "Bright Data": json.loads((SHAPES / "bright_data.json").read_text())[0],
    "yt-dlp": json.loads((SHAPES / "ytdlp.info.json").read_text()),
    "a part of an item": {"id": str(ID), "desc": "", "createTime": ITEM["createTime"], "stats": {"playCount": 9}},
}
POSTS = [
    shape.file
    for shape in SHAPE_LIST
    if shape.known and shape.file != "web_item_list.json" and not shape.formats.startswith("id_list")
]


@pytest.mark.parametrize(
    ("outer", "member", "inner"), list(itertools.product(OUTER, ["raw", "item"], ["web_item", "aweme"]))
)
def test_a_record_that_holds_its_own_item_is_read_as_that(outer: str, member: str, inner: str, tmp_path: Path) -> None:
    item = FULL_ITEM if inner == "web_item" else FULL_AWEME
    reading = read_json([{**OUTER[outer], member: item}], tmp_path)
    assert (reading.formats, len(reading.taken), reading.refused) == ({inner}, 1, [])
    assert set("hntsdplcrf") <= set(known_of(reading.posts[ID]))


def test_a_record_that_holds_another_post_is_itself(tmp_path: Path) -> None:
    other = {**FULL_ITEM, "id": str(ID + 1)}
    reading = read_json([{**OUTER["Apify (clockworks)"], "duetFrom": other}], tmp_path)
    assert list(reading.posts) == [ID]


@pytest.mark.parametrize("post", [FULL_ITEM, FULL_AWEME])
def test_a_comment_that_holds_its_post_is_a_comment(post: dict[str, Any], tmp_path: Path) -> None:
    comment = {"cid": "7300000900000000101", "aweme_id": str(ID), "text": "so good", "post": post}
    assert list(read_json([comment], tmp_path).comments) == [7300000900000000101]


@pytest.mark.parametrize("file", POSTS)
def test_an_item_beside_a_poorer_file_stays_whole_in_either_order(file: str, tmp_path: Path) -> None:
    rich, poor = tmp_path / "web_item_list.json", tmp_path / file
    for path in (rich, poor):
        shutil.copy(SHAPES / path.name, path)
    for paths in ((rich, poor), (poor, rich)):
        archive = open_archive(":memory:")
        summary = import_paths(archive, paths, Selection(observed_ms=1_750_000_000_000))
        [post] = archive.posts_by_id([ID])
        archive.close()
        assert summary.rejected <= 1  # scraper_rows.jsonl has a failure
        assert set("hntsdplcrfm") <= set(known_of(post))
        assert post.width == 576
