"""Schema changes: small numbered SQL files, each applied and recorded in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files

import apsw

from tokgate.archive.errors import NewerArchiveError, NotAnArchiveError, OlderArchiveError
from tokgate.archive.queries import read_migrations

#: Marks the file as ours in SQLite's header ("TkGt"), so that another program's database is not changed by mistake.
APPLICATION_ID = 0x546B4774
MIGRATIONS = read_migrations(files("tokgate.archive.sqlite") / "schema")


def schema_version(connection: apsw.Connection) -> int:
    """The number of the last migration applied; 0 for an empty file."""
    return int(str(connection.pragma("user_version")))


def migrate(connection: apsw.Connection, migrations: Sequence[tuple[int, str]] | None = None) -> None:
    """Bring the schema up to date; nothing happens where it is.

    Raises NewerArchiveError for a schema of a later tokgate and NotAnArchiveError for another program's database.
    """
    known = MIGRATIONS if migrations is None else migrations
    check(connection, known)
    for number, text in known:
        if number > schema_version(connection):
            _apply(connection, number, text)


def check(connection: apsw.Connection, migrations: Sequence[tuple[int, str]] | None = None) -> None:
    """Raise NewerArchiveError, OlderArchiveError or NotAnArchiveError where this version must not touch the file."""
    known = MIGRATIONS if migrations is None else migrations
    oldest, newest = known[0][0], known[-1][0]
    version = schema_version(connection)
    owner = int(str(connection.pragma("application_id")))
    if owner != APPLICATION_ID and (owner != 0 or version != 0 or _has_tables(connection)):
        raise NotAnArchiveError(f"{connection.filename} is a database of another program, not an archive")
    if version > newest:
        raise NewerArchiveError(
            f"{connection.filename} has schema {version}, written by a newer tokgate; this one knows up to {newest}"
        )
    if 0 < version < oldest:
        raise OlderArchiveError(
            f"{connection.filename} was written by tokgate 0.1, whose archives this version cannot read: carry it over "
            "with `tokgate export -o posts.jsonl` of tokgate 0.1 and `tokgate import posts.jsonl` of this one"
        )


def _has_tables(connection: apsw.Connection) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone() is not None


def _apply(connection: apsw.Connection, number: int, text: str) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another process may have been first while this one waited for the lock.
        if schema_version(connection) < number:
            connection.execute(text)
            connection.execute(f"PRAGMA user_version = {number}")
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # which a full disk has ended already
            connection.execute("ROLLBACK")
        raise
