"""What a dry run found, told to people and as JSON."""

from __future__ import annotations

import sys
from typing import Any

import click
import msgspec

from tokgate.cli.columns import Column
from tokgate.cli.import_notes import members_of, odd_line, shown_columns
from tokgate.cli.screen import write_table
from tokgate.importers.check import FieldCheck, FileCheck

_COLUMNS = (
    Column("field", in_table=True),
    Column("values", kind=int, in_table=True),
    Column("columns", in_table=True),
    Column("examples", in_table=True),
)


def show_checks(checks: list[FileCheck], as_json: bool) -> None:
    """Print what was found of each file."""
    if as_json:
        click.echo(msgspec.json.encode({"files": [_members(check) for check in checks]}).decode())
        return
    for number, check in enumerate(checks):
        if number:
            click.echo()
        _show(check)


def _members(check: FileCheck) -> dict[str, Any]:
    members: dict[str, Any] = msgspec.to_builtins(check)
    members["fields"] = list(members["fields"].values())
    notes = check.notes
    rejects = {"first_rejected": msgspec.to_builtins(notes.first_rejected)}
    del members["notes"]
    return members | members_of(notes) | rejects


def _show(check: FileCheck) -> None:
    click.echo(check.file)
    for line in _lines(check):
        click.echo(f"  {line}")
    if check.fields:
        write_table(map(_row, check.fields.values()), _COLUMNS, sys.stdout)
    notes = check.notes
    if notes.odd:
        click.echo(f"  {notes.odd:,} odd values, unknown then, for instance")
        for remark in notes.first_odd:
            click.echo(odd_line(remark))
    if notes.ignored:
        click.echo(f"  columns that are not understood, with their values: {shown_columns(notes.ignored)}")
    for remark in notes.first_rejected:
        click.echo(f"  rejected, {remark.place}: {remark.reason}")


def _lines(check: FileCheck) -> list[str]:
    lines = [f"skipped: {reason}" for reason in check.skipped]
    if check.read:
        lines.append(f"{check.read:,} records, {check.rejected:,} rejected")
    for title, counts in (("formats", check.formats), ("tables of", check.tools), ("told of", check.subjects)):
        if counts:
            lines.append(f"{title}: " + ", ".join(f"{name} {count:,}" for name, count in counts.items()))
    return lines


def _row(field: FieldCheck) -> dict[str, Any]:
    return {
        "field": field.field,
        "values": field.values,
        "columns": ", ".join(field.columns),
        "examples": " · ".join(field.examples),
    }
