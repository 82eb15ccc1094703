"""The vendors' quotas: how many calls a credential has, counted in this process's memory.

Only calls with a good credential count, and they count before their parameters are looked at.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from tokgate.contract.errors import Refusal
from tokgate.contract.quotas import Quota, QuotaWindow
from tokgate.domain.instants import DAY_MS, iso
from tokgate.domain.ports import CredentialRecord

MINUTE_MS = 60_000


class QuotaMeter:
    """One holder's calls in one bucket. `instants` holds those of a sliding minute, `used` counts all others."""

    __slots__ = ("app", "bucket", "credential", "day", "holder", "instants", "operation", "used")

    def __init__(self, bucket: Quota, operation: str, holder: str, credential: str, app: str) -> None:
        self.bucket = bucket
        self.operation = operation
        self.holder = holder
        self.credential = credential
        self.app = app
        self.instants: deque[int] = deque()
        self.day = -1
        self.used = 0

    def count(self, now_ms: int) -> int:
        """How many calls count at an instant; what is over is forgotten, and so is what a clock set back undid."""
        if self.bucket.window is QuotaWindow.SLIDING_MINUTE:
            instants = self.instants
            while instants and instants[0] <= now_ms - MINUTE_MS:
                instants.popleft()
            while instants and instants[-1] > now_ms:
                instants.pop()
            return len(instants)
        if self.bucket.window is QuotaWindow.DAY and self.day != now_ms // DAY_MS:
            self.day = now_ms // DAY_MS
            self.used = 0
        return self.used

    def add(self, now_ms: int) -> None:
        """One call more."""
        if self.bucket.window is QuotaWindow.SLIDING_MINUTE:
            self.instants.append(now_ms)
        else:
            self.used += 1

    def give_back(self) -> None:
        """One call less, as it failed, where the vendor counts answers only."""
        if self.bucket.answered_only and self.used:
            self.used -= 1

    def resets_at(self, now_ms: int) -> int | None:
        """When a call is free again, in Unix milliseconds; None where only a payment helps, or none was made."""
        if self.bucket.window is QuotaWindow.DAY:
            return (now_ms // DAY_MS + 1) * DAY_MS
        return self.instants[0] + MINUTE_MS if self.instants else None


class SavedMeter(msgspec.Struct, frozen=True):
    """A meter as a snapshot keeps it."""

    bucket: str
    operation: str
    holder: str
    credential: str
    app: str
    day: int
    used: int
    instants: list[int]


class SavedQuotas(msgspec.Struct, frozen=True):
    """Quotas as a snapshot keeps them; `limits` by bucket and by credential's name or app, "" for all."""

    on: bool
    limits: dict[str, dict[str, int]]
    meters: list[SavedMeter]


class Quotas:
    """Counts calls and refuses those beyond the limit. Nothing is counted while it is not `on`."""

    def __init__(self, quotas: Iterable[Quota], *, on: bool = False) -> None:
        self.on = on
        self.buckets = {quota.name: quota for quota in quotas}
        self._limits: dict[str, dict[str, int]] = {}
        self._meters: dict[tuple[str, str, str], QuotaMeter] = {}
        self._of_operation: dict[str, tuple[Quota, ...]] = {}
        # Calls that write are counted in threads.
        self._counting = threading.Lock()

    def take(self, operation: str, credentials: Mapping[str, CredentialRecord], now_ms: int) -> Sequence[QuotaMeter]:
        """Count a call; the meters that it counts on. Refusal if one of them is used up: none counts then.

        TikAPI's refusal says in seconds when the day ends.
        """
        buckets = self._of_operation.get(operation)
        if buckets is None:
            buckets = tuple(bucket for bucket in self.buckets.values() if bucket.holds(operation))
            self._of_operation[operation] = buckets
        meters = []
        with self._counting:
            for bucket in buckets:
                record = credentials.get(bucket.kind)
                if record is None:
                    continue
                meter = self._meter(bucket, operation if bucket.each else "", record)
                if meter.count(now_ms) >= self._limit(bucket, record.name, record.client_key or ""):
                    raise _refusal(meter, now_ms)
                meters.append(meter)
            for meter in meters:
                meter.add(now_ms)
        return meters

    def give_back(self, meters: Iterable[QuotaMeter]) -> None:
        """A call failed: it does not count where the vendor counts answers only."""
        with self._counting:
            for meter in meters:
                meter.give_back()

    def _meter(self, bucket: Quota, operation: str, record: CredentialRecord) -> QuotaMeter:
        holder = _holder(bucket, record)
        meter = self._meters.get((bucket.name, operation, holder))
        if meter is None:
            meter = QuotaMeter(bucket, operation, holder, record.name, record.client_key or "")
            self._meters[bucket.name, operation, holder] = meter
        return meter

    def _limit(self, bucket: Quota, credential: str, app: str) -> int:
        limits = self._limits.get(bucket.name)
        if not limits:
            return bucket.calls
        return limits.get(credential, limits.get(app, limits.get("", bucket.calls)))

    def set_limit(self, bucket: str, credential: str, limit: int | None) -> None:
        """Another limit for the credentials of a name or an app's client_key, "" for all; None: the vendor's again."""
        limits = self._limits.setdefault(bucket, {})
        if limit is None:
            limits.pop(credential, None)
        else:
            limits[credential] = limit

    def rows(self, now_ms: int) -> list[dict[str, Any]]:
        """Every holder that has called, with what is used and left at an instant."""
        return [self._row(meter, now_ms) for meter in self._meters.values()]

    def _row(self, meter: QuotaMeter, now_ms: int) -> dict[str, Any]:
        limit = self._limit(meter.bucket, meter.credential, meter.app)
        used = meter.count(now_ms)
        resets_ms = meter.resets_at(now_ms)
        return {
            "credential": meter.credential,
            "bucket": meter.bucket.name,
            "operation": meter.operation or None,
            "window": meter.bucket.window.value,
            "limit": limit,
            "used": used,
            "left": max(0, limit - used),
            "resets_at": iso(resets_ms) if resets_ms is not None else None,
        }

    def state(self) -> SavedQuotas:
        """What `restore` takes."""
        meters = [
            SavedMeter(m.bucket.name, m.operation, m.holder, m.credential, m.app, m.day, m.used, list(m.instants))
            for m in self._meters.values()
        ]
        return SavedQuotas(self.on, {name: dict(limits) for name, limits in self._limits.items()}, meters)

    def restore(self, saved: SavedQuotas) -> None:
        """As it was. Buckets that this version does not have are left out."""
        self.on = saved.on
        self._limits = {name: dict(limits) for name, limits in saved.limits.items() if name in self.buckets}
        self._meters = {}
        for each in saved.meters:
            if each.bucket in self.buckets:
                meter = QuotaMeter(self.buckets[each.bucket], each.operation, each.holder, each.credential, each.app)
                meter.day, meter.used, meter.instants = each.day, each.used, deque(each.instants)
                self._meters[each.bucket, each.operation, each.holder] = meter


def _holder(quota: Quota, record: CredentialRecord) -> str:
    """Whose calls are counted together."""
    if not quota.per_app or record.client_key is None:
        return record.hash.hex()
    return f"{record.client_key} {record.creator}" if quota.per_creator else record.client_key


def _refusal(meter: QuotaMeter, now_ms: int) -> Refusal:
    resets_ms = meter.resets_at(now_ms)
    if resets_ms is None:
        return Refusal(meter.bucket.cause)
    return Refusal(meter.bucket.cause, retry_after=str((resets_ms - now_ms + 999) // 1000))
