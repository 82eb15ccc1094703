"""`tokgate publish`: what is generated from the declarations."""

from __future__ import annotations

import click
import msgspec

from tokgate.dialects.registry import installed
from tokgate.publish.openapi import openapi

BY_NAME = {dialect.name: dialect for dialect in installed()}


@click.group()
def publish() -> None:
    """Print what is generated from the declarations."""


@publish.command(name="openapi")
@click.argument("dialect", type=click.Choice(list(BY_NAME)))
@click.option("--server", "servers", metavar="URL", multiple=True, help="Where it is served; the vendor's host if not.")
def publish_openapi(dialect: str, servers: tuple[str, ...]) -> None:
    """Print the OpenAPI 3.1 document of a DIALECT."""
    document = msgspec.json.encode(openapi(BY_NAME[dialect], servers=servers))
    click.echo(msgspec.json.format(document, indent=2).decode())
