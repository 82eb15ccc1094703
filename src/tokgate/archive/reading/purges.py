"""Reading what was purged, and what of that observations name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from tokgate.archive.reading.changes import upto
from tokgate.archive.rows.handles import Use
from tokgate.archive.rows.purges import MarkRow, PurgeRow, to_purge
from tokgate.archive.rules.names import Names
from tokgate.archive.rules.purges import (
    HANDLE,
    creators_named,
    hash_of,
    keeps_out_handle,
    strong_hashes,
    things_named,
)
from tokgate.archive.session import Reader, Session
from tokgate.domain.changes import Changes
from tokgate.domain.creators import Creator
from tokgate.domain.messages import Conversation
from tokgate.domain.observations import Observation, Subject
from tokgate.domain.playlists import Playlist
from tokgate.domain.purges import Purge


class PurgeReader(Reader):
    """See `tokgate.domain.purges.Purging`."""

    def purges(self, after: int, *, limit: int) -> Changes[Purge]:
        with self._engine.reading() as session:
            last = upto(session, "purges_changed_upto", after, limit)
            rows = session.rows("purges_changed", (after, last))
        return Changes([to_purge(PurgeRow(*row)) for row in rows], last)

    def purge_of(self, observation: Observation) -> Purge | None:
        with self._engine.reading() as session:
            purged = Purged(session)
            purged.load([observation])
            purge = purged.judge(observation).purge
            rows = session.rows("purge_by_id", (purge,)) if purge is not None else []
        return to_purge(PurgeRow(*rows[0])) if rows else None


class Judgement(msgspec.Struct, frozen=True):
    """What becomes of an observation.

    `purge` keeps it out; None: it is let in, as `subject`, which lists nothing that is kept out. `allowed` are purges
    of what it names that hold no more. `learnt` are names of the purged creator that were not known of it.
    """

    purge: int | None
    subject: Subject
    allowed: frozenset[int] = frozenset()
    learnt: tuple[MarkRow, ...] = ()


class Purged:
    """What was purged, as far as observations that were loaded name it."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._marks: dict[bytes, list[MarkRow]] = {}
        self.any = bool(session.rows("purge_any"))

    def load(self, observations: Iterable[Observation]) -> None:
        """Look up all that they name."""
        hashes = {each for observation in observations for each in _hashes(observation.subject)} - self._marks.keys()
        self._marks |= {each: [] for each in hashes}
        for row in self._session.each("purged_find", [(each,) for each in hashes]):
            self._marks[row[1]].append(MarkRow(*row))

    def judge(self, observation: Observation) -> Judgement:
        """What becomes of an observation that was loaded."""
        subject, at_ms = observation.subject, observation.observed_ms
        found = [mark for thing in things_named(subject) for mark in self._marks[hash_of(*thing)]]
        learnt: list[MarkRow] = []
        for creator in creators_named(subject):
            marks = self._marks_of(creator, at_ms)
            found += marks
            learnt += self._unknown_names(creator, [mark for mark in marks if mark.allowed_ms is None], at_ms)
        purge = min((mark.purge for mark in found if mark.allowed_ms is None), default=None)
        if purge is not None:
            return Judgement(purge, subject, learnt=tuple(learnt))
        left, listed = self._without_purged(subject, at_ms)
        return Judgement(None, left, frozenset(mark.purge for mark in found + listed if mark.allowed_ms is not None))

    def learn(self, marks: Iterable[MarkRow]) -> None:
        """Know a purged creator by more names from now on."""
        for mark in marks:
            self._session.write("purged_put", (mark.purge, mark.kind, mark.hash, mark.first_ms, mark.last_ms))
            self._marks.setdefault(mark.hash, []).append(mark)

    def _marks_of(self, creator: Creator, at_ms: int) -> list[MarkRow]:
        names = Names.of(creator)
        found = [mark for each in strong_hashes(names) for mark in self._marks[each]]
        if names.handle is None or found:
            return found
        marks = self._marks[hash_of(HANDLE, names.handle)]
        if not marks:
            return []
        uses = [Use(*row) for row in self._session.rows("handle_uses_around", (names.handle,))]
        return [
            mark
            for mark in marks
            if mark.allowed_ms is not None or keeps_out_handle(mark, names, uses, at_ms, self._name_kinds(mark))
        ]

    def _name_kinds(self, mark: MarkRow) -> list[str]:
        return [row[0] for row in self._session.rows("purged_name_kinds", (mark.purge,))]

    def _unknown_names(self, creator: Creator, marks: list[MarkRow], at_ms: int) -> Iterator[MarkRow]:
        """The creator's names that no mark of the purge that keeps it out has."""
        if not marks:
            return
        names = Names.of(creator)
        hashes = [(kind, each, 0) for each, kind in strong_hashes(names).items()]
        if names.handle is not None:
            hashes.append((HANDLE, hash_of(HANDLE, names.handle), at_ms))
        for kind, each, instant in hashes:
            if all(mark.purge != marks[0].purge for mark in self._marks[each]):
                yield msgspec.structs.replace(marks[0], kind=kind, hash=each, first_ms=instant, last_ms=instant)

    def _without_purged(self, subject: Subject, at_ms: int) -> tuple[Subject, list[MarkRow]]:
        """A list without what is kept out of it, and the marks of all that it lists."""
        if isinstance(subject, Playlist) and subject.posts is not None:
            posts = {each: self._marks[hash_of("post", each)] for each in subject.posts}
            left = [each for each in subject.posts if not _keep_out(posts[each])]
            return _relisted(subject, "posts", left), [mark for marks in posts.values() for mark in marks]
        if isinstance(subject, Conversation) and subject.participants is not None:
            people = [(each, self._marks_of(each, at_ms)) for each in subject.participants]
            staying = [each for each, marks in people if not _keep_out(marks)]
            return _relisted(subject, "participants", staying), [mark for _, marks in people for mark in marks]
        return subject, []


def _hashes(subject: Subject) -> Iterator[bytes]:
    creators = list(creators_named(subject))
    things = list(things_named(subject))
    if isinstance(subject, Playlist):
        things += [("post", each) for each in subject.posts or ()]
    if isinstance(subject, Conversation):
        creators += subject.participants or ()
    yield from (hash_of(*thing) for thing in things)
    for creator in creators:
        names = Names.of(creator)
        yield from strong_hashes(names)
        if names.handle is not None:
            yield hash_of(HANDLE, names.handle)


def _keep_out(marks: Iterable[MarkRow]) -> bool:
    return any(mark.allowed_ms is None for mark in marks)


def _relisted(subject: Subject, member: str, left: list[int] | list[Creator]) -> Subject:
    """The same subject, which says so by its identity, where nothing was left out."""
    return subject if left == getattr(subject, member) else msgspec.structs.replace(subject, **{member: left})
