"""`tokgate apps`: the apps that creators sign in to."""

from __future__ import annotations

import secrets
from typing import Any
from urllib.parse import urlsplit

import click
import msgspec
from msgspec.structs import replace

from tokgate.cli.columns import Column
from tokgate.cli.exits import Failure
from tokgate.cli.instants import instant_text
from tokgate.cli.options import archive_option, json_option, opened, opened_to_read
from tokgate.cli.writing import write_rows
from tokgate.contract.sign_in import SignIn
from tokgate.dialects.apps import app_secrets, sign_ins
from tokgate.domain.clock import SystemClock
from tokgate.domain.credentials import LOOPBACK, MOST_REDIRECTS, App, CredentialRecord, check_redirect
from tokgate.domain.ports import Archive
from tokgate.domain.secrets import hash_secret
from tokgate.server.keyring import new_secret

SIGN_INS = sign_ins()
DIALECTS = sorted(SIGN_INS)

COLUMNS = tuple(
    Column(name, in_table=True)
    for name in ("name", "dialect", "client_key", "scopes", "redirect_uris", "webhook", "created_at")
)


@click.group()
def apps() -> None:
    """Make, list, rotate and delete the apps that creators sign in to.

    An app has a client key, or client id, which is no secret, and in most dialects a client secret, which is shown
    once, when it is made.
    """


@apps.command()
@click.argument("name")
@click.option(
    "--dialect",
    type=click.Choice(DIALECTS),
    default=DIALECTS[0],
    show_default=True,
    help="Whose page creators sign in on: Login Kit's (official) or TikAPI's.",
)
@click.option(
    "--redirect-uri",
    "redirect_uris",
    metavar="URI",
    multiple=True,
    help="Where creators may be sent back to: https, or http://127.0.0.1:*/… for any port of this machine. Repeatable.",
)
@click.option("--scope", "scopes", metavar="SCOPE", multiple=True, help="What it may ask for; all by default.")
@click.option("--webhook", metavar="URL", help="What is told, with a signature, when a creator's permission ends.")
@archive_option
@json_option
def create(
    name: str,
    dialect: str,
    redirect_uris: tuple[str, ...],
    scopes: tuple[str, ...],
    webhook: str | None,
    archive_url: str,
    as_json: bool,
) -> None:
    """Make an app under a NAME, which creators see, and print its key and, if it has one, its secret."""
    facts = SIGN_INS[dialect]
    if len(redirect_uris) > MOST_REDIRECTS:
        raise click.BadParameter(f"an app has at most {MOST_REDIRECTS}", param_hint="--redirect-uri")
    for uri in redirect_uris:
        try:
            check_redirect(uri)
        except ValueError as problem:
            raise click.BadParameter(f"{uri}: {problem}", param_hint="--redirect-uri") from None
    if webhook is not None:
        _check_webhook(webhook, dialect)
    app = App(
        client_key=facts.app_prefix + secrets.token_hex(8),
        dialect=dialect,
        name=name,
        scopes=_scopes(scopes, facts),
        redirect_uris=redirect_uris,
        webhook_url=webhook,
        created_ms=SystemClock().now_ms(),
    )
    with opened(archive_url, must_exist=True) as archive:
        if any(each.name == name for each in archive.apps()):
            raise Failure(f"there is an app named {name!r} already; delete it first or choose another name")
        app, secret, record = _with_secret(app)
        archive.add_app(app, record)
    _show(app, secret, as_json)


@apps.command(name="list")
@archive_option
@json_option
def list_apps(archive_url: str, as_json: bool) -> None:
    """List apps; their secrets are not shown."""
    with opened_to_read(archive_url) as archive:
        write_rows(map(_row, archive.apps()), COLUMNS, form="jsonl" if as_json else "table", output="-")


@apps.command()
@click.argument("app", metavar="NAME|CLIENT_KEY")
@archive_option
@json_option
def rotate(app: str, archive_url: str, as_json: bool) -> None:
    """Give an app a new secret; the old one is worth nothing from then on. Creators stay signed in."""
    with opened(archive_url, must_exist=True) as archive:
        changed, secret, record = _with_secret(_find(archive, app))
        if record is None:
            raise Failure(f"{changed.name} has no secret: apps of {changed.dialect} are known by their redirect URIs")
        archive.rotate_app(changed, record, record.created_ms)
    _show(changed, secret, as_json)


@apps.command()
@click.argument("app", metavar="NAME|CLIENT_KEY")
@archive_option
@json_option
def delete(app: str, archive_url: str, as_json: bool) -> None:
    """Delete an app; its secret and every token that it was given end at once."""
    with opened(archive_url, must_exist=True) as archive:
        found = _find(archive, app)
        archive.delete_app(found.client_key, SystemClock().now_ms())
    said = {"name": found.name, "client_key": found.client_key, "deleted": True}
    click.echo(msgspec.json.encode(said).decode() if as_json else f"deleted {found.name} ({found.client_key})")


def _scopes(given: tuple[str, ...], facts: SignIn) -> tuple[str, ...]:
    """By their usual names. BadParameter for one that there is not."""
    named = tuple(facts.spellings.get(scope, scope) for scope in given)
    for scope in named:
        if scope not in facts.scopes:
            raise click.BadParameter(
                f"there is no {scope!r}; there are {', '.join(facts.scopes)}", param_hint="--scope"
            )
    return named


def _check_webhook(url: str, dialect: str) -> None:
    if dialect not in app_secrets():
        raise click.BadParameter(f"apps of {dialect} have no secret to sign with", param_hint="--webhook")
    parts = urlsplit(url)
    if not parts.hostname or not (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)):
        raise click.BadParameter("an https URL, or an http one of this machine", param_hint="--webhook")


def _with_secret(app: App) -> tuple[App, str, CredentialRecord | None]:
    """The app with a new secret; "" and None where its dialect has none.

    A webhook is signed with the secret itself, so that it is kept where there is one.
    """
    kind = app_secrets().get(app.dialect)
    if kind is None:
        return app, "", None
    secret = new_secret(kind.prefix)
    record = CredentialRecord(
        kind=kind.kind,
        name=app.name,
        hash=hash_secret(secret),
        client_key=app.client_key,
        scopes=kind.granted,
        created_ms=SystemClock().now_ms(),
    )
    return replace(app, signing_key=secret if app.webhook_url else None), secret, record


def _find(archive: Archive, wanted: str) -> App:
    for app in archive.apps():
        if wanted in (app.client_key, app.name):
            return app
    raise Failure(f"there is no app {wanted!r}; `tokgate apps list` shows all")


def _show(app: App, secret: str, as_json: bool) -> None:
    shown = {"name": app.name, SIGN_INS[app.dialect].app: app.client_key}
    if secret:
        shown["client_secret"] = secret
    if as_json:
        click.echo(msgspec.json.encode(shown).decode())
        return
    for label, value in shown.items():
        click.echo(f"{label}: {value}")
    if secret:
        click.echo("The secret is not shown again.", err=True)


def _row(app: App) -> dict[str, Any]:
    return {
        "name": app.name,
        "dialect": app.dialect,
        "client_key": app.client_key,
        "scopes": list(app.scopes or (SIGN_INS[app.dialect].scopes if app.dialect in SIGN_INS else ())),
        "redirect_uris": list(app.redirect_uris),
        "webhook": app.webhook_url,
        "created_at": instant_text(app.created_ms),
    }
