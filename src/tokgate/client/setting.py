"""What holds for the calls of a client, or of one bound call: where they go, how long they may take, what they add."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from tokgate.client.retry import Policy
from tokgate.contract.dialect import Dialect


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """Times in seconds, None for no bound. `headers` (names in lower case) and `query` go with every request."""

    dialect: Dialect
    base_url: str
    timeout: float | None = 60.0
    deadline: float | None = None
    policy: Policy = Policy()
    headers: Mapping[str, str] = {}
    query: Mapping[str, str] = {}

    def __repr__(self) -> str:
        """Without headers and query, which may hold secrets."""
        return f"Setting({self.dialect.name}, {self.base_url.rpartition('@')[2]}, timeout={self.timeout})"
