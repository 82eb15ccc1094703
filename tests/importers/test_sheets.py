"""Spreadsheets that hold little and say that they hold much."""

from __future__ import annotations

import datetime as dt
import io
import tracemalloc
import zipfile
from pathlib import Path

import openpyxl
import pytest
from tests.importers.reading import Reading, read_file

from tokgate.importers.limits import DEFAULT, MEGABYTE
from tokgate.importers.sheets import Book
from tokgate.importers.workbook import workbook_of

ID = 7_300_000_000_000_000_001


def read(cells: dict[str, object], folder: Path) -> Reading:
    path = folder / "book.xlsx"
    book = openpyxl.Workbook()
    for place, value in cells.items():
        book.active[place] = value
    book.save(path)
    return read_file(path)


def with_part(folder: Path, content: bytes) -> Path:
    """A spreadsheet whose rows are the content."""
    whole = io.BytesIO()
    openpyxl.Workbook().save(whole)
    path = folder / "book.xlsx"
    with zipfile.ZipFile(whole) as parts, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as changed:
        for entry in parts.infolist():
            data = parts.read(entry)
            if entry.filename.endswith("sheet1.xml"):
                data = data.replace(b"<sheetData>", b"<sheetData>" + content)
            changed.writestr(entry.filename, data)
    return path


def test_a_far_cell_in_the_header_is_refused_with_its_column(tmp_path: Path) -> None:
    (refusal,) = read({"A1": "id", "XFD1": 1, "A1048576": 1}, tmp_path).refused
    assert refusal.place == "row 1 of Sheet"
    assert "column 16,384" in refusal.reason


def test_far_cells_in_other_rows_cost_only_these(tmp_path: Path) -> None:
    cells: dict[str, object] = {
        "A1": "video_id",
        "B1": "views",
        "A2": str(ID),
        "B2": 1,
        "XFD5": 1,
        "A1048576": str(ID + 1),
    }
    reading = read(cells, tmp_path)
    assert list(reading.posts) == [ID, ID + 1]
    assert [each.place for each in reading.refused] == ["row 5 of Sheet"]


@pytest.mark.parametrize("filler", [b" ", b"<a/>", b"<row/>", b'<c r="A1"/>'])
def test_a_sheet_that_swells_is_refused_in_little_memory(filler: bytes, tmp_path: Path) -> None:
    with_part(tmp_path, filler * (100 * MEGABYTE // len(filler)))
    tracemalloc.start()
    (refusal,) = read_file(tmp_path / "book.xlsx").refused
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert "beyond the limit" in refusal.reason
    assert peak < 8 * MEGABYTE


@pytest.mark.parametrize("filler", [b" ", b"<a/>", b"<c/>", b"<v>x</v>"])
def test_a_sheet_is_never_in_memory_as_a_whole(filler: bytes, tmp_path: Path) -> None:
    path = with_part(tmp_path, filler * (4 * MEGABYTE // len(filler)))
    tracemalloc.start()
    reading = read_file(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert (reading.taken, reading.refused, len(reading.skipped)) == ([], [], 1)
    assert peak < 2 * MEGABYTE


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<a>" * 1000, "nested too deeply"),
        (b"<a b='" + b"x" * (3 * MEGABYTE) + b"'/>", "a tag without end"),
        (b"<row><c t='s'><v>7</v></c></row>", "is no readable XLSX"),
        (b"<row><c><v>x</v></c></row>", "is no readable XLSX"),
        (b"<row><c><v>" + b"9" * 5000 + b"</v></c></row>", "is no readable XLSX"),
    ],
)
def test_odd_parts_are_refused_with_the_reason(content: bytes, reason: str, tmp_path: Path) -> None:
    (refusal,) = read_file(with_part(tmp_path, content)).refused
    assert reason in refusal.reason


def test_cells_of_every_kind_are_those_that_openpyxl_reads(tmp_path: Path) -> None:
    at = dt.datetime(2023, 11, 11, 1, 2, 3)  # noqa: DTZ001 - a sheet knows no zones
    cells = [
        "a",
        1,
        1.5,
        True,
        None,
        at,
        at.date(),
        at.time(),
        dt.timedelta(hours=30),
        7.3e18,
        " s\nx ",
        "é😀",
    ]
    book = openpyxl.Workbook()
    book.active.append(cells)
    book.create_sheet("second").append(["x"])
    book.save(tmp_path / "book.xlsx")
    with zipfile.ZipFile(tmp_path / "book.xlsx") as parts:
        first, second = [
            [row for _, row in rows] for rows in Book(parts, workbook_of(parts) or "", MEGABYTE, DEFAULT).sheets()
        ]

    iso = [at.isoformat(), f"{at.date()}T00:00:00", at.time().isoformat(), "1 day, 6:00:00"]
    assert first == [["a", "1", "1.5", "true", "", *iso, "7.3e+18", " s\nx ", "é😀"]]
    assert second == [["x"]]


def test_rows_whose_number_lies_are_read_as_they_come(tmp_path: Path) -> None:
    cell = '<c t="inlineStr"><is><t>{}</t></is></c>'
    rows = f'<row r="1">{cell.format("video_id")}</row><row r="99999999999">{cell.format(ID)}</row>'
    reading = read_file(with_part(tmp_path, rows.encode()))
    assert len(reading.refused) + len(reading.taken) == 1
