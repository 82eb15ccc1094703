"""`tokgate record` and `tokgate replay`: real traffic on a tape without its secrets, and answers from it."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

import click
import msgspec

from tokgate.cli.exits import Failure
from tokgate.cli.options import opened
from tokgate.cli.proxying import LocalProxy, address_of, port_option
from tokgate.testing.asgi import serving
from tokgate.testing.recording.answers import import_answers
from tokgate.testing.recording.recorder import Recorder
from tokgate.testing.recording.replayer import Replayer
from tokgate.testing.recording.tape import TapeError, read_tape


@click.command()
@click.argument("tape", type=click.Path(dir_okay=False, path_type=Path))
@click.argument("command", nargs=-1, type=click.UNPROCESSED)
@port_option
@click.option("--archive", "archive_url", metavar="FILE|URL", help="Import what the answers say into this archive.")
@click.option("--upstream", metavar="URL", help="Ask this instead of the real hosts, such as another gateway.")
@click.option("--json", "as_json", is_flag=True, help="Print the ready line as JSON on a terminal too.")
@click.pass_context
def record(
    context: click.Context,
    tape: Path,
    command: tuple[str, ...],
    port: int | None,
    archive_url: str | None,
    upstream: str | None,
    as_json: bool,
) -> None:
    """Pass calls on to the real hosts, with your own credentials, and write them to a new TAPE without secrets.

    Programs reach the recorder through a proxy, as with `tokgate proxy`; or give a client the ready line's `url` as its
    base URL. Secrets in headers, queries, bodies and URLs are replaced before anything is written.
    """
    if upstream is not None and (urlsplit(upstream).scheme not in ("http", "https") or not urlsplit(upstream).hostname):
        raise click.UsageError("--upstream must be like http://127.0.0.1:8700")
    with _new_file(tape) as file:
        recorder = Recorder(file, upstream)
        with serving(recorder) as url:
            local_proxy = LocalProxy(address_of(url), port)
            line = {"url": url, "tape": str(tape)}
            code = local_proxy.run(command) if command else local_proxy.announce(line, as_json=as_json)
    click.echo(f"{tape}: {recorder.exchanges} exchanges", err=True)
    if archive_url is not None:
        _import(archive_url, tape)
    context.exit(code)


@contextmanager
def _new_file(path: Path) -> Iterator[BinaryIO]:
    """A new file that only its owner can read."""
    try:
        number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise Failure(f"{path} exists; a tape is not overwritten") from None
    except OSError as problem:
        raise Failure(f"cannot write {path}: {problem.strerror}") from problem
    with os.fdopen(number, "wb") as file:
        yield file


def _import(archive_url: str, tape: Path) -> None:
    with opened(archive_url) as archive:
        summary = import_answers(archive, tape)
        where = archive.address
    click.echo(f"{where}: {summary.new} new, {summary.updated} updated, {summary.rejected} rejected", err=True)


@click.command()
@click.argument("tape", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--port", default=8700, show_default=True, help="Port to listen on; 0 takes a free one.")
def replay(tape: Path, port: int) -> None:
    """Answer from a TAPE: a call gets what was answered to the same operation with the same parameters.

    Keys and tokens are not looked at. What is not on the tape is refused with status 501 and what there is.
    """
    try:
        replayer = Replayer(read_tape(tape))
    except TapeError as problem:
        raise Failure(str(problem)) from problem
    except OSError as problem:
        raise Failure(f"cannot read {tape}: {problem.strerror}") from problem
    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    try:
        with serving(replayer, port) as url:
            click.echo(msgspec.json.encode({"url": url, "tape": str(tape), "answers": len(replayer)}).decode())
            stopped.wait()
    except OSError as problem:
        raise Failure(f"cannot listen on 127.0.0.1:{port}: {os.strerror(problem.errno or 0)}") from problem
