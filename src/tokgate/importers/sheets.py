"""The rows of spreadsheets (XLSX), as text, within bounds that a small file can not be made to break."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from itertools import islice
from typing import IO, Any
from zipfile import ZipFile

import openpyxl

from tokgate.importers.format import Broken
from tokgate.importers.json_tree import PREVIEW_LENGTH
from tokgate.importers.limits import MEGABYTE, Limits

#: What shows that a ZIP is a spreadsheet.
MARK = "xl/workbook.xml"
#: Whole numbers above it are shown by a float only roughly, so they keep their exponent: 7.48e+18.
_EXACT_FLOAT = 2.0**53
#: Rows that are too wide are told so many times; then the sheet is left.
_TOLD = 100

Row = tuple[str, list[str] | Broken]


class Book:
    """A spreadsheet, whose sheets are read one after the other."""

    def __init__(self, file: IO[bytes], parts: ZipFile, packed_size: int, limits: Limits) -> None:
        self._file = file
        self._parts = parts
        self._packed_size = packed_size
        self._limits = limits
        self._rows_left = limits.sheet_rows

    def sheets(self) -> Iterator[Iterator[Row]]:
        """The rows of each sheet that are not empty, with their places. What cannot be read is one Broken row."""
        problem = self._size_problem()
        if problem is not None:
            yield iter([("document", Broken(place="document", reason=problem))])
            return
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # parts that openpyxl has no use for, such as a missing style
                book = openpyxl.load_workbook(self._file, read_only=True, data_only=True, keep_links=False)
        except Exception as error:  # openpyxl lets through whatever a damaged part makes its parsers raise
            yield iter([("document", Broken(place="document", reason=_unreadable(error)))])
            return
        for sheet in book.worksheets:
            yield self._rows_of(sheet)

    def _size_problem(self) -> str | None:
        """Why the parts are not unpacked, from the sizes that the ZIP tells and that its parts cannot exceed."""
        size = sum(part.file_size for part in self._parts.infolist())
        swollen = size > 16 * MEGABYTE and size > self._packed_size * self._limits.book_ratio
        if swollen or size > self._limits.book:
            return f"is a spreadsheet that unpacks to {size:,} bytes, beyond the limit; save it as CSV"
        return None

    def _rows_of(self, sheet: Any) -> Iterator[Row]:
        place = f"sheet {sheet.title}"
        too_wide = 0
        # What the sheet says of its size may be wrong, and would be filled with cells that it has not.
        sheet.reset_dimensions()
        try:
            for number, cells in enumerate(islice(sheet.iter_rows(values_only=True), self._rows_left + 1), 1):
                if self._rows_left == 0:
                    reason = f"goes on beyond {self._limits.sheet_rows:,} rows; save the rest as CSV"
                    yield place, Broken(place=place, reason=reason)
                    return
                self._rows_left -= 1
                if not any(cell is not None and cell != "" for cell in cells):
                    continue
                place = f"row {number} of {sheet.title}"
                if len(cells) <= self._limits.columns:
                    yield place, [_cell_text(cell) for cell in cells]
                    continue
                too_wide += 1
                yield place, self._too_wide(place, cells)
                if number == 1 or too_wide == _TOLD:
                    return
        except Exception as error:  # as above: a part may be damaged anywhere
            yield place, Broken(place="after " + place, reason=_unreadable(error))

    def _too_wide(self, place: str, cells: tuple[Any, ...]) -> Broken:
        text = ",".join(_cell_text(cell) for cell in cells[:20])[:PREVIEW_LENGTH]
        reason = f"has a cell in column {len(cells):,}, beyond {self._limits.columns:,}; delete what stands there"
        return Broken(place=place, reason=reason, text=text)


def _unreadable(error: Exception) -> str:
    return f"is no readable XLSX: {' '.join(str(error).split())[:300] or type(error).__name__}"


def _cell_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _EXACT_FLOAT else repr(value)
    isoformat = getattr(value, "isoformat", None)
    return str(isoformat()) if callable(isoformat) else str(value)
