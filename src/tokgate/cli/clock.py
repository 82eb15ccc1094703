"""`tokgate clock`: what time it is on a running server, and making it another."""

from __future__ import annotations

from typing import Any

import click
import msgspec

from tokgate.cli.options import json_option
from tokgate.cli.remote import RunningServer, admin_key_option, url_option


@click.group(invoke_without_command=True)
@url_option
@admin_key_option
@json_option
@click.pass_context
def clock(context: click.Context, url: str, admin_key: str | None, as_json: bool) -> None:
    """Show a running server's clock, or move it: tokens expire, quotas reset and the world lives on by it."""
    context.obj = (RunningServer(url, admin_key), as_json)
    if context.invoked_subcommand is None:
        _show(context.obj[0].get("clock"), as_json)


@clock.command(name="set")
@click.argument("instant")
@click.pass_obj
def set_to(obj: tuple[RunningServer, bool], instant: str) -> None:
    """Go to an INSTANT such as 2026-11-01T12:00:00Z."""
    _move(obj, {"set": instant})


@clock.command(context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]})
@click.argument("duration")
@click.pass_obj
def advance(obj: tuple[RunningServer, bool], duration: str) -> None:
    """Move on by a DURATION such as 90s, 15m, 25h, 3d or 1d12h."""
    if duration.startswith("-"):  # which would be an unknown option, and the h in -1h a question for help
        raise click.UsageError("time goes forward: to go back, use `tokgate clock set INSTANT`")
    _move(obj, {"advance": duration})


@clock.command()
@click.pass_obj
def freeze(obj: tuple[RunningServer, bool]) -> None:
    """Stand still until unfrozen."""
    _move(obj, {"freeze": True})


@clock.command()
@click.pass_obj
def unfreeze(obj: tuple[RunningServer, bool]) -> None:
    """Go on from where it stands."""
    _move(obj, {"freeze": False})


@clock.command()
@click.argument("factor", type=float)
@click.pass_obj
def speed(obj: tuple[RunningServer, bool], factor: float) -> None:
    """Run FACTOR times as fast as the machine's clock."""
    _move(obj, {"speed": factor})


def _move(obj: tuple[RunningServer, bool], body: dict[str, Any]) -> None:
    remote, as_json = obj
    _show(remote.post("clock", body), as_json)


def _show(state: dict[str, Any], as_json: bool) -> None:
    if as_json:
        click.echo(msgspec.json.encode(state).decode())
        return
    how = "frozen" if state["frozen"] else "" if state["speed"] == 1 else f"{state['speed']:g} times as fast"
    click.echo(f"{state['now']}  {how}".rstrip())
