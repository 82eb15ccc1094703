"""What SQLite alone has: files, their versions, and other programs' files."""

from __future__ import annotations

from pathlib import Path

import apsw
import pytest
from apsw.ext import query_info

from tokgate.archive import open_archive
from tokgate.archive.errors import NewerArchiveError, NotAnArchiveError
from tokgate.archive.sqlite.engine import SQL
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
