"""`tokgate env`: the exact lines that point somebody's client at a gateway."""

from __future__ import annotations

from collections.abc import Mapping
from string import Template
from urllib.parse import urlsplit

import click
import msgspec

from tokgate.cli.options import json_option
from tokgate.contract.dialect import ClientLines
from tokgate.dialects.registry import installed

#: Any program: it is led by the environment.
ANY = ClientLines(
    name="any",
    language="shell",
    lines="""
tokgate proxy --url $url -- YOUR_SCRIPT
""",
    note="Without a command, `tokgate proxy` prints the variables to set.",
)


class Client(msgspec.Struct):
    """A client with the lines of every dialect that it speaks; $url is left to be filled in."""

    language: str
    lines: list[str] = []
    notes: list[str] = []

    def add(self, client_lines: ClientLines, demo: Mapping[str, str]) -> None:
        """One dialect's part; a line that stands there already, such as an import, is not repeated."""
        for line in _filled(client_lines.lines, demo).strip("\n").splitlines():
            if line not in self.lines:
                self.lines.append(line)
        if client_lines.note:
            self.notes.append(_filled(client_lines.note, demo))


def clients() -> dict[str, Client]:
    """By name, other names of the same client too."""
    found: dict[str, Client] = {}
    others: dict[str, Client] = {}
    client_lines = [(lines, dialect.demo) for dialect in installed() for lines in dialect.clients]
    for lines, demo in [*client_lines, (ANY, {})]:
        client = found.setdefault(lines.name, Client(lines.language))
        client.add(lines, demo)
        others.update(dict.fromkeys(lines.also, client))
    return {**found, **others}


def _filled(text: str, members: Mapping[str, str]) -> str:
    return Template(text).safe_substitute(members)


CLIENTS = clients()


@click.command()
@click.argument("client", type=click.Choice(list(CLIENTS), case_sensitive=False))
@click.option("--url", default="http://127.0.0.1:8700", show_default=True, help="Where the gateway answers.")
@json_option
def env(client: str, url: str, as_json: bool) -> None:
    """Print the lines that point a CLIENT at a gateway.

    The keys in them are those of `tokgate demo` and `tokgate serve --dev`; `tokgate keys create` makes others.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or any(mark in url for mark in "\"'\\ \n$"):
        raise click.UsageError("--url must be like http://127.0.0.1:8700")
    chosen = CLIENTS[client]
    where = {"url": url.rstrip("/")}
    lines, note = [_filled(line, where) for line in chosen.lines], _filled(" ".join(chosen.notes), where)
    if as_json:
        result = {"client": client, "language": chosen.language, "lines": lines, "note": note}
        click.echo(msgspec.json.encode(result).decode())
        return
    click.echo("\n".join(lines))
    if note:
        click.echo(note, err=True)
