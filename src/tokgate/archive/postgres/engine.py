"""PostgreSQL: a connection that writes, and a pool of those that read."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TypeVar

import psycopg
from psycopg import sql
from psycopg.pq import TransactionStatus
from psycopg_pool import ConnectionPool

from tokgate.archive.errors import ArchiveError, ReadOnlyError
from tokgate.archive.postgres.connections import ArchiveConnection, Place
from tokgate.archive.postgres.migrations import MIGRATIONS, analyze, migrate, schema_version
from tokgate.archive.postgres.problems import in_words
from tokgate.archive.postgres.search_spelling import POSTGRES
from tokgate.archive.postgres.sessions import PostgresSession
from tokgate.archive.session import READERS, Row, Value

#: How long a reader waits for one of them.
WAIT_S = 10.0

_BEGIN_READING = b"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
#: Every writer changes this row first. The others wait for it, whichever process they are in, until it is kept or
#: undone: what they read then is all there is, since each of their queries sees what was kept before it.
_BEGIN_WRITING = b"BEGIN; UPDATE revision SET number = number + 1"
_TABLES = b"SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"

T = TypeVar("T")


class PostgresEngine:
    """See `tokgate.archive.session.Engine`."""

    embedded = False
    search_spelling = POSTGRES

    def __init__(self, place: Place, *, pool: int = READERS, wait_s: float = WAIT_S) -> None:
        """`pool`: how many readers there may be at once; `wait_s`: how long one more waits."""
        self._place = place
        self._writing = threading.Lock()
        self._writer: ArchiveConnection | None = place.connect()
        self._bulk_thread: int | None = None
        self._closed = False
        try:
            self._prepare(self._writer)
        except BaseException:
            self._writer.close()
            raise
        self._pool: ConnectionPool[ArchiveConnection] = ConnectionPool(
            place.conninfo,
            connection_class=ArchiveConnection,
            configure=place.configure,
            min_size=0,
            max_size=pool,
            timeout=wait_s,
            open=True,
        )

    def _prepare(self, connection: ArchiveConnection) -> None:
        if not self._place.read_only:
            migrate(connection, self._place)
        elif schema_version(connection, self._place) < MIGRATIONS[-1][0]:
            raise ReadOnlyError(f"{self._place.shown} is no archive of this version, and is open for reading only")

    def check(self) -> None:
        """ArchiveError where the server does not answer."""
        self.reader().rows("counter", ("commit",))

    def reader(self) -> PooledSession:
        """A session for one query."""
        return PooledSession(self.ask)

    def ask(self, question: Callable[[PostgresSession], T]) -> T:
        """What a reader answers to one question."""
        connection, answer = self._started(question)
        self._pool.putconn(connection)
        return answer

    @contextmanager
    def reading(self) -> Iterator[PostgresSession]:
        """A session whose queries all see the same state."""
        connection, session = self._started(_begin_reading)
        try:
            yield session
        finally:
            with suppress(psycopg.Error):  # a lost connection has nothing to end; the pool drops it
                connection.asking.execute(b"COMMIT")
            self._pool.putconn(connection)

    def _started(self, first: Callable[[PostgresSession], T], *, again: bool = True) -> tuple[ArchiveConnection, T]:
        """A connection of the pool, and what it did first; if the server went away meanwhile, another one's, once."""
        try:
            connection = self._pool.getconn()
        except psycopg.Error as problem:
            raise in_words(problem) from problem
        try:
            return connection, first(PostgresSession(connection))
        except BaseException as problem:
            self._pool.putconn(connection)
            if not (again and connection.closed and isinstance(problem, ArchiveError)):
                raise
        self._pool.check()  # those that wait in the pool were lost as well
        return self._started(first, again=False)

    @contextmanager
    def writing(self) -> Iterator[PostgresSession]:
        """A session in a transaction, which is kept at the end, or undone by an exception."""
        if self._bulk_thread == threading.get_ident() and self._writer is not None:
            yield PostgresSession(self._writer)
            return
        with self._writing, self._transaction() as session:
            yield session

    @contextmanager
    def bulk(self) -> Iterator[None]:
        """All that this thread writes within is one transaction."""
        with self._writing:
            with self._transaction() as session:
                self._bulk_thread = threading.get_ident()
                try:
                    yield
                finally:
                    self._bulk_thread = None
            # The server would look at the new rows a minute later, and until then read pages in a worse way. What was
            # kept is kept, also where this fails.
            with suppress(ArchiveError):
                analyze(session.connection)

    @contextmanager
    def _transaction(self) -> Iterator[PostgresSession]:
        connection = self._begin_writing()
        try:
            yield PostgresSession(connection)
            _commit(connection)
        except BaseException:
            with suppress(psycopg.Error):
                connection.execute(b"ROLLBACK")
            if connection.info.transaction_status is not TransactionStatus.IDLE:
                connection.close()  # interrupted amid a query: the server undoes what is left
            raise

    def _begin_writing(self, *, again: bool = True) -> ArchiveConnection:
        if self._place.read_only:
            raise ReadOnlyError(f"{self._place.shown} is open for reading only")
        if self._closed:
            raise ArchiveError("the archive is closed")
        if self._writer is None or self._writer.closed:
            self._writer = self._place.connect()
        try:
            self._writer.execute(_BEGIN_WRITING)
        except psycopg.Error as problem:
            if again and self._writer.closed:
                return self._begin_writing(again=False)
            with suppress(psycopg.Error):
                self._writer.execute(b"ROLLBACK")
            raise in_words(problem) from problem
        return self._writer

    def compact(self) -> None:
        """Write the tables anew, so that nothing of what was deleted is left in them."""
        with self._writing:
            connection = self._begin_writing()
            try:
                tables = connection.execute(_TABLES).fetchall()
                connection.execute(b"COMMIT")
                for (table,) in tables:
                    connection.execute(sql.SQL("VACUUM (FULL, ANALYZE) {}").format(sql.Identifier(table)))
            except psycopg.Error as problem:
                with suppress(psycopg.Error):
                    connection.execute(b"ROLLBACK")
                raise in_words(problem) from problem

    def revision(self) -> int:
        """A number that changes with every change, whichever process makes it: the cheapest query there is."""
        return int(self.reader().rows("revision")[0][0])

    def close(self) -> None:
        """Close every connection; none may be in use."""
        self._closed = True
        self._pool.close()
        with self._writing:
            if self._writer is not None:
                self._writer.close()
            self._writer = None


class PooledSession:
    """A session of which each query takes a connection from the pool and gives it back."""

    __slots__ = ("_ask",)

    def __init__(self, ask: Callable[[Callable[[PostgresSession], list[Row]]], list[Row]]) -> None:
        self._ask = ask

    def rows(self, name: str, values: Sequence[Value] = ()) -> list[Row]:
        return self._ask(lambda session: session.rows(name, values))

    def each(self, name: str, values: Iterable[Sequence[Value]]) -> list[Row]:
        sets = list(values)
        return self._ask(lambda session: session.each(name, sets))

    def select(self, text: str, values: Sequence[Value]) -> list[Row]:
        return self._ask(lambda session: session.select(text, values))

    def write(self, name: str, values: Sequence[Value] = ()) -> int:
        raise ReadOnlyError(f"{name}: a reader does not write")

    def write_each(self, name: str, values: Iterable[Sequence[Value]]) -> None:
        raise ReadOnlyError(f"{name}: a reader does not write")


def _begin_reading(session: PostgresSession) -> PostgresSession:
    try:
        session.connection.asking.execute(_BEGIN_READING)
    except psycopg.Error as problem:
        raise in_words(problem) from problem
    return session


def _commit(connection: ArchiveConnection) -> None:
    try:
        # After a failed query, which somebody made light of, PostgreSQL answers COMMIT with ROLLBACK.
        kept = connection.execute(b"COMMIT").statusmessage == "COMMIT"
    except psycopg.Error as problem:
        raise ArchiveError(
            f"{in_words(problem)}. Whether the last commit was kept is not known; committing it again does no harm"
        ) from problem
    if not kept:
        raise ArchiveError("nothing was kept: one of the transaction's queries had failed")
