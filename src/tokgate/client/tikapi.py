"""Clients of TikAPI."""

from __future__ import annotations

from typing import Unpack

from tokgate.client.base import AsyncClient, SyncClient
from tokgate.client.options import AsyncOptions, SyncOptions, secret
from tokgate.contract.operation import Async, Sync
from tokgate.dialects.tikapi.credentials import ACCOUNT_KEY, API_KEY
from tokgate.dialects.tikapi.dialect import DIALECT
from tokgate.dialects.tikapi.resources.api import Api


class TikAPI(SyncClient, Api[Sync]):
    """TikAPI. Keys not given come from $TOKGATE_TIKAPI_KEY and $TOKGATE_TIKAPI_ACCOUNT_KEY (or …_FILE).

    `client_id`, or $TOKGATE_TIKAPI_CLIENT_ID, is the app's, for signing creators in.
    """

    def __init__(
        self,
        api_key: str | None = None,
        *,
        account_key: str | None = None,
        client_id: str | None = None,
        **options: Unpack[SyncOptions],
    ) -> None:
        super().__init__(DIALECT, _secrets(api_key, account_key, client_id), options)


class AsyncTikAPI(AsyncClient, Api[Async]):
    """As TikAPI, for asyncio."""

    def __init__(
        self,
        api_key: str | None = None,
        *,
        account_key: str | None = None,
        client_id: str | None = None,
        **options: Unpack[AsyncOptions],
    ) -> None:
        super().__init__(DIALECT, _secrets(api_key, account_key, client_id), options)


def _secrets(api_key: str | None, account_key: str | None, client_id: str | None) -> dict[str, str]:
    return {
        API_KEY.kind: secret(api_key, "TOKGATE_TIKAPI_KEY"),
        ACCOUNT_KEY.kind: secret(account_key, "TOKGATE_TIKAPI_ACCOUNT_KEY"),
        "client_id": secret(client_id, "TOKGATE_TIKAPI_CLIENT_ID"),
    }
