"""ZIPs: each file in one is read as it would be alone, within bounds, and whatever is not read is told."""

from __future__ import annotations

import gzip
import io
import json
import struct
import sys
import zipfile
import zlib
from pathlib import Path

import openpyxl
import pytest
from tests.importers.reading import Reading, read_file

from tokgate.importers.formats import format_of
from tokgate.importers.limits import MEGABYTE, Limits
from tokgate.importers.records import Entry, records_of
from tokgate.importers.sources import InputFile

ID = 7_300_000_000_000_000_001
ITEM = json.dumps({"id": str(ID), "createTime": 1_699_663_698, "stats": {"playCount": 1}})
ROWS = f"video_id,username,plays\n{ID},ann,5\n{ID + 1},ann,6\n"


def zipped(*files: tuple[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as parts:
        for name, data in files:
            parts.writestr(name, data)
    return buffer.getvalue()


def read(data: bytes, folder: Path, name: str = "export.zip") -> Reading:
    path = folder / name
    path.write_bytes(data)
    return read_file(path)


def entries(data: bytes, folder: Path, **limits: int) -> list[Entry]:
    path = folder / "bounded.zip"
    path.write_bytes(data)
    source = InputFile(path=path, name=path.name, ending=".zip", modified_ms=0)
    return list(records_of(source, format_of, Limits(**limits)))


def book() -> bytes:
    sheets = openpyxl.Workbook()
    for row in (["video_id", "username", "plays"], [str(ID), "ann", 5]):
        sheets.active.append(row)
    buffer = io.BytesIO()
    sheets.save(buffer)
    return buffer.getvalue()


def test_files_of_every_kind_in_a_zip_are_read_and_others_named(tmp_path: Path) -> None:
    data = zipped(
        ("TikTok/items.json", ITEM),
        ("TikTok/rows.csv", ROWS),
        ("TikTok/more.jsonl.gz", gzip.compress(ITEM.encode())),
        ("TikTok/sheet.xlsx", book()),
        ("TikTok/Posts/film.mp4", b"\0"),
        ("TikTok/empty.csv", ""),
        ("__MACOSX/TikTok/._items.json", b"\0"),
        ("TikTok/.hidden.json", ITEM),
    )
    reading = read(data, tmp_path)
    assert (len(reading.taken), reading.refused) == (5, [])
    assert reading.formats == {"web_item", "tabular"}
    assert [each.name for each in reading.skipped] == ["TikTok/Posts/film.mp4", "TikTok/empty.csv"]


def test_places_name_the_file_and_bad_files_cost_only_themselves(tmp_path: Path) -> None:
    data = zipped(("a.json", '{"id": '), ("b.csv", ROWS.replace(str(ID + 1), "x")), ("c.json", ITEM))
    reading = read(data, tmp_path)
    assert len(reading.taken) == 2
    assert [each.place for each in reading.refused] == ["a.json, after record 0", "b.csv, line 3"]


def test_a_zip_comes_packed_or_from_standard_input_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    data = zipped(("items.json", ITEM))
    assert len(read(gzip.compress(data), tmp_path, "export.zip.gz").taken) == 1
    assert len(read(gzip.compress(book()), tmp_path, "book.xlsx.gz").taken) == 1

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    source = InputFile(path=None, name="standard input", ending="", modified_ms=0)
    assert len(list(records_of(source, format_of))) == 1


def test_names_are_only_shown(tmp_path: Path) -> None:
    names = ["../../../etc/evil.csv", "/etc/evil.csv", "a\x1b[31m\nb.csv", "C:\\evil.csv"]
    reading = read(zipped(*((name, "id,views\nx,1\n") for name in names)), tmp_path)
    assert len(reading.refused) == len(names)
    assert all(each.place.isprintable() for each in reading.refused)
    assert [path.name for path in tmp_path.iterdir()] == ["export.zip"]


def test_a_zip_in_a_zip_is_not_opened(tmp_path: Path) -> None:
    (refusal,) = read(zipped(("inner.zip", zipped(("items.json", ITEM)))), tmp_path).refused
    assert refusal.place == "inner.zip, document"
    assert "unpack it" in refusal.reason


def test_what_is_encrypted_or_compressed_in_another_way_says_so(tmp_path: Path) -> None:
    data = bytearray(zipped(("items.json", ITEM)))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    (refusal,) = read(bytes(data), tmp_path).refused
    assert "password" in refusal.reason

    (refusal,) = read(zipped(("items.json", ITEM), compression=zipfile.ZIP_BZIP2), tmp_path).refused
    assert "unpack the ZIP" in refusal.reason


@pytest.mark.parametrize("cut", [10, 80])
def test_a_cut_zip_is_one_refusal(cut: int, tmp_path: Path) -> None:
    (refusal,) = read(zipped(("items.json", ITEM))[:-cut], tmp_path).refused
    assert "no readable ZIP" in refusal.reason


def test_a_damaged_file_in_a_zip_costs_only_itself(tmp_path: Path) -> None:
    data = bytearray(zipped(("a.csv", ROWS), ("b.csv", ROWS)))
    data[40:60] = bytes(20)
    reading = read(bytes(data), tmp_path)
    assert len(reading.taken) == 2
    assert all(each.place.startswith("a.csv") for each in reading.refused)
    assert any("damaged" in each.reason for each in reading.refused)


def test_a_zip_of_too_many_files_or_that_swells_is_refused(tmp_path: Path) -> None:
    many = zipped(*((f"{number}.json", ITEM) for number in range(20)))
    (problem,) = entries(many, tmp_path, entries=10)
    assert "20 files" in str(problem)

    (problem,) = entries(zipped(("big.csv", b"id\n" + b" " * 80 * MEGABYTE)), tmp_path)
    assert "beyond the limit" in str(problem) or "longer than" in str(problem)


def test_files_that_overlap_count_each_time(tmp_path: Path) -> None:
    """Many names for the same bytes: what a ZIP holds is bounded by its size, not by each of its files."""
    blanks = b'["' + b" " * (30 * MEGABYTE) + b'"]'
    data = _overlapping(blanks, count=40)
    found = entries(data, tmp_path)
    assert len(found) == 40
    assert sum("the ZIP unpacks to more than" in str(each) or "Overlapped" in str(each) for each in found) > 30


def _overlapping(data: bytes, count: int) -> bytes:
    """A ZIP whose directory names the same file many times."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(data) + packer.flush()
    facts = struct.pack("<HHHHHIII", 20, 0, 8, 0, 0, zlib.crc32(data), len(packed), len(data))
    name = b"same.json"
    body = b"PK\x03\x04" + facts + struct.pack("<HH", len(name), 0) + name + packed
    entry = b"PK\x01\x02\x14\0" + facts + struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, 0) + name
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count, count, len(entry) * count, len(body), 0)
    return body + entry * count + end
