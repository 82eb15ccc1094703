"""`tokgate version`."""

from __future__ import annotations

import click

from tokgate.version import VERSION


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def version(as_json: bool) -> None:
    """Say which version this is."""
    click.echo(f'{{"version":"{VERSION}"}}' if as_json else VERSION)
