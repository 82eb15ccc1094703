"""The file under an archive: who may do what to it, and whether it is still the one that was opened."""

from __future__ import annotations

import os
from pathlib import Path

import apsw
import msgspec

from tokgate.archive.errors import ArchiveError, ReadOnlyError
from tokgate.archive.sqlite.migrations import schema_version

#: An archive holds the hashes of keys and the key of signed links: new ones are their owner's alone.
MODE = 0o600
_WRITABLE = 0o222


class Standing(msgspec.Struct, frozen=True):
    """By what a file is known again: the same one, and, where nobody should write, the same bytes."""

    file: tuple[int, int]
    bytes: tuple[int, int, int]

    @classmethod
    def of(cls, path: Path) -> Standing:
        """How a file stands. ArchiveError if it is gone."""
        try:
            about = path.stat()
        except OSError as problem:
            raise ArchiveError(f"{path} is gone: it was deleted or moved while it was in use") from problem
        return cls((about.st_dev, about.st_ino), (about.st_size, about.st_mtime_ns, _log_bytes(path)))


def check_same(path: Path, opened: Standing) -> None:
    """ArchiveError unless a path still leads to the file that was opened there."""
    if Standing.of(path).file != opened.file:
        raise ArchiveError(f"{path} is another file now: it was replaced while it was in use")


def check_unchanged(path: Path, opened: Standing) -> None:
    """ArchiveError if somebody wrote to a file that is read without locks."""
    if Standing.of(path) != opened:
        raise ArchiveError(
            f"{path} was written to while it was read from where nobody could be asked to wait; open it again, or read "
            "a snapshot of it"
        )


def make_private(path: Path) -> None:
    """Begin a new archive's file, for its owner alone; one that there is stays as it is."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, MODE))
    except OSError:
        return  # it is there, or SQLite will say what is wrong


def check_writable(path: Path) -> None:
    """ReadOnlyError where this user may read an archive and not write to it."""
    if path.exists() and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        raise ReadOnlyError(f"{path} can only be read: there is no right to write to it, or to its folder")


def connect_to_read(path: Path) -> tuple[apsw.Connection, bool]:
    """A connection that reads, and whether it does so without locks.

    SQLite's readers write, too: to the index beside the file by which writers know of them. Where that cannot be
    (a file system or a folder without the right to write), the file is read as one that does not change, if nobody may
    change it: its file system is mounted for reading only, or neither it nor its folder lets anybody write. Who may do
    so all the same, root or another mount of the same folder, is noticed by `check_unchanged`.
    """
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    try:
        schema_version(connection)
    except (apsw.CantOpenError, apsw.ReadOnlyError):
        connection.close()
        if not path.is_file() or not os.access(path, os.R_OK):
            raise
        _check_unchangeable(path)
        address = f"{path.resolve().as_uri()}?immutable=1"
        return apsw.Connection(address, apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI), True
    return connection, False


def _check_unchangeable(path: Path) -> None:
    if _log_bytes(path):
        raise ReadOnlyError(
            f"{path} has changes that are not in it yet, in {path.name}-wal: open it once where it can be written to"
        )
    read_only = os.statvfs(path).f_flag & os.ST_RDONLY
    if not read_only and (path.stat().st_mode | path.parent.stat().st_mode) & _WRITABLE:
        raise ReadOnlyError(
            f"{path} cannot be read safely: this user may not write to its folder, and others may. Read a snapshot of "
            "it, or take the right to write from the file and its folder (chmod a-w)"
        )


def _log_bytes(path: Path) -> int:
    try:
        return path.with_name(path.name + "-wal").stat().st_size
    except OSError:
        return 0
