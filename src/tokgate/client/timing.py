"""Where a client gets time and chance from; tests bring their own, so that nothing ever sleeps."""

from __future__ import annotations

import random
import time


class Timing:
    """The machine's clocks and its random source."""

    def now(self) -> float:
        """Unix seconds, UTC: for what a server says of time."""
        return time.time()

    def elapsed(self) -> float:
        """Seconds since some fixed instant, never going back: for deadlines."""
        return time.monotonic()

    def chance(self) -> float:
        """At least 0, below 1."""
        return random.random()  # noqa: S311 - spreads retries, guards nothing

    def sleep(self, seconds: float) -> None:
        """Block the thread."""
        time.sleep(seconds)

    async def asleep(self, seconds: float) -> None:
        """Let other tasks run meanwhile."""
        import asyncio

        await asyncio.sleep(seconds)
