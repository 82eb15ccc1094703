"""`tokgate world`: a generated world in an archive."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
import msgspec

from tokgate.archive.addresses import shown_address
from tokgate.cli.exits import Failure
from tokgate.cli.options import archive_option, json_option, opened
from tokgate.cli.terminal import console, is_watched
from tokgate.domain.ports import Archive
from tokgate.world.making import write_world
from tokgate.world.people import sample_username
from tokgate.world.sizes import DEMO, Size


@click.command()
@click.option("--seed", default=7, show_default=True, help="Which world to make.")
@click.option(
    "--creators", type=click.IntRange(1, 1_000_000), help="How many creators; without --posts a hundred posts each."
)
@click.option(
    "--posts", type=click.IntRange(0, 100_000_000), help="How many posts in all; without --creators 1 for 100."
)
@click.option(
    "--items", is_flag=True, help="Store posts with their web items too, as imported ones are: slower to make, larger."
)
@archive_option
@json_option
def world(seed: int, creators: int | None, posts: int | None, items: bool, archive_url: str, as_json: bool) -> None:
    """Make a world of creators who post, follow, like and talk, wholly determined by its seed and size.

    Without a size it is the demo's. The archive must be new, or have no creators yet.
    """
    size = _size(creators, posts, items=items)
    began = time.monotonic()
    with opened(archive_url) as archive, _progress(size) as progress:
        if next(iter(archive.creators()), None) is not None:
            raise Failure(f"{shown_address(archive_url)} has creators already; a world is made in a new archive")
        write_world(archive, seed, size, progress=progress)
        result = _result(archive, seed, size, archive_url, time.monotonic() - began)
    if as_json or not sys.stdout.isatty():
        click.echo(msgspec.json.encode(result).decode())
    else:
        click.echo(
            f"{result['creators']:,} creators, {result['posts']:,} posts in {result['seconds']} s: {result['archive']}"
        )


def _size(creators: int | None, posts: int | None, *, items: bool) -> Size:
    if creators is None and posts is None:
        return DEMO
    many = creators if creators is not None else max(1, (posts or 0) // 100)
    return Size(creators=many, posts=posts if posts is not None else many * 100, items=items)


def _result(archive: Archive, seed: int, size: Size, url: str, seconds: float) -> dict[str, object]:
    return {
        "archive": shown_address(url),
        "seed": seed,
        "creators": size.creators,
        "posts": size.posts,
        "sample": sample_username(seed),
        "seconds": round(seconds, 1),
    }


@contextmanager
def _progress(size: Size) -> Iterator[Callable[[int], None] | None]:
    """A bar on stderr; none where nobody watches. Posts are most of what is made, so they are its length."""
    if not is_watched():
        yield None
        return
    from rich.progress import (
        BarColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("making a world"),
        BarColumn(),
        TaskProgressColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console(stderr=True), transient=True) as bar:
        task = bar.add_task("world", total=size.creators * 20 + size.posts)
        yield lambda number: bar.advance(task, number)
