"""The SDK."""

from typing import Unpack

from tokgate.client.base import SyncClient
from tokgate.client.options import SyncOptions
from tokgate.contract.operation import Sync
from tokgate_example.dialect import DIALECT
from tokgate_example.resources import KEY, People


class Example(SyncClient):
    people: People[Sync]

    def __init__(self, key: str, **options: Unpack[SyncOptions]) -> None:
        super().__init__(DIALECT, {KEY.kind: key}, options)
