"""Tables as records: CSV and TSV line by line, XLSX row by row; every cell as text."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from tokgate.importers.advice import unknown_table
from tokgate.importers.csv_rows import csv_rows, delimiter_of
from tokgate.importers.format import Broken, Find, ForeignRecord, FoundRecord
from tokgate.importers.json_tree import PREVIEW_LENGTH
from tokgate.importers.limits import Limits
from tokgate.importers.sheets import Book

#: A first cell that is data shows that the table has no header: an id, or a link.
_DATA = re.compile(r"\A\s*(?:https?://|[0-9]{15,19}\s*\Z)")


def is_table(head: str, find: Find) -> bool:
    """Whether a text of any kind begins as a table does: with an id or a link, or with columns of a known format."""
    first = next((line for line in head.splitlines() if line.strip()), "")
    if _DATA.match(first):
        return True
    names = [name.strip() for name in next(csv.reader([first], delimiter=delimiter_of(first)), [])]
    return find(dict.fromkeys(names, "")) is not None


def csv_records(file: io.BufferedReader, find: Find, limits: Limits) -> Iterator[FoundRecord | Broken]:
    """The rows of a CSV or TSV file."""
    yield from _rows_as_records(csv_rows(file, limits), find)


def sheet_records(book: Book, find: Find) -> Iterator[FoundRecord | Broken]:
    """The rows of every sheet of a spreadsheet."""
    for rows in book.sheets():
        yield from _rows_as_records(rows, find)


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
