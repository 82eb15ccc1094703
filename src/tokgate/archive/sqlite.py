"""The archive in a SQLite file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from tempfile import TemporaryDirectory

from tokgate.archive.commit import Commit, keep_provenance
from tokgate.archive.connection import Connections
from tokgate.archive.copying import copy_to, restore_from
from tokgate.archive.creator_reading import read_creator, read_creators
from tokgate.archive.credentials import add_credential, read_credential, read_credentials, revoke_credentials
from tokgate.archive.queries import SQL, fetch
from tokgate.archive.reading import (
    read_all_posts,
    read_body,
    read_history,
    read_liked,
    read_piece,
    read_pieces,
    read_posts,
    read_posts_by_id,
    read_reposts,
)
from tokgate.archive.readings import SqliteReadings
from tokgate.archive.sightings import unkeepable
from tokgate.domain.clock import Clock
from tokgate.domain.creators import Creator
from tokgate.domain.observations import Observation, Outcome, Provenance
from tokgate.domain.ports import CountsObservation, CreatorSummary, CredentialRecord, Order, Page, Piece, Position
from tokgate.domain.posts import Post


class SqliteArchive(SqliteReadings):
    """See `tokgate.domain.ports.Archive`. May be used from several threads at once."""

    embedded = True

    def __init__(self, path: Path | None, clock: Clock, *, read_only: bool = False) -> None:
        """`path` None: a temporary file, gone when closed."""
        self._folder = TemporaryDirectory(prefix="tokgate-") if path is None else None
        super().__init__(
            Connections(
                Path(self._folder.name) / "archive.db" if self._folder is not None else path or Path(),
                read_only=read_only,
            )
        )
        self._clock = clock

    def commit(
        self,
        observations: Sequence[Observation],
        provenance: Provenance,
        *,
        checkpoint: tuple[str, bytes] | None = None,
    ) -> list[Outcome]:
        """Raises UnkeepableError, naming the post, where one cannot be kept; then none of the batch is."""
        try:
            with self._connections.writing() as cursor:
                origin = keep_provenance(cursor, provenance, self._clock.now_ms())
                outcomes = Commit(cursor, origin).keep(observations)
                if checkpoint is not None:
                    cursor.execute(SQL["checkpoint_put"], checkpoint)
        except (OverflowError, UnicodeEncodeError) as problem:
            raise unkeepable(observations, problem) from problem
        return outcomes

    def filling(self) -> AbstractContextManager[None]:
        return self._connections.filling()

    def checkpoint(self, name: str) -> bytes | None:
        rows = fetch(self._connections.reader(), "checkpoint", (name,))
        return rows[0][0] if rows else None

    def creator(self, *, username: str = "", sec_uid: str = "", user_id: str = "", key: int = 0) -> Creator | None:
        return read_creator(self._connections, username=username, sec_uid=sec_uid, user_id=user_id, key=key)

    def creators(self) -> Iterator[CreatorSummary]:
        return read_creators(self._connections)

    def pieces(self, creator: int, *, after: Position | None, limit: int, order: Order = Order.LATEST) -> Page[Piece]:
        return read_pieces(self._connections, creator, after=after, limit=limit, order=order)

    def liked_pieces(self, creator: int, *, after: Position | None, limit: int) -> Page[Piece]:
        return read_liked(self._connections, creator, after=after, limit=limit)

    def reposts(self, creator: int, *, offset: int, limit: int) -> Page[Post]:
        return read_reposts(self._connections, creator, offset=offset, limit=limit)

    def posts(self, creator: int, *, after: Position | None, limit: int) -> Page[Post]:
        return read_posts(self._connections, creator, after=after, limit=limit)

    def posts_by_id(self, ids: Sequence[int]) -> list[Post]:
        return read_posts_by_id(self._connections, ids)

    def all_posts(self, creator: int | None = None) -> Iterator[Post]:
        return read_all_posts(self._connections, creator)

    def piece(self, post_id: int) -> Piece | None:
        return read_piece(self._connections, post_id)

    def body(self, post_id: int, source: str) -> bytes | None:
        return read_body(self._connections, post_id, source)

    def history(self, post_id: int) -> list[CountsObservation]:
        return read_history(self._connections, post_id)

    def add_credential(self, record: CredentialRecord) -> None:
        add_credential(self._connections, record)

    def credential(self, kind: str, digest: bytes) -> CredentialRecord | None:
        return read_credential(self._connections, kind, digest)

    def credentials(self) -> list[CredentialRecord]:
        return read_credentials(self._connections)

    def revoke_credentials(self, name: str, at_ms: int) -> int:
        return revoke_credentials(self._connections, name, at_ms)

    @property
    def path(self) -> Path:
        """The file."""
        return self._connections.path

    def revision(self) -> int:
        """A number that changes with every change to the archive, whichever process makes it."""
        return self._connections.revision()

    def copy_to(self, path: Path, checkpoint: tuple[str, bytes] | None = None) -> None:
        """Copy the present state to a file, with one more checkpoint; ArchiveError or OSError leave the file alone."""
        copy_to(self._connections, path, checkpoint)

    def restore_from(self, path: Path) -> None:
        """Become what `copy_to` wrote; NotAnArchiveError for another file."""
        restore_from(self._connections, path)

    def close(self) -> None:
        self._connections.close()
        if self._folder is not None:
            self._folder.cleanup()
