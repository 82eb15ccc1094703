"""Files of every kind, cut and with bytes changed: an import ends, tells of each, and raises nothing."""

from __future__ import annotations

import gzip
import io
import json
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tokgate.archive import open_archive
from tokgate.domain.ports import Archive
from tokgate.importers.run import Summary, import_paths

FIRST = 7_300_000_000_000_000_001
#: No small file takes longer, on a machine that has other things to do.
LONGEST_S = 20


def items() -> list[dict[str, object]]:
    return [
        {"id": str(FIRST + n), "createTime": 1_699_663_698, "desc": f"é {n}", "stats": {"playCount": n}}
        for n in range(20)
    ]


def jsonl() -> bytes:
    return b"".join(json.dumps(item).encode() + b"\n" for item in items())


def csv() -> bytes:
    rows = "".join(f'{FIRST + n},ann,"caption, {n}\nin two lines",{n}\n' for n in range(20))
    return f"video_id,username,text,plays\n{rows}".encode()


def txt() -> bytes:
    link = "https://www.tiktokv.com/share/video"
    return "".join(f"Date: 2023-12-23 19:23:04\nLink: {link}/{FIRST + n}/\n\n" for n in range(20)).encode()


def xlsx() -> bytes:
    book = openpyxl.Workbook()
    for row in (["video_id", "username", "plays"], *([str(FIRST + n), "ann", n] for n in range(20))):
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def zipped() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as parts:
        for name, data in (("a.jsonl", jsonl()), ("b.csv", csv()), ("c.txt", txt()), ("d.xlsx", xlsx())):
            parts.writestr(name, data)
    return buffer.getvalue()


WHOLE = {
    "items.jsonl": jsonl(),
    "items.json": json.dumps({"itemList": items()}).encode(),
    "rows.csv": csv(),
    "export.txt": txt(),
    "book.xlsx": xlsx(),
    "export.zip": zipped(),
    "items.jsonl.gz": gzip.compress(jsonl()),
    "rows.csv.zst": zstandard.ZstdCompressor().compress(csv()),
    "utf16.csv": csv().decode().encode("utf-16"),
}


@pytest.fixture(scope="module")
def archive() -> Iterator[Archive]:
    opened = open_archive(":memory:")
    yield opened
    opened.close()


def imported(archive: Archive, data: bytes, name: str, folder: Path) -> Summary:
    path = folder / name
    path.write_bytes(data)
    began = time.monotonic()
    rejects = io.StringIO()
    summary = import_paths(archive, [path], rejects=rejects)
    assert time.monotonic() - began < LONGEST_S
    assert summary.read == summary.new + summary.updated + summary.duplicate + summary.rejected
    told = [json.loads(line) for line in rejects.getvalue().split("\n") if line]
    assert len(told) == summary.rejected
    assert all(line["place"] and line["reason"] for line in told)
    assert summary.read or summary.skipped
    return summary


@pytest.mark.parametrize("name", WHOLE)
def test_the_files_are_whole_before_they_are_damaged(name: str, archive: Archive, tmp_path: Path) -> None:
    summary = imported(archive, WHOLE[name], name, tmp_path)
    assert (summary.rejected, summary.skipped) == (0, [])
    assert summary.read == (80 if name == "export.zip" else 20)


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("share", [0, 0.01, 0.1, 0.35, 0.5, 0.8, 0.97, 0.999])
def test_a_cut_file_is_accounted_for(name: str, share: float, archive: Archive, tmp_path: Path) -> None:
    whole = WHOLE[name]
    imported(archive, whole[: int(len(whole) * share)], name, tmp_path)


@pytest.mark.parametrize("name", WHOLE)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_a_file_with_bytes_changed_is_accounted_for(
    name: str, archive: Archive, tmp_path: Path, data: st.DataObject
) -> None:
    changed = bytearray(WHOLE[name])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(changed) - 1))
        changed[at] = data.draw(st.integers(0, 255))
    imported(archive, bytes(changed), name, tmp_path)


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30)
@given(st.data())
def test_a_spreadsheet_with_a_damaged_part_is_accounted_for(
    part: str, archive: Archive, tmp_path: Path, data: st.DataObject
) -> None:
    """Its parts are changed before they are packed, so that no checksum tells of it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WHOLE["book.xlsx"])) as whole, zipfile.ZipFile(buffer, "w") as parts:
        for entry in whole.infolist():
            content = bytearray(whole.read(entry))
            if entry.filename == part:
                at = data.draw(st.integers(0, len(content) - 1))
                content[at : at + data.draw(st.integers(0, 8))] = data.draw(st.binary(max_size=4))
            parts.writestr(entry.filename, bytes(content))
    imported(archive, buffer.getvalue(), "book.xlsx", tmp_path)
