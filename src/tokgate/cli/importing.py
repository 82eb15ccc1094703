"""`tokgate import`: foreign files into an archive."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any, TextIO

import click
import msgspec

from tokgate.archive.addresses import file_of, is_postgres
from tokgate.cli.exits import Exit, Failure
from tokgate.cli.import_check import show_checks
from tokgate.cli.import_notes import lines_of, members_of
from tokgate.cli.mapping_files import read_mappings
from tokgate.cli.options import archive_option, exists, json_option, opened
from tokgate.cli.terminal import console, is_watched
from tokgate.domain.ports import Archive, Totals
from tokgate.importers.check import check_paths
from tokgate.importers.fields import FIELDS
from tokgate.importers.formats import FORMATS
from tokgate.importers.instants import parse_instant
from tokgate.importers.run import Summary, import_paths
from tokgate.importers.selection import Selection

FORMAT_NAMES = list(dict.fromkeys(each.name for each in FORMATS))


@click.command(name="import")
@click.argument("paths", nargs=-1, required=True)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMAT_NAMES),
    metavar="NAME",
    help=f"Take records of one format only: {', '.join(FORMAT_NAMES)}.",
)
@click.option("--creator", metavar="USERNAME", help="Whose posts these are, for files that do not say.")
@click.option(
    "--map",
    "mapping",
    metavar="COLUMN=FIELD",
    multiple=True,
    help=f"What a column of a table means; may be repeated. Fields: {', '.join(FIELDS)}.",
)
@click.option(
    "--mapping",
    "mapping_file",
    metavar="FILE",
    help="What columns mean, as YAML or JSON: column: field, or several mappings by name. --map goes before it.",
)
@click.option(
    "--observed-at",
    "observed_ms",
    metavar="TIME",
    callback=lambda context, parameter, value: _instant(value),
    help="When the files were collected, for records that do not say: 2025-07-12 or 2025-07-12T10:00:00Z (UTC). "
    "Without it, the time of the file is taken.",
)
@click.option(
    "--check", "only_check", is_flag=True, help="Say what would be taken, field by field with examples; write nothing."
)
@click.option("--rejects", metavar="FILE", help="Write what was rejected here, as JSON lines with place and reason.")
@archive_option
@json_option
@click.pass_context
def import_files(
    context: click.Context,
    paths: tuple[str, ...],
    form: str | None,
    creator: str | None,
    mapping: tuple[str, ...],
    mapping_file: str | None,
    observed_ms: int | None,
    only_check: bool,
    rejects: str | None,
    archive_url: str,
    as_json: bool,
) -> None:
    """Bring files of posts, creators and comments into an archive.

    PATHS are files, folders or - for standard input; gzip, zstd and ZIP are unpacked. Each record's shape tells its
    format: TikTok's web and mobile JSON, the Research API's JSON, CSV and XLSX, Zeeschuimer, yt-dlp, TikTok's data
    export, scrapers' output, lists of ids, and tables with --map. Importing a file again changes nothing.

    Columns that are not understood are named, and so are values that cannot be. Exit code 3 when records were rejected
    (the others are kept), or when nothing was recognised.
    """
    selection = Selection(
        format=form,
        creator=creator,
        mapping=_mapping(mapping),
        mappings=read_mappings(mapping_file) if mapping_file else (),
        observed_ms=observed_ms,
    )
    if only_check:
        _check(context, paths, selection, rejects, as_json)
        return
    with _text_file(rejects) as stream, _opened_or_made(archive_url) as archive, _progress() as progress:
        summary = _import(archive, paths, selection, stream, progress)
    for skipped in summary.skipped:
        click.echo(f"skipped {skipped}", err=True)
    _show(summary, as_json)
    for line in lines_of(summary, with_rejects_file=rejects is not None):
        click.echo(line, err=True)
    if summary.rejected or not summary.read:
        context.exit(Exit.PARTIAL)


@contextmanager
def _opened_or_made(url: str) -> Iterator[Archive]:
    """The archive; one that was made just now is taken away again if it stayed empty."""
    file = None if url == ":memory:" or is_postgres(url) or exists(url) else file_of(url)
    is_empty = False
    try:
        with opened(url) as archive:
            try:
                yield archive
            finally:
                is_empty = archive.totals() == Totals(creators=0, posts=0, comments=0)
    finally:
        if file is not None and is_empty:
            for ending in ("", "-wal", "-shm"):
                file.with_name(file.name + ending).unlink(missing_ok=True)


def _import(
    archive: Archive,
    paths: tuple[str, ...],
    selection: Selection,
    rejects: TextIO | None,
    progress: Callable[[Summary], None] | None,
) -> Summary:
    with _told_in_words():
        try:
            return import_paths(archive, paths, selection, rejects=rejects, progress=progress)
        except KeyboardInterrupt:
            click.echo("what was read up to here is kept; importing the same again does the rest", err=True)
            raise


def _check(
    context: click.Context, paths: tuple[str, ...], selection: Selection, rejects: str | None, as_json: bool
) -> None:
    if rejects is not None:
        raise click.UsageError("--check writes nothing; --rejects goes with an import")
    with _told_in_words():
        checks = check_paths(paths, selection)
    show_checks(checks, as_json)
    if any(check.rejected for check in checks) or not any(check.read for check in checks):
        context.exit(Exit.PARTIAL)


@contextmanager
def _told_in_words() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as problem:
        raise Failure(str(problem)) from problem
    except ValueError as problem:
        raise click.UsageError(str(problem)) from problem


def _instant(value: str | None) -> int | None:
    found = parse_instant(value)
    if value is not None and found is None:
        raise click.BadParameter(f"{value[:40]!r} is no time; right would be 2025-07-12 or 2025-07-12T10:00:00Z")
    return found.ms if found else None


def _mapping(pairs: tuple[str, ...]) -> dict[str, str]:
    mapping = {}
    for pair in pairs:
        column, separator, field = pair.rpartition("=")
        if not separator or not column:
            raise click.UsageError(f"--map takes COLUMN=FIELD, not {pair!r}")
        mapping[column] = field
    return mapping


def _text_file(path: str | None) -> Any:
    if path is None:
        return nullcontext(None)
    try:
        return Path(path).open("w", encoding="utf-8")
    except OSError as problem:
        raise Failure(f"cannot write {path}: {problem.strerror}") from problem


@contextmanager
def _progress() -> Iterator[Callable[[Summary], None] | None]:
    """A bar on stderr that counts records; none where nobody watches."""
    if not is_watched():
        yield None
        return
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("importing"),
        BarColumn(),
        DownloadColumn(),
        TextColumn("{task.fields[records]:,} records"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console(stderr=True), transient=True) as bar:
        task = bar.add_task("import", total=None, records=0)
        yield lambda summary: bar.update(
            task, completed=summary.bytes_read, total=summary.bytes_total, records=summary.read
        )


def _show(summary: Summary, as_json: bool) -> None:
    members = msgspec.to_builtins(summary)
    if as_json:
        for not_in_json in ("skipped", "bytes_read", "bytes_total", "notes"):
            members.pop(not_in_json)
        members |= members_of(summary.notes)
        click.echo(msgspec.json.encode(members).decode())
        return
    for name in ("read", "new", "updated", "duplicate", "rejected"):
        click.echo(f"{name:>9}  {members[name]:,}")
    formats = ", ".join(f"{name} {count:,}" for name, count in summary.formats.items()) or "none"
    click.echo(f"  formats  {formats}")
    click.echo(f"  seconds  {summary.seconds:.1f}")
