"""Files of every kind, whole, packed, broken and large, as records."""

from __future__ import annotations

import gzip
import io
import json
import sys
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import openpyxl
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from tokgate.importers.format import Broken, FoundRecord
from tokgate.importers.formats import format_of
from tokgate.importers.limits import MEGABYTE, Limits
from tokgate.importers.records import Entry, records_of
from tokgate.importers.sources import InputFile, Skipped, sources_of

FIRST = 7_305_827_432_509_082_913


class At:
    """A clock that stands still."""

    def now_ms(self) -> int:
        return 1_760_000_000_000


def item(number: int = 0, **members: Any) -> dict[str, Any]:
    return {"id": str(FIRST + number), "createTime": 1_701_020_508, "desc": "é", "stats": {"playCount": 1}, **members}


def entries(data: bytes, folder: Path, *, name: str = "file.json", limits: Limits | None = None) -> list[Entry]:
    path = folder / name
    path.write_bytes(data)
    (source,) = sources_of([path], At())
    assert isinstance(source, InputFile)
    return list(records_of(source, format_of, limits or Limits()))


def ids(found: list[Entry]) -> list[int]:
    """The ids of the records, counted from the first."""
    return [int(entry.record.value["id"]) - FIRST for entry in found if isinstance(entry, FoundRecord)]


def broken(found: list[Entry]) -> list[tuple[str, str]]:
    return [(entry.place, entry.reason) for entry in found if isinstance(entry, Broken)]


def lines(*values: Any) -> bytes:
    return b"".join(json.dumps(value).encode() + b"\n" for value in values)


# Kinds, told by content


@pytest.mark.parametrize("name", ["items", "items.json", "items.txt", "items.jsonl", "items.csv"])
def test_lines_are_told_by_their_content(name: str, tmp_path: Path) -> None:
    found = entries(lines(item(0), item(1), item(2)), tmp_path, name=name)
    assert ids(found) == [0, 1, 2]
    assert [entry.record.place for entry in found if isinstance(entry, FoundRecord)] == ["line 1", "line 2", "line 3"]


def test_a_record_per_line_within_a_list_is_one_document(tmp_path: Path) -> None:
    inner = b",\n".join(json.dumps(item(number)).encode() for number in range(3))
    for data in (b'{"itemList":[' + inner + b"]}", b"[\n" + inner + b"\n]\n", b"[" + inner + b"]"):
        assert ids(entries(data, tmp_path)) == [0, 1, 2]


@pytest.mark.parametrize("indent", [None, 0, 2])
def test_a_document_may_be_written_over_many_lines(indent: int | None, tmp_path: Path) -> None:
    for value in ([item(0), item(1)], {"itemList": [item(0), item(1)]}):
        assert ids(entries(json.dumps(value, indent=indent).encode(), tmp_path)) == [0, 1]


def test_values_written_one_after_the_other_are_all_read(tmp_path: Path) -> None:
    one, two = json.dumps(item(0), indent=1), json.dumps(item(1))
    for text in (one + one.replace(str(FIRST), str(FIRST + 1)), two.replace(str(FIRST + 1), str(FIRST)) + two):
        assert ids(entries(text.encode(), tmp_path)) == [0, 1]
    assert ids(entries((two + two + "\n" + two).encode(), tmp_path, name="x.jsonl")) == [1, 1, 1]


def test_ids_alone_are_records_where_they_are_all_there_is(tmp_path: Path) -> None:
    alone = json.dumps([str(FIRST), FIRST + 1]).encode()
    beside = json.dumps({"extra": {"fatal_item_ids": [str(FIRST)]}, "itemList": [item()]}).encode()
    assert len(entries(alone, tmp_path)) == 2
    assert ids(entries(beside, tmp_path)) == [0]


def test_a_line_may_hold_a_whole_answer(tmp_path: Path) -> None:
    found = entries(lines({"itemList": [item(0), item(1)], "now": 5}, item(2)), tmp_path)
    assert ids(found) == [0, 1, 2]
    assert [entry.record.place for entry in found if isinstance(entry, FoundRecord)][1] == "line 1, record 2"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_byte_order_marks_are_no_part_of_the_data(encoding: str, tmp_path: Path) -> None:
    text = json.dumps([item()], ensure_ascii=False)
    (found,) = entries(text.encode(encoding), tmp_path)
    assert isinstance(found, FoundRecord)
    assert found.record.value["desc"] == "é"


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.ZstdCompressor().compress])
def test_packed_files_are_told_by_their_first_bytes(pack: Any, tmp_path: Path) -> None:
    data = lines(item(0), item(1))
    assert ids(entries(pack(data), tmp_path, name="no_ending")) == [0, 1]
    assert ids(entries(pack(data) + pack(lines(item(2))), tmp_path)) == [0, 1, 2]
    assert ids(entries(pack(pack(data)), tmp_path)) == [0, 1]


def test_standard_input_is_read_as_a_file_is(monkeypatch: pytest.MonkeyPatch) -> None:
    packed = gzip.compress(lines(item(0), item(1)))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(packed)))
    (source,) = sources_of(["-"], At())
    assert isinstance(source, InputFile)
    assert (source.name, source.modified_ms) == ("standard input", 1_760_000_000_000)
    assert ids(list(records_of(source, format_of))) == [0, 1]


def test_a_folder_is_searched_in_order_and_what_is_unknown_is_named(tmp_path: Path) -> None:
    for name in ("b/two.jsonl", "a.json", "b/notes.md", "c.csv.gz", ".hidden/x.json"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"")
    found = list(sources_of([tmp_path], At()))
    assert [each.name for each in found if isinstance(each, InputFile)] == ["a.json", "two.jsonl", "c.csv.gz"]
    assert [Path(each.name).name for each in found if isinstance(each, Skipped)] == ["notes.md"]


def test_tables_are_read_with_any_delimiter_and_breaks_in_cells(tmp_path: Path) -> None:
    for mark in ",;\t":
        rows = mark.join(["id", "text", "createTime", "authorId", "diggCount"])
        rows += "\r\n" + mark.join([str(FIRST), '"a\r\nb ""c"""', "1701020508", "77502", "3"]) + "\r\n"
        (found,) = entries(("\ufeff" + rows).encode(), tmp_path, name="table.csv")
        assert isinstance(found, FoundRecord)
        assert (found.record.value["id"], found.record.value["text"]) == (str(FIRST), 'a\r\nb "c"')
        assert found.record.place == "line 2"


def test_sheets_give_text_and_keep_the_exponent_of_rounded_ids(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["id", "text", "createTime", "authorId", "diggCount"])
    sheet.append([7.30582743250908e18, None, 1701020508.0, "77502", 3])
    book.save(path)
    (source,) = sources_of([path], At())
    assert isinstance(source, InputFile)
    (found,) = records_of(source, format_of)
    assert isinstance(found, FoundRecord)
    assert found.record.value["id"] == "7.30582743250908e+18"
    assert (found.record.value["text"], found.record.value["createTime"]) == ("", "1701020508")
    assert found.record.place == "row 2 of Sheet"


HEADER = b"id,text,createTime,authorId,diggCount\n"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        *((f"x{ending}", data) for ending in (".json", ".jsonl", ".csv", ".txt", "") for data in (b"", b"\n \n")),
        ("x.json", b"[]"),
        ("x.csv", HEADER),
        ("x.txt", HEADER),
        ("x.csv.gz", gzip.compress(HEADER, mtime=0)),
    ],
)
def test_a_file_without_records_is_passed_over_and_named_whatever_its_kind(
    name: str, data: bytes, tmp_path: Path
) -> None:
    (found,) = entries(data, tmp_path, name=name)
    assert isinstance(found, Skipped)
    assert found.name == name
    assert "is empty" in found.reason


def test_links_out_of_a_folder_are_not_followed(tmp_path: Path) -> None:
    folder, outside = tmp_path / "folder", tmp_path / "outside"
    folder.mkdir()
    outside.mkdir()
    (outside / "secret.json").write_bytes(lines(item()))
    (folder / "inside.json").write_bytes(lines(item()))
    (folder / "link.json").symlink_to(outside / "secret.json")
    (folder / "folder").symlink_to(outside)
    (folder / "again.json").symlink_to("inside.json")
    (folder / "loop.json").symlink_to("loop.json")
    found = list(sources_of([folder], At()))

    assert [each.name for each in found if isinstance(each, InputFile)] == ["again.json", "inside.json"]
    told = {Path(each.name).name: each.reason for each in found if isinstance(each, Skipped)}
    assert told.keys() == {"link.json", "folder"}
    assert all("not followed" in reason for reason in told.values())
    assert len(list(sources_of([folder / "link.json"], At()))) == 1


# What no JSON can hold


NO_NUMBER = '{{"video_id":"{id}","username":"ann","plays":5,"likes":{none},"text":"NaN \\"-Infinity"}}'


@pytest.mark.parametrize("none", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_unknown_in_json_of_every_kind(none: str, tmp_path: Path) -> None:
    row = NO_NUMBER.format(id=FIRST, none=none).encode()
    for name, data, limits in (
        ("x.jsonl", row + b"\n" + row, Limits()),
        ("x.json", b"[" + row + b"," + row + b"]", Limits()),
        ("x.json", b"[" + row + b"," + row + b"]", Limits(document=10)),
        ("x.json", row + row, Limits()),
    ):
        for found in entries(data, tmp_path, name=name, limits=limits):
            assert isinstance(found, FoundRecord)
            assert (found.record.value["likes"], found.record.value["plays"]) == (None, 5)
            assert found.record.value["text"] == 'NaN "-Infinity'
            assert json.loads(found.record.raw or b"") == found.record.value


# An item beside its own summary


def whole_item(**members: Any) -> dict[str, Any]:
    author = {"id": "7000000000000000001", "uniqueId": "real.one", "secUid": "MS4wLjABAAAAreal"}
    video = {"id": str(FIRST), "duration": 17, "height": 1024, "width": 576}
    return item(author=author, isAd=False, textLanguage="en", video=video, **members)


@pytest.mark.parametrize(
    "summary",
    [
        {"createTime": 1_701_020_508, "stats": {"playCount": 4}, "desc": "é"},
        {"plays": 4, "text": "é"},
        {"aweme_id": str(FIRST), "scraped_at": "2025-01-01T00:00:00Z"},
    ],
)
@pytest.mark.parametrize("wrapped", [False, True])
def test_of_an_item_and_its_summary_the_fuller_is_the_record(
    summary: dict[str, Any], wrapped: bool, tmp_path: Path
) -> None:
    whole = whole_item()
    record = {"id": str(FIRST), **summary, "raw": {"itemStruct": whole} if wrapped else whole}
    for name, data in (("x.jsonl", lines(record)), ("x.json", json.dumps([record]).encode())):
        (found,) = entries(data, tmp_path, name=name)
        assert isinstance(found, FoundRecord)
        assert (found.format.name, found.record.value) == ("web_item", whole)
        assert json.loads(found.record.raw or b"") == whole
        assert found.record.envelope.get("scraped_at") == summary.get("scraped_at")


def test_a_summary_within_an_item_and_another_item_are_no_records(tmp_path: Path) -> None:
    within = whole_item(short=item())
    beside = item(
        duetOf={"id": str(FIRST + 1), **{name: value for name, value in whole_item().items() if name != "id"}}
    )
    for value in (within, beside):
        (found,) = entries(lines(value), tmp_path)
        assert isinstance(found, FoundRecord)
        assert found.record.value == value


# Broken places


def test_a_broken_line_costs_only_itself(tmp_path: Path) -> None:
    data = lines(item(0)) + b'{"id": "73058\n' + lines(item(1)) + b'{"id":"\xff"}\n\nnonsense\n' + lines(item(2))
    found = entries(data, tmp_path)
    assert ids(found) == [0, 1, 2]
    assert [place for place, _ in broken(found)] == ["line 2", "line 4", "line 6"]
    assert "UTF-8" in broken(found)[1][1]


def test_a_broken_first_line_does_not_hide_the_others(tmp_path: Path) -> None:
    found = entries(b'{"id": "73058\n' + lines(item(0), item(1)), tmp_path)
    assert ids(found) == [0, 1]
    assert [place for place, _ in broken(found)] == ["line 1"]


@pytest.mark.parametrize("cut", [30, 100, 300])
def test_a_document_that_ends_too_early_is_read_up_to_there(cut: int, tmp_path: Path) -> None:
    data = json.dumps({"itemList": [item(number) for number in range(5)]}).encode()
    found = entries(data[:-cut], tmp_path)
    assert ids(found) == list(range(len(ids(found))))
    assert len(ids(found)) == {30: 4, 100: 4, 300: 2}[cut]
    assert len(broken(found)) == 1


def test_bytes_that_are_not_utf8_cost_only_their_record(tmp_path: Path) -> None:
    data = json.dumps([item(0), item(1, desc="X"), item(2)]).encode().replace(b'"X"', b'"\xff\xfe"')
    found = entries(data, tmp_path)
    assert ids(found) == [0, 2]
    ((_, reason),) = broken(found)
    assert "UTF-8" in reason


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.ZstdCompressor().compress])
def test_a_truncated_packed_file_is_read_up_to_there(pack: Any, tmp_path: Path) -> None:
    data = lines(*(item(number, noise=str(hash(str(number)))) for number in range(20_000)))
    found = entries(pack(data)[:-500], tmp_path)
    assert len(ids(found)) > 1_000
    place, reason = broken(found)[-1]
    assert place.startswith("after line")
    assert "truncated" in reason


def test_a_packed_file_that_swells_without_end_is_refused(tmp_path: Path) -> None:
    bomb = zstandard.ZstdCompressor().compress(b"[" + b" " * 100 * MEGABYTE)
    ((_, reason),) = broken(entries(bomb, tmp_path))
    assert "beyond the limit" in reason


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"[" * 100_000 + b"]" * 100_000,
        b"{",
        b"null",
        b'"text"',
        b"[1,2,3]",
        b"<html></html>",
        b'{"a":1e999}',
        b"\x00\x01\x02",
        b"PK\x03\x04 no zip",
    ],
)
def test_what_holds_no_records_is_one_broken_place(data: bytes, tmp_path: Path) -> None:
    assert len(broken(entries(data, tmp_path))) == 1


def test_lines_beyond_the_limit_are_passed_over(tmp_path: Path) -> None:
    data = lines(item(0), item(1, desc="x" * 5000), item(2))
    found = entries(data, tmp_path, name="x.jsonl", limits=Limits(line=2000))
    assert ids(found) == [0, 2]
    assert [place for place, _ in broken(found)] == ["line 2"]


def test_rows_with_too_many_cells_or_bad_bytes_cost_only_themselves(tmp_path: Path) -> None:
    head = "id,text,createTime,authorId,diggCount\n"
    good = f"{FIRST},a,1701020508,77502,3\n"
    data = (head + good + f"{FIRST},a, b,1701020508,77502,3\n").encode() + good.replace("a", "\xe9").encode("latin-1")
    found = entries(data + good.encode(), tmp_path, name="t.csv")
    assert ids(found) == [0, 0]
    assert [place for place, _ in broken(found)] == ["line 3", "line 4"]


def test_a_quote_that_nothing_closes_is_told(tmp_path: Path) -> None:
    head = "id,text,createTime,authorId,diggCount\n"
    good = f"{FIRST},a,1701020508,77502,3\n"
    found = entries((head + good + f'{FIRST},"a,1701020508,77502,3\n' + good * 2000).encode(), tmp_path, name="t.csv")
    assert ids(found) == [0] * 2001
    ((place, reason),) = broken(found)
    assert place == "line 3"
    assert "quote" in reason


@given(st.binary(max_size=300))
def test_no_bytes_are_too_odd_to_be_read(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.getbasetemp()
    for name in ("odd.json", "odd.jsonl", "odd.csv"):
        for entry in entries(data, folder, name=name):
            assert isinstance(entry, (FoundRecord, Broken, Skipped))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text('abcxyz\u00e9\\" '), inner),
    max_leaves=15,
)


@given(json_values, st.lists(st.integers(0, 9), max_size=3))
def test_records_are_found_beside_anything(
    tmp_path_factory: pytest.TempPathFactory, value: Any, numbers: list[int]
) -> None:
    data = json.dumps({"other": value, "list": [item(number) for number in numbers]}).encode()
    assert ids(entries(data, tmp_path_factory.getbasetemp())) == numbers


# Large documents


@given(json_values, st.lists(st.integers(0, 9), min_size=1, max_size=4))
def test_a_document_read_as_a_stream_gives_the_same(
    tmp_path_factory: pytest.TempPathFactory, value: Any, numbers: list[int]
) -> None:
    listed = [item(number, value=value, exact=12345678901234567890, half=0.10) for number in numbers]
    data = json.dumps({"extra": {"now": 5}, "data": {"itemList": listed}}).encode()
    folder = tmp_path_factory.getbasetemp()
    at_once = entries(data, folder)
    streamed = entries(data, folder, limits=Limits(document=10))
    assert _said(streamed) == _said(at_once)


def _said(found: list[Entry]) -> list[Any]:
    return [
        (entry.record.value, entry.record.path, entry.record.envelope)
        if isinstance(entry, FoundRecord)
        else entry.reason
        for entry in found
    ]


def test_a_stream_gives_the_exact_bytes_and_passes_over_bad_ones(tmp_path: Path) -> None:
    raws = [json.dumps(item(number, odd=-15.10)).replace("-15.1", "-15.10").encode() for number in range(3)]
    raws[1] = raws[1].replace(b"\\u00e9", b"\xff")
    found = entries(b"[" + b" ,\n".join(raws) + b"]", tmp_path, limits=Limits(document=10))
    assert [entry.record.raw for entry in found if isinstance(entry, FoundRecord)] == [raws[0], raws[2]]
    assert len(broken(found)) == 1


def test_a_value_too_long_to_be_a_record_is_looked_into(tmp_path: Path) -> None:
    page = {"itemList": [item(number) for number in range(30_000)]}
    limits = Limits(document=10, value=MEGABYTE)
    assert len(ids(entries(json.dumps([page]).encode(), tmp_path, limits=limits))) == 30_000


def test_a_stream_finds_records_by_id_and_within_entries(tmp_path: Path) -> None:
    streamed = Limits(document=10)
    by_id = json.dumps({"ItemModule": {str(FIRST): item(0), str(FIRST + 1): item(1)}}).encode()
    within = json.dumps({"data": [{"type": 1, "item": item(0)}, {"type": 1, "item": item(1)}]}).encode()
    assert ids(entries(by_id, tmp_path, limits=streamed)) == [0, 1]
    assert ids(entries(within, tmp_path, limits=streamed)) == [0, 1]


def _many(count: int) -> Iterator[bytes]:
    filler = "x" * 300
    for number in range(count):
        yield msgspec.json.encode(item(number, filler=filler))


def _peak_of(path: Path, limits: Limits) -> tuple[int, int]:
    """How many records a file has, and the most memory that reading it took, in bytes."""
    (source,) = sources_of([path], At())
    assert isinstance(source, InputFile)
    tracemalloc.start()
    count = sum(isinstance(entry, FoundRecord) for entry in records_of(source, format_of, limits))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return count, peak


def test_memory_does_not_grow_with_the_lines(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    with path.open("wb") as file:
        file.writelines(raw + b"\n" for raw in _many(100_000))
    count, peak = _peak_of(path, Limits())
    assert count == 100_000
    assert peak < 4 * MEGABYTE


def test_memory_does_not_grow_with_a_document(tmp_path: Path) -> None:
    path = tmp_path / "many.json"
    with path.open("wb") as file:
        file.write(b'{"itemList":[')
        file.writelines(raw + b",\n" for raw in _many(10_000))
        file.write(msgspec.json.encode(item()) + b"]}")
    count, peak = _peak_of(path, Limits(document=MEGABYTE // 4))
    assert count == 10_001
    assert peak < 6 * MEGABYTE
