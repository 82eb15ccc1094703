"""`tokgate auth`: creators who sign in to the vendors' APIs, or to a gateway, on this machine."""

from __future__ import annotations

import sys
import webbrowser
from typing import Any

import click
import msgspec

from tokgate.cli.columns import Column
from tokgate.cli.exits import CredentialFailure, Failure
from tokgate.cli.instants import instant_text
from tokgate.cli.options import json_option
from tokgate.cli.refusals import told
from tokgate.cli.terminal import note
from tokgate.cli.writing import write_rows
from tokgate.client.accounts import DEFAULT, Account, Place, Profile, Secrets, accounts, usual_place
from tokgate.client.base import SyncClient
from tokgate.client.desktop import REDIRECT_URI, sign_in_here, sign_out, takes
from tokgate.client.options import SyncOptions, secret
from tokgate.contract.dialect import Dialect
from tokgate.contract.errors import ApiError
from tokgate.contract.sign_in import SignIn
from tokgate.dialects.registry import installed

#: Where creators sign in.
DIALECTS: dict[str, tuple[Dialect, SignIn]] = {
    dialect.name: (dialect, dialect.sign_in) for dialect in installed() if dialect.sign_in is not None
}

COLUMNS = tuple(
    Column(name, in_table=True)
    for name in ("dialect", "account", "creator", "scopes", "expires_at", "renewable", "store", "base_url")
)

dialect_argument = click.argument("dialect", type=click.Choice(list(DIALECTS)))
account_option = click.option(
    "--account", metavar="NAME", default=DEFAULT, show_default=True, help="A name of yours for who signed in."
)


@click.group()
def auth() -> None:
    """Sign creators in on this machine, see who is, and sign them out.

    `tokgate.Official(account="default")` then calls for whoever signed in, and renews their token.
    """


@auth.command()
@dialect_argument
@account_option
@click.option("--app", metavar="ID", help="The app's public name: client_key or client_id, as the vendor calls it.")
@click.option("--scope", "scopes", metavar="SCOPE", multiple=True, help="What to ask for. Repeatable; all by default.")
@click.option("--base-url", metavar="URL", help="A gateway of yours, instead of the vendor.")
@click.option(
    "--redirect-uri",
    metavar="URI",
    default=REDIRECT_URI,
    show_default=True,
    help="Where the browser comes back to, as it is registered with the app; `*` is a free port of this machine.",
)
@click.option("--no-browser", is_flag=True, help="Only print the page's address.")
@click.option("--timeout", type=click.FloatRange(0, min_open=True), default=300.0, show_default=True, metavar="SECONDS")
@click.option(
    "--store",
    type=click.Choice([place.value for place in Place]),
    help="Where secrets go; the keyring by default, if there is one.",
)
@json_option
def login(
    dialect: str,
    account: str,
    app: str | None,
    scopes: tuple[str, ...],
    base_url: str | None,
    redirect_uri: str,
    no_browser: bool,
    timeout: float,
    store: str | None,
    as_json: bool,
) -> None:
    """Sign a creator in to an app, in the browser, and keep the credential.

    The app's secrets come from the environment, $TOKGATE_OFFICIAL_CLIENT_KEY and $TOKGATE_OFFICIAL_CLIENT_SECRET for
    one (or files that the same names with _FILE give), or are asked for. They are kept with the credential, which is
    renewed by them.
    """
    chosen, sign_in = DIALECTS[dialect]
    if not (scopes := scopes or tuple(sign_in.scopes)):
        raise click.UsageError("--scope is needed: it is not declared what there is to be granted")
    kept = _account(dialect, account)
    given = _app_secrets(chosen, sign_in, app)
    options: SyncOptions = {} if base_url is None else {"base_url": base_url}
    place = Place(store) if store else usual_place()

    def show(url: str) -> None:
        note(f"Sign in on this page:\n{url}")
        if not no_browser and not webbrowser.open(url):
            note("No browser could be opened: open the page by hand.")

    with told():
        kept.prepare(place)
        try:
            with SyncClient(chosen, given, options) as client:
                got = sign_in_here(client, scopes=scopes, show=show, redirect_uri=redirect_uri, within_s=timeout)
                where = client.caller.setting.base_url
        except ValueError as problem:
            raise click.UsageError(str(problem)) from None
        profile = Profile(base_url=where, creator=got.creator, scopes=got.scopes, place=place)
        kept.write(profile, Secrets(app=given, credentials={sign_in.credential: got.kept}))
        row = _row(kept)
    if as_json:
        click.echo(msgspec.json.encode(row).decode())
        return
    click.echo(f"signed in to {dialect} as {account}: {got.creator or 'a creator'}, {', '.join(got.scopes)}")


@auth.command()
@json_option
def status(as_json: bool) -> None:
    """List who is signed in on this machine; no secret is shown. Exit 4 if nobody is."""
    with told():
        rows = [_row(each) for each in accounts() if each.dialect in DIALECTS]
    if not rows:
        raise CredentialFailure(f"nobody is signed in; `tokgate auth login {next(iter(DIALECTS))}` does that")
    write_rows(rows, COLUMNS, form="jsonl" if as_json else "table", output="-")


@auth.command()
@dialect_argument
@account_option
@click.option("--local", is_flag=True, help="Tell the vendor nothing: the credential lives on there.")
@json_option
def logout(dialect: str, account: str, local: bool, as_json: bool) -> None:
    """Have the vendor end what a creator granted, and keep nothing of it here."""
    kept = _account(dialect, account)
    revoked = False
    with told():
        if not local:
            with SyncClient(DIALECTS[dialect][0], {}, {"account": account}) as client:
                revoked = _revoked(client)
        kept.forget()
    said = {"dialect": dialect, "account": account, "revoked": revoked}
    click.echo(msgspec.json.encode(said).decode() if as_json else f"signed out of {dialect} as {account}")


def _revoked(client: SyncClient) -> bool:
    """Whether the vendor ended it. What it refuses to end is told: most often that has ended already."""
    try:
        revoked = sign_out(client)
    except ApiError as refusal:
        if refusal.transient:
            raise
        note(f"Forgotten here, but the vendor did not revoke it: {refusal}")
        return False
    if not revoked:
        note("Forgotten here; the vendor has no way to revoke it by a program.")
    return revoked


def _account(dialect: str, name: str) -> Account:
    try:
        return Account(dialect, name)
    except ValueError as problem:
        raise click.BadParameter(str(problem), param_hint="--account") from None


def _app_secrets(dialect: Dialect, sign_in: SignIn, app: str | None) -> dict[str, str]:
    """By kind, from the option, the environment, or whoever sits there. Exit 4 if one is missing."""
    found = {}
    for kind in takes(dialect, sign_in):
        variable = f"TOKGATE_{dialect.name}_{kind}".upper()
        try:
            found[kind] = secret(app if kind == sign_in.app else None, variable)
        except ValueError as problem:
            raise Failure(str(problem)) from None
        if not found[kind] and sys.stdin.isatty():
            found[kind] = click.prompt(kind, hide_input=kind != sign_in.app, err=True)
        if not found[kind]:
            raise CredentialFailure(
                f"signing in takes the app's {kind}: set ${variable}, or ${variable}_FILE to a file"
            )
    return found


def _row(account: Account) -> dict[str, Any]:
    profile = account.profile
    kept = account.load(DIALECTS[account.dialect][1].credential)
    return {
        "dialect": account.dialect,
        "account": account.name,
        "creator": profile.creator,
        "scopes": list(profile.scopes),
        "expires_at": instant_text(round(kept.good_until * 1000)) if kept is not None and kept.good_until else None,
        "renewable": kept is not None and bool(kept.rotated),
        "store": profile.place,
        "base_url": profile.base_url,
    }
