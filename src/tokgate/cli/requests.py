"""`tokgate requests` and `tokgate reset`: what a running server was asked, and putting it back to its start."""

from __future__ import annotations

from urllib.parse import urlencode

import click
import msgspec

from tokgate.cli.columns import Column
from tokgate.cli.options import json_option
from tokgate.cli.remote import RunningServer, admin_key_option, url_option
from tokgate.cli.writing import write_rows

_COLUMNS = [
    Column("seq", int, in_table=True),
    Column("at", in_table=True),
    Column("status", int, in_table=True),
    Column("operation", in_table=True, instead="path"),
    Column("path"),
    Column("code", in_table=True),
    Column("rows", int, in_table=True),
    Column("ms", in_table=True),
    Column("credential", in_table=True),
]


@click.command()
@url_option
@admin_key_option
@click.option("--operation", metavar="NAME", help="Of this operation, or of those whose names begin so.")
@click.option("--status", metavar="STATUS", help="With this status, such as 429 or 4xx.")
@click.option("--since", metavar="INSTANT|SEQ", help="From an instant on, or after a request's number.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=50, show_default=True, help="The newest so many.")
@click.option("--clear", is_flag=True, help="Forget all of them.")
@json_option
def requests(
    url: str,
    admin_key: str | None,
    operation: str | None,
    status: str | None,
    since: str | None,
    limit: int,
    clear: bool,
    as_json: bool,
) -> None:
    """List what a running server was asked and answered, oldest first; secrets are masked."""
    remote = RunningServer(url, admin_key)
    if clear:
        remote.delete("requests")
        return
    wanted = {"operation": operation, "status": status, "since": since, "limit": limit}
    query = urlencode({name: value for name, value in wanted.items() if value is not None})
    rows = remote.get(f"requests?{query}")["requests"]
    write_rows(rows, _COLUMNS, form="jsonl" if as_json else "table", output="-")


@click.command()
@url_option
@admin_key_option
@json_option
def reset(url: str, admin_key: str | None, as_json: bool) -> None:
    """Put archive, clock, faults, quotas and log of a running server back to its start."""
    answer = RunningServer(url, admin_key).post("reset", {})
    click.echo(msgspec.json.encode(answer).decode() if as_json else "as at the start")
