"""The folder of a demo: removed when the demo ends, and by the next one if it was killed."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PREFIX = "tokgate-demo-"
#: A folder that is younger may be one that is just being locked.
_YOUNGEST_LEFT_S = 60


@contextmanager
def demo_folder() -> Iterator[Path]:
    """A temporary folder of this process's own, locked as long as it lives."""
    _remove_left()
    with tempfile.TemporaryDirectory(prefix=_PREFIX) as name:
        lock = os.open(name, os.O_RDONLY)
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            yield Path(name)
        finally:
            os.close(lock)


def _remove_left() -> None:
    """Remove this user's folders whose demos are gone, which is when nobody locks them."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        try:
            found = folder.lstat()
            if found.st_uid != os.getuid() or time.time() - found.st_mtime < _YOUNGEST_LEFT_S:
                continue
            lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        except OSError:
            continue
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
        except BlockingIOError:
            pass
        finally:
            os.close(lock)
