"""The demo's world as a file, made once and copied for every server."""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path

from tokgate.archive import open_archive
from tokgate.world.making import write_world

SEED = 7


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    """This process's folder for worlds; it is removed when the process ends."""
    return tempfile.TemporaryDirectory(prefix="tokgate-worlds-")


def world_file(seed: int = SEED, folder: Path | None = None) -> Path:
    """The archive of a world, made on first use. `folder` lets several processes share it."""
    home = folder or Path(_folder().name)
    path = home / f"world-{seed}.db"
    if not path.exists():
        with tempfile.TemporaryDirectory(dir=home) as making:
            made = Path(making) / path.name
            _make(seed, made)
            # One of several processes that make it at once comes last; they all make the same.
            made.replace(path)
    return path


def copy_world(target: Path, seed: int = SEED, folder: Path | None = None) -> None:
    """A world's archive of one's own."""
    shutil.copyfile(world_file(seed, folder), target)


def _make(seed: int, path: Path) -> None:
    archive = open_archive(str(path))
    write_world(archive, seed)
    archive.close()
