"""`tokgate keys`: what callers of the server have to show."""

from __future__ import annotations

from typing import Any

import click
import msgspec

from tokgate.cli.exits import Failure
from tokgate.cli.options import archive_option, json_option, opened
from tokgate.cli.reading import find_creator
from tokgate.cli.rows import instant_text
from tokgate.dialects.justone.resources import TOKEN
from tokgate.dialects.official.credentials import APP, DISPLAY_SCOPES, RESEARCH, USER_TOKEN
from tokgate.dialects.tikapi.credentials import ACCOUNT_KEY, API_KEY
from tokgate.dialects.tikapi.scopes import SCOPES
from tokgate.domain.clock import SystemClock
from tokgate.domain.ports import Archive, CredentialRecord
from tokgate.server.keyring import hash_secret, new_secret

#: What can be made, by the name it has on the command line: its kind, the secret's first letters, its scopes.
KINDS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "official-app": (APP, "", (*DISPLAY_SCOPES, RESEARCH)),
    "official-user": (USER_TOKEN.kind, "act.", DISPLAY_SCOPES),
    "tikapi": (API_KEY.kind, "", ()),
    "tikapi-account": (ACCOUNT_KEY.kind, "", SCOPES),
    "justone": (TOKEN.kind, "", ()),
}
ACTS_FOR_A_CREATOR = {"official-user", "tikapi-account"}


@click.group()
def keys() -> None:
    """Make, list and revoke the keys that the server accepts.

    Only a hash is kept: a key is shown once, when it is made.
    """


@keys.command()
@click.argument("kind", type=click.Choice(list(KINDS)))
@click.argument("name")
@click.option("--for", "username", metavar="CREATOR", help="Whom a user token or account key stands for.")
@archive_option
@json_option
def create(kind: str, name: str, username: str | None, archive_url: str, as_json: bool) -> None:
    """Make a key of a KIND under a NAME by which it can be revoked, and print it."""
    if (kind in ACTS_FOR_A_CREATOR) != (username is not None):
        raise click.UsageError(f"--for CREATOR goes with {' and '.join(sorted(ACTS_FOR_A_CREATOR))}, and they need it")
    with opened(archive_url, must_exist=True) as archive:
        if any(record.name == name and record.revoked_ms is None for record in archive.credentials()):
            raise Failure(f"there is a key named {name!r} already; revoke it first or choose another name")
        made = _create(archive, kind, name, username)
    if as_json:
        click.echo(msgspec.json.encode(made).decode())
    else:
        for label, value in made.items():
            click.echo(f"{label}: {value}")
        click.echo("It is not shown again.", err=True)


def _create(archive: Archive, kind: str, name: str, username: str | None) -> dict[str, str]:
    stored_kind, prefix, scopes = KINDS[kind]
    secret = new_secret(prefix)
    is_app = stored_kind == APP
    client_key = "aw" + new_secret()[:16].lower() if is_app or kind == "official-user" else None
    archive.add_credential(
        CredentialRecord(
            kind=stored_kind,
            name=name,
            hash=hash_secret(secret),
            client_key=client_key,
            creator=find_creator(archive, username).key if username else None,
            scopes=scopes,
            created_ms=SystemClock().now_ms(),
        )
    )
    made = {"kind": kind, "name": name}
    if is_app and client_key:
        return {**made, "client_key": client_key, "client_secret": secret}
    return {**made, "key": secret}


@keys.command(name="list")
@archive_option
@json_option
def list_keys(archive_url: str, as_json: bool) -> None:
    """List keys by name; the keys themselves are not kept."""
    with opened(archive_url, must_exist=True) as archive:
        for record in archive.credentials():
            row = _row(record)
            click.echo(msgspec.json.encode(row).decode() if as_json else "  ".join(str(v) for v in row.values() if v))


def _row(record: CredentialRecord) -> dict[str, Any]:
    return {
        "name": record.name,
        "kind": record.kind,
        "client_key": record.client_key,
        "created_at": instant_text(record.created_ms),
        "expires_at": instant_text(record.expires_ms),
        "revoked_at": instant_text(record.revoked_ms),
    }


@keys.command()
@click.argument("name")
@archive_option
@json_option
def revoke(name: str, archive_url: str, as_json: bool) -> None:
    """Revoke the keys of a NAME; servers refuse them from the next request on."""
    with opened(archive_url, must_exist=True) as archive:
        revoked = archive.revoke_credentials(name, SystemClock().now_ms())
    if not revoked:
        raise Failure(f"there is no key named {name!r} in force; `tokgate keys list` shows all")
    click.echo(msgspec.json.encode({"name": name, "revoked": revoked}).decode() if as_json else f"revoked {revoked}")
