"""The readable end of a run: every figure, then every ratio beside its bar."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.table import Table
from tests.benchmarks.figures import Figure, Results, Verdict


def show(results: Results) -> None:
    """Print tables to stdout."""
    console = Console(width=132)
    for job in dict.fromkeys(figure.job for figure in results.figures):
        console.print(_figures(job, [figure for figure in results.figures if figure.job == job]))
    console.print(_verdicts(results.verdicts))
    for note in results.notes:
        console.print(f"- {note}", highlight=False)


def _figures(job: str, figures: list[Figure]) -> Table:
    table = Table(title=f"{job}: medians of {max(len(figure.values) for figure in figures)}")
    table.add_column("what")
    table.add_column("figure", justify="right")
    table.add_column("unit")
    columns = list(dict.fromkeys(key for figure in figures for key in figure.more))
    for column in columns:
        table.add_column(column, justify="right")
    for figure in figures:
        more = [number(figure.more[column]) if column in figure.more else "" for column in columns]
        table.add_row(figure.name, number(figure.value), figure.unit, *more)
    return table


def _verdicts(verdicts: list[Verdict]) -> Table:
    table = Table(title="against the bars")
    for column in ("job", "what"):
        table.add_column(column)
    table.add_column("figure", justify="right")
    table.add_column("bar", justify="right")
    table.add_column("")
    for verdict in verdicts:
        table.add_row(*_cells(verdict))
    return table


def _cells(verdict: Verdict) -> Iterator[str]:
    yield verdict.job
    yield verdict.what
    yield f"{number(verdict.value)} {verdict.unit}".strip()
    if verdict.bar is None:
        yield ""
        yield ""
        return
    yield f"{'at most' if verdict.at_most else 'at least'} {number(verdict.bar)} {verdict.unit}".strip()
    yield "met" if verdict.met else "MISSED"


def number(value: float) -> str:
    """Three digits, or all digits of a large number."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
