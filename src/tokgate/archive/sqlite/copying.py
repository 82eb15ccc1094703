"""A whole archive copied to another file, and put back from it, while it is in use."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import apsw

from tokgate.archive.errors import ArchiveError, NotAnArchiveError
from tokgate.archive.sqlite.engine import SQL, SqliteEngine
from tokgate.archive.sqlite.migrations import check, migrate, schema_version
from tokgate.archive.sqlite.problems import reason


def copy_to(engine: SqliteEngine, path: Path, checkpoint: tuple[str, bytes] | None) -> None:
    """Copy the archive's present state to a file, with one more checkpoint.

    The file appears whole or, if this fails (ArchiveError, OSError), stays as it was. Of several copies to one file at
    once, each is whole, and the last stays.
    """
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    os.close(handle)
    part = Path(name)
    try:
        copy = apsw.Connection(str(part))
        try:
            _copy(engine.reader().cursor.connection, copy)
            copy.pragma("journal_mode", "delete")
            if checkpoint is not None:
                copy.execute(SQL["checkpoint_put"], checkpoint)
        finally:
            copy.close()
        part.replace(path)
    except apsw.Error as problem:
        raise ArchiveError(f"cannot copy the archive to {path}: {reason(problem)}") from problem
    finally:
        part.unlink(missing_ok=True)
        # A transaction that the disk had no room for leaves its journal.
        part.with_name(f"{part.name}-journal").unlink(missing_ok=True)


def restore_from(engine: SqliteEngine, path: Path) -> None:
    """Make the archive what `copy_to` wrote to a file; readers see the old state until they see all of the new one.

    A copy of an older version is brought up to date. Raises NotAnArchiveError for another file, which changes nothing.
    """
    try:
        # No other process writes a copy: `immutable` spares locks and the files beside it.
        copy = apsw.Connection(
            f"{path.resolve().as_uri()}?immutable=1", apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
        )
    except apsw.Error as problem:
        raise NotAnArchiveError(f"{path} cannot be opened: {problem}") from problem
    try:
        check(copy)
        if schema_version(copy) == 0:
            raise NotAnArchiveError(f"{path} is empty")
        with engine.replacing() as writer:
            _copy(copy, writer)
            migrate(writer)
    except apsw.Error as problem:
        raise NotAnArchiveError(f"{path} is no copy of an archive: {problem}") from problem
    finally:
        copy.close()


def _copy(source: apsw.Connection, target: apsw.Connection) -> None:
    with target.backup("main", source, "main") as backup:
        while not backup.done:
            backup.step()
