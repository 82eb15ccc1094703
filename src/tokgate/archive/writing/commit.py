"""Keeping a batch of observations: what is known already, who is meant, what is new, and then all rows at once."""

from __future__ import annotations

from collections.abc import Sequence

from tokgate.archive.reading.purges import Purged
from tokgate.archive.session import Session
from tokgate.archive.writing.bodies import BodyWriter
from tokgate.archive.writing.comments import CommentWriter
from tokgate.archive.writing.creators import CreatorWriter
from tokgate.archive.writing.joins import JoinWriter
from tokgate.archive.writing.known import Known, Words, insert_sightings
from tokgate.archive.writing.posts import PostWriter
from tokgate.archive.writing.records import RecordWriter
from tokgate.archive.writing.relations import RelationWriter
from tokgate.archive.writing.sightings import Sighting, admit, lists_creator, other_creators, take_apart
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
        self._waiting: list[Sighting] = []
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
        sightings = [take_apart(observation) for observation in observations]
        for sighting in self._drop_duplicates(self._drop_purged(sightings)):
            self._see_creators(sighting)
            self._waiting.append(sighting)
        self._write()
        insert_sightings(self._session, self._rows)
        return [sighting.outcome for sighting in sightings]

    def _write(self) -> None:
        """Write what was said so far: at the end, and before two creators become one, while each has its own."""
        self._posts.load({sighting.post.id for sighting in self._waiting if sighting.post is not None})
        for sighting in self._waiting:
            sighting.outcome = self._see(sighting)
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

    def _drop_purged(self, sightings: list[Sighting]) -> list[Sighting]:
        purged = Purged(self._session)
        if not purged.any:
            return sightings
        purged.load(sighting.observation for sighting in sightings)
        for sighting in sightings:
            judgement = purged.judge(sighting.observation)
            purged.learn(judgement.learnt)
            if judgement.purge is not None:
                sighting.outcome = Outcome.PURGED
            else:
                admit(sighting, judgement)
        return [sighting for sighting in sightings if sighting.outcome is not Outcome.PURGED]

    def _drop_duplicates(self, sightings: Sequence[Sighting]) -> list[Sighting]:
        words = {each for sighting in sightings for each in (sighting.post_words, sighting.words) if each is not None}
        self._known.load(self._session, words)
        for sighting in sightings:
            sighting.post_fresh = self._is_fresh(sighting.post_words, sighting.observation)
            sighting.fresh = self._is_fresh(sighting.words, sighting.observation)
        return [sighting for sighting in sightings if sighting.fresh or sighting.post_fresh]

    def _is_fresh(self, words: Words | None, observation: Observation) -> bool:
        """Whether the archive has not these words of that instant; from now on it has."""
        instant, known = observation.observed_ms, observation.instant_known
        if words is None or self._known.has(words, instant, instant_known=known):
            return False
        self._known.add(words, instant, instant_known=known)
        return True

    def _see_creators(self, sighting: Sighting) -> None:
        instant, source = sighting.observation.observed_ms, sighting.observation.source
        known = self._creators.created
        sighting.own = self._creators.see(lists_creator(sighting.observation), instant, source)
        sighting.creator_is_new = self._creators.created > known
        sighting.others = [self._creators.see(each, instant, source) for each in other_creators(sighting.observation)]
        if sighting.post is not None:
            sighting.author = self._creators.see(sighting.post.creator, instant, source)

    def _see(self, sighting: Sighting) -> Outcome:
        outcome = Outcome.UPDATED
        author = self._creators.current(sighting.author)
        if sighting.post is not None and sighting.post_words is not None and sighting.post_fresh:
            outcome = self._posts.see(sighting, sighting.post, author)
        if sighting.words is None:
            return outcome
        observation = sighting.observation
        if sighting.fresh:
            self._rows.append((
                *sighting.words, observation.observed_ms, observation.instant_known, self._provenance,
            ))  # fmt: skip
        sighting.others = [self._creators.current(each) for each in sighting.others]
        is_new = self._see_other(sighting, self._creators.current(sighting.own), author)
        return Outcome.NEW if is_new else Outcome.UPDATED

    def _see_other(self, sighting: Sighting, own: int, author: int) -> bool:
        """Take in all that is no post; whether it was unknown."""
        observation = sighting.observation
        subject, instant = observation.subject, observation.observed_ms
        if isinstance(subject, Creator):
            if observation.body is not None and own:
                self._bodies.keep("creator", own, observation.source, instant, observation.body)
            return sighting.creator_is_new
        if isinstance(subject, Comment):
            return self._comments.see(subject, own, observation)
        if isinstance(subject, CommentTombstone):
            return self._comments.mark_deleted(subject.id, instant, subject.reason)
        if isinstance(subject, Record):
            return self._records.see(subject, [own, *sighting.others], observation)
        if isinstance(subject, Relation):
            return self._see_relation(subject, own, sighting.others, instant)
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
