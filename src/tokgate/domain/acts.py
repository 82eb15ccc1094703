"""What somebody does, as data. The archive keeps a deed with all that follows from it, or nothing of it.

Creators are named by the archive's keys, everything else by its id. A deed that makes something may bring its id: who
does the same deed twice with one id has done it once. Without one, the archive makes it.
"""

from __future__ import annotations

from typing import Protocol

import msgspec

from tokgate.domain.live_acts import LiveDeed
from tokgate.domain.messages import MessageKind
from tokgate.domain.observations import Outcome, Provenance
from tokgate.domain.posts import Post
from tokgate.domain.relations import RelationKind


class Begin(msgspec.Struct, frozen=True, kw_only=True):
    """Like, repost, follow, pin, save, block: `other` is a creator's key, or the id of a post or comment."""

    creator: int
    kind: RelationKind
    other: int


class End(msgspec.Struct, frozen=True, kw_only=True):
    """Take it back."""

    creator: int
    kind: RelationKind
    other: int


class PublishComment(msgspec.Struct, frozen=True, kw_only=True):
    """Comment on a post, or, with a `parent`, reply to a comment.

    `tells_mentioned`: accounts that the text names hear of it.
    """

    creator: int
    post: int
    text: str
    parent: int | None = None
    tells_mentioned: bool = True
    id: int | None = None


class DeleteComment(msgspec.Struct, frozen=True, kw_only=True):
    """Take back a comment of one's own, or one on one's own post; its replies go with it."""

    creator: int
    comment: int


class SendMessage(msgspec.Struct, frozen=True, kw_only=True):
    """Say something in a conversation, or share a post."""

    creator: int
    conversation: int
    kind: MessageKind = MessageKind.TEXT
    text: str | None = None
    post: int | None = None
    id: int | None = None


class ReadRequest(msgspec.Struct, frozen=True, kw_only=True):
    """Mark as read what has been said in a conversation that waits to be accepted."""

    creator: int
    conversation: int


class AcceptRequest(msgspec.Struct, frozen=True, kw_only=True):
    """Take part in a conversation that somebody else has begun."""

    creator: int
    conversation: int


class DeleteRequest(msgspec.Struct, frozen=True, kw_only=True):
    """Do away with a conversation that waits to be accepted; its owner has it still, and can ask again."""

    creator: int
    conversation: int


class EditProfile(msgspec.Struct, frozen=True, kw_only=True):
    """Change what is given; None leaves as it is."""

    creator: int
    username: str | None = None
    name: str | None = None
    bio: str | None = None
    private: bool | None = None


class PublishPost(msgspec.Struct, frozen=True, kw_only=True):
    """Publish a post; its id 0 asks for one. Creator and instant are those of the deed."""

    creator: int
    post: Post


class DeletePost(msgspec.Struct, frozen=True, kw_only=True):
    """Take back a post of one's own, with its comments and its places in everybody's likes, saves and playlists."""

    creator: int
    post: int


Deed = (
    Begin
    | End
    | PublishComment
    | DeleteComment
    | SendMessage
    | ReadRequest
    | AcceptRequest
    | DeleteRequest
    | EditProfile
    | PublishPost
    | DeletePost
    | LiveDeed
)


class ActResult(msgspec.Struct, frozen=True):
    """What a deed did: DUPLICATE where it had been done before. `id` is that of what it made, or found running."""

    outcome: Outcome
    id: int | None = None


class Acting(Protocol):
    """What an archive lets its users do."""

    def act(self, deed: Deed, provenance: Provenance, *, at_ms: int) -> ActResult:
        """Keep a deed and what follows from it: counters, marks, notifications; all of it or nothing.

        Beginning what holds, ending what does not, and deleting what is gone change nothing. Counters move by one from
        what they are at that moment, so that of two deeds at once both count; unknown ones stay unknown. A deed holds
        from now on, whatever is said of instants after `at_ms` (Unix milliseconds UTC) already.

        Raises RefusedActError where there is nothing to do it to, or it is not the doer's.
        """
        ...
