"""What an import left out, told to people: columns, odd values, reasons of rejects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from tokgate.importers.notes import Notes, Remark
from tokgate.importers.run import Summary

_COLUMNS = 20


def members_of(notes: Notes) -> dict[str, Any]:
    """The notes as members of the summary's JSON."""
    first = msgspec.to_builtins(notes.first_odd)
    return {"ignored": most_first(notes.ignored), "odd": {"count": notes.odd, "first": first}}


def lines_of(summary: Summary, *, with_rejects_file: bool) -> Iterator[str]:
    """Lines for stderr: what was rejected and why, what is odd, which columns were not read; none where all is well."""
    notes = summary.notes
    if summary.rejected:
        yield f"rejected {summary.rejected:,}, for instance"
        yield from (f"  {each.file}, {each.place}: {each.reason}" for each in notes.first_rejected)
        if not with_rejects_file:
            yield "--rejects FILE writes all of them, each with its reason"
    if notes.odd:
        yield f"{notes.odd:,} odd values, taken for unknown, for instance"
        yield from map(odd_line, notes.first_odd)
    if notes.ignored:
        yield f"columns that are not understood, with their values: {shown_columns(notes.ignored)}"
        yield "--map COLUMN=FIELD gives one a meaning, --map COLUMN=ignore says that it has none"
    if summary.read == 0:
        yield "nothing was recognised"
    elif summary.rejected == summary.read:
        yield "nothing was kept"


def most_first(ignored: dict[str, int]) -> dict[str, int]:
    """The columns, those with the most values first."""
    return dict(sorted(ignored.items(), key=lambda pair: -pair[1]))


def odd_line(remark: Remark) -> str:
    """A value that its field cannot have, with its place."""
    return f"  {remark.file}, {remark.place}: {remark.column} {remark.value!r}: {remark.reason}"


def shown_columns(ignored: dict[str, int]) -> str:
    """The columns and how many values each has; the first of them where there are many."""
    shown = [f"{column} ({count:,})" for column, count in list(most_first(ignored).items())[:_COLUMNS]]
    rest = len(ignored) - len(shown)
    return ", ".join(shown) + (f" and {rest} more" if rest > 0 else "")
