"""`tokgate faults`: failures on a running server, asked for and taken back."""

from __future__ import annotations

from typing import Any

import click

from tokgate.cli.columns import Column
from tokgate.cli.options import json_option
from tokgate.cli.remote import RunningServer, admin_key_option, url_option
from tokgate.cli.writing import write_rows
from tokgate.server.faults import Fault

_COLUMNS = [
    Column("id", int, in_table=True),
    Column("fault", in_table=True),
    Column("operation", in_table=True),
    Column("seen", int, in_table=True),
    Column("struck", int, in_table=True),
    Column("credential", in_table=True),
]


@click.group(invoke_without_command=True)
@url_option
@admin_key_option
@json_option
@click.pass_context
def faults(context: click.Context, url: str, admin_key: str | None, as_json: bool) -> None:
    """Make a running server fail on purpose, in each vendor's own words. Without a command: those in force."""
    context.obj = (RunningServer(url, admin_key), as_json)
    if context.invoked_subcommand is None:
        _show(context.obj)


@faults.command(name="list")
@click.pass_obj
def list_faults(obj: tuple[RunningServer, bool]) -> None:
    """List the faults in force, with how many calls each saw and struck."""
    _show(obj)


@faults.command()
@click.argument("operation")
@click.argument("fault", type=click.Choice([fault.value for fault in Fault]), metavar="FAULT")
@click.option("--first", type=int, metavar="N", help="Strike the first N calls only.")
@click.option("--every", type=int, metavar="N", help="Strike every Nth call.")
@click.option("--share", type=float, help="Strike this share of the calls, such as 0.2.")
@click.option("--after", type=int, metavar="N", help="Let N calls pass before.")
@click.option("--credential", metavar="NAME", help="Strike calls with this key alone.")
@click.option("--ms", type=int, help="How long a latency is, in milliseconds.")
@click.option("--rows", type=int, help="How many rows a short page has.")
@click.pass_obj
def add(obj: tuple[RunningServer, bool], /, operation: str, fault: str, **more: int | float | str | None) -> None:
    """Ask for a FAULT on an OPERATION: a name such as official.video.list, the front part of one, or *.

    FAULT is one of those in docs/testing.md, such as rate_limit or latency. Without --first, --every or --share it is
    every call.
    """
    remote, _ = obj
    given = {name: value for name, value in more.items() if value is not None}
    remote.post("faults", {"operation": operation, "fault": fault, **given})
    _show(obj)


@faults.command()
@click.argument("number", type=int, required=False, metavar="[ID]")
@click.pass_obj
def clear(obj: tuple[RunningServer, bool], number: int | None) -> None:
    """Take back the fault with this ID, or all."""
    remote, _ = obj
    remote.delete("faults" if number is None else f"faults?id={number}")
    _show(obj)


def _show(obj: tuple[RunningServer, bool]) -> None:
    remote, as_json = obj
    rows: list[dict[str, Any]] = remote.get("faults")["faults"]
    shown = [{column.name: row.get(column.name) for column in _COLUMNS} for row in rows]
    write_rows(rows if as_json else shown, _COLUMNS, form="jsonl" if as_json else "table", output="-")
