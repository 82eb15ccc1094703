"""Options that several verbs share, and how an archive is opened for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import click

from tokgate.archive import archive_exists, open_archive
from tokgate.archive.addresses import shown_address
from tokgate.archive.errors import ArchiveError, OutdatedArchiveError
from tokgate.cli.exits import Failure
from tokgate.domain.ports import Archive

C = TypeVar("C", bound=Callable[..., Any])


def archive_option(command: C) -> C:
    """`--archive`, which $TOKGATE_ARCHIVE sets too."""
    return click.option(
        "--archive",
        "archive_url",
        metavar="FILE|URL",
        default="tokgate.db",
        envvar="TOKGATE_ARCHIVE",
        show_default=True,
        show_envvar=True,
        help="The archive: a file, sqlite:///FILE or postgresql://USER@HOST/DATABASE.",
    )(command)


def json_option(command: C) -> C:
    """`--json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON; lists as one JSON object per line.")(
        command
    )


def exists(url: str) -> bool:
    """Whether there is an archive already. Exit 1, with what is wrong, if that cannot be told."""
    try:
        return archive_exists(url)
    except ArchiveError as problem:
        raise Failure(str(problem)) from problem


def require_archive(url: str) -> None:
    """Exit 1, with what to do, if there is no archive at an address."""
    if url != ":memory:" and not exists(url):
        where = shown_address(url)
        raise Failure(f"there is no archive at {where}; `tokgate import FILE --archive {where}` makes one")


@contextmanager
def opened_to_read(url: str) -> Iterator[Archive]:
    """An archive that there must be, which needs no right to write. Exit 1 as `opened`."""
    require_archive(url)
    with _using(url, _open_to_read) as archive:
        yield archive


@contextmanager
def opened(url: str, *, must_exist: bool = False) -> Iterator[Archive]:
    """The archive, closed at the end. Exit 1, in words, if it cannot be opened or fails while it is used."""
    if must_exist:
        require_archive(url)
    with _using(url, open_archive) as archive:
        yield archive


def _open_to_read(url: str) -> Archive:
    try:
        return open_archive(url, read_only=True)
    except OutdatedArchiveError:
        return open_archive(url)  # which brings it up to date


@contextmanager
def _using(url: str, open_it: Callable[[str], Archive]) -> Iterator[Archive]:
    try:
        archive = open_it(url)
    except ArchiveError as problem:
        raise Failure(str(problem)) from problem
    try:
        yield archive
    except ArchiveError as problem:
        raise Failure(str(problem)) from problem
    finally:
        archive.close()
