"""Schema changes: small numbered SQL files, each applied and recorded in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from typing import LiteralString

import psycopg
from psycopg import sql

from tokgate.archive.errors import ArchiveError, NewerArchiveError, NotAnArchiveError, OlderArchiveError
from tokgate.archive.postgres.connections import OLDEST_SERVER, Place
from tokgate.archive.postgres.problems import in_words
from tokgate.archive.postgres.spelling import schema_text
from tokgate.archive.queries import read_migrations
from tokgate.archive.session import Row

MIGRATIONS = [
    (number, schema_text(text)) for number, text in read_migrations(files("tokgate.archive.postgres") / "schema")
]
#: The advisory lock under which schemas are made and changed ("TkGt").
_LOCK = 0x546B4774
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = $1"


def migrate(
    connection: psycopg.Connection[Row], place: Place, migrations: Sequence[tuple[int, str]] = MIGRATIONS
) -> None:
    """Make the schema, or bring it up to date; nothing happens where it is.

    Raises NewerArchiveError for a schema of a later tokgate and NotAnArchiveError for another program's.
    """
    try:
        if schema_version(connection, place) == migrations[-1][0]:
            return
        for number, text in migrations:
            with connection.transaction():
                # Other processes wait here, and then find it done.
                connection.execute("SELECT pg_advisory_xact_lock($1, hashtext($2))", (_LOCK, place.schema))
                if schema_version(connection, place) < number:
                    _apply(connection, place, number, text)
    except psycopg.Error as problem:
        raise in_words(problem) from problem


def schema_version(connection: psycopg.Connection[Row], place: Place) -> int:
    """The number of the last change applied, 0 where there is none yet.

    Raises NewerArchiveError, OlderArchiveError or NotAnArchiveError where this version must not touch the schema.
    """
    if connection.info.server_version < OLDEST_SERVER:
        raise ArchiveError(f"{place.shown}: PostgreSQL {OLDEST_SERVER // 10_000} or newer is needed")
    if connection.info.parameter_status("server_encoding") != "UTF8":
        raise ArchiveError(f"{place.shown}: the database must be in UTF-8 (CREATE DATABASE … ENCODING 'UTF8')")
    tables = {name for (name,) in connection.execute(_TABLES, (place.schema,))}
    if "migration" not in tables:
        if tables:
            raise NotAnArchiveError(f"{place.shown}: the schema {place.schema} holds another program's tables")
        return 0
    version = _number(connection, "SELECT coalesce(max(number), 0) FROM migration")
    if version > MIGRATIONS[-1][0]:
        raise NewerArchiveError(
            f"{place.shown} has schema {version}, written by a newer tokgate; this one knows up to {MIGRATIONS[-1][0]}"
        )
    if 0 < version < MIGRATIONS[0][0]:
        raise OlderArchiveError(f"{place.shown} has schema {version}, which this version cannot read")
    return version


def analyze(connection: psycopg.Connection[Row]) -> None:
    """Let the server learn what the tables hold, by which it decides how to read them."""
    try:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()").fetchall()
        connection.execute(sql.SQL("ANALYZE {}").format(sql.SQL(", ").join(sql.Identifier(name) for (name,) in tables)))
    except psycopg.Error as problem:
        raise in_words(problem) from problem


def _number(connection: psycopg.Connection[Row], query: LiteralString, *values: str) -> int:
    row = connection.execute(query, values).fetchone()
    return int(row[0]) if row else 0


def _apply(connection: psycopg.Connection[Row], place: Place, number: int, text: str) -> None:
    # Not `IF NOT EXISTS`, which asks for the right to make one even where it is there.
    if not _number(connection, "SELECT count(*) FROM pg_namespace WHERE nspname = $1", place.schema):
        connection.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(place.schema)))
    connection.execute("CREATE TABLE IF NOT EXISTS migration (number bigint PRIMARY KEY, at timestamptz NOT NULL)")
    connection.execute(text.encode())
    connection.execute("INSERT INTO migration VALUES ($1, now())", (number,))
