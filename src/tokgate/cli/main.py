"""The command's entry: verbs are imported when they are used, so that `tokgate --help` stays quick."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

import click

from tokgate.cli.exits import Exit
from tokgate.cli.settings import defaults_from_file

#: Verb -> module and attribute of its command, and the line that the overview shows.
VERBS: dict[str, tuple[str, str, str]] = {
    "demo": ("tokgate.cli.serving", "demo", "Serve a small generated world, with credentials to try it."),
    "serve": ("tokgate.cli.serving", "serve", "Serve an archive in every dialect."),
    "import": ("tokgate.cli.importing", "import_files", "Bring files of posts into an archive."),
    "creators": ("tokgate.cli.reading", "creators", "List the creators of an archive."),
    "posts": ("tokgate.cli.reading", "posts", "List a creator's posts."),
    "export": ("tokgate.cli.reading", "export", "Write posts to a file."),
    "purge": ("tokgate.cli.purging", "purge", "Remove posts and creators for good."),
    "keys": ("tokgate.cli.keys", "keys", "Make, list and revoke the keys that the server accepts."),
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

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(verb, line) for verb, (_, _, line) in VERBS.items()])


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "TOKGATE"})
@click.version_option(None, "--version", "show_version", package_name="tokgate", prog_name="tokgate")
def cli() -> None:
    """TikTok posts in one archive: import them, read them, and serve them in four APIs' own words.

    Exit codes: 0 ok, 1 failure, 2 usage, 3 partial, 4 credentials, 5 rate or quota, 6 failed check, 130 interrupted.
    """


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
        code = problem.exit_code
    except BrokenPipeError:
        sys.stderr.close()
        code = Exit.OK
    sys.exit(code if isinstance(code, int) else Exit.OK)


if __name__ == "__main__":
    main()
