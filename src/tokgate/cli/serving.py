"""`tokgate serve` and `tokgate demo`."""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from types import FrameType

import click
import msgspec

from tokgate.archive import open_archive
from tokgate.archive.addresses import shown_address
from tokgate.cli.demo_folder import demo_folder
from tokgate.cli.exits import Failure
from tokgate.cli.mounts import DASHBOARD, mounts
from tokgate.cli.options import archive_option, opened_to_read
from tokgate.cli.panel import show_panel
from tokgate.cli.remote import admin_key_option
from tokgate.cli.seeding import put_seed_file
from tokgate.dialects.registry import installed
from tokgate.domain.secrets import hash_secret
from tokgate.server.controls import ControlOptions
from tokgate.server.demo import Sample, ready_line
from tokgate.server.hosts import is_loopback
from tokgate.server.live.addresses import MediaPlace
from tokgate.server.live.media_server import NoMediaServer, media_server
from tokgate.server.run import Settings, bind, find_sample, url_of
from tokgate.server.run import serve as run_server
from tokgate.server.snapshots import CopyableArchive
from tokgate.world.making import write_world
from tokgate.world.people import sample_username

#: With --dev, an archive up to this size is copied at the start, so that /_tokgate/reset can bring it back.
MOST_COPIED_BYTES = 256 * 1024 * 1024

#: What dialects say of how long tokens live; the first is the usual one.
TOKEN_LIVES = [life for dialect in installed() if dialect.sign_in for life in dialect.sign_in.lifetimes if life]

quotas_option = click.option("--quotas", is_flag=True, help="Enforce the vendors' quotas, with their own refusals.")

token_life_option = click.option(
    "--token-life",
    type=click.Choice(TOKEN_LIVES),
    default=TOKEN_LIVES[0],
    show_default=True,
    help="How long a user token lives; its refresh token lives 365 days with 24h, 180 with 2h.",
)


live_option = click.option(
    "--live",
    is_flag=True,
    help="Start a media server (nginx with its RTMP module, and ffmpeg), so that live rooms can be streamed to.",
)


@click.command()
@archive_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    default=8700,
    type=click.IntRange(0, 65535),
    show_default=True,
    envvar=["TOKGATE_PORT", "PORT"],
    help="Port to listen on; 0 takes a free one.",
)
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Processes to serve with.")
@click.option("--dev", is_flag=True, help="Accept credentials that everybody knows; on loopback only.")
@click.option("--as", "username", metavar="USERNAME", help="With --dev: whom the user token stands for.")
@click.option(
    "--seed-file", metavar="FILE", type=click.Path(exists=True, dir_okay=False), help="Apply a seed file first."
)
@quotas_option
@token_life_option
@live_option
@click.option("--log", "keeps_log", is_flag=True, help="Keep the last requests, to be read at /_tokgate/requests.")
@admin_key_option
@click.option("--json", "as_json", is_flag=True, help="Print the ready line as JSON on a terminal too.")
def serve(
    archive_url: str,
    host: str,
    port: int,
    workers: int,
    dev: bool,
    username: str | None,
    seed_file: str | None,
    quotas: bool,
    token_life: str,
    live: bool,
    keeps_log: bool,
    admin_key: str | None,
    as_json: bool,
) -> None:
    """Serve an archive in every dialect, on one port.

    Without --dev, callers need keys: make them with `tokgate keys create`. The routes under /_tokgate/ that read and
    move clock, quotas, faults, log and snapshots need the admin key; with --dev they are open, and requests are logged.
    """
    if dev and not is_loopback(host):
        raise Failure(f"--dev accepts credentials that everybody knows, so it listens on loopback only, not on {host}")
    if username and not dev:
        raise click.UsageError("--as goes with --dev")
    if seed_file is not None:
        put_seed_file(archive_url, seed_file)
    with opened_to_read(archive_url) as archive:
        try:
            sample = find_sample(archive, username) if dev else None
        except LookupError as problem:
            raise Failure(str(problem.args[0])) from problem
        copied = isinstance(archive, CopyableArchive) and archive.path.stat().st_size <= MOST_COPIED_BYTES
    if workers > 1 and (quotas or keeps_log):
        raise click.UsageError("--quotas and --log count in one process: they go with --workers 1")
    options = ControlOptions(
        quotas=quotas,
        token_life=token_life,
        log=(keeps_log or dev) and workers == 1,
        admin_hash=hash_secret(admin_key) if admin_key else None,
        admin_open=dev and not admin_key,
        resettable=dev and workers == 1 and copied,
        workers=workers,
    )
    settings = Settings(archive=archive_url, host=host, port=port, workers=workers, demo=dev, options=options)
    _serve(settings, sample, with_credentials=dev, live=live, as_json=as_json)


@click.command()
@click.option("--seed", default=7, show_default=True, help="Which world to make.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; loopback only.")
@click.option(
    "--port",
    default=8700,
    type=click.IntRange(0, 65535),
    show_default=True,
    envvar=["TOKGATE_PORT", "PORT"],
    help="Port to listen on; 0 takes a free one.",
)
@quotas_option
@token_life_option
@live_option
@click.option("--json", "as_json", is_flag=True, help="Print the ready line as JSON on a terminal too.")
def demo(seed: int, host: str, port: int, quotas: bool, token_life: str, live: bool, as_json: bool) -> None:
    """Serve a small generated world from a temporary archive, and print the credentials that open it."""
    if not is_loopback(host):
        raise Failure(f"the demo's credentials are known to everybody, so it listens on loopback only, not on {host}")
    signal.signal(signal.SIGTERM, _stop)
    with demo_folder() as folder:
        url = str(folder / "demo.db")
        archive = open_archive(url)
        write_world(archive, seed)
        sample = find_sample(archive, sample_username(seed))
        archive.close()
        options = ControlOptions(quotas=quotas, token_life=token_life, log=True, admin_open=True, resettable=True)
        settings = Settings(archive=url, host=host, port=port, demo=True, options=options)
        _serve(settings, sample, with_credentials=True, live=live, as_json=as_json)


@contextmanager
def _media(url: str) -> Iterator[MediaPlace]:
    """A media server in a folder of its own, both gone at the end."""
    # A process that is told to stop ends the media server too.
    signal.signal(signal.SIGTERM, _stop)
    with demo_folder() as folder:
        try:
            with media_server(folder, url) as media:
                yield media
        except NoMediaServer as problem:
            raise Failure(str(problem)) from problem


def _stop(number: int, frame: FrameType | None) -> None:
    sys.exit(0)


def _serve(settings: Settings, sample: Sample | None, *, with_credentials: bool, live: bool, as_json: bool) -> None:
    settings.acts_as = sample.creator.key if sample else None
    try:
        listener = bind(settings.host, settings.port)
    except OSError as problem:
        free = "; --port 0 takes a free one" if problem.errno == errno.EADDRINUSE else ""
        reason = os.strerror(problem.errno or 0)
        raise Failure(f"cannot listen on {settings.host}:{settings.port}: {reason}{free}") from problem
    url = url_of(settings.host, listener)
    line = ready_line(url, shown_address(settings.archive), with_credentials=with_credentials, sample=sample)

    line["dashboard"] = f"{url}/{DASHBOARD}"

    def announce() -> None:
        if sys.stdout.isatty() and not as_json:
            show_panel(line)
        else:
            click.echo(msgspec.json.encode(line).decode())
            sys.stdout.flush()

    with listener, _media(url) if live else nullcontext() as media:
        if media is not None:
            settings.media = media
            line["live"] = {"rtmp": media.rtmp}
        run_server(settings, listener, announce, mounts=mounts(), worker="tokgate.cli.mounts:make_mounted_worker")
