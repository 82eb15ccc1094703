"""What a client keeps to by itself, so that it need not be refused: requests at once, and how fast they begin."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, TypeAlias
from weakref import WeakKeyDictionary

import msgspec

if TYPE_CHECKING:
    import asyncio


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What holds for all calls of a client and its copies together, None for no limit.

    `connections`: requests that are under way at once, each on its connection; one for a stream is, until that begins.
    `per_second`: requests that begin in a second, evenly spaced; a retry is one too. Links are not counted: they lead
    to other hosts.
    """

    connections: int | None = None
    per_second: float | None = None

    def __post_init__(self) -> None:
        """ValueError for a limit that would let nothing through."""
        connections, rate = self.connections, self.per_second
        if connections is not None and (type(connections) is not int or connections < 1):
            raise ValueError("connections must be a whole number, at least 1, or None")
        if rate is not None and (type(rate) not in (int, float) or not 0 < rate < float("inf")):
            raise ValueError("per_second must be a number above 0, or None")


#: Gives a place back.
Leave: TypeAlias = Callable[[], object]


class Gate:
    """Where the requests of a client pass, each taking a place and then its turn."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._lock = threading.Lock()
        self._next_turn = float("-inf")
        self._places = threading.Semaphore(limits.connections or 0)
        # An asyncio semaphore belongs to the loop that it was first waited for in.
        self._places_of: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()

    def enter(self, total: float | None) -> Leave | None:
        """Wait for a place, and how it is given back; None if there was none within `total` seconds."""
        if self._limits.connections is None:
            return _nothing
        found = self._places.acquire(timeout=None if total is None else max(total, 0.0))
        return self._places.release if found else None

    async def enter_async(self, total: float | None) -> Leave | None:
        """As `enter`, without blocking, among the tasks of the running loop."""
        if self._limits.connections is None:
            return _nothing
        import asyncio

        loop = asyncio.get_running_loop()
        places = self._places_of.setdefault(loop, asyncio.Semaphore(self._limits.connections))
        with suppress(TimeoutError):
            async with asyncio.timeout(total):
                await places.acquire()
                return places.release
        return None

    def turn(self, now: float, rest: float | None) -> float | None:
        """Seconds until the turn of this request, which is taken; None, and not taken, if it is not within `rest`."""
        if self._limits.per_second is None:
            return 0.0
        with self._lock:
            begin = max(now, self._next_turn)
            if rest is not None and begin - now >= rest:
                return None
            self._next_turn = begin + 1 / self._limits.per_second
        return begin - now


def _nothing() -> None:
    """Nothing was taken."""
