"""`tokgate seed`: check seed files and put them into an archive."""

from __future__ import annotations

import click
import msgspec

from tokgate.archive.errors import ArchiveError
from tokgate.cli.exits import Exit, Failure
from tokgate.cli.options import archive_option, exists, json_option, opened
from tokgate.cli.terminal import note
from tokgate.domain.ports import Archive
from tokgate.seeds.apply import Applied, apply_plan, plan_seed, read_seed
from tokgate.seeds.declaration import WorldSeed, json_schema
from tokgate.seeds.issues import Issue, SeedError
from tokgate.seeds.references import in_archive
from tokgate.world.making import write_world
from tokgate.world.sizes import DEMO, Size


class WrongSeed(Failure):
    """A seed file that is not in order: the same exit code as of `seed check`."""

    exit_code = Exit.CHECK


_FILE = click.Path(exists=True, dir_okay=False)


@click.group()
def seed() -> None:
    """Declare creators, posts, apps and keys in a YAML or JSON file."""


@seed.command()
def schema() -> None:
    """Print the JSON Schema of seed files, for editors."""
    click.echo(msgspec.json.format(msgspec.json.encode(json_schema()), indent=2).decode())


@seed.command()
@click.argument("files", nargs=-1, required=True, type=_FILE)
@click.option("--archive", "archive_url", metavar="FILE|URL", help="What this archive holds may be spoken of, too.")
@json_option
@click.pass_context
def check(context: click.Context, files: tuple[str, ...], archive_url: str | None, as_json: bool) -> None:
    """Say everything that is wrong with seed FILES, with line and path; exit code 6 if anything is."""
    issues: list[Issue] = []
    for file in files:
        try:
            if archive_url is None:
                plan_seed(*read_seed(file))
            else:
                with opened(archive_url, must_exist=True) as archive:
                    plan_seed(*read_seed(file), in_archive(archive))
        except SeedError as problem:
            issues += problem.issues
    for issue in issues:
        click.echo(msgspec.json.encode(issue).decode() if as_json else str(issue))
    if issues:
        context.exit(Exit.CHECK)
    if not as_json:
        note(f"{len(files)} file{'s' if len(files) > 1 else ''} in order")


@seed.command()
@click.argument("file", type=_FILE)
@archive_option
@json_option
def apply(file: str, archive_url: str, as_json: bool) -> None:
    """Put a seed FILE into an archive, which is made if need be. Applying it again changes nothing."""
    members = msgspec.to_builtins(put_seed_file(archive_url, file))
    if as_json:
        click.echo(msgspec.json.encode(members).decode())
    else:
        click.echo("\n".join(f"{name:>11}  {count:,}" for name, count in members.items()))


def put_seed_file(archive_url: str, file: str) -> Applied:
    """Put a seed file into an archive, which is made if need be, and then with the world that the file names."""
    is_new = not exists(archive_url)
    if is_new:
        _check_alone(file)  # before there is an archive, of which nothing would be left but the file
    with opened(archive_url) as archive:
        return apply_file(archive, file, with_world=is_new)


def apply_file(archive: Archive, file: str, *, with_world: bool) -> Applied:
    """Put a seed file into an archive; `with_world` makes the world that it names first. Failure, in words."""
    try:
        declared, located = read_seed(file)
        if declared.world is not None and with_world:
            plan_seed(declared, located)
            make_world(archive, declared.world)
        return apply_plan(archive, plan_seed(declared, located, in_archive(archive)))
    except SeedError as problem:
        raise WrongSeed(str(problem)) from problem
    except (ArchiveError, OSError) as problem:
        raise Failure(str(problem)) from problem


def _check_alone(file: str) -> None:
    try:
        plan_seed(*read_seed(file))
    except SeedError as problem:
        raise WrongSeed(str(problem)) from problem
    except OSError as problem:
        raise Failure(str(problem)) from problem


def make_world(archive: Archive, world: WorldSeed) -> None:
    """Fill an archive with a generated world: the demo's, unless the file says how large it is to be."""
    if world.creators is None and world.posts is None:
        write_world(archive, world.seed)
        return
    creators = world.creators or DEMO.creators
    write_world(archive, world.seed, Size(creators=creators, posts=world.posts or 100 * creators))
