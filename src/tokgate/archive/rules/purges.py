"""How what was purged is known again, and whom it keeps out.

Ids, user ids and secUids are one thing's for good. A handle is not: it keeps out who held it when the purged creator
did, and not an account that has it later, under names of its own or seen with it since.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping

import msgspec

from tokgate.archive.rows.handles import Use
from tokgate.archive.rows.purges import MarkRow
from tokgate.archive.rows.records import TABLES
from tokgate.archive.rules.handles import holder_at
from tokgate.archive.rules.names import Names
from tokgate.domain.creators import Creator
from tokgate.domain.live import LiveEvent
from tokgate.domain.messages import Message, Notification
from tokgate.domain.observations import Subject
from tokgate.domain.posts import Comment, CommentTombstone, Post, Tombstone
from tokgate.domain.relations import Relation

#: The kinds of names. A stand-in is told as a secUid, but says nothing of what the account's own is.
USER_ID, SEC_UID, HANDLE, STAND_IN = "user_id", "sec_uid", "handle", "stand_in"
#: A thing with an id: the name of its table, and the id.
Thing = tuple[str, int]
#: The members of records that name what they are a part of, or are told of.
_PARTS: Mapping[type[msgspec.Struct], Mapping[str, str]] = {
    Message: {"conversation": "conversation", "post": "post"},
    Notification: {"post": "post", "comment": "comment"},
    LiveEvent: {"room": "live_room"},
}


def hash_of(kind: str, name: str | int) -> bytes:
    """What is kept of a name or an id: enough to know it again, and nothing to read."""
    return hashlib.blake2b(f"{kind}:{name}".encode(errors="surrogatepass"), digest_size=16).digest()


def number_of(names: Names) -> int:
    """What stands for a creator where observations are told apart before anybody knows whose they are; 0: nameless."""
    named = ((USER_ID, names.user_id), (SEC_UID, names.sec_uid), (HANDLE, names.handle))
    return next((number_in(hash_of(kind, name)) for kind, name in named if name is not None), 0)


def number_in(digest: bytes) -> int:
    """The first half of a hash as a signed number of 64 bits."""
    return int.from_bytes(digest[:8], signed=True)


def strong_hashes(names: Names) -> dict[bytes, str]:
    """Those of the names that are one creator's for good, with their kinds."""
    named = ((USER_ID, names.user_id), (SEC_UID, names.sec_uid))
    return {hash_of(kind, name): kind for kind, name in named if name is not None}


def things_named(subject: Subject) -> Iterator[Thing]:
    """The things that an observation cannot speak without: what it is of, and what that is a part of."""
    named: list[tuple[str, int | None]] = []
    if isinstance(subject, Post):
        named = [("post", subject.id)]
    elif isinstance(subject, Tombstone):
        named = [("post", subject.post.id)]
    elif isinstance(subject, Comment):
        named = [("comment", subject.id), ("comment", subject.parent_id), ("post", subject.post_id)]
    elif isinstance(subject, CommentTombstone):
        named = [("comment", subject.id)]
    elif isinstance(subject, Relation):
        named = [("post", subject.post.id if subject.post else None), ("comment", subject.comment)]
    elif not isinstance(subject, Creator):
        parts = _PARTS.get(type(subject), {})
        named = [(TABLES[type(subject)].name, subject.id)]
        named += [(kind, getattr(subject, member)) for member, kind in parts.items()]
    return ((kind, number) for kind, number in named if number)


def creators_named(subject: Subject) -> Iterator[Creator]:
    """The creators that an observation cannot speak without."""
    named: list[Creator | None]
    if isinstance(subject, Creator):
        named = [subject]
    elif isinstance(subject, Post | Comment):
        named = [subject.creator]
    elif isinstance(subject, Tombstone):
        named = [subject.post.creator]
    elif isinstance(subject, CommentTombstone):
        named = []
    elif isinstance(subject, Relation):
        named = [subject.creator, subject.other, subject.post.creator if subject.post else None]
    else:
        named = [getattr(subject, member) for member in TABLES[type(subject)].creators]
    return (creator for creator in named if creator is not None)


def keeps_out_handle(
    mark: MarkRow, names: Names, uses: Collection[Use], at_ms: int, known_kinds: Collection[str]
) -> bool:
    """Whether a purged creator is meant by a handle that it had, at an instant, none of the strong names being its own.

    `uses` are all of the handle that the archive has, and of its holders; `known_kinds` the kinds of strong names that
    the purged creator is known to have: another of such a kind is another account's.
    """
    assert names.handle is not None
    if names.strong:
        differs = {USER_ID: names.user_id, SEC_UID: names.sec_uid}
        if at_ms > mark.at_ms or any(differs[kind] is not None for kind in known_kinds):
            return False
    was = Use(mark.first_ms, mark.last_ms, mark.subject, names.handle)
    return holder_at(names.handle, {*uses, was}, at_ms) == mark.subject
