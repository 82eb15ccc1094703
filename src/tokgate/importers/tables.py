"""Tables as records: CSV and TSV line by line, XLSX row by row; every cell as text."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from tokgate.importers.advice import unknown_table
from tokgate.importers.format import Broken, Find, ForeignRecord, FoundRecord
from tokgate.importers.json_tree import PREVIEW_LENGTH
from tokgate.importers.limits import Limits

#: A first cell that is data shows that the table has no header: an id, or a link.
_DATA = re.compile(r"\A\s*(?:https?://|[0-9]{15,19}\s*\Z)")
#: More lines than this are not one row, but a quote that nothing closes.
LONGEST_ROW = 1000
_NOT_UTF8 = re.compile("[\udc80-\udcff]")
#: Whole numbers above it are shown by a float only roughly, so they keep their exponent: 7.48e+18.
_EXACT_FLOAT = 2.0**53


def csv_records(file: io.BufferedReader, find: Find, limits: Limits) -> Iterator[FoundRecord | Broken]:
    """The rows of a CSV or TSV file; the delimiter is the one that its first line has most of."""
    csv.field_size_limit(max(csv.field_size_limit(), limits.cell))
    text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="surrogateescape", newline="")
    first = file.peek(1 << 16).split(b"\n", 1)[0]
    delimiter = max("\t;|,", key=lambda mark: first.count(mark.encode()))
    reader = csv.reader(text, delimiter=delimiter)
    yield from _rows_as_records(_csv_rows(reader), find)


def _csv_rows(reader: Any) -> Iterator[tuple[str, list[str] | Broken]]:
    while True:
        before = reader.line_num
        place = f"line {before + 1}"
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield place, Broken(place=place, reason=f"is no CSV: {error}")
            continue
        except OSError as error:
            yield place, Broken(place=place, reason=f"cannot be read further: {error}")
            return
        if reader.line_num - before > LONGEST_ROW:
            reason = f"goes on over {reader.line_num - before:,} lines; is a quote not closed?"
            yield place, Broken(place=place, reason=reason, text=",".join(row)[:PREVIEW_LENGTH])
        elif any(_NOT_UTF8.search(cell) for cell in row if not cell.isascii()):
            text = _NOT_UTF8.sub("\ufffd", ",".join(row))[:PREVIEW_LENGTH]
            yield place, Broken(place=place, reason="is not UTF-8; save the table as UTF-8", text=text)
        elif row:
            yield place, row


def sheet_records(file: io.BufferedReader, find: Find, limits: Limits) -> Iterator[FoundRecord | Broken]:
    """The rows of every sheet of an XLSX file."""
    data = io.BytesIO(file.read(limits.document * 8 + 1))
    try:
        with zipfile.ZipFile(data) as parts:
            size = sum(part.file_size for part in parts.infolist())
        if size > limits.document * 64:
            yield Broken(place="document", reason=f"unpacks to {size:,} bytes, beyond the limit")
            return
        book = openpyxl.load_workbook(data, read_only=True, data_only=True)
        for sheet in book.worksheets:
            rows = ((f"row {number} of {sheet.title}", row) for number, row in enumerate(_sheet_rows(sheet), 1))
            yield from _rows_as_records(((place, row) for place, row in rows if any(row)), find)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError, SyntaxError) as error:
        yield Broken(place="document", reason=f"is no readable XLSX: {error}")


def _sheet_rows(sheet: Any) -> Iterator[list[str]]:
    for row in sheet.iter_rows(values_only=True):
        yield [_cell_text(value) for value in row]


def _cell_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _EXACT_FLOAT else repr(value)
    isoformat = getattr(value, "isoformat", None)
    return str(isoformat()) if callable(isoformat) else str(value)


def _rows_as_records(rows: Iterable[tuple[str, list[str] | Broken]], find: Find) -> Iterator[FoundRecord | Broken]:
    names: list[str] = []
    for place, row in rows:
        if isinstance(row, Broken):
            yield row
        elif names:
            yield _row_as_record(names, row, place, find)
        elif _DATA.match(row[0]):
            names = [f"column {number}" for number in range(1, len(row) + 1)]
            yield _row_as_record(names, row, place, find)
        else:
            names = [name.strip() or f"column {number}" for number, name in enumerate(row, 1)]


def _row_as_record(names: list[str], row: list[str], place: str, find: Find) -> FoundRecord | Broken:
    while len(row) > len(names) and not row[-1]:
        row.pop()
    if len(row) > len(names):
        reason = f"has {len(row)} cells under {len(names)} columns; is a cell with a comma not quoted?"
        return Broken(place=place, reason=reason, text=",".join(row)[:PREVIEW_LENGTH])
    value = dict.fromkeys(names, "") | dict(zip(names, row, strict=False))
    form = find(value)
    if form is None:
        return Broken(place=place, reason=unknown_table(value), text=",".join(row)[:PREVIEW_LENGTH])
    return FoundRecord(record=ForeignRecord(place=place, value=value), format=form)
