"""What is told of tables that cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.importers.reading import read_csv

from tokgate.archive import open_archive
from tokgate.importers.run import import_paths
from tokgate.importers.selection import Selection

ID = 7300000000000000001


def reason(table: str, folder: Path) -> str:
    [refused] = read_csv(table, folder).refused
    return refused.reason


def test_a_table_that_needs_a_mapping_is_refused_with_one_to_copy(tmp_path: Path) -> None:
    told = reason(f"vid,v_likes,v_views\n{ID},4,5\n", tmp_path)
    assert told.endswith("--map vid=id --map v_likes=likes --map v_views=plays")
    mapping = {"vid": "id", "v_likes": "likes", "v_views": "plays"}
    archive = open_archive(":memory:")
    assert import_paths(archive, [tmp_path / "table.csv"], Selection(mapping=mapping)).new == 1
    archive.close()


def test_a_table_without_a_header_is_told_how_its_columns_are_called(tmp_path: Path) -> None:
    assert "--map 'column 1=id'" in reason(f"{ID},so good,4\n", tmp_path)


@pytest.mark.parametrize(
    "header",
    [
        "Date,Video Views,Profile Views,Likes,Comments,Shares",
        "Fecha,Visualizaciones,Visualizaciones del perfil,Me gusta,Comentarios,Compartidos",
    ],
)
def test_the_daily_report_of_an_account_is_named_as_such(header: str, tmp_path: Path) -> None:
    assert "daily report of TikTok Studio" in reason(f"{header}\n8 de marzo,5,4,3,2,1\n", tmp_path)


def test_reasons_are_told_once_with_the_first_place(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("who,v_likes\nann,1\nbob,2\n")
    archive = open_archive(":memory:")
    summary = import_paths(archive, [path])
    assert (summary.rejected, [each.place for each in summary.notes.first_rejected]) == (2, ["line 2"])
    archive.close()
