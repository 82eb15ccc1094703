"""PostgreSQL's errors in our words."""

from __future__ import annotations

import psycopg
from psycopg import errors
from psycopg_pool import PoolClosed, PoolTimeout

from tokgate.archive.errors import ArchiveError, ReadOnlyError, UnkeepableError


def in_words(problem: psycopg.Error) -> ArchiveError:
    """What to raise for an error of the driver, the server or the pool; it tells no value and no password."""
    if isinstance(problem, PoolClosed):
        return ArchiveError("the archive is closed")
    if isinstance(problem, PoolTimeout):
        return ArchiveError("no connection to PostgreSQL became free in time: all are in use, or it does not answer")
    if isinstance(problem, errors.ReadOnlySqlTransaction):
        return ReadOnlyError("the archive is open for reading only")
    if isinstance(problem, errors.LockNotAvailable):
        return ArchiveError("another process is still writing to the archive; try again later")
    if isinstance(problem, psycopg.DataError):
        return UnkeepableError(f"PostgreSQL cannot keep a value: {_said(problem)}")
    return ArchiveError(f"PostgreSQL: {_said(problem)}")


def _said(problem: psycopg.Error) -> str:
    return problem.diag.message_primary or str(problem).partition("\n")[0] or type(problem).__name__
