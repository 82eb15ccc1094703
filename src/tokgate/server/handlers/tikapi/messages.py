"""An account's conversations, and what is said in them."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from typing import Any

from tokgate.contract.errors import Cause, Refusal
from tokgate.contract.handlers import Encoded
from tokgate.dialects.numbers import id_of
from tokgate.dialects.tikapi.conversations import conversation_item, long_id_of, message_item
from tokgate.dialects.tikapi.parameters.messages import (
    BY_LATEST,
    BY_SENDING,
    ConversationCursor,
    ConversationId,
    ConversationShortId,
    MessageCursor,
    MessageLimit,
    SendConversationId,
    SendConversationShortId,
    SendText,
    SendTicket,
)
from tokgate.dialects.tikapi.resources.user import User
from tokgate.dialects.tikapi.wire.messages import ConversationPage, MessagePage, SentAnswer
from tokgate.domain.acts import SendMessage
from tokgate.domain.creators import Creator
from tokgate.domain.messages import Conversation
from tokgate.server.handlers.tikapi.actions import key_of, refuse_blocked
from tokgate.server.handlers.tikapi.answers import answer
from tokgate.server.request import Request, implements

#: How many conversations a page has, and how many of its messages stand in each: ours.
CONVERSATIONS = 10
LATEST = 5
#: How many messages a page has that is not told.
MESSAGES = 30


@implements(User.conversations)
def conversations(
    request: Request, /, *, nextCursor: ConversationCursor | None = None, **_: object
) -> Encoded[ConversationPage]:
    return conversation_page(request, nextCursor, requests=False)


@implements(User.messages)
def messages(
    request: Request,
    /,
    *,
    conversation_id: ConversationId,
    conversation_short_id: ConversationShortId,
    nextCursor: MessageCursor | None = None,
    limit: MessageLimit | None = None,
    **_: object,
) -> Encoded[MessagePage]:
    account = key_of(request)
    conversation = conversation_of(request, account, conversation_id, conversation_short_id)
    after = BY_SENDING.after(nextCursor, name="nextCursor")
    since_ms = conversation.deleted_ms if is_asked(conversation, account) else None
    page = request.archive.messages(conversation.id, since_ms=since_ms, after=after, limit=limit or MESSAGES)
    is_stranger = conversation.accepted is False
    members: dict[str, Any] = {
        "messages": [message_item(each, is_stranger=is_stranger) for each in page.rows],
        "hasMore": page.following is not None,
        "sequence_id": 0,
    }
    if page.following is not None:
        members["nextCursor"] = BY_SENDING.write(page.following)
    return inbox_answer(request, members)


@implements(User.sendMessage)
def send_message(
    request: Request,
    /,
    *,
    text: SendText,
    conversation_id: SendConversationId,
    conversation_short_id: SendConversationShortId,
    ticket: SendTicket,
    **_: object,
) -> Encoded[SentAnswer]:
    account = key_of(request)
    conversation = known_conversation(request, account, conversation_id, conversation_short_id)
    if not conversation.ticket or not hmac.compare_digest(
        conversation.ticket.encode(), ticket.encode("utf-8", "surrogatepass")
    ):
        raise Refusal(Cause.BAD_TICKET)
    if is_request(conversation, account):
        raise Refusal(Cause.NOT_ACCEPTED)
    refuse_blocked_in(request, conversation, account)
    deed = SendMessage(creator=account, conversation=conversation.id, text=text)
    sent = request.archive.message(request.act(deed, refused=Cause.BLOCKED).id or 0)
    assert sent is not None
    return inbox_answer(request, {"sentMessage": message_item(sent, is_stranger=conversation.accepted is False)})


def known_conversation(request: Request, account: int, long_id: str, short_id: str) -> Conversation:
    """The conversation of both ids, if the account takes part in it."""
    found = request.archive.conversation(id_of(short_id) or 0)
    if found is None or long_id_of(found) != long_id or account not in _people_in(found):
        raise Refusal(Cause.UNKNOWN_ID, name=long_id)
    return found


def conversation_of(request: Request, account: int, long_id: str, short_id: str) -> Conversation:
    """As `known_conversation`, of those that the account has accepted or began: requests have calls of their own."""
    found = known_conversation(request, account, long_id, short_id)
    if is_request(found, account):
        raise Refusal(Cause.UNKNOWN_ID, name=long_id)
    return found


def is_asked(conversation: Conversation, account: int) -> bool:
    """Whether it was somebody else who began the conversation."""
    return conversation.owner is None or conversation.owner.key != account


def is_request(conversation: Conversation, account: int) -> bool:
    """Whether the account was asked and has not accepted."""
    return conversation.accepted is False and is_asked(conversation, account)


def refuse_blocked_in(request: Request, conversation: Conversation, account: int) -> None:
    """Refuse what one of two has ruled out by blocking the other; a group goes on."""
    others = _people_in(conversation) - {account}
    if not conversation.group and len(others) == 1:
        refuse_blocked(request, account, *others)


def conversation_page(request: Request, cursor: int | None, *, requests: bool) -> Encoded[ConversationPage]:
    """A page of the account's conversations, or of its requests."""
    account = key_of(request)
    after = BY_LATEST.after(cursor, name="nextCursor")
    page = request.archive.conversations(account, requests=requests, after=after, limit=CONVERSATIONS)
    members: dict[str, Any] = {
        "conversations": [_item(request, each, account, as_request=requests) for each in page.rows],
        "hasMore": page.following is not None,
        "perUserCursor": str(_newest_ms(request, page.rows) * 1000),
        "sequence_id": "0",
    }
    if page.following is not None:
        members["nextCursor"] = BY_LATEST.write(page.following)
    return inbox_answer(request, members, inbox_type=int(requests))


def inbox_answer(request: Request, members: dict[str, Any], *, inbox_type: int = 0) -> Encoded[Any]:
    """An answer with what all of TikTok's messages have."""
    about = {"error_desc": "OK", "inbox_type": inbox_type, "log_id": request.log_id, "status_code": 0}
    rows = len(members.get("conversations") or members.get("messages") or ())
    return answer({**members, **about}, rows=rows)


def _item(request: Request, conversation: Conversation, account: int, *, as_request: bool) -> dict[str, Any]:
    since_ms = conversation.deleted_ms if is_asked(conversation, account) else None
    latest = request.archive.messages(conversation.id, since_ms=since_ms, after=None, limit=LATEST).rows
    unread = None
    if as_request:
        seen = [instant for instant in (conversation.deleted_ms, conversation.read_ms) if instant is not None]
        unread = request.archive.message_count(conversation.id, since_ms=max(seen, default=None))
    return conversation_item(conversation, latest, is_request=as_request, unread=unread)


def _newest_ms(request: Request, conversations: Sequence[Conversation]) -> int:
    latest = request.archive.messages(conversations[0].id, after=None, limit=1).rows if conversations else []
    return (latest[0].sent_ms or 0) if latest else 0


def _people_in(conversation: Conversation) -> set[int]:
    people: list[Creator | None] = [conversation.owner, *(conversation.participants or ())]
    return {each.key for each in people if each is not None and each.key is not None}
