"""Login Kit's token endpoint: what was declared and read, handed to the provider."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from tokgate.contract.errors import Cause, Refusal
from tokgate.dialects.official.oauth import OAuth, QrCode, QrStatus, Revoked, TokenAnswer, UserTokenAnswer
from tokgate.server.request import Request, implements
from tokgate.server.sign_in import qr
from tokgate.server.sign_in.codes import CodeProvider
from tokgate.server.sign_in.desk import Consent


@implements(OAuth.token)
def token(request: Request, /, *, client_key: str, client_secret: str, **_: object) -> TokenAnswer:
    form = {"client_key": client_key, "client_secret": client_secret}
    return msgspec.convert(granted(_provider(request), "client_credentials", form), TokenAnswer)


@implements(OAuth.redeem)
def redeem(
    request: Request,
    /,
    *,
    client_key: str,
    client_secret: str,
    code: str,
    redirect_uri: str,
    code_verifier: str | None = None,
    **_: object,
) -> UserTokenAnswer:
    form = {"client_key": client_key, "client_secret": client_secret, "code": code, "redirect_uri": redirect_uri}
    if code_verifier:
        form["code_verifier"] = code_verifier
    return msgspec.convert(granted(_provider(request), "authorization_code", form), UserTokenAnswer)


@implements(OAuth.refresh)
def refresh(
    request: Request, /, *, client_key: str, client_secret: str, refresh_token: str, **_: object
) -> UserTokenAnswer:
    form = {"client_key": client_key, "client_secret": client_secret, "refresh_token": refresh_token}
    return msgspec.convert(granted(_provider(request), "refresh_token", form), UserTokenAnswer)


@implements(OAuth.revoke)
def revoke(request: Request, /, *, client_key: str, client_secret: str, token: str, **_: object) -> Revoked:
    provider = _provider(request)
    form = {"client_key": client_key, "client_secret": client_secret, "token": token}
    provider.create_endpoint_response("revocation", provider.request("POST", list(form.items())))
    return Revoked()


@implements(OAuth.get_qrcode)
def get_qrcode(request: Request, /, *, client_key: str, scope: str, state: str | None = None, **_: object) -> QrCode:
    provider = _provider(request)
    app = provider.query_client(client_key)
    if app.app is None or not app.app.redirect_uris:
        raise Refusal(Cause.BAD_CLIENT)
    allowed = app.get_allowed_scope(scope)
    if allowed is None:
        raise Refusal(Cause.BAD_GRANT, fields={"scope": "is not what the app may ask for"})
    token, query = qr.start(request.desk, client_key, allowed, state or "", request.now_ms)
    return QrCode(scan_qrcode_url=f"{request.origin}{request.desk.facts.path}?{query}", token=token)


@implements(OAuth.check_qrcode)
def check_qrcode(request: Request, /, *, client_key: str, client_secret: str, token: str, **_: object) -> QrStatus:
    desk = request.desk
    if desk.holder(client_key, client_secret, request.now_ms) is None:
        raise Refusal(Cause.BAD_CLIENT)
    found = qr.check(desk, client_key, token, request.now_ms)
    if found is None:
        raise Refusal(Cause.BAD_GRANT, fields={"token": "is unknown or another app's"})
    status, confirmed = found
    if confirmed is None:
        return QrStatus(status=status.value)
    creator = desk.creator_of(confirmed)
    if creator is None:
        return QrStatus(status=qr.Status.EXPIRED.value)
    provider = CodeProvider(desk, request.now_ms)
    asked = provider.request("GET", qr.query_of(desk, confirmed))
    grant = provider.get_consent_grant(asked)
    consent = Consent(creator, confirmed.scopes)
    return QrStatus(
        status=status.value,
        client_ticket=confirmed.bound[qr.CLIENT_TICKET],
        redirect_uri=provider.redirect(asked, consent, grant),
    )


def _provider(request: Request) -> CodeProvider:
    return CodeProvider(request.desk, request.now_ms)


def granted(provider: CodeProvider, grant_type: str, form: Mapping[str, str]) -> dict[str, Any]:
    """The token endpoint's answer. Refusal if nothing is granted."""
    asked = provider.request("POST", [("grant_type", grant_type), *form.items()])
    answer: dict[str, Any] = provider.create_token_response(asked)[1]
    return answer
