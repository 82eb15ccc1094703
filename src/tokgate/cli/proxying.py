"""`tokgate proxy`: the fixed hosts answered here, for any program that knows what a proxy is."""

from __future__ import annotations

import os
import shlex
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click
import msgspec

from tokgate.cli.exits import Failure
from tokgate.cli.options import require_archive
from tokgate.extras import lacking
from tokgate.testing.hosts import Address, hosts_in_words
from tokgate.testing.server import Server

#: How long a gateway may take to accept a connection, in seconds.
ANSWER_S = 5

Announce = Callable[[str, Path, dict[str, str]], None]

port_option = click.option(
    "--port", type=int, help="Port of the proxy; 0 takes a free one.  [default: 8701, free with a COMMAND]"
)


_HELP = f"""Answer {hosts_in_words()} for any program, as its proxy; refuse every other host.

With a COMMAND after --, run it behind the proxy and end with its exit code. Without one, print what to set.
"""


@click.command(help=_HELP)
@click.argument("command", nargs=-1, type=click.UNPROCESSED)
@port_option
@click.option("--url", metavar="URL", help="A gateway that runs already. Without it, one is started.")
@click.option("--archive", "archive_url", metavar="FILE", help="What to serve. Without it, the demo's world.")
@click.option("--json", "as_json", is_flag=True, help="Print the ready line as JSON on a terminal too.")
@click.pass_context
def proxy(
    context: click.Context,
    command: tuple[str, ...],
    port: int | None,
    url: str | None,
    archive_url: str | None,
    as_json: bool,
) -> None:
    """The help is built above: it names the hosts."""
    if url and archive_url:
        raise click.UsageError("--url names a gateway that has its archive already: give --url or --archive")
    with gateway(url, archive_url) as line:
        local_proxy = LocalProxy(address_of(line["url"]), port)
        if command:
            context.exit(local_proxy.run(command))
        local_proxy.announce(line, as_json=as_json)


@contextmanager
def gateway(url: str | None, archive_url: str | None) -> Iterator[dict[str, Any]]:
    """The ready line of a gateway: of the one at `url` only its URL, else of one that runs until the end."""
    if url:
        _require_answer(address_of(url), url)
        yield {"url": url.rstrip("/")}
        return
    if archive_url:
        require_archive(archive_url)
    with Server(archive=archive_url) as server:
        yield {"url": server.url, **server.credentials, "sample": server.sample}


def _require_answer(address: Address, url: str) -> None:
    """Failure where nothing listens: the program behind the proxy would see no more than dropped connections."""
    try:
        socket.create_connection((address.host, address.port), timeout=ANSWER_S).close()
    except OSError as problem:
        raise Failure(f"no gateway answers at {url}: {problem.strerror or problem}") from problem


def address_of(url: str) -> Address:
    """Where a gateway's URL points. A usage error unless it is plain HTTP."""
    parts = urlsplit(url)
    if parts.scheme != "http" or not parts.hostname or parts.path.strip("/") or parts.query:
        raise click.UsageError("--url must be like http://127.0.0.1:8700")
    return Address(parts.hostname, parts.port or 80)


class LocalProxy:
    """The proxy in front of a gateway. Port None is 8701, or a free one for a single command."""

    def __init__(self, address: Address, port: int | None) -> None:
        self._address = address
        self._port = port

    def announce(self, line: dict[str, Any], *, as_json: bool) -> int:
        """Serve until stopped; one line of JSON says that it is ready, on a terminal the lines for a shell."""

        def announce(url: str, ca_file: Path, variables: dict[str, str]) -> None:
            if sys.stdout.isatty() and not as_json:
                click.echo(f"the proxy is at {url}, the gateway at {line['url']}; in another terminal:", err=True)
                for name, value in variables.items():
                    click.echo(f"export {name}={shlex.quote(value)}")
            else:
                ready = {"proxy": url, "ca_file": str(ca_file), "environment": variables, **line}
                click.echo(msgspec.json.encode(ready).decode())
            sys.stdout.flush()

        return self._serve(8701 if self._port is None else self._port, announce, None)

    def run(self, command: tuple[str, ...]) -> int:
        """Run a program behind the proxy; its exit code."""
        return self._serve(self._port or 0, None, command)

    def _serve(self, port: int, announce: Announce | None, command: tuple[str, ...] | None) -> int:
        try:
            from tokgate.testing.proxy.run import run_proxy
        except ModuleNotFoundError as problem:
            raise Failure(lacking(problem.name, "proxy")) from problem
        try:
            return run_proxy(self._address, port, announce, command)
        except FileNotFoundError as problem:
            raise Failure(f"there is no program {problem.filename}") from problem
        except OSError as problem:
            raise Failure(f"cannot listen on 127.0.0.1:{port}: {os.strerror(problem.errno or 0)}") from problem
