"""What can be moved on a server under test: time, failures, limits, states."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from tokgate.testing.admin import AdminClient


class ClockControl:
    """The server's time."""

    def __init__(self, admin: AdminClient) -> None:
        self._admin = admin

    def now(self) -> datetime:
        """The server's present instant, in UTC."""
        answer = self._admin.get("clock")
        return datetime.fromtimestamp(answer["now_ms"] / 1000, UTC)

    def advance(self, by: str | float | timedelta) -> None:
        """Let time pass: `"25h"`, `"90s"`, seconds, or a timedelta."""
        self._admin.post("clock", {"advance": by if isinstance(by, str) else f"{round(_seconds(by) * 1000)}ms"})

    def set(self, instant: datetime | str) -> None:
        """Make it this instant: a datetime with its zone, or ISO 8601."""
        if isinstance(instant, datetime):
            if instant.tzinfo is None:
                raise ValueError(f"{instant} has no time zone: say datetime(…, tzinfo=UTC)")
            instant = instant.isoformat()
        self._admin.post("clock", {"set": instant})

    def freeze(self) -> None:
        """Stop time where it is."""
        self._admin.post("clock", {"freeze": True})

    def unfreeze(self) -> None:
        """Let time go on from where it stands."""
        self._admin.post("clock", {"freeze": False})

    def speed(self, factor: float) -> None:
        """Let time run this many times as fast."""
        self._admin.post("clock", {"speed": factor})


class FaultsControl:
    """Failures on demand, in the dialect's own words."""

    def __init__(self, admin: AdminClient) -> None:
        self._admin = admin

    def add(
        self,
        operation: str,
        fault: str,
        *,
        first: int | None = None,
        every: int | None = None,
        share: float | None = None,
        credential: str | None = None,
        **more: object,
    ) -> None:
        """Ask for a fault on an operation (`"official.video.list"`): the `first` N calls, `every` Nth, or a `share`.

        Without any of the three it is every call. `credential` names whose calls alone fail; `more` are other members
        of the route's body, such as `ms` of a latency.
        """
        wanted = {"first": first, "every": every, "share": share, "credential": credential, **more}
        given = {name: value for name, value in wanted.items() if value is not None}
        self._admin.post("faults", {"operation": operation, "fault": fault, **given})

    def clear(self) -> None:
        """Take all faults back."""
        self._admin.delete("faults")

    def list(self) -> list[dict[str, Any]]:
        """Those in force, with how many calls each saw and struck."""
        rows: list[dict[str, Any]] = self._admin.get("faults")["faults"]
        return rows


class QuotasControl:
    """The vendors' limits; a server under test starts with them off."""

    def __init__(self, admin: AdminClient) -> None:
        self._admin = admin

    def on(self, enforced: bool = True) -> None:
        """Enforce all limits, or none."""
        self._admin.post("quotas", {"on": enforced})

    def limit(self, calls: int | None, *, bucket: str | None = None, credential: str | None = None) -> None:
        """Set another limit than the vendor's, and enforce limits; None brings the vendor's back.

        `bucket` is one quota (`left` names them), `credential` a key's name or an app's client_key; else all.
        """
        narrowed = {"bucket": bucket, "credential": credential}
        self._admin.post("quotas", {"limit": calls, **{name: value for name, value in narrowed.items() if value}})

    def left(self) -> list[dict[str, Any]]:
        """What each caller has used and has left, as `GET /_tokgate/quotas` tells it."""
        rows: list[dict[str, Any]] = self._admin.get("quotas")["quotas"]
        return rows


class Snapshot:
    """A saved state of archive and controls; as a context manager, it is put back at the end."""

    def __init__(self, admin: AdminClient, name: str) -> None:
        self.name = name
        self._admin = admin

    def load(self) -> None:
        """Put this state back."""
        self._admin.post("snapshots", {"load": self.name})

    def __enter__(self) -> Snapshot:
        return self

    def __exit__(self, *_: object) -> None:
        self.load()


def _seconds(by: float | timedelta) -> float:
    return by.total_seconds() if isinstance(by, timedelta) else by
