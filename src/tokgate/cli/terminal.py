"""What is said to whoever watches: notes and progress on stderr, in colour where that is wanted."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.console import Console

_QUIET = "tokgate.quiet"


def be_quiet() -> None:
    """From now on in this command, say only what went wrong."""
    click.get_current_context().meta[_QUIET] = True


def without_colour() -> None:
    """From now on, print nothing but text, as $NO_COLOR asks for; also what this process starts."""
    os.environ["NO_COLOR"] = "1"


def is_watched() -> bool:
    """Whether somebody sees stderr and wants to see progress there."""
    return sys.stderr.isatty() and not _is_quiet()


def note(message: str) -> None:
    """Say on stderr what is worth knowing and not wrong."""
    if not _is_quiet():
        click.echo(message, err=True)


def console(*, stderr: bool = False) -> Console:
    """Where rich output goes. Without colour it has no bold nor dim either."""
    from rich.console import Console

    if os.environ.get("NO_COLOR"):
        return Console(stderr=stderr, color_system=None, highlight=False)
    return Console(stderr=stderr)


def _is_quiet() -> bool:
    context = click.get_current_context(silent=True)
    return context is not None and bool(context.meta.get(_QUIET))
