"""The installed command: the plain package is the client alone, and its command says what it lacks."""

from __future__ import annotations

import sys

from tokgate.extras import lacking


def main() -> None:
    """Run `tokgate`; exit 1 in one line where the package was installed without its extra."""
    try:
        from tokgate.cli.main import main as run
    except ModuleNotFoundError as problem:
        sys.exit(f"tokgate: {lacking(problem.name, 'server')}")
    run()
