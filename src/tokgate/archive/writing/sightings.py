"""What an observation speaks of: a post, something else, or both; and what tells each part from others."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from tokgate.archive.errors import UnkeepableError
from tokgate.archive.rules.digests import digest
from tokgate.archive.rules.keepable import is_too_large, place_of, refuse_nul
from tokgate.archive.writing.known import Words
from tokgate.domain.creators import Creator
from tokgate.domain.messages import Conversation, Message, Notification
from tokgate.domain.observations import Observation, Outcome, Subject
from tokgate.domain.posts import Comment, CommentTombstone, Post, Tombstone
from tokgate.domain.records import Record
from tokgate.domain.relations import Relation
from tokgate.domain.shops import Product, Review, Shop


class Sighting(msgspec.Struct):
    """An observation taken apart.

    `post` is what it says of a post, with the item that came with it; a relation to one says that and more, which
    `words` tells apart. Each part is `fresh` unless the archive already has it.
    """

    observation: Observation
    post: Post | None
    post_words: Words | None
    words: Words | None
    body: bytes | None
    post_fresh: bool = False
    fresh: bool = False
    own: int = 0
    others: list[int] = []
    author: int = 0
    creator_is_new: bool = False
    outcome: Outcome = Outcome.DUPLICATE


def take_apart(observation: Observation) -> Sighting:
    """The parts of an observation, not yet looked up."""
    subject, source = observation.subject, observation.source
    if isinstance(subject, Post):
        body = observation.body if observation.body is not None else observation.web_item
        return Sighting(observation, subject, _post_words(subject, body, source), None, body)
    kind = _kind_of(subject)
    if isinstance(subject, Creator) or (isinstance(subject, Relation) and subject.post is None):
        return Sighting(observation, None, None, (kind, 0, digest(subject, observation.body), source), None)
    if isinstance(subject, Comment | CommentTombstone | Record):
        return Sighting(observation, None, None, (kind, subject.id, digest(subject, observation.body), source), None)
    assert subject.post is not None
    words = (kind, subject.post.id, digest(subject, observation.body), source)
    if isinstance(subject, Tombstone):
        return Sighting(observation, subject.post, None, words, None)
    # The body tells of the like; only the item in it tells of the post.
    item = observation.web_item
    return Sighting(observation, subject.post, _post_words(subject.post, item, source), words, item)


def _post_words(post: Post, body: bytes | None, source: str) -> Words:
    if body is None:
        return "post", post.id, digest(post), source
    refuse_nul(post, body)
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
