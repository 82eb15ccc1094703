"""The vendors' quotas, as data."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from tokgate.contract.errors import Cause
from tokgate.dialects.justone.resources import TOKEN
from tokgate.dialects.official.credentials import CLIENT_TOKEN, USER_TOKEN
from tokgate.dialects.tikapi.credentials import API_KEY
from tokgate.domain.ports import CredentialRecord


class Window(StrEnum):
    """What a number of calls is for."""

    SLIDING_MINUTE = "sliding minute"
    DAY = "day"
    BALANCE = "balance"


class Bucket(msgspec.Struct, frozen=True, kw_only=True):
    """One quota of a vendor: `calls` in a `window` for each holder of the credential `kind`.

    `operations` are full names or prefixes ending in a dot; `apart` are those of them that have a bucket of their own.
    `each`: every operation is counted by itself. `per_app`: the app's tokens count together; with `per_creator`, those
    of one app for one creator do. `answered_only`: a call that fails is given back.
    """

    name: str
    operations: tuple[str, ...]
    apart: tuple[str, ...] = ()
    kind: str
    calls: int
    window: Window
    cause: Cause
    each: bool = False
    per_app: bool = False
    per_creator: bool = False
    answered_only: bool = False

    def holds(self, operation: str) -> bool:
        """Whether an operation's calls are counted here."""
        return _named(operation, self.operations) and not _named(operation, self.apart)

    def holder(self, record: CredentialRecord) -> str:
        """Whose calls are counted together."""
        if not self.per_app or record.client_key is None:
            return record.hash.hex()
        return f"{record.client_key} {record.creator}" if self.per_creator else record.client_key


FOLLOWS = ("official.research.user.followers", "official.research.user.following")

#: Display: its limits page, 2026-08-04; that it is per app and creator is our reading, TikTok does not say.
#: Research: its FAQ, 2026-09-01: per organisation, here per app; failed calls count, and the day ends at 00:00 UTC.
#: TikAPI and JustOne name daily quotas and a balance, but no numbers; these are ours, and so is 00:00 UTC. JustOne
#: takes nothing from the balance for calls that fail.
BUCKETS = (
    Bucket(
        name="official.display",
        operations=("official.user.", "official.video."),
        kind=USER_TOKEN.kind,
        calls=600,
        window=Window.SLIDING_MINUTE,
        cause=Cause.RATE_LIMIT,
        each=True,
        per_app=True,
        per_creator=True,
    ),
    Bucket(
        name="official.research",
        operations=("official.research.",),
        apart=FOLLOWS,
        kind=CLIENT_TOKEN.kind,
        calls=1000,
        window=Window.DAY,
        cause=Cause.QUOTA,
        per_app=True,
    ),
    Bucket(
        name="official.research.follows",
        operations=FOLLOWS,
        kind=CLIENT_TOKEN.kind,
        calls=20_000,
        window=Window.DAY,
        cause=Cause.QUOTA,
        per_app=True,
    ),
    Bucket(
        name="tikapi.day",
        operations=("tikapi.",),
        kind=API_KEY.kind,
        calls=5000,
        window=Window.DAY,
        cause=Cause.QUOTA,
    ),
    Bucket(
        name="justone.day",
        operations=("justone.",),
        kind=TOKEN.kind,
        calls=10_000,
        window=Window.DAY,
        cause=Cause.QUOTA,
    ),
    Bucket(
        name="justone.balance",
        operations=("justone.",),
        kind=TOKEN.kind,
        calls=100_000,
        window=Window.BALANCE,
        cause=Cause.BALANCE,
        answered_only=True,
    ),
)


def _named(operation: str, names: tuple[str, ...]) -> bool:
    return any(operation == name or (name.endswith(".") and operation.startswith(name)) for name in names)
