"""A file of web items imported: tokgate against a decode and an upsert into bare SQLite, and against peers."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from tempfile import mkdtemp

from tests.benchmarks.dataset import DATA, write_jsonl
from tests.benchmarks.figures import Measured, Results, Verdict, interleave
from tests.benchmarks.gateway import TOKGATE
from tests.benchmarks.peers import Skipped, venv_python
from tests.benchmarks.processes import ROOT, python, resident_mb

LONGER = "tokgate import, 4 times the posts"
LIMIT, OWN = "limit: decode, upsert into bare SQLite", "tokgate import"
UNORDERED = "tokgate import, in no order of creators"
SQLITE_UTILS, DLT = "sqlite-utils", "dlt into DuckDB, merge"
#: Given a file and a folder that is empty: the command that imports the one into the other.
Command = Callable[[Path, Path], list[str]]


def run(results: Results, *, posts: int, peers: bool, say: Callable[[str], None]) -> None:
    """Whole processes over one file, and tokgate over one four times as long for its memory."""
    file, longer = DATA / f"items-{posts}.jsonl", DATA / f"items-{posts * 4}.jsonl"
    write_jsonl(file, posts)
    write_jsonl(longer, posts * 4)
    commands: dict[str, Command] = {LIMIT: _bare_sqlite, OWN: _tokgate}
    contestants = {name: partial(_import, command, file, posts) for name, command in commands.items()}
    contestants[UNORDERED] = partial(_import, _tokgate, _shuffled(file), posts)
    results.figures += interleave("import", "posts/s", contestants, say=say)
    longest = interleave("import", "posts/s", {LONGER: partial(_import, _tokgate, longer, posts * 4)}, rounds=1)
    results.figures += longest
    if peers:
        _peers(results, file, posts, say)
    value = results.ratio("import", OWN, LIMIT)
    results.verdicts.append(Verdict(job="import", what=f"{OWN} / {LIMIT}", value=value, bar=0.4))
    value = results.ratio("import", UNORDERED, OWN)
    results.verdicts.append(Verdict(job="import", what=f"{UNORDERED} / {OWN}", value=value, bar=0.8))
    grown = longest[0].more["peak MB"] / results.figure("import", OWN).more["peak MB"]
    results.verdicts.append(
        Verdict(job="import", what="peak memory, 4 times the posts / once", value=grown, bar=1.2, at_most=True)
    )


def _shuffled(file: Path) -> Path:
    """The same lines in no order."""
    shuffled = file.with_suffix(".shuffled.jsonl")
    if not shuffled.exists():
        lines = file.read_bytes().splitlines(keepends=True)
        random.Random(file.name).shuffle(lines)
        shuffled.write_bytes(b"".join(lines))
    return shuffled


def _peers(results: Results, file: Path, posts: int, say: Callable[[str], None]) -> None:
    """Once each: they are slower by a multiple."""
    for name, package, command in (
        (SQLITE_UTILS, "sqlite-utils", _sqlite_utils),
        (DLT, "dlt[duckdb]", _dlt),
    ):
        try:
            venv_python(package)
            taken = interleave("import", "posts/s", {name: partial(_import, command, file, posts)}, rounds=1, say=say)
            results.figures += taken
        except (Skipped, subprocess.CalledProcessError) as problem:
            results.notes.append(f"import: {name} skipped: {problem}")


def _import(command: Command, file: Path, posts: int) -> Measured:
    folder = Path(mkdtemp(prefix="import-", dir=DATA))
    try:
        began = time.perf_counter()
        used_s, peak_mb = used_by(command(file, folder))
        took = time.perf_counter() - began
        size = sum(each.stat().st_size for each in folder.rglob("*") if each.is_file())
        more = {"CPU us": used_s / posts * 1e6, "peak MB": peak_mb, "disk KB/post": size / posts / 1e3}
        return posts / took, more
    finally:
        shutil.rmtree(folder)


def used_by(command: Sequence[str]) -> tuple[float, float]:
    """A process's CPU seconds and peak megabytes; what it maps from its database's file is not counted."""
    with (DATA / "servers.log").open("ab") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=ROOT)
        ended, peak_mb = 0, 0.0
        while not ended:
            time.sleep(0.01)
            peak_mb = max(peak_mb, resident_mb(process.pid, shared=False))
            ended, status, usage = os.wait4(process.pid, os.WNOHANG)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command[:3])
    return usage.ru_utime + usage.ru_stime, peak_mb


def _tokgate(file: Path, folder: Path) -> list[str]:
    return [TOKGATE, "import", str(file), "--archive", str(folder / "archive.db"), "--json"]


def _bare_sqlite(file: Path, folder: Path) -> list[str]:
    return python("-m", "tests.benchmarks.bare_import", str(file), str(folder / "bare.db"))


def _sqlite_utils(file: Path, folder: Path) -> list[str]:
    tool = str(Path(venv_python("sqlite-utils")).with_name("sqlite-utils"))
    return [tool, "upsert", str(folder / "utils.db"), "post", str(file), "--nl", "--pk", "id"]


def _dlt(file: Path, folder: Path) -> list[str]:
    script = str(Path(__file__).with_name("dlt_import.py"))
    return [venv_python("dlt[duckdb]"), script, str(file), str(folder)]
