"""`tokgate quotas`: the vendors' limits on a running server."""

from __future__ import annotations

from typing import Any

import click

from tokgate.cli.columns import Column
from tokgate.cli.options import json_option
from tokgate.cli.remote import RunningServer, admin_key_option, url_option
from tokgate.cli.writing import write_rows

_COLUMNS = [
    Column("bucket", in_table=True),
    Column("credential", in_table=True),
    Column("limit", int, in_table=True),
    Column("used", int, in_table=True),
    Column("left", int, in_table=True),
    Column("resets_at", in_table=True),
]


@click.group(invoke_without_command=True)
@url_option
@admin_key_option
@json_option
@click.pass_context
def quotas(context: click.Context, url: str, admin_key: str | None, as_json: bool) -> None:
    """Show what is used and left of a running server's quotas, or change them."""
    context.obj = (RunningServer(url, admin_key), as_json)
    if context.invoked_subcommand is None:
        _show(context.obj[0].get("quotas"), as_json)


@quotas.command()
@click.pass_obj
def on(obj: tuple[RunningServer, bool]) -> None:
    """Enforce all limits."""
    _change(obj, {"on": True})


@quotas.command()
@click.pass_obj
def off(obj: tuple[RunningServer, bool]) -> None:
    """Enforce none."""
    _change(obj, {"on": False})


@quotas.command()
@click.argument("calls", metavar="CALLS|vendor")
@click.option("--bucket", help="Of this quota alone, such as official.display.")
@click.option("--credential", metavar="NAME", help="For this key or app alone.")
@click.pass_obj
def limit(obj: tuple[RunningServer, bool], calls: str, bucket: str | None, credential: str | None) -> None:
    """Allow CALLS, and enforce limits; `vendor` brings the vendor's own back."""
    if calls != "vendor" and not calls.isdecimal():
        raise click.BadParameter("a whole number of calls, or vendor", param_hint="CALLS")
    narrowed = {"bucket": bucket, "credential": credential}
    given = {name: value for name, value in narrowed.items() if value}
    _change(obj, {"limit": None if calls == "vendor" else int(calls), **given})


def _change(obj: tuple[RunningServer, bool], body: dict[str, Any]) -> None:
    remote, as_json = obj
    _show(remote.post("quotas", body), as_json)


def _show(state: dict[str, Any], as_json: bool) -> None:
    if not as_json:
        buckets = ", ".join(f"{row['bucket']} ({row['calls']:,} a {row['window']})" for row in state["buckets"])
        click.echo(f"limits are {'on' if state['on'] else 'off'}: {buckets}", err=True)
    write_rows(state["quotas"], _COLUMNS, form="jsonl" if as_json else "table", output="-")
