"""Rows written as a table, JSON, CSV, TSV or Parquet, as they come. Ids are text in all of them."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import islice
from pathlib import Path
from typing import IO, Any

import click
import msgspec

from tokgate.cli.columns import Column, Row
from tokgate.cli.exits import Failure
from tokgate.cli.screen import write_table
from tokgate.extras import lacking

#: Rows per Parquet row group: memory stays bounded, and files stay quick to read.
ROW_GROUP = 50_000
PARQUET = "parquet"

Writer = Callable[[Iterable[Row], Sequence[Column], IO[str]], None]


def write_rows(rows: Iterable[Row], columns: Sequence[Column], *, form: str, output: str, excel: bool = False) -> None:
    """Write rows to a file, which appears when it is whole, or "-" for stdout. Parquet goes to a file only."""
    if excel and form not in ("csv", "tsv"):
        raise click.UsageError("--excel goes with csv and tsv")
    if form == PARQUET:
        _write_parquet(rows, columns, output)
        return
    write = partial(_write_csv, excel=True, delimiter=_DELIMITERS[form]) if excel else _WRITERS[form]
    with _stream(output) as stream:
        write(rows, columns, stream)


def format_of(output: str) -> str:
    """The format that a file's ending names; JSON lines for stdout. UsageError, with the endings there are, else."""
    if output == "-":
        return "jsonl"
    ending = Path(output).suffix.lower().removeprefix(".")
    if ending in _ENDINGS:
        return _ENDINGS[ending]
    known = ", ".join(f".{each}" for each in _ENDINGS)
    raise click.UsageError(f"the ending of {output!r} names no format: use {known}, or say --format")


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


def _write_json_lines(rows: Iterable[Row], _: Sequence[Column], stream: IO[str]) -> None:
    for row in rows:
        stream.write(msgspec.json.encode(row).decode() + "\n")


def _write_json(rows: Iterable[Row], _: Sequence[Column], stream: IO[str]) -> None:
    """One array, a row a line."""
    before = "[\n"
    for row in rows:
        stream.write(before + msgspec.json.encode(row).decode())
        before = ",\n"
    stream.write("[]\n" if before == "[\n" else "\n]\n")


def _write_csv(
    rows: Iterable[Row], columns: Sequence[Column], stream: IO[str], *, excel: bool = False, delimiter: str = ","
) -> None:
    writer = csv.writer(stream, lineterminator="\n", delimiter=delimiter)
    writer.writerow([column.name for column in columns])
    for row in rows:
        writer.writerow([_cell(row[column.name], column, excel=excel) for column in columns])


def _cell(value: Any, column: Column, *, excel: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        text = " ".join(value)
    elif isinstance(value, bool):
        return "true" if value else "false"
    elif excel and column.is_id:
        return f'="{value}"'
    else:
        text = str(value)
    # A spreadsheet takes a text that begins so for a formula.
    return f"'{text}" if excel and text[:1] in ("=", "+", "-", "@", "\t", "\r") and column.kind is not int else text


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


_DELIMITERS = {"csv": ",", "tsv": "\t"}
_WRITERS: dict[str, Writer] = {
    "table": write_table,
    "jsonl": _write_json_lines,
    "json": _write_json,
    **{form: partial(_write_csv, delimiter=delimiter) for form, delimiter in _DELIMITERS.items()},
}
FORMATS = (*_WRITERS, PARQUET)
_ENDINGS = {**{form: form for form in FORMATS if form != "table"}, "ndjson": "jsonl", "txt": "table"}
