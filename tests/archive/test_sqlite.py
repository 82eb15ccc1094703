"""What SQLite alone has: files, their versions, and other programs' files."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import apsw
import pytest
from apsw.ext import query_info
from tests.archive.makers import keep, post, post_id, seen

from tokgate.archive import open_archive
from tokgate.archive.errors import ArchiveError, NewerArchiveError, NotAnArchiveError
from tokgate.archive.sqlite.engine import PAGE_BYTES, SQL
from tokgate.archive.sqlite.migrations import MIGRATIONS, migrate, schema_version


def test_the_schema_is_all_migrations_and_each_is_applied_once() -> None:
    connection = apsw.Connection(":memory:")
    migrate(connection)
    migrate(connection)
    assert schema_version(connection) == MIGRATIONS[-1][0]
    for text in SQL.values():  # every query fits this schema
        assert query_info(connection, text).query == text


def test_a_failing_migration_leaves_nothing_behind() -> None:
    connection = apsw.Connection(":memory:")
    good = MIGRATIONS
    bad = (good[-1][0] + 1, "CREATE TABLE half (a); SELECT * FROM nowhere;")
    with pytest.raises(apsw.SQLError, match="nowhere"):
        migrate(connection, [*good, bad])
    assert schema_version(connection) == good[-1][0]
    assert connection.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'half'").fetchall() == [(0,)]


def test_a_newer_schema_is_refused(tmp_path: Path) -> None:
    path = str(tmp_path / "a.db")
    open_archive(path).close()
    connection = apsw.Connection(path)
    connection.pragma("user_version", 999)
    connection.close()
    for read_only in (False, True):
        with pytest.raises(NewerArchiveError, match=r"schema 999.*newer tokgate"):
            open_archive(path, read_only=read_only)


def test_other_files_are_refused_and_left_alone(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("no database, but long enough to be looked at " * 50)
    with pytest.raises(NotAnArchiveError, match=r"notes\.txt is not a SQLite file"):
        open_archive(str(text))
    foreign = tmp_path / "foreign.db"
    connection = apsw.Connection(str(foreign))
    connection.execute("CREATE TABLE mine (a)")
    connection.close()
    before = foreign.read_bytes()
    with pytest.raises(NotAnArchiveError, match="another program"):
        open_archive(str(foreign))
    assert foreign.read_bytes() == before
    with pytest.raises(NotAnArchiveError, match="no such folder"):
        open_archive(str(tmp_path / "missing" / "a.db"))


def _overwritten(path: Path) -> None:
    """Spoil every page but the first, as a disk that lies does."""
    content = path.read_bytes()
    path.write_bytes(content[:PAGE_BYTES] + b"\xff" * (len(content) - PAGE_BYTES))


def test_a_damaged_file_is_said_in_words_by_whatever_reads_or_writes(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with closing(open_archive(str(path))) as archive:
        keep(archive, seen(post(1)))
    _overwritten(path)
    with closing(open_archive(str(path), read_only=True)) as archive:
        for read in (lambda: archive.posts_by_id([post_id(1)]), archive.totals, lambda: list(archive.all_posts())):
            with pytest.raises(NotAnArchiveError, match=r"a\.db is damaged"):
                read()
    with closing(open_archive(str(path))) as archive, pytest.raises(ArchiveError, match=r"a\.db is damaged"):
        keep(archive, seen(post(2)))


def test_a_file_that_went_away_is_said_by_who_opens_it_next(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with closing(open_archive(str(path))) as archive, ThreadPoolExecutor(1) as other:
        for file in tmp_path.iterdir():
            file.unlink()
        with pytest.raises(NotAnArchiveError, match="cannot be opened"):
            other.submit(archive.totals).result()


def test_a_closed_archive_says_so(tmp_path: Path) -> None:
    archive = open_archive(str(tmp_path / "a.db"))
    archive.revision()
    archive.close()
    for use in (archive.revision, archive.totals, lambda: keep(archive, seen(post(1)))):
        with pytest.raises(ArchiveError, match="the archive is closed"):
            use()
