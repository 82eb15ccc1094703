"""The command's entry: verbs are imported when they are used, so that `tokgate --help` stays quick."""

from __future__ import annotations

import logging
import os
import sys
from importlib import import_module
from typing import Any

import click

from tokgate.cli.exits import Exit, Failure
from tokgate.cli.settings import defaults_from_file
from tokgate.cli.terminal import be_quiet, without_colour
from tokgate.domain.spelling import did_you_mean

log = logging.getLogger("tokgate")

#: Verb -> module and attribute of its command, and the line that the overview shows.
VERBS: dict[str, tuple[str, str, str]] = {
    "demo": ("tokgate.cli.serving", "demo", "Serve a small generated world, with credentials to try it."),
    "serve": ("tokgate.cli.serving", "serve", "Serve an archive in every dialect."),
    "import": ("tokgate.cli.importing", "import_files", "Bring files of posts into an archive."),
    "creators": ("tokgate.cli.reading", "creators", "List the creators of an archive."),
    "posts": ("tokgate.cli.reading", "posts", "List a creator's posts."),
    "comments": ("tokgate.cli.reading", "comments", "List comments on a post or by somebody."),
    "history": ("tokgate.cli.reading", "history", "List a post's or creator's counts over time."),
    "export": ("tokgate.cli.exporting", "export", "Write posts, comments, counts and more to a file."),
    "purge": ("tokgate.cli.purging", "purge", "Remove posts and creators for good."),
    "keys": ("tokgate.cli.keys", "keys", "Make, list and revoke the keys that the server accepts."),
    "auth": ("tokgate.cli.auth", "auth", "Sign creators in on this machine, for the client to call for them."),
    "apps": ("tokgate.cli.apps", "apps", "Make, list, rotate and delete the apps that creators sign in to."),
    "world": ("tokgate.cli.worlds", "world", "Make a generated world in an archive."),
    "seed": ("tokgate.cli.seeding", "seed", "Check seed files and put them into an archive."),
    "drift": ("tokgate.cli.drifting", "drift", "Compare vendors' documents and traffic with what is declared."),
    "publish": ("tokgate.cli.publishing", "publish", "Print what is generated from the declarations."),
    "proxy": ("tokgate.cli.proxying", "proxy", "Answer the vendors' hosts for any program, as its proxy."),
    "env": ("tokgate.cli.environment", "env", "Print the lines that point a client here."),
    "record": ("tokgate.cli.recording", "record", "Record real traffic, without its secrets."),
    "replay": ("tokgate.cli.recording", "replay", "Answer from a recording."),
    "clock": ("tokgate.cli.clock", "clock", "Show or move a running server's clock."),
    "faults": ("tokgate.cli.faults", "faults", "Make a running server fail on purpose."),
    "quotas": ("tokgate.cli.quotas", "quotas", "Show or change a running server's limits."),
    "requests": ("tokgate.cli.requests", "requests", "List what a running server was asked."),
    "reset": ("tokgate.cli.requests", "reset", "Put a running server back to its start."),
    "snapshot": ("tokgate.cli.snapshots", "snapshot", "Save and load states of an archive."),
    "status": ("tokgate.cli.status", "status", "Show how a running server stands."),
    "version": ("tokgate.cli.version", "version", "Say which version this is."),
}


class Verbs(click.Group):
    """A group whose commands are loaded by name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        module, attribute, _ = VERBS[cmd_name]
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if not ctx.resilient_parsing and args[0] not in VERBS and not args[0].startswith("-"):
            ctx.fail(f"there is no command {args[0]!r}{did_you_mean(args[0], VERBS)}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the verb; what the system refuses is told in a line."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:  # as in `… | head -1`
            _drop_output()
            raise click.exceptions.Exit(Exit.PIPE) from None
        except OSError as problem:
            _drop_output()
            where = problem.filename if problem.filename is not None else "standard output"
            raise Failure(f"{where}: {(problem.strerror or str(problem)).lower()}") from problem
        return result

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(verb, line) for verb, (_, _, line) in VERBS.items()])


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "TOKGATE"})
@click.version_option(None, "--version", "show_version", package_name="tokgate", prog_name="tokgate")
@click.option("-q", "--quiet", is_flag=True, help="Say on stderr only what went wrong: no progress, no notes.")
@click.option("-v", "--verbose", is_flag=True, help="Say on stderr what is done, and whence an error came.")
@click.option("--no-color", is_flag=True, help="Print nothing but text; as $NO_COLOR.")
def cli(quiet: bool, verbose: bool, no_color: bool) -> None:
    """TikTok posts in one archive: import them, read them, and serve them in four APIs' own words.

    Exit codes: 0 ok, 1 failure, 2 usage, 3 partial, 4 credentials, 5 rate or quota, 6 failed check, 130 interrupted,
    141 when whoever read the output stopped reading.
    """
    if quiet:
        be_quiet()
    if no_color:
        without_colour()
    if verbose:
        logging.basicConfig(format="%(name)s: %(message)s", level=logging.INFO)
        log.setLevel(logging.DEBUG)


def _drop_output() -> None:
    """What waits to be written goes nowhere: nobody takes it, and Python would try again at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def main(arguments: list[str] | None = None) -> Any:
    """Run the command; failures that a user can mend are one line on stderr, not a traceback."""
    try:
        code = cli.main(
            args=arguments, prog_name="tokgate", standalone_mode=False, default_map=defaults_from_file(VERBS)
        )
    except click.exceptions.Abort:
        click.echo("interrupted", err=True)
        code = Exit.INTERRUPTED
    except click.ClickException as problem:
        problem.show()
        log.debug("because of:", exc_info=problem)
        code = problem.exit_code
    sys.exit(code if isinstance(code, int) else Exit.OK)


if __name__ == "__main__":
    main()
