"""The archive: where domain data is kept. `open_archive` is the way in; the rest implements `domain.ports.Archive`."""

from __future__ import annotations

from pathlib import Path

from tokgate.archive.errors import UnsupportedArchiveError
from tokgate.domain import ports
from tokgate.domain.clock import Clock, SystemClock


def open_archive(url: str, *, clock: Clock | None = None, read_only: bool = False) -> ports.Archive:
    """Open the archive at a file path or `sqlite:///path`, made if need be; `:memory:` is one that is gone when closed.

    `sqlite:///name` is relative to the working folder and `sqlite:////name` is absolute. Raises UnsupportedArchiveError
    for other addresses, NotAnArchiveError for other files and NewerArchiveError for a later version's archive.
    """
    from tokgate.archive.sqlite.archive import SqliteArchive

    path = _path_of(url)
    return SqliteArchive(path, clock or SystemClock(), read_only=read_only)


class Archive:
    """The way into an archive from Python; needs the extra `server`."""

    @staticmethod
    def open(url: str, *, read_only: bool = False) -> ports.Archive:
        """As `open_archive`."""
        return open_archive(url, read_only=read_only)


def _path_of(url: str) -> Path | None:
    if url in (":memory:", "sqlite://", "sqlite:///:memory:"):
        return None
    if url.startswith("sqlite:///"):
        return Path(url.removeprefix("sqlite:///"))
    scheme, separator, _ = url.partition("://")
    if separator or not url:
        raise UnsupportedArchiveError(
            f"{scheme or 'an empty address'} is not supported: an archive is a file path, sqlite:///path or :memory:"
        )
    return Path(url)
