"""SQLite: a connection that writes, and one that reads for each thread."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

import apsw

from tokgate.archive.errors import ArchiveError, NotAnArchiveError, OutdatedArchiveError, ReadOnlyError
from tokgate.archive.queries import read_queries
from tokgate.archive.rows import COLUMNS
from tokgate.archive.session import Row, Value
from tokgate.archive.sqlite.files import (
    Standing,
    check_same,
    check_unchanged,
    check_writable,
    connect_to_read,
    make_private,
)
from tokgate.archive.sqlite.migrations import MIGRATIONS, check, migrate, schema_version
from tokgate.archive.sqlite.problems import in_words, told
from tokgate.archive.sqlite.search_spelling import SQLITE

#: Rows, of 2 to 6 KB, must not spill into overflow pages, which a clustered table does beyond a quarter of a page: at
#: 8 KB a file is twice as large and a page of posts takes twice the time.
PAGE_BYTES = 32_768
#: The log is written back at 64 MB: later, pages that are written again and again are so only once.
LOG_PAGES = 2048
#: What a transaction that fills an archive may keep in memory: the pages that posts in any order fall into.
BULK_CACHE_KB = 262_144
CACHE_KB = 32_768
#: How long a writer waits for another process's.
BUSY_MS = 60_000

#: Every query by its name.
SQL = read_queries(files("tokgate.archive.sqlite"), COLUMNS)


class SqliteSession:
    """See `tokgate.archive.session.Session`: a cursor, and the queries by name."""

    __slots__ = ("_damage", "_file", "cursor")

    def __init__(self, connection: apsw.Connection, file: Path, damage: list[ArchiveError]) -> None:
        """`damage` is told of what was found damaged."""
        self.cursor = connection.cursor()
        self._file = file
        self._damage = damage

    def rows(self, name: str, values: Sequence[Value] = ()) -> list[Row]:
        return self.select(SQL[name], values)

    def each(self, name: str, values: Iterable[Sequence[Value]]) -> list[Row]:
        try:
            return self.cursor.executemany(SQL[name], values).fetchall()
        except apsw.Error as problem:
            raise self._in_words(problem) from problem

    def select(self, text: str, values: Sequence[Value]) -> list[Row]:
        try:
            return self.cursor.execute(text, values).fetchall()
        except apsw.Error as problem:
            raise self._in_words(problem) from problem

    def write(self, name: str, values: Sequence[Value] = ()) -> int:
        try:
            self.cursor.execute(SQL[name], values)
            return self.cursor.connection.changes()
        except apsw.Error as problem:
            raise self._in_words(problem) from problem

    def write_each(self, name: str, values: Iterable[Sequence[Value]]) -> None:
        try:
            self.cursor.executemany(SQL[name], values)
        except apsw.Error as problem:
            raise self._in_words(problem) from problem

    def _in_words(self, problem: apsw.Error) -> ArchiveError:
        told = in_words(problem, self._file)
        if isinstance(told, NotAnArchiveError):
            self._damage.append(told)
        return told


class SqliteEngine:
    """See `tokgate.archive.session.Engine`. Each thread reads through a connection of its own."""

    embedded = True
    search_spelling = SQLITE

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self._path = path
        self._read_only = read_only
        self._closed = False
        self._local = threading.local()
        self._writing = threading.Lock()
        self._readers: weakref.WeakSet[apsw.Connection] = weakref.WeakSet()
        self._writer: apsw.Connection | None = None
        self._watcher: apsw.Cursor | None = None
        self._watching = threading.Lock()
        self._bulk_thread: int | None = None
        self._damage: list[ArchiveError] = []
        self._without_locks = False
        with told(path):
            if read_only:
                self._open_to_read()
            else:
                self._open()
        self._opened = Standing.of(path)

    def _open_to_read(self) -> None:
        connection = self._connected_to_read()
        try:
            check(connection)
            if schema_version(connection) < MIGRATIONS[-1][0]:
                raise OutdatedArchiveError(f"{self._path} is of an older tokgate: open it once for writing")
        finally:
            connection.close()

    def _connected_to_read(self) -> apsw.Connection:
        connection, self._without_locks = connect_to_read(self._path)
        _tune(connection)
        self._readers.add(connection)
        return connection

    def _open(self) -> None:
        check_writable(self._path)
        make_private(self._path)
        writer = apsw.Connection(str(self._path))
        _tune(writer)
        check(writer)  # before anything is written, the file's mode included
        writer.pragma("page_size", PAGE_BYTES)
        writer.pragma("journal_mode", "wal")
        writer.pragma("synchronous", "normal")
        writer.pragma("wal_autocheckpoint", LOG_PAGES)
        writer.pragma("journal_size_limit", LOG_PAGES * PAGE_BYTES)
        writer.pragma("foreign_keys", True)
        try:
            migrate(writer)
        except BaseException:
            writer.close()
            raise
        _tune(writer)  # again: SQLite counts the cache in pages of the size that held before
        self._writer = writer

    def reader(self) -> SqliteSession:
        """This thread's session for reading."""
        session: SqliteSession | None = getattr(self._local, "session", None)
        if session is None or self._closed:
            if self._closed:
                raise ArchiveError("the archive is closed")
            with told(self._path):
                connection = self._connected_to_read()
            session = self._local.session = self._session(connection)
        if self._without_locks:
            check_unchanged(self._path, self._opened)
        return session

    def _session(self, connection: apsw.Connection) -> SqliteSession:
        return SqliteSession(connection, self._path, self._damage)

    @contextmanager
    def reading(self) -> Iterator[SqliteSession]:
        """A session whose queries all see the same state."""
        session = self.reader()
        session.select("BEGIN", ())
        try:
            yield session
        finally:
            with told(self._path):
                if session.cursor.connection.in_transaction:  # which an error may have ended
                    session.cursor.execute("COMMIT")
        if self._without_locks:
            check_unchanged(self._path, self._opened)

    def check(self) -> None:
        """ArchiveError where the file is gone or was replaced, or where anything of it was found damaged."""
        check_same(self._path, self._opened)
        if self._damage:
            raise self._damage[0]
        self.reader().rows("counter", ("commit",))

    @property
    def path(self) -> Path:
        return self._path

    @contextmanager
    def replacing(self) -> Iterator[apsw.Connection]:
        """The connection that writes, outside a transaction, while nobody else writes."""
        with self._writing:
            if self._writer is None:
                raise ReadOnlyError(f"{self._path} is closed or open for reading only")
            yield self._writer
            self._damage.clear()

    @contextmanager
    def writing(self) -> Iterator[SqliteSession]:
        """A session in a transaction, which is kept at the end, or undone by an exception."""
        if self._bulk_thread == threading.get_ident() and self._writer is not None:
            yield self._session(self._writer)
            return
        with self._writing, self._transaction() as session:
            yield session

    @contextmanager
    def bulk(self) -> Iterator[None]:
        """All that this thread writes within is one transaction, with room in memory for very many rows."""
        with self._writing:
            writer = self._open_writer()
            writer.pragma("cache_size", -BULK_CACHE_KB)
            self._bulk_thread = threading.get_ident()
            try:
                with self._transaction():
                    yield
            finally:
                self._bulk_thread = None
                writer.pragma("cache_size", -CACHE_KB)

    @contextmanager
    def _transaction(self) -> Iterator[SqliteSession]:
        writer = self._open_writer()
        session = self._session(writer)
        session.select("BEGIN IMMEDIATE", ())
        try:
            yield session
            session.select("COMMIT", ())
        except BaseException:
            if writer.in_transaction:
                session.select("ROLLBACK", ())
            raise

    def _open_writer(self) -> apsw.Connection:
        if self._writer is None:
            if self._read_only:
                raise ReadOnlyError(f"{self._path} is open for reading only")
            raise ArchiveError("the archive is closed")
        # SQLite would go on writing to a file that has no name any more, and all of it would be gone at the end.
        check_same(self._path, self._opened)
        return self._writer

    def compact(self) -> None:
        """Write the file anew and empty the log beside it, so that nothing of what was deleted is left in either."""
        with self.writing() as session:
            session.write("words_compact")  # the index of words keeps those of deleted posts until then
        with self._writing:
            writer = self._open_writer()
            try:
                writer.execute("VACUUM")
                [(busy, _, _)] = writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            except apsw.Error as problem:
                raise ArchiveError(f"{self._path}: {problem}") from problem
        if busy:
            raise ArchiveError(f"{self._path} is being read: the log beside it still has what was deleted; try again")

    def revision(self) -> int:
        """A number that changes with every change to the file, whichever process makes it."""
        # Numbers of two connections cannot be compared: all threads ask the same one, which takes one at a time.
        with self._watching:
            try:
                if self._watcher is None:
                    self._watcher = self._connected_to_read().cursor()
                # As a query, it is prepared once; `Connection.pragma` would prepare it each time.
                version: int = self._watcher.execute("PRAGMA data_version").get
            except apsw.Error as problem:
                raise in_words(problem, self._path) from problem
        return version

    def close(self) -> None:
        """Close every thread's connection; none may be in use."""
        self._closed = True
        for connection in list(self._readers):
            connection.close()
        with self._writing:
            if self._writer is not None:
                self._writer.close()
            self._writer = None


def _tune(connection: apsw.Connection) -> None:
    connection.set_busy_timeout(BUSY_MS)
    connection.pragma("cache_size", -CACHE_KB)
    connection.pragma("mmap_size", 1 << 38)
    connection.pragma("temp_store", "memory")
