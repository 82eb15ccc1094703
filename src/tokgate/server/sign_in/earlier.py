"""Tokens of the vendor's first version, which are renewed without the app's secret.

What other versions gave out is not: there, a refresh token alone is worth nothing to who found it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from tokgate.contract.errors import Cause, Refusal
from tokgate.server.sign_in.codes import CodeProvider, Held, Refreshing, SecretClient
from tokgate.server.sign_in.desk import CodeDesk

#: Kept with each refresh token that this version gives out.
EARLIER: Mapping[str, str] = {"renewed": "without the secret"}


class NamedClient(SecretClient):
    """An app that shows its secret, or its key alone where that is enough."""

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return True


class EarlierProvider(CodeProvider):
    """Login by a code, and renewal by a refresh token alone."""

    bound: ClassVar[Mapping[str, str]] = EARLIER

    def __init__(self, desk: CodeDesk, now_ms: int) -> None:
        super().__init__(desk, now_ms, refreshing=RefreshingAlone)

    def query_client(self, client_id: str) -> NamedClient:
        return NamedClient(self.desk, client_id, self.now_ms)


class RefreshingAlone(Refreshing):
    """New tokens for a refresh token that this version gave out."""

    TOKEN_ENDPOINT_AUTH_METHODS = ("none",)

    def authenticate_refresh_token(self, refresh_token: str) -> Held:
        held = super().authenticate_refresh_token(refresh_token)
        if held.record.bound != EARLIER:
            raise Refusal(Cause.BAD_GRANT, fields={"refresh_token": "is not renewed without the app's secret"})
        return held
