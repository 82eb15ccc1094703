"""What calls cost inside the server, against an earlier version of tokgate in the same run."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec
from tests.benchmarks.dataset import DATA
from tests.benchmarks.figures import Measured, Results, Verdict, interleave
from tests.benchmarks.processes import ROOT

SCRIPT = ROOT / "tests" / "benchmarks" / "inprocess.py"
#: What a call may cost of what it did before, where a bar is set.
BARS = {"Display page of 20": 0.5, "Research page of 20": 0.5}
TIMEOUT_S = 600


def run(results: Results, *, revision: str, say: Callable[[str], None]) -> None:
    """CPU microseconds a call, now and at a revision, in turns; the ratio is now / before."""
    trees = {"before": _checkout(revision), "now": ROOT}
    for call in _measure("now", ROOT):
        contestants = {f"{call}, {name}": partial(_one, name, tree, call) for name, tree in trees.items()}
        results.figures += interleave("before", "CPU us", contestants, say=say)
        ratio = results.ratio("before", f"{call}, now", f"{call}, before")
        results.verdicts.append(
            Verdict(job="before", what=f"{call}: now / {revision[:10]}", value=ratio, bar=BARS.get(call), at_most=True)
        )


def _checkout(revision: str) -> Path:
    """A work tree of the revision, made the first time."""
    tree = DATA / f"tree-{revision}"
    if not tree.exists():
        subprocess.run(["git", "worktree", "add", "--detach", str(tree), revision], cwd=ROOT, check=True)
    return tree


def _one(name: str, tree: Path, call: str) -> Measured:
    return _measure(name, tree, call)[call], {}


def _measure(name: str, tree: Path, *calls: str) -> dict[str, float]:
    """What the script prints, run under the sources of a tree over an archive that these made."""
    command = [sys.executable, str(SCRIPT), str(DATA / f"inprocess-{name}.db"), *calls]
    environment = {"PYTHONPATH": str(tree / "src"), "PATH": ""}
    said = subprocess.run(command, env=environment, capture_output=True, check=True, timeout=TIMEOUT_S)
    return msgspec.json.decode(said.stdout, type=dict[str, float])
