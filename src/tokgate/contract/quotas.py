"""A vendor's limits on calls, as data. The server counts by them."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from tokgate.contract.errors import Cause


class QuotaWindow(StrEnum):
    """What a number of calls is for."""

    SLIDING_MINUTE = "sliding minute"
    DAY = "day"
    BALANCE = "balance"


class Quota(msgspec.Struct, frozen=True, kw_only=True):
    """One limit: `calls` in a `window` for each holder of a credential of `kind`; `cause` is how more are refused.

    `operations` are full names or prefixes ending in a dot; `excluded` are those of them that have a quota of their
    own. `each`: every operation is counted by itself. `per_app`: the app's tokens count together; with `per_creator`,
    those of one app for one creator do. `answered_only`: a call that fails is given back.
    """

    name: str
    operations: tuple[str, ...]
    excluded: tuple[str, ...] = ()
    kind: str
    calls: int
    window: QuotaWindow
    cause: Cause
    each: bool = False
    per_app: bool = False
    per_creator: bool = False
    answered_only: bool = False

    def holds(self, operation: str) -> bool:
        """Whether an operation's calls are counted here."""
        return _named(operation, self.operations) and not _named(operation, self.excluded)


def _named(operation: str, names: tuple[str, ...]) -> bool:
    return any(operation == name or (name.endswith(".") and operation.startswith(name)) for name in names)
