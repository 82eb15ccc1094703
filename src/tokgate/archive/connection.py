"""Connections to the file: one that writes, and one that reads for each thread."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw

from tokgate.archive.errors import ArchiveError, NotAnArchiveError, ReadOnlyError
from tokgate.archive.migrations import check, migrate

#: Rows, of 2 to 6 KB, must not spill into overflow pages, which a clustered table does beyond a quarter of a page: at
#: 8 KB a file is twice as large and a page of posts takes twice the time.
PAGE_BYTES = 32_768
#: The log is written back at 64 MB: later, pages that are written again and again are so only once.
LOG_PAGES = 2048
#: What a transaction that fills an archive may keep in memory: the pages that posts in any order fall into.
FILLING_CACHE_KB = 262_144
CACHE_KB = 32_768
#: How long a writer waits for another process's.
BUSY_MS = 60_000


class Connections:
    """The open file. Safe to use from any thread: each reads through a connection of its own, writers take turns."""

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
        self._filling: int | None = None
        try:
            self._open()
        except apsw.NotADBError:
            raise NotAnArchiveError(f"{path} is not a SQLite file") from None
        except apsw.CantOpenError:
            raise NotAnArchiveError(f"{path} cannot be opened: no such folder, or no right to") from None

    def _open(self) -> None:
        if self._read_only:
            check(self.reader().connection)
            return
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

    def reader(self) -> apsw.Cursor:
        """This thread's cursor for reading. Take all rows of a query before the next one: there is only this one."""
        cursor: apsw.Cursor | None = getattr(self._local, "cursor", None)
        if cursor is None or self._closed:
            if self._closed:
                raise ArchiveError("the archive is closed")
            connection = apsw.Connection(str(self._path), flags=apsw.SQLITE_OPEN_READONLY)
            _tune(connection)
            self._readers.add(connection)
            cursor = connection.cursor()
            self._local.cursor = cursor
        return cursor

    @contextmanager
    def reading(self) -> Iterator[apsw.Cursor]:
        """A cursor whose queries all see the same state."""
        cursor = self.reader()
        cursor.execute("BEGIN")
        try:
            yield cursor
        finally:
            cursor.execute("COMMIT")

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

    @contextmanager
    def writing(self) -> Iterator[apsw.Cursor]:
        """A cursor in a transaction, which is kept at the end, or undone by an exception."""
        if self._filling == threading.get_ident() and self._writer is not None:
            yield self._writer.cursor()
            return
        with self._writing, self._transaction() as cursor:
            yield cursor

    @contextmanager
    def filling(self) -> Iterator[None]:
        """All that this thread writes within is one transaction, with room in memory for very many rows."""
        with self._writing:
            writer = self._open_writer()
            writer.pragma("cache_size", -FILLING_CACHE_KB)
            self._filling = threading.get_ident()
            try:
                with self._transaction():
                    yield
            finally:
                self._filling = None
                writer.pragma("cache_size", -CACHE_KB)

    @contextmanager
    def _transaction(self) -> Iterator[apsw.Cursor]:
        writer = self._open_writer()
        cursor = writer.cursor()
        cursor.execute("BEGIN IMMEDIATE")
        try:
            yield cursor
            cursor.execute("COMMIT")
        except BaseException:
            if writer.in_transaction:
                cursor.execute("ROLLBACK")
            raise

    def _open_writer(self) -> apsw.Connection:
        if self._writer is None:
            if self._read_only:
                raise ReadOnlyError(f"{self._path} is open for reading only")
            raise ArchiveError("the archive is closed")
        return self._writer

    def revision(self) -> int:
        """A number that changes with every change to the file, whichever process makes it."""
        # Numbers of two connections cannot be compared: all threads ask the same one, which takes one at a time.
        with self._watching:
            if self._watcher is None:
                connection = apsw.Connection(str(self._path), flags=apsw.SQLITE_OPEN_READONLY)
                self._readers.add(connection)
                self._watcher = connection.cursor()
            # As a query, it is prepared once; `Connection.pragma` would prepare it each time.
            version: int = self._watcher.execute("PRAGMA data_version").get
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
