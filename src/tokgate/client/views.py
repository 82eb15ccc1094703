"""One view of a post, a creator and a comment, whichever API they came from, so that code is written once for all.

    for item in client.public.posts.all(secUid="…"):
        post = tokgate.Post.of(item)
        print(post.created_at, post.counts.plays, post.text)

What an object means is what its dialect's readers say, other packages' dialects included. None: its source does not
say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from functools import cache
from typing import Any, Self, TypeVar

import msgspec

from tokgate.contract.errors import ContractError
from tokgate.contract.wire import Wire
from tokgate.dialects.readings import InvalidMember, Readers, readers_of
from tokgate.dialects.registry import installed
from tokgate.dialects.subjects import CommentWire, CreatorWire, PostWire
from tokgate.domain import creators, posts
from tokgate.domain.counts import Audience, Counts
from tokgate.domain.posts import Kind

UNTOLD_COUNTS = Counts()
UNTOLD_AUDIENCE = Audience()

T = TypeVar("T", posts.Post, posts.Comment, creators.Creator)


@dataclass(frozen=True, kw_only=True)
class View:
    """What all views can do. Two are equal if all that they say is; `source` does not count."""

    def to_dict(self) -> dict[str, Any]:
        """What is known as plain JSON values, without `source`; instants as ISO 8601 in UTC."""
        return dict(self._told())

    def to_json(self) -> str:
        """The JSON text of `to_dict()`."""
        return msgspec.json.encode(self.to_dict()).decode()

    def _told(self) -> Iterator[tuple[str, Any]]:
        for each in fields(self):
            value = getattr(self, each.name)
            if value is not None and each.name != "source":
                yield each.name, value.to_dict() if isinstance(value, View) else _plain(value)


@dataclass(frozen=True, kw_only=True)
class Creator(View):
    """An account that posts. Sources know different names of the same one: a handle, which may change, and two ids."""

    username: str | None = None
    """The handle, without `@`."""
    user_id: str | None = None
    """Digits."""
    sec_uid: str | None = None
    name: str | None = None
    """The name that is shown."""
    bio: str | None = None
    bio_url: str | None = None
    avatar_url: str | None = None
    verified: bool | None = None
    private: bool | None = None
    region: str | None = None
    audience: Audience = UNTOLD_AUDIENCE
    """Followers, likes received and other counters."""
    source: CreatorWire | None = field(default=None, compare=False, repr=False)
    """The object that this is the view of; None for the creator of a post, which has its own."""

    @classmethod
    def of(cls, source: CreatorWire) -> Self:
        """The view of a creator: a profile, or the author of a post. ContractError where it cannot be read."""
        return cls._of(_meaning(source, creators.Creator), source)

    @classmethod
    def _of(cls, creator: creators.Creator, source: CreatorWire | None = None) -> Self:
        return cls(
            username=creator.username,
            user_id=creator.user_id,
            sec_uid=creator.sec_uid,
            name=creator.name,
            bio=creator.bio,
            bio_url=creator.bio_url,
            avatar_url=creator.avatar_url,
            verified=creator.verified,
            private=creator.private,
            region=creator.region,
            audience=creator.audience or UNTOLD_AUDIENCE,
            source=source,
        )


@dataclass(frozen=True, kw_only=True)
class Post(View):
    """A post."""

    id: str
    """Digits."""
    url: str
    """The post's page; without a known handle, the form that TikTok redirects to the right one."""
    creator: Creator | None = None
    created_at: datetime | None = None
    """In UTC."""
    kind: Kind | None = None
    """Video or photo."""
    text: str | None = None
    """The caption."""
    title: str | None = None
    language: str | None = None
    region: str | None = None
    """Where it was posted, two letters."""
    duration: float | None = None
    """In seconds; None for a photo post too."""
    counts: Counts = UNTOLD_COUNTS
    """Plays, likes, comments, shares, saves, each None where it is not told; `precision` says how exact they are."""
    hashtags: tuple[str, ...] | None = None
    """Names without `#`, in the case that the source gives."""
    cover_url: str | None = None
    play_url: str | None = None
    """Where the film lies; such links end after hours or days."""
    image_urls: tuple[str, ...] | None = None
    """The pictures of a photo post."""
    source: PostWire = field(compare=False, repr=False)
    """The object that this is the view of."""

    @classmethod
    def of(cls, source: PostWire) -> Self:
        """The view of a post of any client. ContractError where its id, time or counts cannot be read."""
        post = _meaning(source, posts.Post)
        return cls(
            id=str(post.id),
            url=post.url(),
            creator=Creator._of(post.creator) if post.creator is not None else None,
            created_at=_instant(post.created_s),
            kind=post.kind,
            text=post.text,
            title=post.title,
            language=post.language,
            region=post.region,
            duration=post.duration_ms / 1000 if post.duration_ms is not None else None,
            counts=post.counts or UNTOLD_COUNTS,
            hashtags=tuple(tag.name for tag in post.hashtags) if post.hashtags is not None else None,
            cover_url=post.cover_url,
            play_url=post.play_url,
            image_urls=tuple(post.image_urls) if post.image_urls is not None else None,
            source=source,
        )


@dataclass(frozen=True, kw_only=True)
class Comment(View):
    """A comment on a post, or, with `parent_id`, a reply to one."""

    id: str
    post_id: str | None = None
    parent_id: str | None = None
    """The comment that it replies to."""
    creator: Creator | None = None
    text: str | None = None
    created_at: datetime | None = None
    """In UTC."""
    likes: int | None = None
    replies: int | None = None
    language: str | None = None
    source: CommentWire = field(compare=False, repr=False)
    """The object that this is the view of."""

    @classmethod
    def of(cls, source: CommentWire) -> Self:
        """The view of a comment of any client. ContractError where one of its ids or its time cannot be read."""
        comment = _meaning(source, posts.Comment)
        return cls(
            id=str(comment.id),
            post_id=_digits(comment.post_id),
            parent_id=_digits(comment.parent_id),
            creator=Creator._of(comment.creator) if comment.creator is not None else None,
            text=comment.text,
            created_at=_instant(comment.created_s),
            likes=comment.likes,
            replies=comment.replies,
            language=comment.language,
            source=source,
        )


def _meaning(source: Wire, kind: type[T]) -> T:
    """What an object means, as its dialect reads it. TypeError for one that is no such thing, or nothing at all."""
    readers = _readers_of(type(source))
    try:
        meant = readers.meaning_of(source) if readers is not None else None
    except InvalidMember as problem:
        raise ContractError(f"{source.path()}.{problem.field}: {problem}", body=source.raw) from None
    if not isinstance(meant, kind):
        raise TypeError(f"{type(source).__name__} is no {kind.__name__.lower()}")
    return meant


@cache
def _readers_of(kind: type) -> Readers | None:
    """The readers of the first dialect that says what objects of this type are; None where none does."""
    for dialect in installed():
        if dialect.reading and kind in readers_of(dialect).kinds:
            return readers_of(dialect)
    return None


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else msgspec.to_builtins(value)


def _instant(second: int | None) -> datetime | None:
    return datetime.fromtimestamp(second, UTC) if second is not None else None


def _digits(number: int | None) -> str | None:
    return str(number) if number is not None else None
