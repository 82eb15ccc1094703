"""`tokgate drift`: what a vendor says or sends, against what is declared here."""

from __future__ import annotations

import click
import msgspec

from tokgate.cli.exits import Exit, Failure
from tokgate.cli.options import json_option
from tokgate.dialects.registry import installed
from tokgate.drift.difference import Difference, ignoring
from tokgate.drift.files import UnreadableError, compare_file, compare_paths

NAMES = [dialect.name for dialect in installed()]


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False))
@click.option("--dialect", "names", multiple=True, type=click.Choice(NAMES), help="Compare with this dialect only.")
@click.option(
    "--complete", "is_complete", is_flag=True, help="The document has the whole API: tell what it lacks, too."
)
@click.option("--paths", "only_paths", is_flag=True, help="Compare paths and methods only, in whatever text FILES are.")
@click.option("--ignore", "globs", metavar="GLOB", multiple=True, help="Differences that are known, by place.")
@json_option
@click.pass_context
def drift(
    context: click.Context,
    files: tuple[str, ...],
    names: tuple[str, ...],
    is_complete: bool,
    only_paths: bool,
    globs: tuple[str, ...],
    as_json: bool,
) -> None:
    """Compare FILES with the declarations: a vendor's OpenAPI documents, or tapes of recorded traffic.

    Each difference is a line with its place, such as `GET /public/posts query.count.default`, which --ignore takes as a
    pattern ('* answer.data.itemList*'). Exit code 6 when anything differs, 0 when nothing does.
    """
    dialects = [dialect for dialect in installed() if not names or dialect.name in names]
    found: list[Difference] = []
    for file in files:
        try:
            if only_paths:
                found += compare_paths(file, dialects)
            else:
                found += compare_file(file, dialects, is_complete=is_complete)
        except (UnreadableError, OSError) as problem:
            raise Failure(str(problem)) from problem
    differences = ignoring(found, globs)
    for difference in differences:
        click.echo(msgspec.json.encode(difference).decode() if as_json else str(difference))
    if differences:
        if not as_json:
            click.echo(f"{len(differences)} difference{'s' if len(differences) > 1 else ''}", err=True)
        context.exit(Exit.CHECK)
    if not as_json:
        click.echo("no difference", err=True)
