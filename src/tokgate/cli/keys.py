"""`tokgate keys`: what callers of the server have to show."""

from __future__ import annotations

from typing import Any

import click
import msgspec
from msgspec.structs import replace

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
    """Make, list, rotate and revoke the keys that the server accepts.

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
    _show(made, as_json)


def _show(made: dict[str, str], as_json: bool) -> None:
    if as_json:
        click.echo(msgspec.json.encode(made).decode())
        return
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
    return _made(kind, name, client_key, secret)


def _made(kind: CredentialKind, name: str, client_key: str | None, secret: str) -> dict[str, str]:
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


@keys.command()
@click.argument("name")
@archive_option
@json_option
def rotate(name: str, archive_url: str, as_json: bool) -> None:
    """Give the key of a NAME a new secret, and print it; servers refuse the old one from the next request on.

    What was issued with an app's key stays in force.
    """
    now_ms = SystemClock().now_ms()
    with opened(archive_url, must_exist=True) as archive:
        old = _in_force(archive, name, now_ms)
        kind = next((each for each in KINDS.values() if each.kind == old.kind), None)
        if kind is None:
            raise Failure(f"{name!r} came by signing in, where the creator may sign in again; it can only be revoked")
        if kind.is_app and archive.app(old.client_key or "") is not None:
            raise Failure(f"{name!r} is the secret of an app: `tokgate apps rotate` gives it a new one")
        secret = new_secret(kind.prefix)
        if not archive.exchange(old, now_ms, [replace(old, hash=hash_secret(secret), created_ms=now_ms)]):
            raise Failure(f"{name!r} was revoked meanwhile")
    _show(_made(kind, name, old.client_key, secret), as_json)


def _in_force(archive: Archive, name: str, now_ms: int) -> CredentialRecord:
    """The one of a name. Failure if there is none, or several: which would then be told from the others by nothing."""
    found = [
        record
        for record in archive.credentials()
        if record.name == name and record.revoked_ms is None and (record.expires_ms or now_ms + 1) > now_ms
    ]
    if len(found) != 1:
        how_many = "no key" if not found else f"{len(found)} keys"
        raise Failure(f"there is {how_many} named {name!r} in force; `tokgate keys list` shows all")
    return found[0]
