"""Rows written as a table, JSON lines, CSV or Parquet. Ids are text in all of them."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import IO, Any

import click
import msgspec

from tokgate.cli.exits import Failure
from tokgate.extras import lacking

FORMATS = ("table", "jsonl", "csv", "parquet")
Row = Mapping[str, Any]
#: A table's columns are as wide as in this many rows, and no wider than that.
MEASURED_ROWS = 1000
WIDEST = 60
#: Rows per Parquet row group: memory stays bounded, and files stay quick to read.
ROW_GROUP = 50_000


class Column(msgspec.Struct, frozen=True):
    """A column: its type, whether it holds ids, and whether a table on a screen has room for it.

    `instead` is another member that a table shows where this one is not known.
    """

    name: str
    kind: type = str
    is_id: bool = False
    in_table: bool = False
    instead: str | None = None


def write_rows(rows: Iterable[Row], columns: Sequence[Column], *, form: str, output: str, excel: bool = False) -> None:
    """Write rows, as they come, to a file or "-" for stdout. Parquet goes to a file only."""
    if form == "parquet":
        _write_parquet(rows, columns, output)
        return
    with _stream(output) as stream:
        if form == "jsonl":
            for row in rows:
                stream.write(msgspec.json.encode(row).decode() + "\n")
        elif form == "csv":
            _write_csv(rows, columns, stream, excel=excel)
        else:
            _write_table(rows, [column for column in columns if column.in_table], stream)


@contextmanager
def _stream(output: str) -> Iterator[IO[str]]:
    if output == "-":
        yield sys.stdout
        sys.stdout.flush()
        return
    part = Path(f"{output}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as stream:
            yield stream
        part.replace(output)
    except OSError as problem:
        raise Failure(f"cannot write {output}: {problem.strerror}") from problem
    finally:
        part.unlink(missing_ok=True)


def _write_csv(rows: Iterable[Row], columns: Sequence[Column], stream: IO[str], *, excel: bool) -> None:
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([column.name for column in columns])
    for row in rows:
        writer.writerow([_cell(row[column.name], column, excel=excel) for column in columns])


def _cell(value: Any, column: Column, *, excel: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return " ".join(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if excel and column.is_id:
        return f'="{value}"'
    text = str(value)
    # A spreadsheet takes a caption that begins so for a formula.
    return f"'{text}" if excel and text[:1] in "=+-@\t\r" and column.kind is str else text


def _write_table(rows: Iterable[Row], columns: Sequence[Column], stream: IO[str]) -> None:
    """Aligned columns, one line a row. Widths follow the first rows, so that the rest can stream."""
    from rich.cells import cell_len, set_cell_size

    waiting = iter(rows)
    first = [[_shown(_value(row, column)) for column in columns] for row in islice(waiting, MEASURED_ROWS)]
    widths = [
        max([len(column.name), *(min(cell_len(cells[n]), WIDEST) for cells in first)])
        for n, column in enumerate(columns)
    ]

    def line(cells: Sequence[str]) -> str:
        parts = []
        for text, width, column in zip(cells, widths, columns, strict=True):
            if column.kind is int:
                parts.append(text.rjust(width))
            else:
                parts.append(set_cell_size(text, width if cell_len(text) <= width else width - 1))
                parts[-1] += "…" if cell_len(text) > width else ""
        return "  ".join(parts).rstrip() + "\n"

    stream.write(line([column.name for column in columns]))
    stream.writelines(line(cells) for cells in first)
    stream.writelines(line([_shown(_value(row, column)) for column in columns]) for row in waiting)


def _value(row: Row, column: Column) -> Any:
    value = row[column.name]
    return row[column.instead] if value is None and column.instead else value


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return " ".join(str(value).split())


def _write_parquet(rows: Iterable[Row], columns: Sequence[Column], output: str) -> None:
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as problem:
        raise Failure(lacking(problem.name, "parquet")) from problem
    if output == "-":
        raise click.UsageError("--format parquet needs -o FILE")
    arrow = {str: pa.string(), int: pa.int64(), bool: pa.bool_(), list: pa.list_(pa.string())}
    schema = pa.schema([(column.name, arrow[column.kind]) for column in columns])
    part = Path(f"{output}.part")
    waiting = iter(rows)
    try:
        with parquet.ParquetWriter(part, schema, compression="zstd") as writer:
            while batch := list(islice(waiting, ROW_GROUP)):
                writer.write_table(pa.Table.from_pylist(batch, schema=schema))
        part.replace(output)
    except OSError as problem:
        raise Failure(f"cannot write {output}: {problem}") from problem
    finally:
        part.unlink(missing_ok=True)
