"""Conversations and messages, from what TikAPI spells to what they mean, and back."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from tokgate.dialects.numbers import account_id_of, id_of, known_id_of
from tokgate.dialects.readings import InvalidMember
from tokgate.dialects.tikapi.wire import messages as wire
from tokgate.domain.creators import Creator
from tokgate.domain.messages import Conversation, Message, MessageKind

#: What a message is, by the numbers of TikTok's app: those of texts are the vendor's, the others ours.
_AWE_TYPES = {MessageKind.TEXT: 700, MessageKind.POST: 800, MessageKind.STICKER: 507}
_TYPES = {MessageKind.TEXT: 7, MessageKind.POST: 8, MessageKind.STICKER: 5}
_KINDS = {number: kind for kind, number in _AWE_TYPES.items()}
_GROUP = 2


def long_id_of(conversation: Conversation) -> str:
    """What goes as `id`: of a conversation without a name, its number."""
    return conversation.name or str(conversation.id)


def conversation_item(
    conversation: Conversation, latest: Sequence[Message], *, is_request: bool, unread: int | None = None
) -> dict[str, Any]:
    """A conversation, with its latest messages, which come latest first; `unread` is known of requests."""
    owner, people = conversation.owner, conversation.participants or []
    item = {
        "id": long_id_of(conversation),
        "short_id": str(conversation.id),
        "ticket": conversation.ticket or "",
        "conversationType": _GROUP if conversation.group else 1,
        "inboxType": int(is_request),
        "isParticipant": True,
        "participantsCount": len(people),
        "participantsUid": [each.served_user_id for each in people],
        "ownerUid": owner.served_user_id if owner is not None else "0",
        "ownerSecUid": owner.served_sec_uid if owner is not None else "",
        "messages": [_latest_item(each) for each in reversed(latest)],
        "favorite": 0,
        "mute": 0,
        "notice": "",
    }
    return item if unread is None else item | {"unreadCount": unread}


def message_item(message: Message, *, is_stranger: bool) -> dict[str, Any]:
    """A message of a conversation that waits to be accepted (`is_stranger`), or of another."""
    return _common(message) | {
        "createTime": message.sent_ms or 0,
        "isStranger": is_stranger,
        "clientMessageId": f"{message.id:016x}",
        "type": _TYPES[message.kind or MessageKind.TEXT],
    }


def _latest_item(message: Message) -> dict[str, Any]:
    return _common(message) | {"createTime": str(message.sent_ms or 0), "version": "0"}


def _common(message: Message) -> dict[str, Any]:
    sender = message.sender
    content = {
        "aweType": _AWE_TYPES[message.kind or MessageKind.TEXT],
        "isDefault": False,
        "is_card": message.kind is MessageKind.POST,
        "mSendStartTime": message.sent_ms or 0,
        "msgHint": "",
        "type": 0,
    }
    return {
        "id": str(message.id),
        "text": message.text or "",
        "senderUid": sender.served_user_id if sender is not None else "0",
        "senderSecUid": sender.served_sec_uid if sender is not None else "",
        "status": 0,
        "content": content if message.post is None else content | {"itemId": str(message.post)},
    }


def conversation_of(item: wire.Conversation, *, accepted: bool | None) -> Conversation:
    """The conversation. Raises InvalidMember where its `short_id` is none."""
    number = known_id_of(item.short_id, "short_id")
    people = [Creator(user_id=uid) for uid in item.participantsUid or () if account_id_of(uid)]
    return Conversation(
        id=number,
        name=item.id if item.id not in ("", str(number)) else None,
        owner=_account(item.ownerUid, item.ownerSecUid),
        ticket=item.ticket or None,
        group=None if item.conversationType is None else item.conversationType == _GROUP,
        accepted=accepted,
        participants=people or None,
    )


def message_of(item: wire.Message | wire.LatestMessage, conversation: int | None) -> Message:
    """The message. The vendor gives it no id: one is made of all that tells it from others, the same in every list.

    Raises InvalidMember where it does not say when it was sent.
    """
    sent_ms = id_of(item.createTime)
    if sent_ms is None:
        raise InvalidMember("createTime", f"{item.createTime!r} is no instant: Unix milliseconds are right")
    content = item.content or wire.MessageContent()
    post = id_of(content.itemId)
    return Message(
        id=id_of(item.id) or _made_id(item, conversation, sent_ms),
        conversation=conversation,
        sender=_account(item.senderUid, item.senderSecUid),
        kind=MessageKind.POST if post else _KINDS.get(content.aweType or 0, MessageKind.TEXT),
        text=item.text,
        post=post,
        sent_ms=sent_ms,
    )


def _account(user_id: str | None, sec_uid: str | None) -> Creator | None:
    account = Creator(user_id=account_id_of(user_id), sec_uid=sec_uid or None)
    return account if account.is_known else None


def _made_id(item: wire.Message | wire.LatestMessage, conversation: int | None, sent_ms: int) -> int:
    words = f"message {conversation} {sent_ms} {item.senderUid} {item.text}"
    number = int.from_bytes(hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).digest())
    return (number >> 1) or 1
