"""The archive over any engine: the readers of every subject, and the commit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager

from tokgate.archive.errors import UnkeepableError
from tokgate.archive.reading.analytics import AnalyticsReader
from tokgate.archive.reading.changes import ChangeReader
from tokgate.archive.reading.comments import CommentReader
from tokgate.archive.reading.creators import CreatorReader
from tokgate.archive.reading.credentials import CredentialReader
from tokgate.archive.reading.live import LiveReader
from tokgate.archive.reading.posts import PostReader
from tokgate.archive.reading.purges import PurgeReader
from tokgate.archive.reading.records import RecordReader
from tokgate.archive.reading.relations import RelationReader
from tokgate.archive.reading.results import ResultReader
from tokgate.archive.reading.search import SearchReader
from tokgate.archive.reading.tags import TagReader
from tokgate.archive.reading.validations import ValidationReader
from tokgate.archive.reading.walks import WalkReader
from tokgate.archive.rules.keepable import keepable_json
from tokgate.archive.session import Engine, Session
from tokgate.archive.writing.acts import Act
from tokgate.archive.writing.commit import Commit, keep_provenance, next_commit
from tokgate.archive.writing.parts import unkeepable
from tokgate.archive.writing.purges import PurgeWriter
from tokgate.archive.writing.splits import SplitWriter
from tokgate.domain.acts import ActResult, Deed
from tokgate.domain.clock import Clock
from tokgate.domain.joins import Split
from tokgate.domain.observations import Observation, Outcome, Provenance
from tokgate.domain.ports import Totals
from tokgate.domain.purges import Purge


class StoredArchive(
    PostReader,
    SearchReader,
    ResultReader,
    ChangeReader,
    CreatorReader,
    CommentReader,
    RelationReader,
    TagReader,
    RecordReader,
    LiveReader,
    AnalyticsReader,
    CredentialReader,
    PurgeReader,
    ValidationReader,
    WalkReader,
):
    """See `tokgate.domain.ports.Archive`."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        super().__init__(engine)
        self._clock = clock

    @property
    def embedded(self) -> bool:
        return self._engine.embedded

    def check(self) -> None:
        self._engine.check()

    def revision(self) -> int | None:
        return self._engine.revision()

    def commit(
        self,
        observations: Sequence[Observation],
        provenance: Provenance,
        *,
        checkpoint: tuple[str, bytes] | None = None,
    ) -> list[Outcome]:
        """Raises UnkeepableError, naming the post, where one cannot be kept; then none of the batch is."""
        keepable_json(provenance)
        if checkpoint is not None and "\0" in checkpoint[0]:
            raise UnkeepableError("the name of the checkpoint holds NUL (U+0000)")
        try:
            with self._engine.writing() as session:
                now_ms = self._clock.now_ms()
                origin = keep_provenance(session, provenance, now_ms)
                outcomes = Commit(session, origin, now_ms).keep(observations)
                if checkpoint is not None:
                    session.write("checkpoint_put", checkpoint)
        except (OverflowError, UnicodeEncodeError) as problem:
            raise unkeepable(observations, problem) from problem
        return outcomes

    def split(self, join_id: int) -> Split:
        """Raises NoSuchJoinError for a join that there is not, or not any more."""
        with self._engine.writing() as session:
            number = next_commit(session)
            return SplitWriter(session, number, self._clock.now_ms()).split(join_id)

    def act(self, deed: Deed, provenance: Provenance, *, at_ms: int) -> ActResult:
        with self._engine.writing() as session:
            origin = keep_provenance(session, provenance, self._clock.now_ms())
            act = Act(session, origin, provenance.source, at_ms)
            try:
                return act.do(deed)
            except (OverflowError, UnicodeEncodeError) as problem:
                raise unkeepable(act.observations, problem) from problem

    def purge_post(self, post_id: int, because: str, at_ms: int) -> Purge:
        with self._purging(at_ms) as writer:
            return writer.post(post_id, because)

    def purge_creator(self, key: int, because: str, at_ms: int) -> Purge:
        """Raises NoSuchCreatorError for an unknown key."""
        with self._purging(at_ms) as writer:
            return writer.creator(key, because)

    def allow(self, purge_id: int, at_ms: int) -> Purge:
        """Raises NoSuchPurgeError where nothing is kept away by this purge."""
        with self._purging(at_ms) as writer:
            return writer.allow(purge_id)

    def compact(self) -> None:
        self._engine.compact()

    @contextmanager
    def _purging(self, at_ms: int) -> Iterator[PurgeWriter]:
        with self._engine.writing() as session:
            yield PurgeWriter(session, next_commit(session), at_ms)

    def bulk(self) -> AbstractContextManager[None]:
        return self._engine.bulk()

    def checkpoint(self, name: str) -> bytes | None:
        rows = self._engine.reader().rows("checkpoint", (name,))
        return rows[0][0] if rows else None

    def totals(self) -> Totals:
        with self._engine.reading() as session:
            return Totals(*(_counter(session, name) for name in Totals.__struct_fields__))

    def close(self) -> None:
        self._engine.close()


def _counter(session: Session, name: str) -> int:
    rows = session.rows("counter", (name,))
    return rows[0][0] if rows else 0
