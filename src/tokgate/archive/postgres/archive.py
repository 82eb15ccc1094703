"""The archive on PostgreSQL."""

from __future__ import annotations

from tokgate.archive.postgres.connections import Place
from tokgate.archive.postgres.engine import PostgresEngine
from tokgate.archive.postgres.migrations import schema_version
from tokgate.archive.store import StoredArchive
from tokgate.domain.clock import Clock


class PostgresArchive(StoredArchive):
    """See `tokgate.domain.ports.Archive`. May be used from several threads at once."""

    def __init__(self, url: str, clock: Clock, *, read_only: bool = False) -> None:
        place = Place(url, read_only=read_only)
        self._address = place.shown
        super().__init__(PostgresEngine(place), clock)

    @property
    def address(self) -> str:
        """Where it is, without the password."""
        return self._address


def exists(url: str) -> bool:
    """Whether there is an archive at an address; ArchiveError for a server that does not answer."""
    place = Place(url, read_only=True)
    with place.connect() as connection:
        return schema_version(connection, place) > 0
