"""Doing deeds: what is known is read, what follows is said as observations, and one commit keeps them all.

All of it is one transaction that no other writer comes between, so that counters move by what they are at that moment.
"""

from __future__ import annotations

from functools import singledispatchmethod

import msgspec

from tokgate.archive.errors import RefusedActError
from tokgate.archive.rules.acts import CONSEQUENCES, later, make_id
from tokgate.archive.rules.relations import Standing
from tokgate.archive.session import Session
from tokgate.archive.writing.commit import Commit
from tokgate.archive.writing.conversations import Participant
from tokgate.archive.writing.deletions import Deletion
from tokgate.archive.writing.live import LiveActs
from tokgate.archive.writing.scene import Scene
from tokgate.archive.writing.tallies import Tallies
from tokgate.domain.acts import (
    AcceptRequest,
    ActResult,
    Begin,
    Deed,
    DeleteComment,
    DeletePost,
    DeleteRequest,
    EditProfile,
    End,
    PublishComment,
    PublishPost,
    ReadRequest,
    SendMessage,
)
from tokgate.domain.counts import Counts, Precision
from tokgate.domain.creators import Creator
from tokgate.domain.handles import handles_in
from tokgate.domain.live_acts import LiveDeed
from tokgate.domain.messages import Message, Notification, NotificationKind
from tokgate.domain.observations import Observation, Outcome, Subject
from tokgate.domain.posts import Comment, Post
from tokgate.domain.relations import Relation, RelationKind

_NOTHING_YET = Counts(plays=0, likes=0, comments=0, shares=0, saves=0, reposts=0, precision=Precision.EXACT)
_DONE_BEFORE = ActResult(Outcome.DUPLICATE)


class Act:
    """One deed, done by `do`; the observations that it comes to are kept at once, at its end."""

    def __init__(self, session: Session, provenance: int, source: str, at_ms: int) -> None:
        self._session = session
        self._provenance = provenance
        self._source = source
        self._at_ms = at_ms
        self._scene = Scene(session)
        self._tallies = Tallies(self._scene, at_ms)
        self._deletion = Deletion(self._scene, self._tallies, at_ms)
        self._made_ids: set[int] = set()
        self._ended: set[tuple[int, int]] = set()
        self.observations: list[Observation] = []

    def do(self, deed: Deed) -> ActResult:
        """Raises RefusedActError where there is nothing to do it to, or it is not the doer's."""
        result = self._do(deed)
        for subject, instant in self._tallies.said():
            self._say(subject, instant)
        if not self.observations:
            return result
        outcomes = Commit(self._session, self._provenance, self._at_ms).keep(self.observations)
        if Outcome.PURGED in outcomes:
            raise RefusedActError("it names what was purged")
        return ActResult(outcomes[0], result.id)

    def _say(self, subject: Subject, at_ms: int) -> None:
        self.observations.append(Observation(subject=subject, source=self._source, observed_ms=at_ms))

    def _made(self, words: object) -> int:
        made = make_id(self._at_ms, words, self._is_taken)
        self._made_ids.add(made)
        return made

    def _is_taken(self, number: int) -> bool:
        return number in self._made_ids or self._scene.is_taken(number)

    @singledispatchmethod
    def _do(self, deed: Deed) -> ActResult:
        raise TypeError(f"{type(deed).__name__} is no deed")

    @_do.register
    def _begin(self, deed: Begin) -> ActResult:
        standing = self._scene.standing(deed.kind, deed.creator, deed.other)
        if standing.holds:
            return _DONE_BEFORE
        self._relate(deed.kind, deed.creator, deed.other, standing, begins=True)
        if deed.kind is RelationKind.BLOCK:
            for one, other in ((deed.creator, deed.other), (deed.other, deed.creator)):
                self._end(End(creator=one, kind=RelationKind.FOLLOW, other=other))
        if standing.held_ms is None:  # who takes it back and does it again is told of once
            self._tell_of(deed)
        return ActResult(Outcome.NEW)

    @_do.register
    def _end(self, deed: End) -> ActResult:
        standing = self._scene.standing(deed.kind, deed.creator, deed.other)
        if not standing.holds:
            return _DONE_BEFORE
        self._relate(deed.kind, deed.creator, deed.other, standing, begins=False)
        self._ended.add((deed.creator, deed.other))
        return ActResult(Outcome.UPDATED)

    def _relate(self, kind: RelationKind, creator: int, other: int, standing: Standing, *, begins: bool) -> None:
        who, second = self._scene.name(creator), self._at_ms // 1000
        if begins:
            if kind.is_of_creator and creator == other:
                raise RefusedActError(f"{kind}: nobody does that to themselves")
            self._scene.check_target(kind, other)
        relation = Relation(
            kind=kind,
            creator=who,
            post=Post(id=other) if kind.is_of_post else None,
            other=self._scene.name(other) if kind.is_of_creator else None,
            comment=other if kind is RelationKind.COMMENT_LIKE else None,
            at_s=second if begins else None,
            ended=not begins,
            ended_s=None if begins else second,
        )
        self._say(relation, later(self._at_ms, standing.newest_ms))
        self._count(kind, creator, other, 1 if begins else -1)
        if kind is RelationKind.COMMENT_LIKE:
            self._mark_liked_by_author(creator, other, liked=begins)

    def _count(self, kind: RelationKind, creator: int, other: int, change: int) -> None:
        counters = CONSEQUENCES[kind]
        self._tallies.add_creator(creator, counters.own, change)
        if kind.is_of_post:
            self._tallies.add_post(other, counters.target, change)
            self._tallies.add_creator(self._scene.author(other), counters.maker, change)
        elif kind.is_of_creator:
            self._tallies.add_creator(other, counters.target, change)
            if kind is RelationKind.FOLLOW and self._follows(other, creator):
                self._tallies.add_creator(creator, "friends", change)
                self._tallies.add_creator(other, "friends", change)
        else:
            self._tallies.add_comment(other, counters.target, change)

    def _follows(self, creator: int, other: int) -> bool:
        """Whether a creator follows another still; the deed itself may have ended it."""
        is_ended = (creator, other) in self._ended
        return not is_ended and self._scene.standing(RelationKind.FOLLOW, creator, other).holds

    def _mark_liked_by_author(self, creator: int, comment: int, *, liked: bool) -> None:
        row = self._scene.comment(comment)
        if row is not None and creator == self._scene.author(row.post or 0):
            self._say(Comment(id=comment, liked_by_author=liked), later(self._at_ms, row.content_ms))

    def _tell_of(self, deed: Begin) -> None:
        told = CONSEQUENCES[deed.kind].told
        if told is None:
            return
        if deed.kind.is_of_creator:
            self._notify(deed.other, told, deed.creator)
        elif deed.kind.is_of_post:
            self._notify(self._scene.author(deed.other), told, deed.creator, post=deed.other)
        else:
            row = self._scene.shown_comment(deed.other)
            self._notify(row.creator, told, deed.creator, post=row.post, comment=row.id)

    def _notify(
        self,
        creator: int,
        kind: NotificationKind,
        sender: int,
        *,
        post: int | None = None,
        comment: int | None = None,
        text: str | None = None,
    ) -> None:
        if not creator or creator == sender:
            return
        words = ["notification", creator, kind, sender, post, comment]
        told = Notification(
            id=self._made(words),
            creator=self._scene.name(creator),
            kind=kind,
            sender=self._scene.name(sender),
            post=post,
            comment=comment,
            text=text,
            at_s=self._at_ms // 1000,
        )
        self._say(told, self._at_ms)

    @_do.register
    def _publish_comment(self, deed: PublishComment) -> ActResult:
        if deed.id is not None and self._scene.comment(deed.id) is not None:
            return _DONE_BEFORE
        post = self._scene.shown_post(deed.post)
        parent = None if deed.parent is None else self._scene.shown_comment(deed.parent)
        if parent is not None and (parent.post != deed.post or parent.parent):
            raise RefusedActError(f"comment {parent.id} is none of the first level on post {deed.post}")
        made = deed.id or self._made(["comment", deed.creator, deed.post, deed.parent, deed.text])
        comment = Comment(
            id=made,
            post_id=deed.post,
            parent_id=deed.parent,
            creator=self._scene.name(deed.creator),
            text=deed.text,
            created_s=self._at_ms // 1000,
            likes=0,
            replies=0,
        )
        self._say(comment, self._at_ms)
        self._tallies.add_post(deed.post, "comments", 1)
        if parent is not None:
            self._tallies.add_comment(parent.id, "replies", 1)
        told = dict.fromkeys([post.creator, parent.creator if parent is not None else 0], NotificationKind.COMMENT)
        for creator in self._scene.creators_named(handles_in(deed.text) if deed.tells_mentioned else ()):
            told.setdefault(creator, NotificationKind.MENTION)
        for creator, kind in told.items():
            self._notify(creator, kind, deed.creator, post=deed.post, comment=made, text=deed.text)
        return ActResult(Outcome.NEW, made)

    @_do.register
    def _delete_comment(self, deed: DeleteComment) -> ActResult:
        row = self._scene.comment(deed.comment)
        if row is None or row.gone_ms is not None:
            return _DONE_BEFORE
        if deed.creator not in (row.creator, self._scene.author(row.post or 0)):
            raise RefusedActError(f"comment {row.id} is not theirs, nor on a post of theirs")
        for subject, instant in self._deletion.of_comment(row):
            self._say(subject, instant)
        return ActResult(Outcome.UPDATED)

    @_do.register
    def _send_message(self, deed: SendMessage) -> ActResult:
        if deed.id is not None and self._scene.is_message(deed.id):
            return _DONE_BEFORE
        sender = self._scene.name(deed.creator)
        participant = Participant(self._session, self._scene, deed.creator, deed.conversation)
        participant.check_can_speak()
        made = deed.id or self._made(["message", deed.creator, deed.conversation, deed.text, deed.post])
        message = Message(
            id=made,
            conversation=deed.conversation,
            sender=sender,
            kind=deed.kind,
            text=deed.text,
            post=deed.post,
            sent_ms=later(self._at_ms, participant.newest_ms),
        )
        self._say(message, self._at_ms)
        return ActResult(Outcome.NEW, made)

    @_do.register
    def _answer_request(self, deed: ReadRequest | AcceptRequest | DeleteRequest) -> ActResult:
        participant = Participant(self._session, self._scene, deed.creator, deed.conversation)
        said = participant.answer(deed, self._at_ms)
        if said is None:
            return _DONE_BEFORE
        self._say(said, later(self._at_ms, participant.content_ms))
        return ActResult(Outcome.UPDATED)

    @_do.register
    def _edit_profile(self, deed: EditProfile) -> ActResult:
        row = self._scene.creator(deed.creator)
        told = {name: getattr(deed, name) for name in ("username", "name", "bio", "private")}
        said = {name: value for name, value in told.items() if value is not None}
        if all(getattr(row, name) == value for name, value in said.items()):
            return _DONE_BEFORE
        newest_ms = row.last_seen_ms
        if deed.username is not None:
            self._scene.check_free(deed.username, deed.creator)
            # A handle is whose it was seen with last: who had it before may have been seen with it at this instant.
            newest_ms = max(newest_ms, self._scene.handle_seen_ms(deed.username))
        edited: Creator = msgspec.structs.replace(self._scene.name(deed.creator), **said)
        self._say(edited, later(self._at_ms, newest_ms))
        return ActResult(Outcome.UPDATED)

    @_do.register
    def _publish_post(self, deed: PublishPost) -> ActResult:
        if deed.post.id and self._scene.post(deed.post.id) is not None:
            return _DONE_BEFORE
        made = deed.post.id or self._made(["post", deed.creator, deed.post.text])
        creator = self._scene.name(deed.creator)
        counts, second = deed.post.counts or _NOTHING_YET, self._at_ms // 1000
        post = msgspec.structs.replace(deed.post, id=made, creator=creator, created_s=second, counts=counts)
        self._say(post, self._at_ms)
        self._tallies.add_creator(deed.creator, "posts", 1)
        for mentioned in self._scene.creators_named(handles_in(post.text or "")):
            self._notify(mentioned, NotificationKind.MENTION, deed.creator, post=made, text=post.text)
        return ActResult(Outcome.NEW, made)

    @_do.register
    def _delete_post(self, deed: DeletePost) -> ActResult:
        row = self._scene.post(deed.post)
        if row is None or row.gone_ms is not None:
            return _DONE_BEFORE
        if row.creator != deed.creator:
            raise RefusedActError(f"post {deed.post} is not theirs")
        for subject, instant in self._deletion.of_post(row):
            self._say(subject, instant)
        return ActResult(Outcome.UPDATED)

    @_do.register
    def _live(self, deed: LiveDeed) -> ActResult:
        return LiveActs(self._session, self._scene, self._at_ms, say=self._say, made=self._made).do(deed)
