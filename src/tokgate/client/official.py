"""Clients of TikTok's own APIs: Display for a creator who granted scopes, Research for an approved app, OAuth."""

from __future__ import annotations

from typing import Unpack

from tokgate.client.base import AsyncClient, SyncClient
from tokgate.client.options import AsyncOptions, SyncOptions, secret
from tokgate.contract.operation import Async, Sync
from tokgate.dialects.official.credentials import CLIENT_TOKEN, REFRESH_TOKEN, USER_TOKEN
from tokgate.dialects.official.dialect import DIALECT
from tokgate.dialects.official.resources import Api


class Official(SyncClient, Api[Sync]):
    """TikTok's own APIs. Display calls need a user token, Research calls an app's key and secret (or a client token).

    With the app's key and secret and a refresh token, user tokens are renewed; `store` is to keep the new refresh
    token, as the old one is worth nothing then. What is not given comes from $TOKGATE_OFFICIAL_CLIENT_KEY,
    …_CLIENT_SECRET, …_USER_TOKEN, …_REFRESH_TOKEN and …_CLIENT_TOKEN (or the files that the same names with _FILE
    give).
    """

    def __init__(
        self,
        *,
        client_key: str | None = None,
        client_secret: str | None = None,
        user_token: str | None = None,
        refresh_token: str | None = None,
        client_token: str | None = None,
        **options: Unpack[SyncOptions],
    ) -> None:
        super().__init__(DIALECT, _secrets(client_key, client_secret, user_token, refresh_token, client_token), options)


class AsyncOfficial(AsyncClient, Api[Async]):
    """As Official, for asyncio."""

    def __init__(
        self,
        *,
        client_key: str | None = None,
        client_secret: str | None = None,
        user_token: str | None = None,
        refresh_token: str | None = None,
        client_token: str | None = None,
        **options: Unpack[AsyncOptions],
    ) -> None:
        super().__init__(DIALECT, _secrets(client_key, client_secret, user_token, refresh_token, client_token), options)


def _secrets(
    client_key: str | None,
    client_secret: str | None,
    user_token: str | None,
    refresh_token: str | None,
    client_token: str | None,
) -> dict[str, str]:
    return {
        "client_key": secret(client_key, "TOKGATE_OFFICIAL_CLIENT_KEY"),
        "client_secret": secret(client_secret, "TOKGATE_OFFICIAL_CLIENT_SECRET"),
        USER_TOKEN.kind: secret(user_token, "TOKGATE_OFFICIAL_USER_TOKEN"),
        REFRESH_TOKEN: secret(refresh_token, "TOKGATE_OFFICIAL_REFRESH_TOKEN"),
        CLIENT_TOKEN.kind: secret(client_token, "TOKGATE_OFFICIAL_CLIENT_TOKEN"),
    }
