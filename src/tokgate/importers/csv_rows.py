"""The rows of CSV and TSV, line by line. A quote that nothing closes costs its line, and no other."""

from __future__ import annotations

import csv
import io
import re
from collections import deque
from collections.abc import Iterator

from tokgate.importers.format import Broken
from tokgate.importers.json_tree import PREVIEW_LENGTH
from tokgate.importers.limits import Limits

_NOT_UTF8 = re.compile("[\udc80-\udcff]")
_UNCLOSED = "opens a quote that is not closed where a cell may end; the lines after it are read as rows of their own"
#: Passed over at a time, of a line that is too long.
_PIECE = 1 << 16


class RowTooLong(Exception):
    """A row goes on beyond what one may be."""


class Lines:
    """The lines of a table, one row's at a time; those after a row's first can be given back, to be read again."""

    def __init__(self, file: io.BufferedReader, limits: Limits) -> None:
        self._text = io.TextIOWrapper(file, encoding="utf-8", errors="surrogateescape", newline="")
        self._limits = limits
        self._given_back: deque[str] = deque()
        self._room = 0
        #: How many lines are passed, and those of the row that is being read.
        self.passed = 0
        self.of_row: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        """The next line, as the row's next. Raises RowTooLong instead of holding more than a row may have."""
        if len(self.of_row) == self._limits.row_lines:
            raise RowTooLong
        line = self._given_back.popleft() if self._given_back else self._text.readline(self._limits.row + 1)
        if not line:
            raise StopIteration
        self.passed += 1
        self.of_row.append(line)
        self._room -= len(line)
        if self._room < 0:
            self._pass_rest(line)
            raise RowTooLong
        return line

    def _pass_rest(self, line: str) -> None:
        if len(line) > self._limits.row:
            while line and not line.endswith(("\n", "\r")):
                line = self._text.readline(_PIECE)

    def begin_row(self) -> None:
        """What is read from here on is the next row's."""
        self.of_row = []
        self._room = self._limits.row

    def give_back(self) -> None:
        """All of the row but its first line is still to be read."""
        self.passed -= len(self.of_row) - 1
        self._given_back.extendleft(reversed(self.of_row[1:]))


def delimiter_of(first_line: str) -> str:
    """What divides the cells: the mark that the first line has most of."""
    return max("\t;|,", key=first_line.count)


def csv_rows(file: io.BufferedReader, limits: Limits) -> Iterator[tuple[str, list[str] | Broken]]:
    """Each row, or what is wrong with it, and the line it begins in.

    Rows over several lines are held to the rules: each cell in quotes ends with a quote before a delimiter, and there
    are as many cells as in the first row. Otherwise a quote left open would silently take the next rows into its cell.
    """
    csv.field_size_limit(max(csv.field_size_limit(), limits.row))
    delimiter = delimiter_of(file.peek(1 << 16).partition(b"\n")[0].decode("utf-8", "replace"))
    lines = Lines(file, limits)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    width: int | None = None
    while True:
        lines.begin_row()
        place = f"line {lines.passed + 1}"
        try:
            row: list[str] | None = next(reader)
        except StopIteration:
            return
        except RowTooLong:
            row = None
        except csv.Error:
            row = _lenient_row(lines.of_row, delimiter)
        if row is None or (len(lines.of_row) > 1 and not _fits(row, width)):
            yield place, Broken(place=place, reason=_what_is_wrong(lines, limits), text=_preview(lines.of_row[0]))
            lines.give_back()
        elif any(_NOT_UTF8.search(cell) for cell in row if not cell.isascii()):
            text = _preview(",".join(row))
            yield place, Broken(place=place, reason="is not UTF-8; save the table as UTF-8", text=text)
        elif row:
            width = width or len(row)
            yield place, row


def _fits(row: list[str], width: int | None) -> bool:
    return width is None or (len(row) >= width and not any(row[width:]))


def _lenient_row(lines: list[str], delimiter: str) -> list[str] | None:
    """The row in a line with quotes inside its cells (`"he said "hi" there"`); None where it goes on after the line."""
    if len(lines) > 1:
        return None
    try:
        row, *after = csv.reader([lines[0], "."], delimiter=delimiter)
    except csv.Error:
        return None
    return row if after == [["."]] else None


def _what_is_wrong(lines: Lines, limits: Limits) -> str:
    return f"is longer than {limits.row:,} characters" if len(lines.of_row[0]) > limits.row else _UNCLOSED


def _preview(text: str) -> str:
    return _NOT_UTF8.sub("\ufffd", text[:PREVIEW_LENGTH])
