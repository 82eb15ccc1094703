"""Login Kit's tokens: Authlib's OAuth provider, with TikTok's names (client_key) and our archive behind it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from authlib.oauth2.rfc6749 import AuthorizationServer, ClientCredentialsGrant, OAuth2Request
from authlib.oauth2.rfc6749.requests import BasicOAuth2Payload

from tokgate.contract.errors import Cause, Refusal
from tokgate.dialects.official.credentials import APP, CLIENT_TOKEN, USER_TOKEN
from tokgate.dialects.official.oauth import OAuth, Revoked, TokenAnswer, UserTokenAnswer
from tokgate.domain.ports import CredentialRecord
from tokgate.domain.secrets import hash_secret
from tokgate.server.keyring import new_secret
from tokgate.server.request import Request, implements

#: TikTok's: two hours, in seconds.
CLIENT_TOKEN_LIFETIME_S = 7200

_CAUSES = {
    "invalid_client": Cause.BAD_CLIENT,
    "unauthorized_client": Cause.BAD_CLIENT,
    "invalid_grant": Cause.BAD_GRANT,
}


class App:
    """A developer's app, as Authlib asks about it. `check_secret` compares in constant time."""

    def __init__(self, client_key: str, check_secret: Callable[[str], CredentialRecord | None]) -> None:
        self.client_key = client_key
        self.check_secret = check_secret

    def check_client_secret(self, secret: str) -> bool:
        record = self.check_secret(secret)
        return record is not None and record.client_key == self.client_key

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method == "client_secret_post"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "client_credentials"

    def get_allowed_scope(self, scope: str) -> str:
        return ""


class ClientCredentials(ClientCredentialsGrant):
    """The secret travels in the form."""

    TOKEN_ENDPOINT_AUTH_METHODS = ("client_secret_post",)


class TokenRequest(OAuth2Request):
    """A token request whose form was read already."""

    def __init__(self, form: dict[str, str]) -> None:
        super().__init__("POST", "https://open.tiktokapis.com/v2/oauth/token/")
        self.payload = BasicOAuth2Payload(form)

    @property
    def form(self) -> dict[str, str]:
        fields: dict[str, str] = self.payload.data
        return fields


class Provider(AuthorizationServer):
    """One token request's provider; it holds nothing between requests."""

    def __init__(self, request: Request) -> None:
        super().__init__()
        self._request = request
        self.register_grant(ClientCredentials)
        self.register_token_generator("default", self._new_token)

    def query_client(self, client_id: str) -> App:
        return _app(self._request, client_id)

    def create_oauth2_request(self, request: TokenRequest) -> TokenRequest:
        return request

    def handle_response(self, status: int, body: Any, headers: Any) -> tuple[int, dict[str, Any]]:
        return status, body

    def send_signal(self, name: str, *args: Any, **kwargs: Any) -> None:
        """Authlib tells its framework here; nobody listens."""

    def _new_token(self, grant_type: str, client: App, **kwargs: Any) -> dict[str, Any]:
        return {
            "access_token": new_secret("clt."),
            "expires_in": CLIENT_TOKEN_LIFETIME_S,
            "token_type": "Bearer",
        }

    def save_token(self, token: dict[str, Any], request: Any) -> None:
        """Keep the token's hash; earlier tokens of the app stay valid, as some clients fetch one per request."""
        now_ms = self._request.now_ms
        secret = request.form["client_secret"]
        app = self._request.keyring.find(APP, secret, now_ms)
        record = CredentialRecord(
            kind=CLIENT_TOKEN.kind,
            name=f"client token of {request.client.client_key}",
            hash=hash_secret(token["access_token"]),
            client_key=request.client.client_key,
            scopes=app.scopes if app else (),
            created_ms=now_ms,
            expires_ms=now_ms + token["expires_in"] * 1000,
        )
        # Who revokes the app ends the tokens that there are: one that came a moment later would live on.
        if app is None or not self._request.archive.add_credential(record, issued_to=hash_secret(secret)):
            raise Refusal(Cause.BAD_CLIENT)


@implements(OAuth.token)
def token(request: Request, /, *, client_key: str, client_secret: str, **_: object) -> TokenAnswer:
    form = {"client_id": client_key, "client_secret": client_secret, "grant_type": "client_credentials"}
    _status, body = Provider(request).create_token_response(TokenRequest(form))
    if "error" in body:
        raise Refusal(_CAUSES.get(body["error"], Cause.INVALID_PARAMETER))
    return TokenAnswer(access_token=body["access_token"], expires_in=body["expires_in"], token_type=body["token_type"])


# No page of this server hands out codes yet, so that every code and every refresh token is unknown to it.
@implements(OAuth.redeem)
def redeem(request: Request, /, *, client_key: str, client_secret: str, **_: object) -> UserTokenAnswer:
    _check_app(request, client_key, client_secret)
    raise Refusal(Cause.BAD_GRANT)


@implements(OAuth.refresh)
def refresh(request: Request, /, *, client_key: str, client_secret: str, **_: object) -> UserTokenAnswer:
    _check_app(request, client_key, client_secret)
    raise Refusal(Cause.BAD_GRANT)


@implements(OAuth.revoke)
def revoke(request: Request, /, *, client_key: str, client_secret: str, token: str, **_: object) -> Revoked:
    """All tokens of a grant have its name; the demo's, which everybody knows, is not the archive's and stays."""
    _check_app(request, client_key, client_secret)
    record = request.keyring.find(USER_TOKEN.kind, token, request.now_ms)
    if record is None or record.client_key != client_key:
        raise Refusal(Cause.BAD_GRANT)
    if not request.archive.revoke_credentials(record.name, request.now_ms):
        raise Refusal(Cause.INVALID_PARAMETER, fields={"token": "is the demo's, which cannot be revoked"})
    return Revoked()


def _check_app(request: Request, client_key: str, client_secret: str) -> None:
    if not _app(request, client_key).check_client_secret(client_secret):
        raise Refusal(Cause.BAD_CLIENT)


def _app(request: Request, client_key: str) -> App:
    return App(client_key, lambda secret: request.keyring.find(APP, secret, request.now_ms))
