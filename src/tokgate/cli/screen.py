"""Rows as a table for reading: aligned columns, one line a row, as wide as the terminal."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import IO, Any

from tokgate.cli.columns import Column, Row

#: A table's columns are as wide as in this many rows, and no wider than that.
MEASURED_ROWS = 1000
WIDEST = 60
#: To fit a terminal, columns of text become as narrow as this; ids and numbers stay whole.
NARROWEST = 12
_GAP = "  "


def write_table(rows: Iterable[Row], columns: Sequence[Column], stream: IO[str]) -> None:
    """Widths follow the first rows, so that the rest can stream."""
    shown = [column for column in columns if column.in_table]
    waiting = (_cells(row, shown) for row in rows)
    first = list(islice(waiting, MEASURED_ROWS))
    widths = _widths(first, shown)
    if (room := terminal_width(stream)) is not None:
        widths = fitted(widths, [column.kind is str and not column.is_id for column in shown], room)
    stream.write(_line([column.name for column in shown], widths, shown))
    for cells in first:
        stream.write(_line(cells, widths, shown))
    for cells in waiting:
        stream.write(_line(cells, widths, shown))


def terminal_width(stream: IO[str]) -> int | None:
    """How many columns the terminal has that a stream goes to; None where it goes elsewhere."""
    if stream is not sys.stdout or not stream.isatty():
        return None
    return shutil.get_terminal_size().columns


def fitted(widths: Sequence[int], shrinkable: Sequence[bool], room: int) -> list[int]:
    """Widths that fit into `room` with the gaps between them: the widest that may be narrower give way first."""
    fitting = list(widths)
    over = sum(fitting) + len(_GAP) * (len(fitting) - 1) - room
    while over > 0:
        candidates = [n for n, may in enumerate(shrinkable) if may and fitting[n] > NARROWEST]
        if not candidates:
            break
        widest = max(candidates, key=lambda n: fitting[n])
        fitting[widest] -= 1
        over -= 1
    return fitting


def _widths(rows: Sequence[Sequence[str]], columns: Sequence[Column]) -> list[int]:
    from rich.cells import cell_len

    return [
        max([len(column.name), *(min(cell_len(cells[n]), WIDEST) for cells in rows)])
        for n, column in enumerate(columns)
    ]


def _line(cells: Sequence[str], widths: Sequence[int], columns: Sequence[Column]) -> str:
    from rich.cells import cell_len, set_cell_size

    parts = []
    for text, width, column in zip(cells, widths, columns, strict=True):
        if column.kind is int:
            parts.append(text.rjust(width))
        elif cell_len(text) > width:
            parts.append(set_cell_size(text, width - 1) + "…")
        else:
            parts.append(set_cell_size(text, width))
    return _GAP.join(parts).rstrip() + "\n"


def _cells(row: Row, columns: Sequence[Column]) -> list[str]:
    return [_shown(_value(row, column)) for column in columns]


def _value(row: Row, column: Column) -> Any:
    value = row[column.name]
    return row[column.instead] if value is None and column.instead else value


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    # What a source wrote may hold what moves a terminal's cursor.
    return " ".join("".join(each if each.isprintable() else " " for each in str(value)).split())
