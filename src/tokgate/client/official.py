"""Clients of TikTok's own APIs: Display for a creator who granted scopes, Research for an approved app, OAuth."""

from __future__ import annotations

from typing import Unpack

from tokgate.client.base import AsyncClient, SyncClient
from tokgate.client.options import AsyncOptions, SyncOptions, secret
from tokgate.client.tokens import ClientTokens
from tokgate.contract.operation import Async, Sync
from tokgate.dialects.official.credentials import USER_TOKEN
from tokgate.dialects.official.dialect import DIALECT
from tokgate.dialects.official.resources import Api


def _secrets(user_token: str | None) -> dict[str, str]:
    return {USER_TOKEN.kind: secret(user_token, "TOKGATE_OFFICIAL_USER_TOKEN")}


def _tokens(client_key: str | None, client_secret: str | None, client_token: str | None) -> ClientTokens:
    return ClientTokens(
        secret(client_key, "TOKGATE_OFFICIAL_CLIENT_KEY"),
        secret(client_secret, "TOKGATE_OFFICIAL_CLIENT_SECRET"),
        secret(client_token, "TOKGATE_OFFICIAL_CLIENT_TOKEN"),
    )


class Official(SyncClient, Api[Sync]):
    """TikTok's own APIs. Display calls need a user token, Research calls an app's key and secret (or a client token).

    What is not given comes from $TOKGATE_OFFICIAL_CLIENT_KEY, …_CLIENT_SECRET, …_USER_TOKEN and …_CLIENT_TOKEN (or the
    files that the same names with _FILE give).
    """

    def __init__(
        self,
        *,
        client_key: str | None = None,
        client_secret: str | None = None,
        user_token: str | None = None,
        client_token: str | None = None,
        **options: Unpack[SyncOptions],
    ) -> None:
        tokens = _tokens(client_key, client_secret, client_token)
        super().__init__(DIALECT, _secrets(user_token), options, tokens)


class AsyncOfficial(AsyncClient, Api[Async]):
    """As Official, for asyncio."""

    def __init__(
        self,
        *,
        client_key: str | None = None,
        client_secret: str | None = None,
        user_token: str | None = None,
        client_token: str | None = None,
        **options: Unpack[AsyncOptions],
    ) -> None:
        tokens = _tokens(client_key, client_secret, client_token)
        super().__init__(DIALECT, _secrets(user_token), options, tokens)
