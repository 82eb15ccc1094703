"""What a person sees when the server is up: where it is, and commands to paste."""

from __future__ import annotations

import shlex
from string import Template
from typing import Any

from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from tokgate.cli.terminal import console
from tokgate.contract.dialect import Dialect
from tokgate.contract.drafts import Draft, draft
from tokgate.dialects.registry import installed


def show_panel(line: dict[str, Any]) -> None:
    """The ready line for reading."""
    text = Text()
    text.append(f"tokgate answers at {line['url']}\n", style="bold")
    text.append(f"dashboard {line['dashboard']}\n")
    text.append(f"archive {line['archive']}")
    screen = console()
    screen.print(Panel(text, expand=False))
    shown = [dialect for dialect in installed() if dialect.name in line]
    for dialect in shown:
        _show_dialect(screen, dialect, line)
    if not shown:
        screen.print("Callers need keys: tokgate keys create --help")
    screen.print("Ctrl-C stops it.")


def _show_dialect(screen: Console, dialect: Dialect, line: dict[str, Any]) -> None:
    """A dialect's credentials by name and, where there is a creator to ask for, a command for each sample."""
    screen.print(f"\n{dialect.name}", style="bold")
    for name, value in line[dialect.name].items():
        if value is not None:
            screen.print(f"  {name:<14} {value}", soft_wrap=True, highlight=False, markup=False)
    if "sample" in line:
        for command in sample_commands(line, dialect):
            screen.print(f"{command} | python3 -m json.tool", soft_wrap=True, highlight=False, markup=False)


def sample_commands(line: dict[str, Any], dialect: Dialect) -> list[str]:
    """Curl commands for a dialect's samples, ready to be pasted; made from the declarations."""
    secrets = {kind.kind: line[dialect.name][kind.demo] for kind in dialect.credentials if kind.demo}
    commands = []
    for call in dialect.samples:
        arguments = {name: _filled(value, line["sample"]) for name, value in call.arguments.items()}
        commands.append(_curl(line["url"], draft(call.operation, arguments, secrets)))
    return commands


def _filled(value: Any, sample: dict[str, str]) -> Any:
    return Template(value).substitute(sample) if isinstance(value, str) else value


def _curl(url: str, call: Draft) -> str:
    words = ["curl", "-s", f"{url}{call.path}?{call.query}"]
    for name, value in call.headers.items():
        if name != "accept":
            words += ["-H", f"{name}: {value}"]
    if call.body:
        words += ["-d", call.body.decode()]
    return shlex.join(words)
