"""What both of OAuth's ways have in common: Authlib's provider with a dialect's names and our archive behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from authlib.oauth2.rfc6749 import AuthorizationServer, OAuth2Error, OAuth2Request
from authlib.oauth2.rfc6749.requests import BasicOAuth2Payload

from tokgate.contract.errors import Cause, Refusal
from tokgate.server.sign_in.desk import Consent, Desk

_CAUSES = {
    "invalid_client": Cause.BAD_CLIENT,
    "unauthorized_client": Cause.BAD_CLIENT,
    "invalid_grant": Cause.BAD_GRANT,
    "unsupported_grant_type": Cause.UNSUPPORTED_GRANT,
}


class Members(BasicOAuth2Payload):
    """What was sent, under the names that Authlib looks for; of a name that comes twice, the first."""

    def __init__(self, pairs: Sequence[tuple[str, str]], client_id: str) -> None:
        values: dict[str, list[str]] = {}
        for name, value in pairs:
            # Some libraries send a client_id beside TikTok's client_key: it means nothing.
            if name == client_id or name != "client_id":
                values.setdefault("client_id" if name == client_id else name, []).append(value)
        super().__init__({name: given[0] for name, given in values.items()})
        self._datalist = values


class ProviderRequest(OAuth2Request):
    """A request whose members were read already."""

    def __init__(self, method: str, uri: str, members: Members) -> None:
        super().__init__(method, uri)
        self.payload = members

    @property
    def form(self) -> dict[str, str]:
        fields: dict[str, str] = self.payload.data
        return fields


class Client:
    """An app, as Authlib asks about it."""

    def __init__(self, desk: Desk, client_key: str) -> None:
        self.client_key = client_key
        self.app = desk.app(client_key)
        self._desk = desk

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return True

    def check_grant_type(self, grant_type: str) -> bool:
        return True

    def check_response_type(self, response_type: str) -> bool:
        return response_type == self._desk.facts.response_type

    def check_redirect_uri(self, uri: str) -> bool:
        return self.app is not None and self.app.redirects_to(uri)

    def get_default_redirect_uri(self) -> None:
        """None: it has to be sent."""

    def get_allowed_scope(self, scope: str | None) -> str | None:
        """What is asked for, None if that is nothing or more than there is. Commas and blanks separate."""
        facts = self._desk.facts
        asked = facts.scopes_in((scope or "").replace(" ", facts.scope_separators[0]))
        known = self.app.scopes if self.app is not None and self.app.scopes else tuple(facts.scopes)
        wrong = [each for each in asked if each not in known]
        return None if wrong or not asked else facts.scope_separators[0].join(dict.fromkeys(asked))


class Provider(AuthorizationServer):
    """One request's provider; it holds nothing between requests. What it refuses is a Refusal, or a redirect."""

    def __init__(self, desk: Desk, now_ms: int) -> None:
        super().__init__()
        self.desk = desk
        self.now_ms = now_ms

    def request(self, method: str, pairs: Sequence[tuple[str, str]]) -> ProviderRequest:
        """A request to the page or to one of the endpoints."""
        facts = self.desk.facts
        # Where the vendor's page is asked for no response type, there is but one.
        if "response_type" not in facts.fixed:
            pairs = [*(pair for pair in pairs if pair[0] != "response_type"), ("response_type", facts.response_type)]
        return ProviderRequest(method, facts.page, Members(pairs, facts.client_id))

    def redirect(self, asked: ProviderRequest, consent: Consent | None, grant: Any) -> str:
        """Where the browser is sent with what the creator decided, None for no; `grant` checked what was asked."""
        headers = self.create_authorization_response(asked, grant_user=consent, grant=grant)[2]
        location: str = headers["Location"]
        return location

    def query_client(self, client_id: str) -> Client:
        return Client(self.desk, client_id)

    def create_oauth2_request(self, request: ProviderRequest) -> ProviderRequest:
        return request

    def handle_response(self, status: int, body: Any, headers: Any) -> tuple[int, Any, dict[str, str]]:
        return status, body, dict(headers)

    def handle_error_response(self, request: ProviderRequest, error: OAuth2Error) -> Any:
        if error.redirect_uri:
            return super().handle_error_response(request, error)
        raise Refusal(_CAUSES.get(error.error, Cause.INVALID_PARAMETER))

    def send_signal(self, name: str, *args: Any, **kwargs: Any) -> None:
        """Authlib tells its framework here; nobody listens."""
