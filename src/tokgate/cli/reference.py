"""The page about the command, made from the command: `make docs` writes it to docs/cli.md."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import click

from tokgate.cli.main import VERBS, cli

_HEAD = """# The command

Made from the command itself by `make docs`. `tokgate COMMAND --help` says the same.

```text
tokgate [-q] [-v] [--no-color] COMMAND …
```

Data goes to stdout, everything else to stderr. An option is taken from the command line, else from the environment
(`TOKGATE_` and the command and option: `TOKGATE_SERVE_PORT`; those that an option names have names of their own), else
from `tokgate.toml` in the working folder, else it has its default:

```text
archive = "posts.db"     # for every command
[serve]
port = 8701
```

Instants are written `2026-11-01`, `2026-11-01T12:00:00Z` (UTC where no zone is named) or `'3d ago'`. A creator may be
named by username, secUid, user id or profile link, a post by its id or link.

## Completion

Bash, zsh and fish complete commands, options, and the creators of the archive that the line names (`--archive`, else
`$TOKGATE_ARCHIVE`, else `tokgate.db`):

```text
eval "$(_TOKGATE_COMPLETE=bash_source tokgate)"     # in ~/.bashrc
eval "$(_TOKGATE_COMPLETE=zsh_source tokgate)"      # in ~/.zshrc
_TOKGATE_COMPLETE=fish_source tokgate | source      # in ~/.config/fish/config.fish
```
"""


def reference() -> str:
    """The whole page, in Markdown."""
    context = click.Context(cli, info_name="tokgate")
    parts = [_HEAD, "## tokgate\n", _about(cli) + "\n", *_options(cli, context), ""]
    for verb in VERBS:
        command = cli.get_command(context, verb)
        if command is not None:
            parts += _section(command, click.Context(command, parent=context, info_name=verb))
    return "\n".join(parts).rstrip() + "\n"


def _section(command: click.Command, context: click.Context, level: int = 2) -> Iterator[str]:
    yield f"{'#' * level} {context.command_path}\n"
    pieces = " ".join(command.collect_usage_pieces(context))
    yield f"```text\n{context.command_path} {pieces}\n```\n"
    yield _about(command) + "\n"
    yield from _options(command, context)
    yield ""
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            if inner is not None:
                yield from _section(inner, click.Context(inner, parent=context, info_name=name), level + 1)


def _about(command: click.Command) -> str:
    """The help text; what click is told not to fill again (after a line of \\b) is a block as it stands."""
    paragraphs = inspect.cleandoc(command.help or "").split("\n\n")
    return "\n\n".join(
        "\n".join(["```text", *each.split("\n")[1:], "```"]) if each.startswith("\b") else each for each in paragraphs
    )


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    about = [each for each in command.params if not isinstance(each, click.Argument)]
    rows = [record for each in about if (record := each.get_help_record(context)) is not None]
    if rows:
        yield "| option | |"
        yield "|---|---|"
    for names, text in rows:
        yield f"| `{_cell(names)}` | {_cell(text)} |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    click.echo(reference(), nl=False)
