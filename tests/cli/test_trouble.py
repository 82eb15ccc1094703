"""What disks and files do to an archive is told in a sentence."""

from __future__ import annotations

import resource
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from tests.archive.makers import keep, post, seen
from tests.cli.conftest import Run
from tests.mounts import on_small_disk

from tokgate.archive import open_archive
from tokgate.archive.errors import ArchiveError

COMMAND = [sys.executable, "-m", "tokgate.cli.main"]


def limited(most_bytes: int) -> Callable[[], None]:
    """No file may grow beyond a size, as on a disk that is full."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))


@pytest.mark.parametrize("most_bytes", [1_000_000, 5_000_000], ids=["at once", "later"])
@pytest.mark.parametrize("verb", ["world", "import"])
def test_a_file_that_may_not_grow_is_one_line(tmp_path: Path, verb: str, most_bytes: int) -> None:
    rows = "\n".join(f"{(1_700_000_000 + n << 32) + 7},ana,{'text ' * 50}{n}" for n in range(10_000))
    (tmp_path / "many.csv").write_text(f"id,username,text\n{rows}\n")
    arguments = {"world": ["world", "--posts", "20000"], "import": ["import", "many.csv"]}[verb]
    done = subprocess.run(
        [*COMMAND, *arguments],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        preexec_fn=limited(most_bytes),
        check=False,
    )

    assert done.returncode == 1
    assert "the disk" in done.stderr
    assert len(done.stderr.splitlines()) == 1, done.stderr


@pytest.mark.parametrize("arguments", [("world", "--posts", "20000"), ("snapshot", "save", "one")], ids=" ".join)
def test_a_disk_that_is_full_is_one_line(run: Run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    size = 7_000_000
    if arguments[0] == "snapshot":
        run("world", "--posts", "2000", "--archive", "big.db")
        size = (tmp_path / "big.db").stat().st_size * 3 // 2  # room for it, and not for another
    copied = 'test ! -e ../big.db || cp ../big.db tokgate.db; exec "$@"'
    command = on_small_disk(tmp_path / "disk", size, ["sh", "-c", copied, "sh", *COMMAND, *arguments])
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert "the disk is full" in done.stderr, done.stderr
    assert len(done.stderr.splitlines()) == 1, done.stderr


@pytest.mark.parametrize(
    "arguments", [("creators",), ("export",), ("keys", "list"), ("import", "items.jsonl")], ids=str
)
def test_a_file_that_was_cut_off_is_one_line(
    run: Run, archive_file: str, items_file: Path, arguments: tuple[str, ...]
) -> None:
    content = Path(archive_file).read_bytes()
    Path(archive_file).write_bytes(content[: len(content) // 3])

    said = run(*arguments, code=1).stderr

    assert "tokgate.db is damaged" in said
    assert "go back to a snapshot" in said
    assert len(said.splitlines()) == 1


def test_an_archive_that_was_deleted_is_not_written_to(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with closing(open_archive(str(path))) as archive:
        archive.check()
        keep(archive, seen(post(1)))
        path.unlink()
        with pytest.raises(ArchiveError, match=r"a\.db is gone"):
            archive.check()
        with pytest.raises(ArchiveError, match=r"a\.db is gone"):
            keep(archive, seen(post(2)))
        open_archive(str(path)).close()
        with pytest.raises(ArchiveError, match="another file now"):
            archive.check()
        with pytest.raises(ArchiveError, match="another file now"), archive.bulk():
            keep(archive, seen(post(2)))


def test_what_was_found_damaged_is_told_until_it_is_mended(tmp_path: Path) -> None:
    from tokgate.archive.sqlite.archive import SqliteArchive
    from tokgate.domain.clock import SystemClock

    path = tmp_path / "a.db"
    with closing(SqliteArchive(path, SystemClock())) as archive:
        keep(archive, seen(post(1)))
        archive.copy_to(tmp_path / "good.db")
    content = path.read_bytes()
    path.write_bytes(content[: 1 << 15] + b"\xff" * (len(content) - (1 << 15)))
    with closing(SqliteArchive(path, SystemClock())) as archive:
        with pytest.raises(ArchiveError, match="damaged"):
            list(archive.all_posts())
        with pytest.raises(ArchiveError, match="damaged"):
            archive.check()
        archive.restore_from(tmp_path / "good.db")
        archive.check()


def test_an_archive_and_its_snapshots_are_their_owners_alone(run: Run, tmp_path: Path) -> None:
    run("world", "--creators", "3", "--posts", "9")
    run("snapshot", "save", "one")
    run("snapshot", "branch", "two", "one")
    private = [tmp_path / "tokgate.db", *(tmp_path / "tokgate.db.snapshots").glob("*.db")]

    assert len(private) == 3
    assert [oct(stat.S_IMODE(path.stat().st_mode)) for path in private] == ["0o600"] * 3


def test_a_snapshot_that_leads_nowhere_is_none(run: Run, tmp_path: Path) -> None:
    run("world", "--creators", "3", "--posts", "9")
    run("snapshot", "save", "one")
    (tmp_path / "tokgate.db.snapshots" / "lost.db").symlink_to("nowhere.db")

    assert [line.split()[-1] for line in run("snapshot", "list").stdout.splitlines()] == ["one"]


def test_a_seed_that_is_wrong_leaves_no_archive_behind(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("creators:\n  - usrname: ana\n")

    said = run("seed", "apply", "bad.yaml", "--archive", "s.db", code=6).stderr

    assert "usrname" in said
    assert not (tmp_path / "s.db").exists()
    assert run("seed", "check", "bad.yaml", code=6).stdout
