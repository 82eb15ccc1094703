"""A vendor's example values, in calls with the key that everybody knows: where the archive has no such thing, the
sample creator has one that stands in for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from tokgate.contract.examples import ExampleOf, Examples
from tokgate.domain.creators import Creator
from tokgate.domain.live import LiveRoom
from tokgate.domain.messages import Conversation
from tokgate.domain.ports import Archive
from tokgate.domain.posts import Post

#: How many of the sample creator's newest posts are looked at for one with comments, a hashtag, …
MOST_SEEN = 30


class StandIns:
    """What stands in for examples: things of `creator`, by the archive's key."""

    def __init__(self, archive: Archive, creator: int, examples: Iterable[Examples]) -> None:
        self._archive = archive
        self._creator = creator
        self._examples = list(examples)

    def put_into(self, operation: str, arguments: dict[str, Any]) -> dict[str, Any]:
        """A call's arguments with what there is here."""
        return {name: self._put_for(operation, value) for name, value in arguments.items()}

    def _put_for(self, operation: str, value: Any) -> Any:
        # Not isinstance: a member of an enumeration is a text too, and none of these.
        if type(value) is not str and type(value) is not int:
            return value
        of, another = self._meaning(operation, str(value))
        owner = self._owner(another) if of is not None else None
        if of is None or owner is None:
            return value
        sought = Sought(self._archive, owner)
        found = None if sought.has(of, str(value)) else sought.stand_in(of)
        return value if found is None else type(value)(found)

    def _meaning(self, operation: str, value: str) -> tuple[ExampleOf | None, bool]:
        of, another = None, False
        for examples in self._examples:
            if operation.startswith(examples.operations) and value in examples.values:
                of, another = examples.values[value], examples.another
        return of, another

    def _owner(self, another: bool) -> Creator | None:
        """The sample creator, or the next one."""
        if not another:
            return self._archive.creator(key=self._creator)
        found = self._archive.creators_named("", MOST_SEEN)
        return next((each for each in found if each.key != self._creator and not each.private), None)


class Sought:
    """What the archive has of its own, and otherwise one creator."""

    def __init__(self, archive: Archive, owner: Creator) -> None:
        self._archive = archive
        self._owner = owner
        self._key = owner.key or 0

    def has(self, of: ExampleOf, value: str) -> bool:
        """Whether the archive has the very thing."""
        archive = self._archive
        look_up: Mapping[ExampleOf, Callable[[], object]] = {
            ExampleOf.USERNAME: lambda: archive.creator(username=value),
            ExampleOf.USER_ID: lambda: archive.creator(user_id=value),
            ExampleOf.SEC_UID: lambda: archive.creator(sec_uid=value),
            ExampleOf.POST: lambda: archive.item(int(value)),
            ExampleOf.COMMENT: lambda: archive.comment(int(value)),
            ExampleOf.SOUND: lambda: archive.sound(int(value)),
            ExampleOf.HASHTAG: lambda: archive.hashtag(hashtag_id=value),
            ExampleOf.PLAYLIST: lambda: archive.playlist(int(value)),
            ExampleOf.ROOM: lambda: archive.live_room(int(value)),
            ExampleOf.OPEN_ROOM: lambda: archive.live_room(int(value)),
            ExampleOf.CONVERSATION: lambda: archive.conversation(int(value)),
            ExampleOf.CONVERSATION_NAME: lambda: archive.conversation(name=value),
            ExampleOf.REQUEST: lambda: archive.conversation(int(value)),
            ExampleOf.REQUEST_NAME: lambda: archive.conversation(name=value),
            ExampleOf.REQUESTER: lambda: archive.creator(user_id=value),
            ExampleOf.TICKET: lambda: None,
        }
        return look_up[of]() is not None

    def stand_in(self, of: ExampleOf) -> str | int | None:
        """The creator's; None if there is none."""
        found: Mapping[ExampleOf, Callable[[], str | int | None]] = {
            ExampleOf.USERNAME: lambda: self._owner.username,
            ExampleOf.USER_ID: lambda: self._owner.served_user_id,
            ExampleOf.SEC_UID: lambda: self._owner.served_sec_uid,
            ExampleOf.POST: self._post,
            ExampleOf.COMMENT: self._comment,
            ExampleOf.SOUND: self._sound,
            ExampleOf.HASHTAG: self._hashtag,
            ExampleOf.PLAYLIST: self._playlist,
            ExampleOf.ROOM: self._room,
            ExampleOf.OPEN_ROOM: self._open_room,
            ExampleOf.CONVERSATION: lambda: _id(self._conversation()),
            ExampleOf.CONVERSATION_NAME: lambda: _name(self._conversation()),
            ExampleOf.TICKET: lambda: _ticket(self._conversation()),
            ExampleOf.REQUEST: lambda: _id(self._conversation(requests=True)),
            ExampleOf.REQUEST_NAME: lambda: _name(self._conversation(requests=True)),
            ExampleOf.REQUESTER: self._requester,
        }
        return found[of]()

    def _posts(self) -> list[Post]:
        """The newest, newest first."""
        ids = [item.id for item in self._archive.items(self._key, after=None, limit=MOST_SEEN).rows]
        return sorted(self._archive.posts_by_id(ids), key=lambda post: ids.index(post.id))

    def _post(self) -> int | None:
        """The newest that has comments, else the newest."""
        ids = [post.id for post in self._posts()]
        return next((post for post in ids if self._archive.comment_count(post)), ids[0] if ids else None)

    def _comment(self) -> int | None:
        """On that post, one that has replies if there is one."""
        post = self._post()
        comments = [each for each in self._archive.comments(post) if not each.gone] if post is not None else []
        parents = {each.parent_id for each in comments}
        firsts = [each for each in comments if each.parent_id is None]
        return next((each.id for each in sorted(firsts, key=lambda each: each.id not in parents)), None)

    def _sound(self) -> int | None:
        return next((post.sound.id for post in self._posts() if post.sound is not None and post.sound.id), None)

    def _hashtag(self) -> str | None:
        return next((each.id for post in self._posts() for each in post.hashtags or () if each.id), None)

    def _playlist(self) -> int | None:
        found = self._archive.playlists(self._key, after=None, limit=1).rows
        return found[0].id if found else None

    def _room(self) -> int | None:
        """The creator's latest, else the latest of all."""
        return next((room.id for room in self._rooms()), None)

    def _open_room(self) -> int | None:
        """One in which somebody can still say something, the creator's or another."""
        return next((room.id for room in self._rooms() if room.ended_s is None), None)

    def _rooms(self) -> list[LiveRoom]:
        own = self._archive.live_rooms(self._key, after=None, limit=1).rows
        return [*own, *self._archive.live_rooms(after=None, limit=MOST_SEEN).rows]

    def _conversation(self, *, requests: bool = False) -> Conversation | None:
        found = self._archive.conversations(self._key, requests=requests, after=None, limit=1).rows
        return found[0] if found else None

    def _requester(self) -> str | None:
        """Who sent the request."""
        request = self._conversation(requests=True)
        owner = request.owner if request is not None else None
        return owner.served_user_id if owner is not None else None


def _id(conversation: Conversation | None) -> int | None:
    return conversation.id if conversation is not None else None


def _name(conversation: Conversation | None) -> str | None:
    return conversation.name if conversation is not None else None


def _ticket(conversation: Conversation | None) -> str | None:
    return conversation.ticket if conversation is not None else None
