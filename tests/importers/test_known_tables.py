"""Tables of public tools, where their columns mean something else than elsewhere."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from tests.importers.reading import read_csv, read_file, read_json
from tests.importers.test_shapes import ID, SHAPES

from tokgate.archive import open_archive
from tokgate.domain.creators import Creator
from tokgate.importers.column_names import spelled
from tokgate.importers.columns import layout_of
from tokgate.importers.fields import FIELDS
from tokgate.importers.known_tables import KNOWN_TABLES, NOT_READ, known_table
from tokgate.importers.run import import_paths

REPLY = 7_300_000_900_000_000_102


def test_a_tables_signs_are_its_own_and_its_fields_exist() -> None:
    for table in KNOWN_TABLES:
        assert set(table.columns.values()) <= {*FIELDS, NOT_READ}
        others = {each.tool for each in KNOWN_TABLES if each.signs <= table.signs}
        assert others == {table.tool}


def test_every_tool_is_in_the_docs() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "importing.md").read_text("utf-8")
    tools = {table.tool.split(" (")[0] for table in KNOWN_TABLES}
    assert [tool for tool in tools if f"| {tool}" not in page] == []


def test_a_column_that_a_tool_means_otherwise_is_told_and_not_read() -> None:
    columns = ("thread_id", "author_full", "tiktok_url", "video_url", "likes")
    layout = layout_of(columns)
    assert (layout.tool, layout.columns["url"]) == ("4CAT", ("tiktok_url",))
    assert set(layout.unread) == {"thread_id", "video_url"}


def test_what_the_user_maps_goes_before_what_is_known_of_a_tool() -> None:
    columns = ("username", "url", "title", "favourited", "engagement_rate_%")
    layout = layout_of(columns, (("title", "title"), ("engagement_rate_%", "saves")))
    assert (layout.columns["title"], layout.columns["saves"]) == (("title",), ("engagement_rate_%",))
    assert "favourited" in layout.unread


@pytest.mark.parametrize("file", ["apify_comments.json", "4cat_comments.csv"])
def test_comments_of_tools_have_their_post_author_and_parent(file: str) -> None:
    first, reply = read_file(SHAPES / file).comments.values()
    assert (first.post_id, first.parent_id, first.text, first.likes, first.replies) == (ID, None, "so good", 4, 1)
    assert (reply.id, reply.parent_id, reply.creator and reply.creator.username) == (REPLY, first.id, "another")
    assert (first.language, first.created_s) == (None, 1699776000)


def test_bright_data_tells_handle_name_and_when_it_was_seen() -> None:
    (observed,) = read_file(SHAPES / "bright_data.json").observations
    creator = read_file(SHAPES / "bright_data.json").posts[ID].creator
    assert creator is not None
    assert (creator.username, creator.name, creator.sec_uid) == ("real.one", "The Real One", "MS4wLjABAAAAreal")
    assert (observed.observed_ms, observed.instant_known) == (1790537976327, True)


def test_a_sound_id_that_passed_through_javascript_is_unknown() -> None:
    sound = read_file(SHAPES / "apify_apidojo.json").posts[ID].sound
    assert sound is not None
    assert (sound.id, sound.title) == (None, "a song")


def test_collaborators_of_a_post_are_no_posts(tmp_path: Path) -> None:
    assert list(read_file(SHAPES / "apify_apidojo.json").posts) == [ID]
    rows = [{"id": "6900000000000000001", "username": "another", "name": "Another", "followers": 5}]
    (observed,) = read_json(rows, tmp_path).observations
    assert isinstance(observed.subject, Creator)
    assert (observed.subject.username, observed.subject.user_id) == ("another", None)


def test_accounts_numbered_by_row_are_accounts(tmp_path: Path) -> None:
    link = "https://www.tiktok.com/@ann"
    reading = read_csv(f"id,username,url,followers\n1,ann,{link},5\n2,bea,https://example.com,6\n", tmp_path)
    assert [each.subject for each in reading.observations if not isinstance(each.subject, Creator)] == []
    assert (len(reading.taken), reading.refused) == (2, [])


def test_studios_export_is_read_as_it_comes(tmp_path: Path) -> None:
    for name, file in (("Content_1.zip", "studio_content.csv"), ("Overview_1.zip", "studio_overview.csv")):
        with zipfile.ZipFile(tmp_path / name, "w") as packed:
            packed.writestr("Content.csv", "\ufeff" + (SHAPES / file).read_text("utf-8"))
    archive = open_archive(":memory:")
    summary = import_paths(archive, [tmp_path])
    archive.close()
    assert (summary.read, summary.new, summary.rejected) == (2, 1, 1)
    assert "TikTok Studio" in summary.notes.first_rejected[0].reason


@pytest.mark.parametrize("file", ["overview", "followers", "viewers", "active_followers", "territories", "gender"])
def test_reports_about_an_account_are_named(file: str) -> None:
    (refusal,) = read_file(SHAPES / f"studio_{file}.csv").refused
    assert "report of TikTok Studio" in refusal.reason
    assert "no posts" in refusal.reason


def test_a_tool_is_known_however_its_columns_are_spelled() -> None:
    assert known_table(("VIDEO LINK", "total_views")) is known_table(("Video link", "Total views"))
    assert spelled("authorMeta/nickName") == spelled("authorMeta.nickName") == "authormeta.nickname"
