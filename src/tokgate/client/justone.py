"""Clients of JustOneAPI."""

from __future__ import annotations

from typing import Unpack

from tokgate.client.base import AsyncClient, SyncClient
from tokgate.client.options import AsyncOptions, SyncOptions, secret
from tokgate.contract.operation import Async, Sync
from tokgate.dialects.justone.credentials import TOKEN
from tokgate.dialects.justone.dialect import DIALECT
from tokgate.dialects.justone.resources import Api


class JustOne(SyncClient, Api[Sync]):
    """JustOneAPI. A token not given comes from $TOKGATE_JUSTONE_TOKEN (or …_FILE)."""

    def __init__(self, token: str | None = None, **options: Unpack[SyncOptions]) -> None:
        super().__init__(DIALECT, _secrets(token), options)


class AsyncJustOne(AsyncClient, Api[Async]):
    """As JustOne, for asyncio."""

    def __init__(self, token: str | None = None, **options: Unpack[AsyncOptions]) -> None:
        super().__init__(DIALECT, _secrets(token), options)


def _secrets(token: str | None) -> dict[str, str]:
    return {TOKEN.kind: secret(token, "TOKGATE_JUSTONE_TOKEN")}
