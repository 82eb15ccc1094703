"""SQLite's errors in our words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import apsw

from tokgate.archive.errors import ArchiveError, NotAnArchiveError, ReadOnlyError


def in_words(problem: apsw.Error, file: object) -> ArchiveError:
    """What to raise for an error of SQLite's; it tells the file and no value."""
    if isinstance(problem, (apsw.ConnectionClosedError, apsw.CursorClosedError)):
        return ArchiveError("the archive is closed")
    if isinstance(problem, apsw.NotADBError):
        return NotAnArchiveError(f"{file} is not a SQLite file")
    if isinstance(problem, apsw.CorruptError):
        return NotAnArchiveError(f"{file} is damaged: {problem}; go back to a snapshot or a backup of it")
    if isinstance(problem, apsw.CantOpenError):
        return NotAnArchiveError(f"{file} cannot be opened: no such folder, or no right to")
    if isinstance(problem, apsw.ReadOnlyError):
        return ReadOnlyError(f"{file} cannot be written to: {problem}")
    return ArchiveError(f"{file}: {reason(problem)}")


def reason(problem: apsw.Error) -> str:
    """Why the system let SQLite down, as far as it can be told."""
    if isinstance(problem, apsw.FullError):
        return "the disk is full"
    if isinstance(problem, apsw.IOError):
        return f"the disk failed, or the file grew beyond a limit ({problem})"
    if isinstance(problem, apsw.BusyError):
        return "another process has been writing for too long"
    return str(problem)


@contextmanager
def told(file: object) -> Iterator[None]:
    """Within, what SQLite raises is raised in words."""
    try:
        yield
    except apsw.Error as problem:
        raise in_words(problem, file) from problem
