"""Clients of TikTok's own APIs: Display for a creator who granted scopes, Research for an approved app, OAuth."""

from __future__ import annotations

from typing import Generic, Unpack

from tokgate.client.base import AsyncClient, SyncClient
from tokgate.client.options import AsyncOptions, SyncOptions, secret
from tokgate.client.tokens import ClientTokens
from tokgate.contract.calls import AsyncCaller, SyncCaller
from tokgate.contract.operation import Async, M, Sync
from tokgate.dialects.official.credentials import USER_TOKEN
from tokgate.dialects.official.dialect import DIALECT
from tokgate.dialects.official.resources import OAuth, ResearchUser, UserResource, VideoResource


def _secrets(user_token: str | None) -> dict[str, str]:
    return {USER_TOKEN.kind: secret(user_token, "TOKGATE_OFFICIAL_USER_TOKEN")}


def _tokens(client_key: str | None, client_secret: str | None, client_token: str | None) -> ClientTokens:
    return ClientTokens(
        secret(client_key, "TOKGATE_OFFICIAL_CLIENT_KEY"),
        secret(client_secret, "TOKGATE_OFFICIAL_CLIENT_SECRET"),
        secret(client_token, "TOKGATE_OFFICIAL_CLIENT_TOKEN"),
    )


class Research(Generic[M]):
    """The Research API; the client token that it needs is fetched with the app's key and secret."""

    def __init__(self, caller: SyncCaller | AsyncCaller) -> None:
        self.user: ResearchUser[M] = ResearchUser(caller)


class Official(SyncClient):
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

    @property
    def user(self) -> UserResource[Sync]:
        """The creator whom the user token acts for."""
        return UserResource(self.caller)

    @property
    def video(self) -> VideoResource[Sync]:
        """The creator's own posts."""
        return VideoResource(self.caller)

    @property
    def research(self) -> Research[Sync]:
        """The Research API."""
        return Research(self.caller)

    @property
    def oauth(self) -> OAuth[Sync]:
        """Login Kit's token endpoint."""
        return OAuth(self.caller)


class AsyncOfficial(AsyncClient):
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

    @property
    def user(self) -> UserResource[Async]:
        """The creator whom the user token acts for."""
        return UserResource(self.caller)

    @property
    def video(self) -> VideoResource[Async]:
        """The creator's own posts."""
        return VideoResource(self.caller)

    @property
    def research(self) -> Research[Async]:
        """The Research API."""
        return Research(self.caller)

    @property
    def oauth(self) -> OAuth[Async]:
        """Login Kit's token endpoint."""
        return OAuth(self.caller)
