"""`tokgate snapshot`: saved states of an archive, on file or of a running server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import click
import msgspec

from tokgate.archive.errors import ArchiveError
from tokgate.cli.exits import Failure
from tokgate.cli.options import archive_option, json_option, opened
from tokgate.cli.remote import RunningServer, admin_key_option
from tokgate.server.snapshots import CopyableArchive, Snapshots

C = TypeVar("C", bound=Callable[..., Any])


def _place(command: C) -> C:
    """An archive's file, or a server with --url, whose clock, quotas and faults are then part of a snapshot too."""
    url = click.option("--url", help="A running server, instead of an archive's file.")
    return url(admin_key_option(archive_option(json_option(command))))


@click.group()
def snapshot() -> None:
    """Save and load states of an archive; they are kept in a folder beside it, ARCHIVE.snapshots.

    With --url the server's clock, quotas and faults are saved and loaded as well.
    """


@snapshot.command()
@click.argument("name")
@_place
def save(name: str, url: str | None, admin_key: str | None, archive_url: str, as_json: bool) -> None:
    """Keep the present state under a NAME, in place of what was saved under it."""
    if url:
        RunningServer(url, admin_key).post("snapshots", {"save": name})
    else:
        with _snapshots(archive_url) as snapshots:
            snapshots.save(name)
    _say("saved", name, as_json)


@snapshot.command()
@click.argument("name")
@_place
def load(name: str, url: str | None, admin_key: str | None, archive_url: str, as_json: bool) -> None:
    """Go back to the state that was saved under a NAME."""
    if url:
        RunningServer(url, admin_key).post("snapshots", {"load": name})
    else:
        with _snapshots(archive_url) as snapshots:
            snapshots.load(name)
    _say("loaded", name, as_json)


@snapshot.command()
@click.argument("name")
@click.argument("start", metavar="FROM")
@_place
def branch(name: str, start: str, url: str | None, admin_key: str | None, archive_url: str, as_json: bool) -> None:
    """Begin a new snapshot, NAME, as a copy of the one saved as FROM."""
    if url:
        RunningServer(url, admin_key).post("snapshots", {"branch": name, "from": start})
    else:
        with _snapshots(archive_url) as snapshots:
            snapshots.branch(name, start)
    _say("branched", name, as_json)


@snapshot.command()
@click.argument("name")
@_place
def rm(name: str, url: str | None, admin_key: str | None, archive_url: str, as_json: bool) -> None:
    """Delete the snapshot of a NAME."""
    if url:
        RunningServer(url, admin_key).post("snapshots", {"remove": name})
    else:
        with _snapshots(archive_url) as snapshots:
            snapshots.remove(name)
    _say("removed", name, as_json)


@snapshot.command(name="list")
@_place
def list_snapshots(url: str | None, admin_key: str | None, archive_url: str, as_json: bool) -> None:
    """List snapshots with size and date."""
    if url:
        rows = RunningServer(url, admin_key).get("snapshots")["snapshots"]
    else:
        with _snapshots(archive_url) as snapshots:
            rows = snapshots.rows()
    for row in rows:
        line = f"{row['saved_at']}  {row['bytes']:>13,}  {row['name']}"
        click.echo(msgspec.json.encode(row).decode() if as_json else line)


@contextmanager
def _snapshots(archive_url: str) -> Iterator[Snapshots]:
    """The snapshots of an archive on file. Exit 1 for what goes wrong with them."""
    with opened(archive_url, must_exist=True) as archive:
        if not isinstance(archive, CopyableArchive):
            raise Failure(f"{archive.address} is no file: only archives in a file have snapshots")
        try:
            yield Snapshots(archive)
        except LookupError as problem:
            raise Failure(str(problem.args[0])) from problem
        except (ArchiveError, OSError, ValueError) as problem:
            raise Failure(str(problem)) from problem


def _say(done: str, name: str, as_json: bool) -> None:
    click.echo(msgspec.json.encode({done: name}).decode() if as_json else f"{done} {name}")
