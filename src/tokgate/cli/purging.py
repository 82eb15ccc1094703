"""`tokgate purge`: what has to go for good."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

import click
import msgspec

from tokgate.archive.errors import NoSuchPurgeError
from tokgate.cli.exits import Failure
from tokgate.cli.instants import instant_text
from tokgate.cli.options import archive_option, json_option, opened, opened_to_read
from tokgate.cli.subjects import find_creator
from tokgate.domain.clock import SystemClock
from tokgate.domain.creators import Creator
from tokgate.domain.ports import Archive
from tokgate.domain.purges import Purge

C = TypeVar("C", bound=Callable[..., Any])
_BATCH = 500


def purge_options(command: C) -> C:
    """`--because`, `--yes`, `--compact`, `--archive` and `--json`."""
    for option in (
        json_option,
        archive_option,
        click.option("--compact", is_flag=True, help="Write the archive anew: none of its bytes are left in it."),
        click.option("--yes", is_flag=True, help="Do not ask."),
        click.option("--because", required=True, metavar="TEXT", help="Why; it is kept, and listed."),
    ):
        command = option(command)
    return command


@click.group()
def purge() -> None:
    """Remove posts and creators for good, with all that hangs on them.

    What was purged is not taken in again, whichever file or API names it; `purge list` tells of it, and `purge allow`
    takes it back.
    """


@purge.command()
@click.argument("ids", nargs=-1, required=True, type=click.IntRange(1, 2**63 - 1), metavar="ID…")
@purge_options
def post(ids: tuple[int, ...], because: str, yes: bool, compact: bool, archive_url: str, as_json: bool) -> None:
    """Remove posts with their counts, comments, likes and bodies. An ID that is not known yet is kept out too."""
    with opened(archive_url, must_exist=True) as archive:
        _ask([f"post {each}" for each in ids], yes=yes)
        at_ms = SystemClock().now_ms()
        purges = [archive.purge_post(each, because, at_ms) for each in ids]
        _finish(archive, purges, compact=compact, as_json=as_json)


@purge.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME…")
@purge_options
def creator(names: tuple[str, ...], because: str, yes: bool, compact: bool, archive_url: str, as_json: bool) -> None:
    """Remove creators (username, secUid or user id) with their posts, comments, follows, messages and keys."""
    with opened(archive_url, must_exist=True) as archive:
        found = {each.key: each for each in (find_creator(archive, name) for name in names) if each.key is not None}
        _ask([f"{_name(each)} and all of theirs" for each in found.values()], yes=yes)
        at_ms = SystemClock().now_ms()
        purges = [archive.purge_creator(key, because, at_ms) for key in found]
        _finish(archive, purges, compact=compact, as_json=as_json)


@purge.command(name="list")
@archive_option
@json_option
def list_purges(archive_url: str, as_json: bool) -> None:
    """List what was purged, when and why. Of creators only the number that they had here is known."""
    with opened_to_read(archive_url) as archive:
        for each in _all(archive):
            _tell(each, as_json=as_json)


@purge.command()
@click.argument("purge_id", type=int, metavar="ID")
@archive_option
@json_option
def allow(purge_id: int, archive_url: str, as_json: bool) -> None:
    """Let in again what a purge, by its ID in `purge list`, keeps out. What it removed comes back only by an import."""
    with opened(archive_url, must_exist=True) as archive:
        try:
            allowed = archive.allow(purge_id, SystemClock().now_ms())
        except NoSuchPurgeError as problem:
            raise Failure(f"{problem}; `tokgate purge list` lists them") from problem
    _tell(allowed, as_json=as_json)


def _ask(things: Sequence[str], *, yes: bool) -> None:
    if yes:
        return
    if not sys.stdin.isatty():
        raise click.UsageError("nobody is here to ask: --yes says that it is meant")
    for each in things:
        click.echo(f"  {each}", err=True)
    click.confirm("Remove for good?", abort=True, err=True)


def _finish(archive: Archive, purges: Sequence[Purge], *, compact: bool, as_json: bool) -> None:
    for each in purges:
        _tell(each, as_json=as_json)
    if compact:
        archive.compact()


def _all(archive: Archive) -> Iterator[Purge]:
    after, last = 0, archive.commit_number()
    while after < last:
        changes = archive.purges(after, limit=_BATCH)
        yield from changes.rows
        after = changes.upto


def _tell(purge: Purge, *, as_json: bool) -> None:
    if as_json:
        told = {
            "id": purge.id,
            "kind": purge.kind,
            "subject": str(purge.subject),
            "because": purge.because,
            "purged_at": instant_text(purge.at_ms),
            "removed": purge.removed,
            "allowed_at": instant_text(purge.allowed_ms),
        }
        click.echo(msgspec.json.encode(told).decode())
        return
    removed = ", ".join(f"{number} {word.replace('_', ' ')}" for word, number in purge.removed.items())
    allowed = f"; allowed again {instant_text(purge.allowed_ms)}" if purge.allowed_ms is not None else ""
    click.echo(
        f"{purge.id}  {purge.kind} {purge.subject}  {instant_text(purge.at_ms)}  {purge.because}"
        f"  (removed: {removed or 'nothing'}{allowed})"
    )


def _name(creator: Creator) -> str:
    return creator.username or creator.user_id or creator.sec_uid or f"creator {creator.key}"
