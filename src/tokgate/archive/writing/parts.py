"""What an observation speaks of: a post, something else, or both; and what tells each part from others."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from tokgate.archive.errors import UnkeepableError
from tokgate.archive.reading.purges import Judgement
from tokgate.archive.rules.digests import digest
from tokgate.archive.rules.keepable import is_too_large, keepable_json, place_of
from tokgate.archive.rules.names import Names
from tokgate.archive.rules.purges import number_of
from tokgate.archive.writing.known import ObservationKey
from tokgate.domain.creators import Creator
from tokgate.domain.messages import Conversation, Message, Notification
from tokgate.domain.observations import Observation, Outcome, Subject
from tokgate.domain.posts import Comment, CommentTombstone, Post, Tombstone
from tokgate.domain.records import Record
from tokgate.domain.relations import Relation
from tokgate.domain.shops import Product, Review, Shop


class ObservationParts(msgspec.Struct):
    """An observation taken apart.

    `post` is what it says of a post, with the item that came with it; a relation to one says that and more, which
    `key` tells apart. Each part is `fresh` unless the archive already has it.
    """

    observation: Observation
    post: Post | None
    post_key: ObservationKey | None
    key: ObservationKey | None
    body: bytes | None
    post_fresh: bool = False
    fresh: bool = False
    own: int = 0
    others: list[int] = []
    author: int = 0
    creator_is_new: bool = False
    outcome: Outcome = Outcome.DUPLICATE


def take_apart(observation: Observation) -> ObservationParts:
    """The parts of an observation, not yet looked up."""
    subject, source = observation.subject, observation.source
    if "\0" in source:
        raise UnkeepableError(f"{_kind_of(subject)} {_id_of(subject)}: the name of its source holds NUL (U+0000)")
    if isinstance(subject, Post):
        body = observation.body if observation.body is not None else observation.web_item
        return ObservationParts(observation, subject, _post_key(subject, body, source), None, body)
    kind = _kind_of(subject)
    if isinstance(subject, Creator) or (isinstance(subject, Relation) and subject.other is not None):
        number = number_of(Names.of(subject if isinstance(subject, Creator) else subject.creator))
        return ObservationParts(
            observation, None, None, (kind, number, digest(subject, observation.body), source), None
        )
    if isinstance(subject, Relation) and subject.comment is not None:
        key = (kind, subject.comment, digest(subject, observation.body), source)
        return ObservationParts(observation, None, None, key, None)
    if isinstance(subject, Comment | CommentTombstone | Record):
        return ObservationParts(
            observation, None, None, (kind, subject.id, digest(subject, observation.body), source), None
        )
    assert subject.post is not None
    key = (kind, subject.post.id, digest(subject, observation.body), source)
    if isinstance(subject, Tombstone):
        return ObservationParts(observation, subject.post, None, key, None)
    # The body tells of the like; only the item in it tells of the post.
    item = observation.web_item
    return ObservationParts(observation, subject.post, _post_key(subject.post, item, source), key, item)


def admit(parts: ObservationParts, judgement: Judgement) -> None:
    """Let in what names nothing that is purged, or lists it no more.

    What was said before a purge that holds no more was removed with it: said again, it is news.
    """
    if judgement.subject is not parts.observation.subject:
        parts.observation = msgspec.structs.replace(parts.observation, subject=judgement.subject, body=None)
    if judgement.allowed and parts.key is not None:
        kind, subject, said, source = parts.key
        parts.key = (kind, subject, digest([said, *sorted(judgement.allowed)]), source)


def _post_key(post: Post, body: bytes | None, source: str) -> ObservationKey:
    for name, number in (("duet_of", post.duet_of), ("stitch_of", post.stitch_of)):
        if is_too_large(number):  # in a column it would be refused; these are kept as JSON
            raise UnkeepableError(f"post {post.id}: {name} is beyond 63 bits")
    if body is None:
        return "post", post.id, digest(post), source
    keepable_json(post)  # or it is refused: the body, which tells the words apart, may spell a text in another way
    return "post", post.id, digest(body), source


def lists_creator(observation: Observation) -> Creator | None:
    """Whose list, comment or profile it is, or who sent or owns it; None for posts, tombstones and shops."""
    subject = observation.subject
    if isinstance(subject, Creator):
        return subject
    if isinstance(subject, Conversation):
        return subject.owner
    if isinstance(subject, Message):
        return subject.sender
    if isinstance(subject, Post | Tombstone | CommentTombstone | Shop | Product | Review):
        return None
    return subject.creator


def other_creators(observation: Observation) -> list[Creator | None]:
    """Further creators that it names."""
    subject = observation.subject
    if isinstance(subject, Relation) and subject.other is not None:
        return [subject.other]
    if isinstance(subject, Notification):
        return [subject.sender]
    if isinstance(subject, Conversation):
        return [*(subject.participants or ())]
    return []


def unkeepable(observations: Sequence[Observation], problem: Exception) -> UnkeepableError:
    """Which observation the store could not take, and why; the store itself does not say which."""
    for observation in observations:
        subject = observation.subject
        name = f"{_kind_of(subject)} {_id_of(subject)} from {observation.source}"
        try:
            tree = msgspec.to_builtins(subject)
            msgspec.json.encode(tree)
        except (UnicodeEncodeError, RecursionError) as found:
            return UnkeepableError(f"{name}: {found}")
        path = place_of({"observed_ms": observation.observed_ms, **tree}, is_too_large)
        if path:
            return UnkeepableError(f"{name}: {path} is beyond 63 bits")
    return UnkeepableError(str(problem))


def _kind_of(subject: Subject) -> str:
    return str(subject.kind) if isinstance(subject, Relation) else type(subject).__name__.lower()


def _id_of(subject: Subject) -> object:
    if isinstance(subject, Creator):
        return subject.username or subject.user_id or subject.sec_uid
    if isinstance(subject, Relation):
        other = subject.other
        name = subject.comment if subject.post is None else subject.post.id
        return f"of {name if other is None else other.username or other.user_id} by {subject.creator.username}"
    return subject.post.id if isinstance(subject, Tombstone) else subject.id
