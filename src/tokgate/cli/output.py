"""What is read and where it goes: the options that reading verbs share, each group handed over as one value."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

import click
import msgspec

from tokgate.cli.columns import Column, Row
from tokgate.cli.instants import Instant
from tokgate.cli.writing import FORMATS, format_of, write_rows
from tokgate.domain.walks import Window

Command = Callable[..., None]
T = TypeVar("T")

_EXCEL = (
    'With csv and tsv, for spreadsheets: ids as ="…", which stay exact, and \' before texts that begin with = + - @, '
    "which would run as formulas. Without it texts are written as they are."
)
_SINCE = "From then on: 2026-11-01, 2026-11-01T12:00Z, '3d ago'."


class Output(msgspec.Struct, frozen=True):
    """How rows are written: `form` None is left to the verb or the file's ending."""

    form: str | None
    path: str
    excel: bool

    def write(self, rows: Iterable[Row], columns: Sequence[Column], *, on_screen: bool = False) -> None:
        """Write them; on stdout, where nothing else was asked for, as a table if `on_screen` or as JSON lines."""
        form = self.form or ("table" if on_screen and self.path == "-" else format_of(self.path))
        write_rows(rows, columns, form=form, output=self.path, excel=self.excel)


def output_options(command: Command) -> Command:
    """`--format`, `-o`, `--json` and `--excel`, as the parameter `output`."""
    return _taken(
        command,
        "output",
        lambda form, path, as_json, excel: Output("jsonl" if as_json else form, path, excel),
        {
            "form": click.option(
                "--format", "form", type=click.Choice(FORMATS), help="How to write; else the ending of -o says."
            ),
            "path": click.option(
                "-o", "--output", "path", metavar="FILE", default="-", help="Where to write; - is stdout."
            ),
            "as_json": click.option("--json", "as_json", is_flag=True, help="The same as --format jsonl."),
            "excel": click.option("--excel", is_flag=True, help=_EXCEL),
        },
    )


def selection_options(command: Command) -> Command:
    """`--limit`, and `--since` and `--until` as the parameter `within`."""
    limited = click.option("--limit", type=click.IntRange(0), metavar="N", help="No more rows than this.")(command)
    return _taken(
        limited,
        "within",
        Window,
        {
            "since_ms": click.option("--since", "since_ms", type=Instant(), help=_SINCE),
            "until_ms": click.option("--until", "until_ms", type=Instant(), help="Before then."),
        },
    )


def first(rows: Iterable[T], limit: int | None) -> Iterable[T]:
    """No more than `limit` of them; None is all."""
    return rows if limit is None else islice(rows, limit)


def _taken(
    command: Command, name: str, make: Callable[..., Any], options: Mapping[str, Callable[[Command], Command]]
) -> Command:
    """The command with options, by the names of their parameters, whose values are made into one parameter."""

    @functools.wraps(command)
    def packed(*args: Any, **kwargs: Any) -> None:
        command(*args, **{name: make(**{each: kwargs.pop(each) for each in options})}, **kwargs)

    with_options: Command = packed
    for option in reversed(list(options.values())):
        with_options = option(with_options)
    return with_options
