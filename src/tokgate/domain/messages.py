"""Conversations with their messages, and what an account is notified of."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from tokgate.domain.creators import Creator


class Conversation(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A conversation, the same for all who take part in it; `owner` began it.

    `id` is the number that TikTok calls the short id, `name` its long one (`0:1:uid:uid`); `ticket` is what a sender
    shows. Until it is `accepted`, it is a request to everybody but its owner: to those who are asked. `read_ms` and
    `deleted_ms` are the instants (UTC) up to which they have read the request, and have deleted it; what is said in it
    later asks again.
    """

    id: int
    name: str | None = None
    owner: Creator | None = None
    ticket: str | None = None
    group: bool | None = None
    accepted: bool | None = None
    read_ms: int | None = None
    deleted_ms: int | None = None
    participants: list[Creator] | None = None


class MessageKind(StrEnum):
    """What a message carries."""

    TEXT = "text"
    POST = "post"
    STICKER = "sticker"


class Message(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A message; `conversation` is the conversation's id, `post` the post that a message shares, `sent_ms` UTC."""

    id: int
    conversation: int | None = None
    sender: Creator | None = None
    kind: MessageKind | None = None
    text: str | None = None
    post: int | None = None
    sent_ms: int | None = None


class NotificationKind(StrEnum):
    """What somebody did."""

    LIKE = "like"
    COMMENT = "comment"
    MENTION = "mention"
    FOLLOW = "follow"


class Notification(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What `creator` is told that `sender` did; `post` and `comment` are ids, `at_s` Unix seconds UTC."""

    id: int
    creator: Creator | None = None
    kind: NotificationKind | None = None
    sender: Creator | None = None
    post: int | None = None
    comment: int | None = None
    text: str | None = None
    at_s: int | None = None
