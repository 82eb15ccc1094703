"""Named queries on a PostgreSQL connection."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.resources import files

import psycopg

from tokgate.archive.postgres.connections import ArchiveConnection
from tokgate.archive.postgres.problems import in_words
from tokgate.archive.postgres.spelling import query_text
from tokgate.archive.queries import read_queries
from tokgate.archive.rows import COLUMNS
from tokgate.archive.session import Row, Value

#: Every query by its name.
SQL = {
    name: query_text(text).encode() for name, text in read_queries(files("tokgate.archive.postgres"), COLUMNS).items()
}


class PostgresSession:
    """See `tokgate.archive.session.Session`. Many sets of values go to the server in one batch."""

    __slots__ = ("connection",)

    def __init__(self, connection: ArchiveConnection) -> None:
        self.connection = connection

    def rows(self, name: str, values: Sequence[Value] = ()) -> list[Row]:
        try:
            return self.connection.asking.execute(SQL[name], values).fetchall()
        except psycopg.Error as problem:
            if _has_nul(values):
                return []  # PostgreSQL knows no such text: nothing is equal to it
            raise in_words(problem) from problem

    def each(self, name: str, values: Iterable[Sequence[Value]]) -> list[Row]:
        sets = list(values)
        if len(sets) < 2:
            return self.rows(name, sets[0]) if sets else []
        try:
            cursor = self.connection.asking
            cursor.executemany(SQL[name], sets, returning=True)
            found = cursor.fetchall()
            while cursor.nextset():
                found += cursor.fetchall()
        except psycopg.Error as problem:
            raise in_words(problem) from problem
        return found

    def select(self, text: str, values: Sequence[Value]) -> list[Row]:
        try:
            return self.connection.asking.execute(query_text(text).encode(), values).fetchall()
        except psycopg.Error as problem:
            raise in_words(problem) from problem

    def write(self, name: str, values: Sequence[Value] = ()) -> int:
        try:
            return self.connection.asking.execute(SQL[name], values).rowcount
        except psycopg.Error as problem:
            raise in_words(problem) from problem

    def write_each(self, name: str, values: Iterable[Sequence[Value]]) -> None:
        sets = list(values)
        if not sets:
            return
        try:
            self.connection.asking.executemany(SQL[name], sets)
        except psycopg.Error as problem:
            raise in_words(problem) from problem


def _has_nul(values: Sequence[Value]) -> bool:
    return any(isinstance(each, str) and "\0" in each for each in values)
