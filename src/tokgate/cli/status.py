"""`tokgate status`: how a running server stands."""

from __future__ import annotations

from typing import Any

import click
import msgspec

from tokgate.cli.options import json_option
from tokgate.cli.remote import RunningServer, admin_key_option, url_option

_COLUMNS = ("credential", "bucket", "operation", "limit", "used", "left", "resets_at")


@click.command()
@url_option
@admin_key_option
@json_option
def status(url: str, admin_key: str | None, as_json: bool) -> None:
    """Show a running server's archive, clock, faults, and what is used and left of its quotas."""
    remote = RunningServer(url, admin_key)
    state = remote.get("state")
    # With several workers there are no controls to ask about.
    quotas = remote.get("quotas") if state["workers"] == 1 else {"on": False, "quotas": []}
    state["quotas"] = {"on": quotas["on"], "quotas": quotas["quotas"]}
    click.echo(msgspec.json.encode(state).decode() if as_json else "\n".join(_lines(url, state)))


def _lines(url: str, state: dict[str, Any]) -> list[str]:
    archive, clock, quotas = state["archive"], state["clock"], state["quotas"]
    logged = "off" if state["requests"] is None else f"{state['requests']:,} kept"
    lines = [
        f"   server  {url}  tokgate {state['version']}  workers {state['workers']}",
        f"  archive  {archive['path']}  creators {archive['creators']:,}  posts {archive['posts']:,}",
        f"    clock  {clock['now']}{'  frozen' if clock['frozen'] else ''}  speed {clock['speed']:g}",
        f" requests  {logged}",
        f"snapshots  {', '.join(state['snapshots']) or 'none'}",
        f"   faults  {len(state['faults']) or 'none'}",
        *(f"           {_fault(each)}" for each in state["faults"]),
        f"   quotas  {'on' if quotas['on'] else 'off'}",
    ]
    return lines + _table(quotas["quotas"])


def _fault(row: dict[str, Any]) -> str:
    return f"{row['id']}  {row['fault']} on {row['operation']}: struck {row['struck']:,} of {row['seen']:,} calls"


def _table(rows: list[dict[str, Any]]) -> list[str]:
    if not rows:
        return []
    cells = [list(_COLUMNS), *([_cell(row[name]) for name in _COLUMNS] for row in rows)]
    widths = [max(len(line[n]) for line in cells) for n in range(len(_COLUMNS))]
    return ["  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip() for line in cells]


def _cell(value: Any) -> str:
    if value is None:
        return "-"
    return f"{value:,}" if isinstance(value, int) else str(value)
