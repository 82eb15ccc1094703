"""The archive in a SQLite file, and what only a file can do: be copied."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from tokgate.archive.sqlite.copying import copy_to, restore_from
from tokgate.archive.sqlite.engine import SqliteEngine
from tokgate.archive.store import StoredArchive
from tokgate.domain.clock import Clock


class SqliteArchive(StoredArchive):
    """See `tokgate.domain.ports.Archive`. May be used from several threads at once."""

    def __init__(self, path: Path | None, clock: Clock, *, read_only: bool = False) -> None:
        """`path` None: a temporary file, gone when closed."""
        self._folder = TemporaryDirectory(prefix="tokgate-") if path is None else None
        file = Path(self._folder.name) / "archive.db" if self._folder is not None else path or Path()
        self._sqlite = SqliteEngine(file, read_only=read_only)
        super().__init__(self._sqlite, clock)

    @property
    def path(self) -> Path:
        """The file."""
        return self._sqlite.path

    @property
    def address(self) -> str:
        """Where it is."""
        return str(self._sqlite.path)

    def copy_to(self, path: Path, checkpoint: tuple[str, bytes] | None = None) -> None:
        """Copy the present state to a file, with one more checkpoint; ArchiveError or OSError leave the file alone."""
        copy_to(self._sqlite, path, checkpoint)

    def restore_from(self, path: Path) -> None:
        """Become what `copy_to` wrote; NotAnArchiveError for another file."""
        restore_from(self._sqlite, path)

    def close(self) -> None:
        super().close()
        if self._folder is not None:
            self._folder.cleanup()
