"""`tokgate creators`, `tokgate posts` and `tokgate export`: the archive on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import click

from tokgate.cli.exits import Failure
from tokgate.cli.joins import JOIN_COLUMNS, join_rows, split_join
from tokgate.cli.options import archive_option, opened
from tokgate.cli.rows import CREATOR_COLUMNS, POST_COLUMNS, creator_row, post_row
from tokgate.cli.tables import FORMATS, Row, write_rows
from tokgate.domain.creators import Creator
from tokgate.domain.ports import Archive

C = TypeVar("C", bound=Callable[..., Any])


def format_options(command: C) -> C:
    """`--format`, `-o`, `--json` and `--excel`."""
    for option in (
        click.option("--excel", is_flag=True, help='With csv: write ids as ="…", which Excel keeps exact.'),
        click.option("--json", "as_json", is_flag=True, help="The same as --format jsonl."),
        click.option("-o", "--output", metavar="FILE", default="-", help="Where to write; - is stdout."),
        click.option("--format", "form", type=click.Choice(FORMATS), help="How to write."),
    ):
        command = option(command)
    return command


@click.command()
@archive_option
@format_options
@click.option("--joins", is_flag=True, help="List the creators that turned out to be one, and why.")
@click.option("--split", "join_id", type=int, metavar="ID", help="Undo a join, by its id in --joins.")
def creators(
    archive_url: str, form: str | None, output: str, as_json: bool, excel: bool, joins: bool, join_id: int | None
) -> None:
    """List the creators of an archive, those with most posts first."""
    if joins and join_id is not None:
        raise click.UsageError("--joins lists, --split undoes: give one of them")
    with opened(archive_url, must_exist=True) as archive:
        if join_id is not None:
            split_join(archive, join_id, as_json=as_json)
            return
        rows, columns = (
            (join_rows(archive), JOIN_COLUMNS) if joins else (map(creator_row, archive.creators()), CREATOR_COLUMNS)
        )
        write_rows(rows, columns, form="jsonl" if as_json else form or "table", output=output, excel=excel)


@click.command()
@click.argument("creator")
@archive_option
@format_options
def posts(creator: str, archive_url: str, form: str | None, output: str, as_json: bool, excel: bool) -> None:
    """List the posts of CREATOR (username, secUid or user id), newest first."""
    with opened(archive_url, must_exist=True) as archive:
        found = find_creator(archive, creator)
        rows = (post_row(post) for post in archive.all_posts(found.key))
        write_rows(rows, POST_COLUMNS, form="jsonl" if as_json else form or "table", output=output, excel=excel)


@click.command()
@click.argument("creators", nargs=-1)
@archive_option
@format_options
def export(
    creators: tuple[str, ...], archive_url: str, form: str | None, output: str, as_json: bool, excel: bool
) -> None:
    """Write the posts of CREATORS, or of everybody, with all that is known of each.

    Without --format the name given with -o decides; on stdout it is jsonl. Ids are text in every format.
    """
    with opened(archive_url, must_exist=True) as archive:
        form = "jsonl" if as_json else form or _form_of(output)
        write_rows(_rows(archive, creators), POST_COLUMNS, form=form, output=output, excel=excel)


def find_creator(archive: Archive, name: str) -> Creator:
    """The creator of a username, secUid or user id. Exit 1 if there is none."""
    handle = name.removeprefix("@")
    found = archive.creator(username=handle) or archive.creator(sec_uid=name)
    if found is None and name.isdecimal():
        found = archive.creator(user_id=name)
    if found is None:
        raise Failure(f"the archive has no creator {name!r}; `tokgate creators` lists those it has")
    return found


def _rows(archive: Archive, names: tuple[str, ...]) -> Iterator[Row]:
    keys = [find_creator(archive, name).key for name in names] or [None]
    for key in keys:
        for post in archive.all_posts(key):
            yield post_row(post)


def _form_of(output: str) -> str:
    ending = output.rpartition(".")[2].lower()
    return ending if ending in FORMATS else "jsonl"
