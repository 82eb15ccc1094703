"""Pages through SDKs: tokgate's against its HTTP library with a typed decode, and against the vendors' own."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from functools import partial

import msgspec
from tests.benchmarks.dataset import Dataset
from tests.benchmarks.figures import Measured, Results, Verdict, interleave
from tests.benchmarks.gateway import justone_pages, keys_of, serving, tikapi_pages
from tests.benchmarks.processes import ROOT, python
from tests.benchmarks.sdk_loop import Pace
from tests.benchmarks.serving import answer_of, average_page, ready_app

LIMIT, ASYNC_LIMIT, JUSTONE_LIMIT = (
    "limit: pyreqwest + msgspec",
    "limit, 32 at a time",
    "limit: the same, JustOne's page",
)
OWN, ASYNC_OWN, JUSTONE_OWN = "tokgate.TikAPI", "tokgate.AsyncTikAPI, 32 at a time", "tokgate.JustOne"
TIKAPI_SDK, JUSTONE_SDK = "the vendor's tikapi 3.2.2", "the vendor's justoneapi 3.0.98"
TIKAPI_LOOPS = {
    LIMIT: "limit",
    OWN: "tokgate",
    TIKAPI_SDK: "vendor_tikapi",
    ASYNC_LIMIT: "async_limit",
    ASYNC_OWN: "tokgate_async",
}
JUSTONE_LOOPS = {JUSTONE_LIMIT: "justone_limit", JUSTONE_OWN: "tokgate_justone", JUSTONE_SDK: "vendor_justone"}


def run(dataset: Dataset, results: Results, *, seconds: float, say: Callable[[str], None]) -> None:
    """Ask bare apps, each with one ready page, so that it is the client that is measured."""
    dataset.build()
    accounts, keys = dataset.sample(), keys_of(dataset)
    with serving(dataset.archive) as tokgate:
        tikapi = average_page(tokgate, tikapi_pages(accounts, keys))
        justone = average_page(tokgate, justone_pages(accounts, keys))
        pages = answer_of(tokgate, tikapi), answer_of(tokgate, justone)
    with ready_app(pages[0], "tikapi") as one, ready_app(pages[1], "justone") as other:
        loops = {name: partial(_pace, loop, one.url, seconds) for name, loop in TIKAPI_LOOPS.items()}
        loops |= {name: partial(_pace, loop, other.url, seconds) for name, loop in JUSTONE_LOOPS.items()}
        results.figures += interleave("sdk", "pages/s", dict(loops), say=say)
    for name, to, bar in (
        (OWN, LIMIT, 0.8),
        (ASYNC_OWN, ASYNC_LIMIT, 0.8),
        (JUSTONE_OWN, JUSTONE_LIMIT, 0.8),
        (OWN, TIKAPI_SDK, 1.0),
        (JUSTONE_OWN, JUSTONE_SDK, 1.0),
    ):
        value = results.ratio("sdk", name, to)
        results.verdicts.append(Verdict(job="sdk", what=f"{name} / {to}", value=value, bar=bar))


def _pace(loop: str, url: str, seconds: float) -> Measured:
    command = python("-m", "tests.benchmarks.sdk_loop", loop, url, str(seconds))
    said = subprocess.run(command, capture_output=True, check=True, timeout=seconds + 60, cwd=ROOT).stdout
    pace = msgspec.json.decode(said, type=Pace)
    return pace.pages / pace.seconds, {"CPU us": pace.cpu_s / max(pace.pages, 1) * 1e6}
