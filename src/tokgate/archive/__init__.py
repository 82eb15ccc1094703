"""The archive: where domain data is kept. `open_archive` is the way in; the rest implements `domain.ports.Archive`."""

from __future__ import annotations

from tokgate.archive.addresses import file_of, is_postgres
from tokgate.archive.errors import UnsupportedArchiveError
from tokgate.domain import ports
from tokgate.domain.clock import Clock, SystemClock
from tokgate.extras import lacking


def open_archive(url: str, *, clock: Clock | None = None, read_only: bool = False) -> ports.Archive:
    """Open the archive at an address, made if need be; `:memory:` is one that is gone when closed.

    A file path or `sqlite:///path` is a file; `postgresql://user@host/database?schema=name` is a schema of a
    PostgreSQL database, `tokgate` unless the address names another. Raises UnsupportedArchiveError for other
    addresses, NotAnArchiveError for what is not ours, NewerArchiveError for a later version's archive, and
    ArchiveError for a server that does not answer.
    """
    if is_postgres(url):
        _require_psycopg()
        from tokgate.archive.postgres.archive import PostgresArchive

        return PostgresArchive(url, clock or SystemClock(), read_only=read_only)
    from tokgate.archive.sqlite.archive import SqliteArchive

    return SqliteArchive(file_of(url), clock or SystemClock(), read_only=read_only)


def archive_exists(url: str) -> bool:
    """Whether there is anything at an address; ArchiveError for a server that does not answer."""
    if is_postgres(url):
        _require_psycopg()
        from tokgate.archive.postgres.archive import exists

        return exists(url)
    file = file_of(url)
    return file is not None and file.exists()


def _require_psycopg() -> None:
    try:
        import psycopg_pool  # noqa: F401 - is it there?
    except ImportError:
        raise UnsupportedArchiveError(lacking("psycopg_pool", "postgres")) from None


class Archive:
    """The way into an archive from Python; needs the extra `server`."""

    @staticmethod
    def open(url: str, *, read_only: bool = False) -> ports.Archive:
        """As `open_archive`."""
        return open_archive(url, read_only=read_only)
