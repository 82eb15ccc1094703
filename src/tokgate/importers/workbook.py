"""The parts of an XLSX file (ECMA-376), read piece by piece: what a part holds is never in memory as a whole.

Only what a table needs: names of sheets, texts that cells share, which styles are dates, and the cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO, Protocol
from xml.parsers import expat
from zipfile import ZipFile

import msgspec
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from tokgate.importers.limits import MEGABYTE, Limits

_PIECE = 1 << 16
#: No tag of a spreadsheet is longer, and no element lies deeper.
_LONGEST_TAG = MEGABYTE
_DEEPEST = 100
_WORKBOOK = re.compile(r"\Axl/workbook[0-9]*\.xml\Z")
_COLUMN = re.compile(r"\A[A-Z]{1,3}")
#: Whole numbers above it are shown by a float only roughly, so they keep their exponent: 7.48e+18.
_EXACT_FLOAT = 2.0**53
#: All elements of the parts beside the cells and their texts.
_FACTS = 1_000_000
#: All texts that cells share, in characters.
_SHARED = 64 * MEGABYTE


def workbook_of(parts: ZipFile) -> str | None:
    """The part that lists the sheets; None for a ZIP that is no spreadsheet."""
    return next((name for name in parts.namelist() if _WORKBOOK.match(name)), None)


class Handler(Protocol):
    """What takes the elements of a part, by their names without a prefix."""

    def start(self, name: str, attributes: dict[str, str]) -> None: ...

    def text(self, text: str) -> None: ...

    def end(self, name: str) -> None: ...


def parsed(part: IO[bytes], handler: Handler) -> Iterator[None]:
    """Feed a part to the handler; a step for each piece. Raises ValueError or ExpatError where it is damaged."""
    parser = expat.ParserCreate()
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise ValueError("its elements are nested too deeply")
        handler.start(name.rpartition(":")[2], attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        handler.end(name.rpartition(":")[2])

    def doctype(*_: object) -> None:
        raise ValueError("it declares a document type")

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = handler.text, doctype
    fed = 0
    while piece := part.read(_PIECE):
        parser.Parse(piece, False)
        fed += len(piece)
        if fed - parser.CurrentByteIndex > _LONGEST_TAG:
            raise ValueError("it has a tag without end")
        yield
    parser.Parse(b"", True)
    yield


class Sheet(msgspec.Struct, frozen=True):
    """A sheet by its title, and the name of its part."""

    title: str
    part: str


class Facts:
    """What is told beside the cells: the sheets and their parts, the formats of styles, the first day of dates."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []
        self.targets: dict[str, str] = {}
        self.epoch = CALENDAR_WINDOWS_1900
        #: Format codes by id, and the id of each style.
        self.codes: dict[int, str] = {}
        self.styles: list[int] = []
        self._in_styles = False
        self._left = _FACTS

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._left -= 1
        if self._left < 0:
            raise ValueError(f"it has more than {_FACTS:,} styles and sheets")
        if name == "sheet":
            link = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), "")
            self.sheets.append((attributes.get("name", ""), link))
        elif name == "workbookPr" and attributes.get("date1904") in ("1", "true"):
            self.epoch = CALENDAR_MAC_1904
        elif name == "Relationship" and attributes.get("Type", "").endswith("/worksheet"):
            self.targets[attributes.get("Id", "")] = attributes.get("Target", "")
        elif name == "numFmt":
            self.codes[int(attributes.get("numFmtId", "0"))] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._in_styles = True
        elif name == "xf" and self._in_styles:
            self.styles.append(int(attributes.get("numFmtId", "0")))

    def text(self, text: str) -> None: ...

    def end(self, name: str) -> None:
        self._in_styles = self._in_styles and name != "cellXfs"

    def sheet_parts(self) -> list[Sheet]:
        """The sheets of cells, in the order of the book; those of charts have no cells."""
        found = ((title, self.targets.get(link)) for title, link in self.sheets)
        return [Sheet(title, _part_of(target)) for title, target in found if target]

    def format_of(self, style: str | None) -> str:
        """The format code of a style of cells."""
        number = int(style) if style and style.isdecimal() and len(style) < 7 else 0
        code = self.styles[number] if number < len(self.styles) else 0
        return self.codes.get(code) or BUILTIN_FORMATS.get(code, "General")


def _part_of(target: str) -> str:
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


class SharedTexts:
    """The texts that cells share, in their order, without the readings that stand beside East Asian ones."""

    def __init__(self, limits: Limits) -> None:
        self.texts: list[str] = []
        self._limits = limits
        self._size = 0
        self._pieces: list[str] = []
        self._open: str | None = None
        self._in_reading = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "si":
            self._pieces = []
        self._in_reading = self._in_reading or name == "rPh"
        self._open = name

    def text(self, text: str) -> None:
        if self._open == "t" and not self._in_reading:
            self._pieces.append(text)
            self._size += len(text)
            if self._size > _SHARED:
                raise ValueError(f"its texts are longer than {_SHARED:,} characters together")

    def end(self, name: str) -> None:
        self._open = None
        if name == "rPh":
            self._in_reading = False
        if name == "si":
            self.texts.append("".join(self._pieces))
            if len(self.texts) > self._limits.sheet_rows:
                raise ValueError(f"it has more than {self._limits.sheet_rows:,} texts")


class SheetRow(msgspec.Struct):
    """A row as it stands: its number, the filled cells by column from 1 on, and the farthest column."""

    number: int
    cells: dict[int, str] = {}
    width: int = 0
    size: int = 0


class Cells:
    """The rows of a sheet, `done` when their end was seen. Cells beyond the limits of a row are not held."""

    def __init__(self, facts: Facts, texts: list[str], limits: Limits) -> None:
        self.done: list[SheetRow] = []
        self._facts = facts
        self._texts = texts
        self._limits = limits
        self._row = SheetRow(0)
        self._column = 0
        self._cell: dict[str, str] | None = None
        self._pieces: list[str] = []
        self._open: str | None = None
        self._in_reading = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "row":
            told = attributes.get("r", "")
            number = int(told) if told.isdecimal() and len(told) < 9 else self._row.number + 1
            self._row, self._column = SheetRow(number), 0
        elif name == "c":
            self._column = _column_of(attributes.get("r", "")) or self._column + 1
            self._cell, self._pieces = attributes, []
        self._in_reading = self._in_reading or name == "rPh"
        self._open = name

    def text(self, text: str) -> None:
        if self._open in ("v", "t") and self._cell is not None and not self._in_reading:
            self._row.size += len(text)
            if self._row.size <= self._limits.row:
                self._pieces.append(text)

    def end(self, name: str) -> None:
        self._open = None
        if name == "rPh":
            self._in_reading = False
        elif name == "c" and self._cell is not None:
            if self._pieces:
                self._keep(self._value(self._cell, "".join(self._pieces)))
            self._cell = None
        elif name == "row":
            self.done.append(self._row)

    def _keep(self, value: str) -> None:
        self._row.width = max(self._row.width, self._column)
        if self._column <= self._limits.columns:
            self._row.cells[self._column] = value
            self._row.size += len(value)

    def _value(self, cell: dict[str, str], text: str) -> str:
        kind = cell.get("t", "n")
        if kind == "s":
            return self._texts[int(text)]
        if kind == "b":
            return "true" if text.strip() in ("1", "true") else "false"
        return self._number(cell, text) if kind == "n" else text

    def _number(self, cell: dict[str, str], text: str) -> str:
        """A number as it is written, or the date, time or duration that its style says it is."""
        code = self._facts.format_of(cell.get("s"))
        if not is_date_format(code):
            return _number_text(text.strip())
        when = from_excel(float(text), self._facts.epoch, timedelta=is_timedelta_format(code))
        isoformat = getattr(when, "isoformat", None)
        return str(isoformat()) if callable(isoformat) else str(when)


def _number_text(text: str) -> str:
    if not any(mark in text for mark in ".eE"):
        return str(int(text))
    number = float(text)
    return str(int(number)) if number.is_integer() and abs(number) < _EXACT_FLOAT else repr(number)


def _column_of(place: str) -> int:
    """The column of a cell such as `AB12`, from 1 on; 0 where none is told."""
    found = _COLUMN.match(place)
    column = 0
    for letter in found[0] if found else "":
        column = column * 26 + ord(letter) - ord("A") + 1
    return column
