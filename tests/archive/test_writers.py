"""Several writers in several processes, some of which are killed amid their commits."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from tests.archive.engines import rows_of
from tests.archive.makers import NEW, ORIGIN, SECOND, keep, post, post_id, seen
from tests.archive.writer import OWN, SHARED, batch_of

from tokgate.archive import open_archive

ROOT = Path(__file__).parents[2]


def start(address: str, name: str, batches: int) -> subprocess.Popen[str]:
    """A writer in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.archive.writer", address, name, str(batches)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


def kill_after(writer: subprocess.Popen[str], batches: int) -> int:
    """Kill a writer once it has reported some batches; how many it has reported in all."""
    assert writer.stdout is not None
    reported = 0
    for line in writer.stdout:
        reported = int(line) + 1
        if reported == batches:
            os.kill(writer.pid, signal.SIGKILL)
    writer.wait()
    return reported


@pytest.mark.parametrize("killed_after", [1, 7])
def test_writers_in_several_processes_lose_nothing_when_one_is_killed(address: str, killed_after: int) -> None:
    batches = 20
    open_archive(address).close()
    others = [start(address, name, batches) for name in "bc"]
    victim = start(address, "a", batches)
    reported = kill_after(victim, killed_after)
    archive = open_archive(address)
    kept = archive.checkpoint("a")
    assert kept is not None
    assert int(kept) + 1 >= reported

    again = start(address, "a", batches)
    for writer in (again, *others):
        writer.communicate(timeout=100)
        assert writer.returncode == 0

    star = archive.creator(username="star")
    assert star is not None
    assert star.key is not None
    expected = Counter((name, number + 1) for name in "abc" for number in range(batches))
    for number in range(SHARED):
        assert Counter((each.source, each.observed_ms) for each in archive.history(post_id(number))) == expected
    assert len(list(archive.all_posts(star.key))) == SHARED + 3 * batches * OWN
    assert len(archive.followers(star.key, after=None, limit=999).rows) == 3 * batches
    assert len(list(archive.creators())) == 1 + 3 * batches
    assert rows_of(address, "SELECT count(*) FROM provenance") == [(3 * batches,)]
    for name in "abc":
        assert {each.name for each in archive.commit(batch_of(name, 3), ORIGIN)} == {"DUPLICATE"}
    archive.close()


def test_a_killed_writer_leaves_whole_commits_only(address: str) -> None:
    reported = kill_after(start(address, "a", 100_000), 20)
    archive = open_archive(address)
    kept = archive.checkpoint("a")
    assert kept is not None
    assert int(kept) + 1 >= reported >= 20
    star = archive.creator(username="star")
    assert star is not None
    assert len(list(archive.all_posts(star.key))) == SHARED + OWN * (int(kept) + 1)
    assert keep(archive, seen(post(1, SECOND - 5))) == [NEW]
    archive.close()
