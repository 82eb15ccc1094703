"""How long it takes to begin: the server's first answer, the import, the help."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from functools import partial

from tests.benchmarks.dataset import Dataset
from tests.benchmarks.figures import Measured, Results, Verdict, interleave
from tests.benchmarks.gateway import TOKGATE, keys_of, serving
from tests.benchmarks.processes import ROOT, Server, python
from tests.benchmarks.serving import prototype_app

SERVE, PROTOTYPE = "tokgate serve, first answer", "prototype, first answer"
IMPORT, HELP, NOTHING = "python -c 'import tokgate'", "tokgate --help", "python -c pass"


def run(dataset: Dataset, results: Results, *, say: Callable[[str], None]) -> None:
    """Whole processes, from their start to their first answer or to their end."""
    dataset.build()
    keys_of(dataset)
    results.figures += interleave(
        "start",
        "ms",
        {
            SERVE: partial(_first_answer, partial(serving, dataset.archive)),
            PROTOTYPE: partial(_first_answer, partial(prototype_app, dataset)),
            IMPORT: partial(_whole, python("-c", "import tokgate")),
            HELP: partial(_whole, [TOKGATE, "--help"]),
            NOTHING: partial(_whole, python("-c", "pass")),
        },
        say=say,
    )
    for name, bar in ((SERVE, 600), (IMPORT, 150), (HELP, 250)):
        value = results.figure("start", name).value
        results.verdicts.append(Verdict(job="start", what=name, value=value, bar=bar, at_most=True, unit="ms"))
    memory = results.figure("start", SERVE).more["RSS MB"]
    results.verdicts.append(
        Verdict(job="start", what="tokgate serve, memory after start", value=memory, bar=150, at_most=True, unit="MB")
    )


def _first_answer(start: Callable[[], AbstractContextManager[Server]]) -> Measured:
    began = time.perf_counter()
    with start() as server:
        took = time.perf_counter() - began
        return took * 1e3, {"RSS MB": server.rss_mb()}


def _whole(command: Sequence[str]) -> Measured:
    began = time.perf_counter()
    subprocess.run(command, capture_output=True, check=True, timeout=60, cwd=ROOT)
    return (time.perf_counter() - began) * 1e3, {}
