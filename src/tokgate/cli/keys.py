"""`tokgate keys`: what callers of the server have to show."""

from __future__ import annotations

from typing import Any

import click
import msgspec

from tokgate.cli.columns import Column
from tokgate.cli.exits import Failure
from tokgate.cli.instants import instant_text
from tokgate.cli.options import archive_option, json_option, opened, opened_to_read
from tokgate.cli.subjects import find_creator
from tokgate.cli.terminal import note
from tokgate.cli.writing import write_rows
from tokgate.contract.dialect import CredentialKind
from tokgate.dialects.registry import installed
from tokgate.domain.clock import SystemClock
from tokgate.domain.ports import Archive, CredentialRecord
from tokgate.domain.secrets import hash_secret
from tokgate.server.keyring import new_secret

#: What can be made, by the name it has on the command line.
KINDS = {kind.name: kind for dialect in installed() for kind in dialect.credentials if not kind.by_sign_in}
#: The kinds that are an app's own, to which others are issued.
APPS = [kind.kind for kind in KINDS.values() if kind.is_app]
_NAME_OF = {kind.kind: name for name, kind in KINDS.items()}
KEY_COLUMNS = tuple(
    Column(name, in_table=True) for name in ("name", "kind", "client_key", "created_at", "expires_at", "revoked_at")
)
FOR_A_CREATOR = [name for name, kind in KINDS.items() if kind.for_creator]


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
    if KINDS[kind].for_creator != (username is not None):
        raise click.UsageError(f"--for CREATOR goes with {' and '.join(sorted(FOR_A_CREATOR))}, and they need it")
    with opened(archive_url, must_exist=True) as archive:
        if any(record.name == name and record.revoked_ms is None for record in archive.credentials()):
            raise Failure(f"there is a key named {name!r} already; revoke it first or choose another name")
        made = _create(archive, KINDS[kind], name, username)
    if as_json:
        click.echo(msgspec.json.encode(made).decode())
    else:
        for label, value in made.items():
            click.echo(f"{label}: {value}")
        note("It is not shown again.")


def _create(archive: Archive, kind: CredentialKind, name: str, username: str | None) -> dict[str, str]:
    secret = new_secret(kind.prefix)
    client_key = "aw" + new_secret()[:16].lower() if kind.is_app or kind.of_app else None
    archive.add_credential(
        CredentialRecord(
            kind=kind.kind,
            name=name,
            hash=hash_secret(secret),
            client_key=client_key,
            creator=find_creator(archive, username).key if username else None,
            scopes=kind.granted,
            created_ms=SystemClock().now_ms(),
        )
    )
    made = {"kind": kind.name, "name": name}
    if kind.is_app and client_key:
        return {**made, "client_key": client_key, "client_secret": secret}
    return {**made, "key": secret}


@keys.command(name="list")
@archive_option
@json_option
def list_keys(archive_url: str, as_json: bool) -> None:
    """List keys by name; the keys themselves are not kept."""
    with opened_to_read(archive_url) as archive:
        form = "jsonl" if as_json else "table"
        write_rows(map(_row, archive.credentials()), KEY_COLUMNS, form=form, output="-")


def _row(record: CredentialRecord) -> dict[str, Any]:
    return {
        "name": record.name,
        "kind": _NAME_OF.get(record.kind, record.kind),
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
    """Revoke the keys of a NAME; servers refuse them from the next request on.

    With an app's key end all tokens that it was given.
    """
    with opened(archive_url, must_exist=True) as archive:
        revoked = archive.revoke_credentials(name, SystemClock().now_ms(), apps=APPS)
    if not revoked:
        raise Failure(f"there is no key named {name!r} in force; `tokgate keys list` shows all")
    click.echo(msgspec.json.encode({"name": name, "revoked": revoked}).decode() if as_json else f"revoked {revoked}")
