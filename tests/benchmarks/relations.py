"""Whether a page of followers, of which only the order is told, costs more to keep where the list is longer."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from itertools import count

from tests.benchmarks.figures import Measured, Results, Verdict, interleave

from tokgate.archive import open_archive
from tokgate.domain.creators import Creator
from tokgate.domain.observations import Observation, Provenance
from tokgate.domain.relations import follow

ORIGIN = Provenance(source="benchmark")
STAR = Creator(user_id="1", username="star")
#: Followers a page, and pages a measurement.
PAGE, PAGES = 100, 10
#: How many followers a commit brings while a list is filled.
FILLING = 2000
SIZES = (10_000, 100_000)


def run(results: Results, *, say: Callable[[str], None], sizes: Sequence[int] = SIZES) -> None:
    """Milliseconds a page of 100 new followers beside one that is known."""
    walks = {f"{size:,} followers": Walk(size) for size in sizes}
    contestants: dict[str, Callable[[], Measured]] = {name: walk.measure for name, walk in walks.items()}
    results.figures += interleave("followers", "ms/page", contestants, say=say)
    few, *_, many = walks
    value = results.ratio("followers", many, few)
    results.verdicts.append(
        Verdict(job="followers", what=f"a page of {PAGE}: {many} / {few}", value=value, bar=1.3, at_most=True)
    )
    for walk in walks.values():
        walk.close()


class Walk:
    """A list of followers, to which pages come at its end and at its top."""

    def __init__(self, size: int) -> None:
        self._archive = open_archive(":memory:")
        self._numbers = count(1_000_000)
        self._top, self._end = 0, 0
        with self._archive.bulk():
            for _ in range(size // FILLING):
                self._end = self._commit([next(self._numbers) for _ in range(FILLING)])
        self._top = 1_000_000

    def measure(self) -> Measured:
        """Milliseconds a page of new ones behind the last one known, and above the first."""
        behind = [self._timed([self._end], end=True) for _ in range(PAGES)]
        above = [self._timed([self._top], end=False) for _ in range(PAGES)]
        return sum(behind + above) / (2 * PAGES), {"at the end": sum(behind) / PAGES, "at the top": sum(above) / PAGES}

    def _timed(self, known: list[int], *, end: bool) -> float:
        new = [next(self._numbers) for _ in range(PAGE)]
        begin = time.perf_counter()
        self._commit(known + new if end else new + known)
        if end:
            self._end = new[-1]
        else:
            self._top = new[0]
        return (time.perf_counter() - begin) * 1000

    def _commit(self, followers: Sequence[int]) -> int:
        now_ms = next(self._numbers)
        told = [follow(Creator(user_id=str(number)), STAR) for number in followers]
        said = [Observation(subject=each, source=ORIGIN.source, observed_ms=now_ms) for each in told]
        self._archive.commit(said, ORIGIN)
        return followers[-1]

    def close(self) -> None:
        """Give the archive back."""
        self._archive.close()
