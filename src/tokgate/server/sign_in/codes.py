"""Codes, and the tokens that an app redeems them for: OAuth's authorization code grant, and what goes with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from authlib.common.urls import add_params_to_uri
from authlib.oauth2.rfc6749 import ClientCredentialsGrant
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant, RefreshTokenGrant
from authlib.oauth2.rfc7009 import RevocationEndpoint
from authlib.oauth2.rfc7636 import CodeChallenge

from tokgate.contract.errors import Cause, Refusal
from tokgate.contract.sign_in import ChallengeForm
from tokgate.domain.creators import Creator, open_id_of
from tokgate.domain.credentials import CredentialRecord
from tokgate.server.keyring import new_secret
from tokgate.server.sign_in.desk import NOTHING, CodeDesk, Consent
from tokgate.server.sign_in.provider import Client, Provider, ProviderRequest
from tokgate.server.sign_in.webhooks import Removal

#: The secret travels in the form.
AUTH_METHODS = ("client_secret_post",)
#: RFC 7636 asks for 43 characters and more; TikTok's own SDK for Android makes 32.
_VERIFIER = re.compile(r"[A-Za-z0-9._~-]{32,128}")


class SecretClient(Client):
    """An app that shows its secret."""

    def __init__(self, desk: CodeDesk, client_key: str, now_ms: int) -> None:
        super().__init__(desk, client_key)
        self.credential: CredentialRecord | None = None
        self._holder = desk.holder
        self._now_ms = now_ms

    def check_client_secret(self, secret: str) -> bool:
        self.credential = self._holder(self.client_key, secret, self._now_ms)
        return self.credential is not None

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method in AUTH_METHODS


class Held:
    """A code or refresh token that was found, as Authlib asks about it."""

    def __init__(self, record: CredentialRecord) -> None:
        self.record = record
        self.code_challenge = record.bound.get("code_challenge", "")

    def get_redirect_uri(self) -> str:
        return self.record.bound.get("redirect_uri", "")

    def get_scope(self) -> str:
        return ",".join(self.record.scopes)

    def check_client(self, client: Client) -> bool:
        return self.record.client_key == client.client_key


class CodeProvider(Provider):
    """Login by a code. `bound` is what is kept with each refresh token, `refreshing` how one is renewed."""

    desk: CodeDesk
    bound: ClassVar[Mapping[str, str]] = NOTHING

    def __init__(self, desk: CodeDesk, now_ms: int, refreshing: type[Refreshing] | None = None) -> None:
        super().__init__(desk, now_ms)
        self.register_grant(ClientCredentials)
        self.register_grant(Codes, [Challenge(required=False)])
        self.register_grant(refreshing or Refreshing)
        self.register_endpoint(Revoking)
        self.register_token_generator("default", self._new_token)

    def query_client(self, client_id: str) -> SecretClient:
        return SecretClient(self.desk, client_id, self.now_ms)

    def _new_token(
        self, grant_type: str, client: Client, user: Creator | None = None, scope: str = "", **_: Any
    ) -> dict[str, Any]:
        token = self.desk.new_tokens(of_creator=user is not None)
        if user is not None:
            token["open_id"] = open_id_of(user, client.client_key)
            token["scope"] = scope
        return token

    def save_token(self, token: dict[str, Any], request: ProviderRequest) -> None:
        """Keep it in the place of what it was given for. Refusal if another request was quicker with that."""
        held = request.authorization_code or request.refresh_token
        if held is None:
            if not self.desk.keep_client_token(token, request.client.credential, self.now_ms):
                raise Refusal(Cause.BAD_CLIENT)
        elif not self.desk.keep_tokens(token, held.record, self.now_ms, self.bound):
            if held is request.authorization_code:
                self.desk.end(held.record, self.now_ms, Removal.UNKNOWN)
                raise Refusal(Cause.BAD_GRANT)
            raise Refusal(Cause.BAD_GRANT, fields={"refresh_token": "is spent"})


class ClientCredentials(ClientCredentialsGrant):
    """A token for the app itself."""

    TOKEN_ENDPOINT_AUTH_METHODS = AUTH_METHODS


class Codes(AuthorizationCodeGrant):
    """The page's answer, and what the code in it is redeemed for."""

    server: CodeProvider

    TOKEN_ENDPOINT_AUTH_METHODS = AUTH_METHODS

    def create_authorization_response(self, redirect_uri: str, grant_user: Consent | None) -> Any:
        status, body, headers = super().create_authorization_response(redirect_uri, grant_user)
        assert grant_user is not None
        facts = self.server.desk.facts
        granted = facts.scope_separators[0].join(grant_user.scopes)
        return status, body, [("Location", add_params_to_uri(headers[0][1], [(facts.granted_scope, granted)]))]

    def generate_authorization_code(self) -> str:
        """TikTok's end like this: who sends it on without decoding the redirect's query finds out here."""
        return f"{new_secret()}*0!6410"

    def save_authorization_code(self, code: str, request: ProviderRequest) -> None:
        members = request.payload.data
        bound = {"redirect_uri": members["redirect_uri"]}
        if challenge := members.get(self.server.desk.facts.code_challenge):
            bound["code_challenge"] = challenge
        self.server.desk.keep_code(code, request.client.app, request.user, self.server.now_ms, bound)

    def query_authorization_code(self, code: str, client: Client) -> Held | None:
        record = self.server.desk.find_code(code)
        if record is None or record.client_key != client.client_key:
            return None
        if record.revoked_ms is not None:
            # Who sends a code again may be who stole it (RFC 6749, 4.1.2).
            self.server.desk.end(record, self.server.now_ms, Removal.UNKNOWN)
            return None
        if record.expires_ms is not None and record.expires_ms <= self.server.now_ms:
            return None
        if self.request.payload.redirect_uri != record.bound["redirect_uri"]:
            raise Refusal(Cause.BAD_GRANT, fields={"redirect_uri": "is not the one that the code was asked for with"})
        return Held(record)

    def delete_authorization_code(self, authorization_code: Held) -> None:
        """It was spent in the transaction that kept the tokens."""

    def authenticate_user(self, authorization_code: Held) -> Creator | None:
        return self.server.desk.creator_of(authorization_code.record)


class Challenge(CodeChallenge):
    """PKCE as the dialect writes it. A challenge means S256, said or not; `plain` would be no protection."""

    DEFAULT_CODE_CHALLENGE_METHOD = "S256"
    SUPPORTED_CODE_CHALLENGE_METHOD = ["S256"]

    def validate_code_verifier(self, grant: Codes, result: Any) -> None:
        challenge = grant.request.authorization_code.code_challenge
        verifier = grant.request.form.get("code_verifier", "")
        if not challenge and not verifier:
            return
        form = grant.server.desk.facts.challenge_form or ChallengeForm.BASE64URL
        if not challenge or not _VERIFIER.fullmatch(verifier) or not form.is_of(verifier, challenge):
            raise Refusal(Cause.BAD_GRANT, fields={"code_verifier": "is not what the challenge was made of"})


class Refreshing(RefreshTokenGrant):
    """New tokens for a refresh token, which is worth nothing from then on."""

    server: CodeProvider

    TOKEN_ENDPOINT_AUTH_METHODS = AUTH_METHODS
    INCLUDE_NEW_REFRESH_TOKEN = True

    def authenticate_refresh_token(self, refresh_token: str) -> Held:
        record = self.server.desk.find_refresh_token(refresh_token, self.server.now_ms)
        if record is None or record.client_key != self.request.client.client_key:
            raise Refusal(Cause.BAD_GRANT, fields={"refresh_token": "is unknown, over or another app's"})
        return Held(record)

    def authenticate_user(self, refresh_token: Held) -> Creator | None:
        return self.server.desk.creator_of(refresh_token.record)

    def revoke_old_credential(self, refresh_token: Held) -> None:
        """It was spent in the transaction that kept the new ones."""


class Revoking(RevocationEndpoint):
    """The end of what a creator granted. Unlike RFC 7009's, TikTok's refuses a token that it does not know."""

    server: CodeProvider

    CLIENT_AUTH_METHODS = AUTH_METHODS

    def authenticate_token(self, request: ProviderRequest, client: Client) -> Held:
        self.check_params(request, client)
        record = self.server.desk.find_token(request.form["token"], self.server.now_ms)
        if record is None or record.client_key != client.client_key:
            raise Refusal(Cause.BAD_GRANT, fields={"token": "is unknown, over or another app's"})
        return Held(record)

    def revoke_token(self, token: Held, request: ProviderRequest) -> None:
        self.server.desk.end(token.record, self.server.now_ms, Removal.BY_APP)
