"""A gateway that runs already, and its controls: in a container, in another process, or in this one."""

from __future__ import annotations

import msgspec

from tokgate.testing.admin import AdminClient
from tokgate.testing.controls import ClockControl, FaultsControl, QuotasControl, Snapshot
from tokgate.testing.verify import LoggedRequest, check_called

#: More than a gateway keeps.
_ALL = 10_000


class Remote:
    """A running gateway at a URL. Its controls need `--dev` or `tokgate demo` there, or its admin key here."""

    url: str
    clock: ClockControl
    faults: FaultsControl
    quotas: QuotasControl

    def __init__(self, url: str, *, admin_key: str | None = None) -> None:
        self._connect(url, admin_key)

    def _connect(self, url: str, admin_key: str | None = None) -> None:
        self.url = url.rstrip("/")
        self.admin = AdminClient(self.url, admin_key)
        self.clock = ClockControl(self.admin)
        self.faults = FaultsControl(self.admin)
        self.quotas = QuotasControl(self.admin)

    def reset(self) -> None:
        """Put archive, clock, faults, quotas and log back to how they were at the start."""
        self.admin.post("reset")

    def snapshot(self, name: str = "test") -> Snapshot:
        """Save the state of archive and controls under a name."""
        self.admin.post("snapshots", {"save": name})
        return Snapshot(self.admin, name)

    def requests(
        self, operation: str | None = None, *, status: int | str | None = None, since: str | int | None = None
    ) -> list[LoggedRequest]:
        """The requests answered so far, oldest first; secrets in them are masked.

        `operation` is a full name or the front part of one (`official.video`), `status` 429 or "4xx", `since` an ISO
        instant or a request's `seq`.
        """
        query = {"operation": operation, "status": status, "since": since, "limit": _ALL}
        return msgspec.convert(self.admin.get("requests", query)["requests"], list[LoggedRequest])

    def assert_called(self, operation: str, times: int | None = None, **parameters: object) -> None:
        """AssertionError unless the operation was called with these parameters, `times` times, or at least once.

        `operation` is a full name or the front part of one; AdminError, with what may have been meant, if there is no
        such operation. The message shows the nearest calls. Parameters that are not named may be anything.
        """
        self.requests(operation)  # refuses a name that nothing has
        check_called(self.requests(), operation, times, parameters)

    def assert_not_called(self, operation: str, **parameters: object) -> None:
        """AssertionError if the operation was called with these parameters."""
        self.assert_called(operation, 0, **parameters)
