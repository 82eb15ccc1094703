"""What holds for the calls of a client, or of one bound call: where they go, how long they may take, what they add."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

import msgspec

from tokgate.client.exchange import After, Before
from tokgate.client.limits import Gate
from tokgate.client.retry import Policy
from tokgate.contract.dialect import Dialect


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """Times in seconds, None for no bound. `headers` (names in lower case) and `query` go with every request.

    `cuts`: whether the deadline ends a request that is under way, too; without, it only begins none.
    """

    dialect: Dialect
    base_url: str
    timeout: float | None = 60.0
    deadline: float | None = None
    cuts: bool = True
    policy: Policy = Policy()
    headers: Mapping[str, str] = {}
    query: Mapping[str, str] = {}
    #: Shared by all copies of a client.
    gate: Gate | None = None
    before: Before | None = None
    after: After | None = None

    def __repr__(self) -> str:
        """Without headers and query, which may hold secrets."""
        return f"Setting({self.dialect.name}, {self.place}, timeout={self.timeout})"

    @property
    def place(self) -> str:
        """What may be shown of `base_url`, in which a proxy's user and password can stand."""
        parts = urlsplit(self.base_url)
        return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
