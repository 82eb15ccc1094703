"""`python -m tests.benchmarks`: compare tokgate with its limits, a hand-written prototype and its peers."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
from tests.benchmarks import (
    before,
    controls,
    growth,
    importing,
    making,
    postgres,
    relations,
    researching,
    sdk,
    searching,
    serving,
    starting,
    states,
)
from tests.benchmarks.dataset import DATA, Dataset
from tests.benchmarks.figures import Results
from tests.benchmarks.load import has_wrk
from tests.benchmarks.report import show

#: The last state of version 0.1.
BEFORE = "64d8b31"
JOBS = (
    "before",
    "serve",
    "display",
    "controls",
    "states",
    "import",
    "world",
    "sdk",
    "start",
    "growth",
    "followers",
    "search",
    "research",
    "postgres",
)


def main() -> None:
    """Run the jobs asked for and print what they found. Times are never asserted: the exit code is 0 either way."""
    options = _options()
    DATA.mkdir(exist_ok=True)
    dataset = Dataset(options.posts, options.creators or max(1, options.posts // 50))
    results = Results(setting=_setting(dataset))
    for job in options.only or JOBS:
        say(f"== {job}")
        _run(job, dataset, results, options)
    results.setting["load_average_after"] = os.getloadavg()[0]
    show(results)
    if options.json:
        options.json.write_bytes(msgspec.json.format(msgspec.json.encode(results), indent=1))


def _run(job: str, dataset: Dataset, results: Results, options: argparse.Namespace) -> None:
    runs: dict[str, Callable[[], None]] = {
        "before": lambda: before.run(results, revision=options.before, say=say),
        "serve": lambda: serving.run(dataset, results, seconds=options.seconds, peers=not options.no_peers, say=say),
        "display": lambda: serving.run_display(dataset, results, seconds=options.seconds, say=say),
        "controls": lambda: controls.run(results, say=say),
        "states": lambda: states.run(results, say=say),
        "world": lambda: making.run(results, posts=dataset.posts, creators=dataset.creators // 2, say=say),
        "import": lambda: importing.run(results, posts=options.import_posts, peers=not options.no_peers, say=say),
        "sdk": lambda: sdk.run(dataset, results, seconds=options.seconds, say=say),
        "start": lambda: starting.run(dataset, results, say=say),
        "followers": lambda: relations.run(results, say=say),
        "search": lambda: searching.run(dataset.posts, results, say=say),
        "research": lambda: researching.run(dataset.posts, results, say=say),
        "postgres": lambda: postgres.run(results, seconds=options.seconds, say=say),
        "growth": lambda: growth.run(*_sizes(dataset, options), results, seconds=options.seconds, say=say),
    }
    runs[job]()


def _sizes(dataset: Dataset, options: argparse.Namespace) -> tuple[Dataset, Dataset]:
    """The archive and one ten times as large, which is a smaller one's unless the large one is asked for."""
    if options.grow:
        return dataset, Dataset(dataset.posts * 10, dataset.creators * 10)
    return Dataset(dataset.posts // 10, max(1, dataset.creators // 10)), dataset


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--posts", type=int, default=1_000_000, help="posts of the archive (default: %(default)s)")
    parser.add_argument("--creators", type=int, help="creators of the archive (default: one for 50 posts)")
    parser.add_argument("--only", action="append", choices=JOBS, help="this job; may be given several times")
    parser.add_argument("--seconds", type=float, default=3, help="length of one measurement under load")
    parser.add_argument("--import-posts", type=int, default=20_000, help="posts of the file that is imported")
    parser.add_argument("--before", default=BEFORE, metavar="REVISION", help="the version to compare calls with")
    parser.add_argument("--grow", action="store_true", help="growth: to ten times --posts, instead of from a tenth")
    parser.add_argument("--no-peers", action="store_true", help="install and run no peers")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all results there")
    options = parser.parse_args()
    if options.posts < 1000:
        parser.error("--posts: at least 1000, so that some creators have more than a page and a tenth is still some")
    return options


def _setting(dataset: Dataset) -> dict[str, object]:
    return {
        "posts": dataset.posts,
        "creators": dataset.creators,
        "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "python": platform.python_version(),
        "cpus": os.cpu_count(),
        "load_generator": "wrk" if has_wrk() else "asyncio client",
        "load_average_before": os.getloadavg()[0],
    }


def say(text: str) -> None:
    """Progress, on stderr."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
