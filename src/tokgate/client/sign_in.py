"""Signing a creator in: where their browser is sent, and what it comes back with, as the dialect declares it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hmac import compare_digest
from urllib.parse import parse_qsl, urlsplit

from tokgate.client.setting import Setting
from tokgate.contract.errors import Cause, ContractError, Forbidden
from tokgate.contract.sign_in import Granted, SignIn


def authorize_url(
    setting: Setting,
    secrets: Mapping[str, str],
    *,
    scopes: Iterable[str],
    redirect_uri: str,
    state: str,
    code_verifier: str = "",
) -> str:
    """The page to open: the vendor's, or that of the gateway which the client is pointed at."""
    sign_in = _sign_in(setting)
    app = secrets.get(sign_in.app, "")
    if not app:
        raise ValueError(f"signing in takes a {sign_in.app}: give it to the client, or set it in the environment")
    page = sign_in.page
    if setting.base_url != setting.dialect.base_url:
        page = setting.base_url + sign_in.path
    asked = sign_in.query(client_id=app, redirect_uri=redirect_uri, scopes=scopes, state=state, verifier=code_verifier)
    return f"{page}?{asked}"


def granted(setting: Setting, url: str, *, state: str) -> Granted:
    """What the browser was sent back with. It may come from anybody: ContractError if it is not the answer to `state`.

    Forbidden if the creator, or the vendor, refused.
    """
    sign_in = _sign_in(setting)
    operation = f"{setting.dialect.name} sign-in"
    members = dict(parse_qsl(urlsplit(url).query))
    if not compare_digest(members.get(sign_in.state, "").encode(), state.encode()):
        raise ContractError(f"{operation}: the redirect has another state than the page was asked with")
    refused = members.get(sign_in.error, "") if sign_in.error else ""
    if refused:
        raise Forbidden(
            ": ".join(filter(None, ("refused", refused, members.get(sign_in.error_description, "")))),
            dialect=setting.dialect.name,
            operation=operation,
            cause=Cause.SCOPE_MISSING,
            code=refused,
        )
    brought = sign_in.granted(members)
    if not (brought.code or brought.credential):
        raise ContractError(f"{operation}: the redirect holds no {sign_in.code or sign_in.token}")
    return brought


def _sign_in(setting: Setting) -> SignIn:
    if setting.dialect.sign_in is None:
        raise TypeError(f"nobody signs in to {setting.dialect.name}: its keys are all that it takes")
    return setting.dialect.sign_in
