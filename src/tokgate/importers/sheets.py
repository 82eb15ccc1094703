"""The rows of spreadsheets (XLSX), as text, within bounds that a small file cannot be made to break."""

from __future__ import annotations

import posixpath
import zlib
from collections.abc import Iterator
from typing import IO
from xml.parsers.expat import ExpatError
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from tokgate.importers.format import Broken
from tokgate.importers.json_tree import PREVIEW_LENGTH
from tokgate.importers.limits import MEGABYTE, Limits
from tokgate.importers.workbook import Cells, Facts, Handler, SharedTexts, Sheet, SheetRow, parsed

#: Rows that are too wide or too long are told so many times; then the sheet is left.
_TOLD = 100
#: What damaged parts make their readers raise: packing, markup, missing parts, numbers and texts that are none.
_UNREADABLE = (
    BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    RuntimeError,
    ExpatError,
    LookupError,
    ArithmeticError,
    ValueError,
)

Row = tuple[str, list[str] | Broken]


class Book:
    """A spreadsheet, whose sheets are read one after the other. `packed_size` is that of its file, in bytes."""

    def __init__(self, parts: ZipFile, workbook: str, packed_size: int, limits: Limits) -> None:
        self._parts = parts
        self._workbook = workbook
        self._packed_size = packed_size
        self._limits = limits
        self._rows_left = limits.sheet_rows

    def sheets(self) -> Iterator[Iterator[Row]]:
        """The rows of each sheet that are not empty, with their places. What cannot be read is one Broken row."""
        facts, texts = Facts(), SharedTexts(self._limits)
        try:
            self._check_size()
            folder, name = posixpath.split(self._workbook)
            self._read(self._workbook, facts)
            self._read(f"{folder}/_rels/{name}.rels", facts)
            self._read_if_there(f"{folder}/styles.xml", facts)
            self._read_if_there(f"{folder}/sharedStrings.xml", texts)
        except _UNREADABLE as error:
            yield iter([("document", Broken(place="document", reason=_unreadable(error)))])
            return
        for sheet in facts.sheet_parts():
            yield self._rows_of(sheet, Cells(facts, texts.texts, self._limits))

    def _check_size(self) -> None:
        """Raises ValueError where the parts would swell, by the sizes that the ZIP tells and that no part exceeds."""
        entries = self._parts.infolist()
        size = sum(entry.file_size for entry in entries)
        swollen = size > 64 * MEGABYTE and size > self._packed_size * self._limits.book_ratio
        if swollen or size > self._limits.book:
            raise ValueError(f"it unpacks to {size:,} bytes, beyond the limit; save it as CSV")
        if any(entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for entry in entries):
            raise ValueError("it is compressed in a way that is not read; save it again")

    def _read(self, name: str, handler: Handler) -> None:
        with self._opened(name) as part:
            for _ in parsed(part, handler):
                pass

    def _read_if_there(self, name: str, handler: Handler) -> None:
        if name in self._parts.NameToInfo:
            self._read(name, handler)

    def _opened(self, name: str) -> IO[bytes]:
        return self._parts.open(name)

    def _rows_of(self, sheet: Sheet, cells: Cells) -> Iterator[Row]:
        place = f"sheet {sheet.title}"
        refused = 0
        first = True
        try:
            with self._opened(sheet.part) as part:
                for row in _rows(part, cells):
                    self._rows_left -= 1
                    if self._rows_left < 0:
                        raise ValueError(f"it goes on beyond {self._limits.sheet_rows:,} rows; save the rest as CSV")
                    if not row.width:
                        continue
                    place = f"row {row.number} of {sheet.title}"
                    problem = self._problem_of(row)
                    if problem is None:
                        yield place, [row.cells.get(column, "") for column in range(1, row.width + 1)]
                    else:
                        refused += 1
                        yield place, Broken(place=place, reason=problem, text=_preview(row))
                        if first or refused == _TOLD:
                            return
                    first = False
        except _UNREADABLE as error:
            yield place, Broken(place="after " + place, reason=_unreadable(error))

    def _problem_of(self, row: SheetRow) -> str | None:
        if row.width > self._limits.columns:
            return f"has a cell in column {row.width:,}, beyond {self._limits.columns:,}; delete what stands there"
        return f"is longer than {self._limits.row:,} characters" if row.size > self._limits.row else None


def _rows(part: IO[bytes], cells: Cells) -> Iterator[SheetRow]:
    for _ in parsed(part, cells):
        yield from cells.done
        cells.done = []


def _preview(row: SheetRow) -> str:
    return ",".join(row.cells.get(column, "") for column in range(1, 21))[:PREVIEW_LENGTH]


def _unreadable(error: Exception) -> str:
    return f"is no readable XLSX: {' '.join(str(error).split())[:300] or type(error).__name__}"
