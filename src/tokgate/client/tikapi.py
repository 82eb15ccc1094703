"""Clients of TikAPI."""

from __future__ import annotations

from typing import Generic, Unpack

from tokgate.client.base import AsyncClient, SyncClient
from tokgate.client.options import AsyncOptions, SyncOptions, secret
from tokgate.contract.calls import AsyncCall, AsyncCaller, Call, SyncCaller
from tokgate.contract.operation import Async, M, Sync
from tokgate.dialects.tikapi.credentials import ACCOUNT_KEY, API_KEY
from tokgate.dialects.tikapi.dialect import DIALECT
from tokgate.dialects.tikapi.resources import Key, Public, UserPosts
from tokgate.dialects.tikapi.wire import KeyAnswer


def _secrets(api_key: str | None, account_key: str | None) -> dict[str, str]:
    return {
        API_KEY.kind: secret(api_key, "TOKGATE_TIKAPI_KEY"),
        ACCOUNT_KEY.kind: secret(account_key, "TOKGATE_TIKAPI_ACCOUNT_KEY"),
    }


class User(Generic[M]):
    """What an authorised creator sees; needs an account key."""

    def __init__(self, caller: SyncCaller | AsyncCaller) -> None:
        self.posts: UserPosts[M] = UserPosts(caller)


class TikAPI(SyncClient):
    """TikAPI. Keys not given come from $TOKGATE_TIKAPI_KEY and $TOKGATE_TIKAPI_ACCOUNT_KEY (or …_FILE)."""

    def __init__(
        self, api_key: str | None = None, *, account_key: str | None = None, **options: Unpack[SyncOptions]
    ) -> None:
        super().__init__(DIALECT, _secrets(api_key, account_key), options)

    @property
    def public(self) -> Public[Sync]:
        """What anybody can see."""
        return Public(self.caller)

    @property
    def user(self) -> User[Sync]:
        """What an authorised creator sees; needs an account key."""
        return User(self.caller)

    @property
    def key(self) -> Call[[], KeyAnswer]:
        """What is known of the API key that calls are made with."""
        own: Key[Sync] = Key(self.caller)
        return own.key


class AsyncTikAPI(AsyncClient):
    """As TikAPI, for asyncio."""

    def __init__(
        self, api_key: str | None = None, *, account_key: str | None = None, **options: Unpack[AsyncOptions]
    ) -> None:
        super().__init__(DIALECT, _secrets(api_key, account_key), options)

    @property
    def public(self) -> Public[Async]:
        """What anybody can see."""
        return Public(self.caller)

    @property
    def user(self) -> User[Async]:
        """What an authorised creator sees; needs an account key."""
        return User(self.caller)

    @property
    def key(self) -> AsyncCall[[], KeyAnswer]:
        """What is known of the API key that calls are made with."""
        own: Key[Async] = Key(self.caller)
        return own.key
