"""Saved states of archive and controls, by name: one file each in a folder beside the archive."""

from __future__ import annotations

import re
import shutil
import threading
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol, runtime_checkable

from tokgate.domain.instants import iso
from tokgate.domain.spelling import did_you_mean

#: As the archive's: a snapshot holds what it holds.
MODE = 0o600
CHECKPOINT = "tokgate.controls"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


@runtime_checkable
class CopyableArchive(Protocol):
    """An archive in a file of its own, which can be copied as a whole."""

    @property
    def path(self) -> Path: ...
    def revision(self) -> int | None: ...
    def copy_to(self, path: Path, checkpoint: tuple[str, bytes] | None = None) -> None: ...
    def restore_from(self, path: Path) -> None: ...
    def checkpoint(self, name: str) -> bytes | None: ...


class Snapshots:
    """The snapshots of one archive. Names are letters, digits, `.`, `_` and `-`; ValueError for another.

    Whoever saves, loads, branches or removes at once takes turns.
    """

    def __init__(self, archive: CopyableArchive) -> None:
        self._archive = archive
        self._folder = archive.path.with_name(archive.path.name + ".snapshots")
        self._turn = threading.Lock()

    def save(self, name: str, controls: bytes = b"") -> None:
        """Keep the present state under a name, in place of what was there; if it fails, that stays."""
        path = self._path(name)
        with self._turn:
            self._folder.mkdir(exist_ok=True)
            self._archive.copy_to(path, (CHECKPOINT, controls))

    def load(self, name: str) -> bytes:
        """Go back to a saved state; the controls that were saved with it. LookupError if there is none of that name."""
        with self._turn:
            self._archive.restore_from(self._existing(name))
            return self._archive.checkpoint(CHECKPOINT) or b""

    def branch(self, name: str, start: str) -> None:
        """A new snapshot that begins as a copy of another. FileExistsError if the name is taken."""
        with self._turn:
            path, source = self._path(name), self._existing(start)
            if path.exists():
                raise FileExistsError(f"there is a snapshot {name!r} already; remove it first or choose another name")
            part = path.with_name(f".{path.name}.part")
            try:
                part.touch(MODE)
                shutil.copyfile(source, part)
                part.replace(path)
            finally:
                part.unlink(missing_ok=True)

    def remove(self, name: str) -> None:
        """Delete a snapshot. LookupError if there is none of that name."""
        with self._turn:
            self._existing(name).unlink()

    def rows(self) -> list[dict[str, Any]]:
        """Every snapshot by name, with its size and when it was saved (by the machine's clock)."""
        rows = []
        for path in sorted(each for each in self._folder.glob("[!.]*.db") if each.is_file()):
            about = path.stat()
            rows.append({"name": path.stem, "bytes": about.st_size, "saved_at": iso(int(about.st_mtime * 1000))})
        return rows

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise ValueError(f"{name[:70]!r} cannot name a snapshot: use letters, digits, '.', '_' and '-', at most 64")
        return self._folder / f"{name}.db"

    def _existing(self, name: str) -> Path:
        path = self._path(name)
        if not path.exists():
            names = [str(row["name"]) for row in self.rows()]
            raise LookupError(
                f"there is no snapshot {name!r}{did_you_mean(name, names) if names else '; there is none yet'}"
            )
        return path


class StartCopy:
    """The archive as it was when the server began, to go back to. It is gone with `close`."""

    def __init__(self, archive: CopyableArchive) -> None:
        self._archive = archive
        self._folder = TemporaryDirectory(prefix="tokgate-start-")
        self._path = Path(self._folder.name) / "start.db"
        archive.copy_to(self._path)
        self._revision = archive.revision()

    def restore(self) -> None:
        """Put the archive back; an archive that nobody has changed since is left alone."""
        if self._archive.revision() != self._revision:
            self._archive.restore_from(self._path)
            self._revision = self._archive.revision()

    def close(self) -> None:
        """Delete the copy."""
        self._folder.cleanup()
