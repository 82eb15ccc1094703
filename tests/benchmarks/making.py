"""A generated world of many posts: how long it takes to make, and how much memory."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import mkdtemp

from tests.benchmarks.dataset import DATA
from tests.benchmarks.figures import Measured, Results, Verdict, interleave
from tests.benchmarks.gateway import TOKGATE
from tests.benchmarks.importing import used_by

#: Two minutes for 1 M posts.
MOST_US_A_POST = 120.0
NAME = "tokgate world"


def run(results: Results, *, posts: int, creators: int, say: Callable[[str], None]) -> None:
    """Once: it takes minutes, and is compared with a bar, not with a contestant."""
    made = partial(_make, posts, creators)
    results.figures += interleave("world", "us/post", {NAME: made}, rounds=1, say=say)
    value = results.figure("world", NAME).value
    results.verdicts.append(
        Verdict(job="world", what=f"{posts:,} posts", value=value, bar=MOST_US_A_POST, at_most=True, unit="us/post")
    )


def _make(posts: int, creators: int) -> Measured:
    folder = Path(mkdtemp(prefix="world-", dir=DATA))
    try:
        began = time.perf_counter()
        sizes = ["--creators", str(creators), "--posts", str(posts)]
        used_s, peak_mb = used_by([TOKGATE, "world", *sizes, "--archive", str(folder / "world.db")])
        took = time.perf_counter() - began
        return took / posts * 1e6, {"s": took, "CPU us": used_s / posts * 1e6, "peak MB": peak_mb}
    finally:
        shutil.rmtree(folder)
