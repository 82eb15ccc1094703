"""Keeping a batch of observations: what is known already, who is meant, what is new, and then all rows at once."""

from __future__ import annotations

from collections.abc import Sequence

from tokgate.archive.reading.purges import Purged
from tokgate.archive.session import Session
from tokgate.archive.writing.bodies import BodyWriter
from tokgate.archive.writing.comments import CommentWriter
from tokgate.archive.writing.creators import CreatorWriter
from tokgate.archive.writing.joins import JoinWriter
from tokgate.archive.writing.known import Known, ObservationKey, insert_keys
from tokgate.archive.writing.parts import ObservationParts, admit, lists_creator, other_creators, take_apart
from tokgate.archive.writing.posts import PostWriter
from tokgate.archive.writing.records import RecordWriter
from tokgate.archive.writing.relations import RelationWriter
from tokgate.domain.creators import Creator
from tokgate.domain.observations import Observation, Outcome, Provenance
from tokgate.domain.posts import Comment, CommentTombstone, Tombstone
from tokgate.domain.records import Record
from tokgate.domain.relations import Relation, RelationKind


def keep_provenance(session: Session, provenance: Provenance, now_ms: int) -> int:
    """The id of an origin, the same for an equal one."""
    origin = (
        provenance.source,
        provenance.dialect,
        provenance.operation,
        provenance.request_id,
        provenance.file,
    )
    found = session.rows("provenance_find", origin)
    if not found:
        found = session.rows("provenance_insert", (*origin, now_ms))
    return int(found[0][0])


def next_commit(session: Session) -> int:
    """The number of a commit that begins: one more than the last."""
    return int(session.rows("counter_add", ("commit", 1))[0][0])


class Commit:
    """One batch in one transaction."""

    def __init__(self, session: Session, provenance: int, now_ms: int) -> None:
        self._session = session
        self._provenance = provenance
        self._number = next_commit(session)
        self._known = Known()
        self._joins = JoinWriter(session, self._number, now_ms, self._write)
        self._creators = CreatorWriter(session, self._number, provenance, self._joins)
        self._waiting: list[ObservationParts] = []
        self._rows: list[tuple[str, int, int, str, int, bool, int]] = []
        self._start()

    def _start(self) -> None:
        self._bodies = BodyWriter(self._session, self._provenance)
        self._posts = PostWriter(self._session, self._number, self._provenance, self._bodies)
        self._relations = RelationWriter(self._session, self._number)
        self._comments = CommentWriter(self._session, self._number, self._bodies)
        self._records = RecordWriter(self._session, self._bodies)

    def keep(self, observations: Sequence[Observation]) -> list[Outcome]:
        """Write a batch; one outcome each, in order."""
        batch = [take_apart(observation) for observation in observations]
        for parts in self._drop_duplicates(self._drop_purged(batch)):
            self._see_creators(parts)
            self._waiting.append(parts)
        self._write()
        insert_keys(self._session, self._rows)
        return [parts.outcome for parts in batch]

    def _write(self) -> None:
        """Write what was said so far: at the end, and before two creators become one, while each has its own."""
        self._posts.load({parts.post.id for parts in self._waiting if parts.post is not None})
        for parts in self._waiting:
            parts.outcome = self._see(parts)
        self._waiting.clear()
        accounts_changed = self._creators.accounts_changed()
        self._creators.flush()
        self._posts.flush(accounts_changed)
        self._relations.flush()
        self._comments.flush()
        self._records.flush()
        self._bodies.flush()
        self._count()
        self._start()

    def _count(self) -> None:
        created = {"posts": self._posts.created, "comments": self._comments.created}
        for name, number in created.items():
            if number:
                self._session.rows("counter_add", (name, number))

    def _drop_purged(self, batch: list[ObservationParts]) -> list[ObservationParts]:
        purged = Purged(self._session)
        if not purged.any:
            return batch
        purged.load(parts.observation for parts in batch)
        for parts in batch:
            judgement = purged.judge(parts.observation)
            purged.learn(judgement.learnt)
            if judgement.purge is not None:
                parts.outcome = Outcome.PURGED
            else:
                admit(parts, judgement)
        return [parts for parts in batch if parts.outcome is not Outcome.PURGED]

    def _drop_duplicates(self, batch: Sequence[ObservationParts]) -> list[ObservationParts]:
        keys = {each for parts in batch for each in (parts.post_key, parts.key) if each is not None}
        self._known.load(self._session, keys)
        for parts in batch:
            parts.post_fresh = self._is_fresh(parts.post_key, parts.observation)
            parts.fresh = self._is_fresh(parts.key, parts.observation)
        return [parts for parts in batch if parts.fresh or parts.post_fresh]

    def _is_fresh(self, key: ObservationKey | None, observation: Observation) -> bool:
        """Whether the archive has not this of that instant; from now on it has."""
        instant, known = observation.observed_ms, observation.instant_known
        if key is None or self._known.has(key, instant, instant_known=known):
            return False
        self._known.add(key, instant, instant_known=known)
        return True

    def _see_creators(self, parts: ObservationParts) -> None:
        instant, source = parts.observation.observed_ms, parts.observation.source
        known = self._creators.created
        parts.own = self._creators.see(lists_creator(parts.observation), instant, source)
        parts.creator_is_new = self._creators.created > known
        parts.others = [self._creators.see(each, instant, source) for each in other_creators(parts.observation)]
        if parts.post is not None:
            parts.author = self._creators.see(parts.post.creator, instant, source)

    def _see(self, parts: ObservationParts) -> Outcome:
        outcome = Outcome.UPDATED
        author = self._creators.current(parts.author)
        if parts.post is not None and parts.post_key is not None and parts.post_fresh:
            outcome = self._posts.see(parts, parts.post, author)
        if parts.key is None:
            return outcome
        observation = parts.observation
        if parts.fresh:
            self._rows.append((
                *parts.key, observation.observed_ms, observation.instant_known, self._provenance,
            ))  # fmt: skip
        parts.others = [self._creators.current(each) for each in parts.others]
        is_new = self._see_other(parts, self._creators.current(parts.own), author)
        return Outcome.NEW if is_new else Outcome.UPDATED

    def _see_other(self, parts: ObservationParts, own: int, author: int) -> bool:
        """Take in all that is no post; whether it was unknown."""
        observation = parts.observation
        subject, instant = observation.subject, observation.observed_ms
        if isinstance(subject, Creator):
            if observation.body is not None and own:
                self._bodies.keep("creator", own, observation.source, instant, observation.body)
            return parts.creator_is_new
        if isinstance(subject, Comment):
            return self._comments.see(subject, own, observation)
        if isinstance(subject, CommentTombstone):
            return self._comments.mark_deleted(subject.id, instant, subject.reason)
        if isinstance(subject, Record):
            return self._records.see(subject, [own, *parts.others], observation)
        if isinstance(subject, Relation):
            return self._see_relation(subject, own, parts.others, instant)
        assert isinstance(subject, Tombstone)
        return self._posts.mark_deleted(subject.post, author, instant, subject.reason)

    def _see_relation(self, relation: Relation, own: int, others: Sequence[int], instant: int) -> bool:
        """Take in a relation between creators that have a name to be found by; whether it was unknown."""
        if relation.post is not None:
            other = relation.post.id
        else:
            other = others[0] if relation.other is not None else relation.comment or 0
        if not own or not other:
            return False
        is_new = self._relations.see(relation, own, other, instant)
        if relation.kind is RelationKind.PIN:
            self._posts.pin(other, pinned=self._relations.holds(relation.kind, own, other))
        return is_new
