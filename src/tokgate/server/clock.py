"""A clock that can be set, moved on, stopped and run faster: the gateway's only source of time."""

from __future__ import annotations

import threading
from collections.abc import Callable

import msgspec

from tokgate.domain.clock import Clock
from tokgate.domain.instants import LATEST_MS

#: Ten days in a second.
FASTEST = 1_000_000.0
HOUR_MS = 3_600_000


class ClockState(msgspec.Struct, frozen=True):
    """Where a clock stands against its base: `offset_ms` is what it is ahead; a frozen one stands at `now_ms`."""

    now_ms: int
    offset_ms: int = 0
    frozen: bool = False
    speed: float = 1.0


class MovableClock:
    """See `tokgate.domain.clock.Clock`. It goes with `base` until it is moved.

    The functions in `on_move` are called, one at a time, with the new instant in Unix milliseconds after the clock was
    set or moved on; what follows time step by step (a world that lives on) catches up there. Returning to a saved state
    is no move.
    """

    def __init__(self, base: Clock) -> None:
        self.on_move: list[Callable[[int], None]] = []
        self._base = base
        self._speed = 1.0
        self._frozen = False
        self._rate = 1.0
        self._since_ms = base.now_ms()
        self._at_ms = self._since_ms
        self._told_ms = self._since_ms
        self._telling = threading.Lock()

    def now_ms(self) -> int:
        """Unix milliseconds, UTC."""
        return self._when(self._base.now_ms())

    def moved_ms(self) -> int:
        """How far it was moved: what it is ahead of its base, below 0 if it is behind."""
        base_ms = self._base.now_ms()
        return self._when(base_ms) - base_ms

    def _when(self, base_ms: int) -> int:
        return min(LATEST_MS, int(self._at_ms + (base_ms - self._since_ms) * self._rate))

    @property
    def frozen(self) -> bool:
        return self._frozen

    @property
    def speed(self) -> float:
        return self._speed

    def set(self, instant_ms: int) -> None:
        """Go to an instant, back or forth. ValueError outside the years 1970 to 9999."""
        if not 0 <= instant_ms <= LATEST_MS:
            raise ValueError("the clock goes from 1970 to 9999")
        self._stand_at(instant_ms)
        self._tell(instant_ms)

    def advance(self, duration_ms: int) -> None:
        """Move on by a duration, frozen or not."""
        self.set(self.now_ms() + duration_ms)

    def freeze(self) -> None:
        """Stand still until `unfreeze`; `set` and `advance` still move it."""
        self._frozen = True
        self._stand_at(self.now_ms())

    def unfreeze(self) -> None:
        """Go on from where it stands."""
        now_ms = self.now_ms()
        self._frozen = False
        self._stand_at(now_ms)

    def run(self, speed: float) -> None:
        """Run `speed` times as fast as its base from now on. ValueError unless it is above 0, at most a million."""
        if not 0 < speed <= FASTEST:
            raise ValueError(f"the speed is above 0 and at most {FASTEST:,.0f}")
        now_ms = self.now_ms()
        self._speed = speed
        self._stand_at(now_ms)

    def keep_up(self) -> None:
        """Tell `on_move` of time that went by of itself, once it is an hour."""
        now_ms = self.now_ms()
        if now_ms - self._told_ms >= HOUR_MS:
            self._tell(now_ms)

    def _tell(self, instant_ms: int) -> None:
        with self._telling:
            self._told_ms = instant_ms
            for hook in self.on_move:
                hook(instant_ms)

    def state(self) -> ClockState:
        """What `restore` takes."""
        now_ms = self.now_ms()
        return ClockState(now_ms, now_ms - self._base.now_ms(), self._frozen, self._speed)

    def restore(self, state: ClockState, *, keep_instant: bool = True) -> None:
        """As it was, standing at the saved instant, or else as far ahead of its base as it was then."""
        self._frozen = state.frozen
        self._speed = state.speed
        keeps = keep_instant or state.frozen
        self._stand_at(state.now_ms if keeps else self._base.now_ms() + state.offset_ms)
        self._told_ms = self.now_ms()

    def _stand_at(self, instant_ms: int) -> None:
        self._at_ms = instant_ms
        self._since_ms = self._base.now_ms()
        self._rate = 0.0 if self._frozen else self._speed
