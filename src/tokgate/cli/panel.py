"""What a person sees when the server is up: where it is, and commands to paste."""

from __future__ import annotations

import shlex
from string import Template
from typing import Any

from rich.panel import Panel
from rich.text import Text

from tokgate.cli.terminal import console
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
    with_credentials = any(dialect.name in line for dialect in installed())
    if "sample" in line and with_credentials:
        screen.print("To try it, in each dialect:", style="bold")
        for command in sample_commands(line):
            screen.print(command, soft_wrap=True, highlight=False, markup=False)
    elif not with_credentials:
        screen.print("Callers need keys: tokgate keys create --help")
    screen.print("Ctrl-C stops it.")


def sample_commands(line: dict[str, Any]) -> list[str]:
    """Curl commands for the samples of each dialect, ready to be pasted; made from the declarations."""
    commands = []
    for dialect in installed():
        secrets = {kind.kind: line[dialect.name][kind.demo] for kind in dialect.credentials if kind.demo}
        for call in dialect.samples:
            arguments = {name: _filled(value, line["sample"]) for name, value in call.arguments.items()}
            commands.append(_curl(line["url"], draft(call.operation, arguments, secrets)))
    return commands


def _filled(value: Any, sample: dict[str, str]) -> Any:
    return Template(value).substitute(sample) if isinstance(value, str) else value


def _curl(url: str, call: Draft) -> str:
    words = ["curl", f"{url}{call.path}?{call.query}"]
    for name, value in call.headers.items():
        if name != "accept":
            words += ["-H", f"{name}: {value}"]
    if call.body:
        words += ["-d", call.body.decode()]
    return shlex.join(words)
