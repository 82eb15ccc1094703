"""Whether a page costs more when the archive is ten times as large."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from functools import partial

from tests.benchmarks.dataset import Dataset
from tests.benchmarks.figures import Measured, Results, Verdict, interleave
from tests.benchmarks.gateway import keys_of, serving, tikapi_pages
from tests.benchmarks.load import Request, measure
from tests.benchmarks.processes import Server


def run(small: Dataset, large: Dataset, results: Results, *, seconds: float, say: Callable[[str], None]) -> None:
    """CPU per page of 30 through TikAPI, plain, on both archives."""
    names = {f"{dataset.posts:,} posts": dataset for dataset in (small, large)}
    with ExitStack() as stack:
        contestants = {}
        for name, dataset in names.items():
            dataset.build()
            server = stack.enter_context(serving(dataset.archive))
            request = tikapi_pages(dataset.sample(), keys_of(dataset))
            measure(server, request, 1)
            contestants[name] = partial(_cpu, server, request, seconds)
        results.figures += interleave("growth", "CPU us/page", contestants, say=say)
    few, many = names
    value = results.ratio("growth", many, few)
    results.verdicts.append(
        Verdict(job="growth", what=f"CPU per page: {many} / {few}", value=value, bar=1.2, at_most=True)
    )


def _cpu(server: Server, request: Request, seconds: float) -> Measured:
    rate = measure(server, request, seconds)
    return rate.cpu_us, {"requests/s": rate.per_s, "p99 ms": rate.p99_ms, "memory MB": rate.memory_mb}
