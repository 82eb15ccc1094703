"""Login Kit's token endpoint: what was declared and read, handed to the provider."""

from __future__ import annotations

from typing import Any

import msgspec

from tokgate.dialects.official.oauth import OAuth, Revoked, TokenAnswer, UserTokenAnswer
from tokgate.server.request import Request, implements
from tokgate.server.sign_in.provider import Provider


@implements(OAuth.token)
def token(request: Request, /, *, client_key: str, client_secret: str, **_: object) -> TokenAnswer:
    return msgspec.convert(
        _granted(request, "client_credentials", client_key=client_key, client_secret=client_secret), TokenAnswer
    )


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
    return msgspec.convert(_granted(request, "authorization_code", **form), UserTokenAnswer)


@implements(OAuth.refresh)
def refresh(
    request: Request, /, *, client_key: str, client_secret: str, refresh_token: str, **_: object
) -> UserTokenAnswer:
    form = {"client_key": client_key, "client_secret": client_secret, "refresh_token": refresh_token}
    return msgspec.convert(_granted(request, "refresh_token", **form), UserTokenAnswer)


@implements(OAuth.revoke)
def revoke(request: Request, /, *, client_key: str, client_secret: str, token: str, **_: object) -> Revoked:
    provider = Provider(request.desk, request.now_ms)
    form = {"client_key": client_key, "client_secret": client_secret, "token": token}
    provider.create_endpoint_response("revocation", provider.request("POST", list(form.items())))
    return Revoked()


def _granted(request: Request, grant_type: str, **form: str) -> dict[str, Any]:
    """The token endpoint's answer. Refusal if nothing is granted."""
    provider = Provider(request.desk, request.now_ms)
    asked = provider.request("POST", [("grant_type", grant_type), *form.items()])
    answer: dict[str, Any] = provider.create_token_response(asked)[1]
    return answer
