"""What makes the server an emulator, in one hand: clock, quotas, faults, log, snapshots, and the way to the start."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from tokgate.contract.dialect import Dialect
from tokgate.domain.clock import Clock
from tokgate.domain.ports import Archive
from tokgate.server.clock import ClockState, MovableClock
from tokgate.server.faults import Faults, SavedRule
from tokgate.server.log import RequestLog
from tokgate.server.quotas import Quotas, SavedQuotas
from tokgate.server.routing import Routes
from tokgate.server.snapshots import CopyableArchive, Snapshots, StartCopy


class ControlOptions(msgspec.Struct, frozen=True, kw_only=True):
    """Which controls are set from the start, and who may move them.

    `admin_hash` is that of the admin key (`keyring.hash_secret`); `admin_open` asks nobody for it. `resettable`: keep
    a copy of the archive, so that a reset brings it back. With several `workers`, each has controls of its own, so that
    they are refused. `token_life` is a profile of how long tokens live (`SignIn.lifetimes`), "" the usual one.
    """

    quotas: bool = False
    log: bool = False
    admin_hash: bytes | None = None
    admin_open: bool = False
    resettable: bool = False
    workers: int = 1
    token_life: str = ""


class ControlState(msgspec.Struct, frozen=True):
    """Clock, quotas and faults as a snapshot keeps them."""

    clock: ClockState
    quotas: SavedQuotas
    faults: list[SavedRule]


class Controls:
    """The controls of one server. `log` is None where none is kept, `snapshots` where the archive cannot be copied."""

    def __init__(
        self,
        archive: Archive,
        clock: Clock,
        dialects: Iterable[Dialect],
        routes: Routes,
        options: ControlOptions,
        on_move: Callable[[int], None] | None = None,
    ) -> None:
        self.options = options
        self.clock = clock if isinstance(clock, MovableClock) else MovableClock(clock)
        if on_move is not None:
            self.clock.on_move.append(on_move)
        dialects = list(dialects)
        self.quotas = Quotas((quota for dialect in dialects for quota in dialect.quotas), on=options.quotas)
        self.faults = Faults(routes.routes)
        self.log = RequestLog(dialects, (route.operation for route in routes.routes)) if options.log else None
        self.snapshots = Snapshots(archive) if isinstance(archive, CopyableArchive) else None
        copied = options.resettable and isinstance(archive, CopyableArchive)
        self._start_copy = StartCopy(archive) if copied and isinstance(archive, CopyableArchive) else None
        self._start = self.state()

    def state(self) -> ControlState:
        """Clock, quotas and faults as they are now."""
        return ControlState(self.clock.state(), self.quotas.state(), self.faults.state())

    def restore(self, state: ControlState, *, keep_instant: bool = True) -> None:
        """As they were; the clock at the same instant, or else as far from the machine's as it was."""
        self.clock.restore(state.clock, keep_instant=keep_instant)
        self.quotas.restore(state.quotas)
        self.faults.restore(state.faults)

    def save(self, name: str) -> None:
        """Archive and controls into a snapshot. LookupError, ValueError, ArchiveError or OSError say why not."""
        self._snapshots().save(name, msgspec.json.encode(self.state()))

    def load(self, name: str) -> None:
        """Archive and controls from a snapshot. One that was saved of a stopped archive leaves the controls alone.

        ValueError if another version saved the controls: then the archive alone is loaded.
        """
        saved = self._snapshots().load(name)
        if not saved:
            return
        try:
            state = msgspec.json.decode(saved, type=ControlState)
        except msgspec.DecodeError:
            raise ValueError(
                "the archive is loaded, but another version saved its controls: they are as before"
            ) from None
        self.restore(state)

    def _snapshots(self) -> Snapshots:
        if self.snapshots is None:
            raise LookupError("only archives in a file have snapshots")
        return self.snapshots

    def reset(self) -> bool:
        """Everything back to the start, the log empty; whether the archive was brought back too."""
        if self._start_copy is not None:
            self._start_copy.restore()
        self.restore(self._start, keep_instant=False)
        if self.log is not None:
            self.log.clear()
        return self._start_copy is not None

    def stop(self) -> None:
        """Let go of what would keep the server from ending."""
        if self.log is not None:
            self.log.stop()

    def close(self) -> None:
        """Delete the copy of the start."""
        if self._start_copy is not None:
            self._start_copy.close()
