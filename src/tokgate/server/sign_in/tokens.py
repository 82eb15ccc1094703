"""The credential itself in the redirect: OAuth's implicit grant, with the result in the query as TikAPI has it."""

from __future__ import annotations

from typing import Any

from authlib.common.urls import add_params_to_uri
from authlib.oauth2.rfc6749 import AccessDeniedError, ImplicitGrant, OAuth2Error

from tokgate.server.sign_in.desk import Consent, Desk
from tokgate.server.sign_in.provider import Provider


class TokenProvider(Provider):
    """Login that ends with the redirect."""

    def __init__(self, desk: Desk, now_ms: int) -> None:
        super().__init__(desk, now_ms)
        self.register_grant(Tokens)


class Tokens(ImplicitGrant):
    """The page's answer."""

    server: TokenProvider

    def validate_authorization_request(self) -> str:
        """Where the browser is to be sent. OAuth2Error, told there, for what may not be asked."""
        try:
            redirect_uri: str = super().validate_authorization_request()
        except OAuth2Error as error:
            error.redirect_fragment = False
            raise
        return redirect_uri

    def create_authorization_response(self, redirect_uri: str, grant_user: Consent | None) -> Any:
        facts, asked = self.server.desk.facts, self.request
        if grant_user is None:
            raise AccessDeniedError(redirect_uri=redirect_uri)
        members = [
            (facts.token, self.server.desk.grant(asked.client.app, grant_user, self.server.now_ms)),
            (facts.granted_scope, facts.scope_separators[0].join(grant_user.scopes)),
        ]
        if asked.payload.state:
            members.append((facts.state, asked.payload.state))
        return 303, "", [("Location", add_params_to_uri(redirect_uri, members))]
