"""Answers with conversations and messages in them, as the examples of TikAPI 2.0.11 spell them.

Cursors have the types that the vendor's SDKs since 3.0 ask for, which those examples have the other way round.
"""

from __future__ import annotations

from tokgate.contract.paging import Paging, Verdict, by_cursor, has_list, no_list
from tokgate.contract.wire import Wire
from tokgate.dialects.tikapi.wire.answers import TikAPIAnswer


class MessageContent(Wire):
    """What a message carries besides its text."""

    aweType: int | None = None
    """What it is: 0 or 700 for text, 800 for a shared post (ours)."""
    itemId: str | None = None
    """The id of the post that is shared (ours)."""
    type: int | None = None
    """0."""
    mSendStartTime: int | None = None
    """When sending it began, Unix milliseconds UTC."""
    msgHint: str | None = None
    """A note beside it, as a rule empty."""
    isDefault: bool | None = None
    """Whether it is one of the texts that the app proposes."""
    is_card: bool | None = None
    """Whether it is shown as a card."""


class LatestMessage(Wire):
    """A message, as it stands within its conversation."""

    id: str | None = None
    """The message's id, digits (ours)."""
    text: str | None = None
    """What it says."""
    createTime: str | None = None
    """When it was sent, Unix milliseconds UTC as digits."""
    senderUid: str | None = None
    """The sender's user id."""
    senderSecUid: str | None = None
    """The sender's secUid."""
    content: MessageContent | None = None
    """What it carries besides."""
    status: int | None = None
    """0."""
    version: str | None = None
    """"0"."""


class Message(Wire):
    """A message."""

    id: str | None = None
    """The message's id, digits (ours)."""
    text: str | None = None
    """What it says."""
    createTime: int | None = None
    """When it was sent, Unix milliseconds UTC."""
    senderUid: str | None = None
    """The sender's user id."""
    senderSecUid: str | None = None
    """The sender's secUid."""
    isStranger: bool | None = None
    """Whether its conversation waits to be accepted."""
    clientMessageId: str | None = None
    """The sender's own name for it."""
    type: int | None = None
    """7 for text, 8 for a shared post (ours)."""
    status: int | None = None
    """0."""
    content: MessageContent | None = None
    """What it carries besides."""


class Conversation(Wire):
    """A conversation."""

    id: str | None = None
    """Its long id: of two accounts, `0:1:` and their user ids."""
    short_id: str | None = None
    """Its other id, digits. Calls ask for both."""
    ticket: str | None = None
    """What a sender shows."""
    conversationType: int | None = None
    """1 between two accounts, 2 in a group."""
    inboxType: int | None = None
    """0 among conversations, 1 among requests (ours)."""
    isParticipant: bool | None = None
    """Whether the account takes part."""
    participantsCount: int | None = None
    """How many take part."""
    participantsUid: list[str] | None = None
    """The user ids of those who take part."""
    ownerUid: str | None = None
    """The user id of who began it."""
    ownerSecUid: str | None = None
    """The secUid of who began it."""
    messages: list[LatestMessage] | None = None
    """Its latest messages, the latest of them last."""
    unreadCount: int | None = None
    """How many messages of a request have not been read (ours)."""
    favorite: int | None = None
    """0."""
    mute: int | None = None
    """0."""
    notice: str | None = None
    """A note on the conversation, as a rule empty."""


class InboxAnswer(TikAPIAnswer):
    """What answers of TikTok's messages have besides."""

    status_code: int | None = None
    """0 for success."""
    error_desc: str | None = None
    """"OK"."""
    inbox_type: int | None = None
    """0 for conversations, 1 for requests (ours)."""
    log_id: str | None = None
    """The request's id."""


class ConversationPage(InboxAnswer):
    """A page of conversations."""

    conversations: list[Conversation] = []
    """The conversations of this page, the one with the latest message first."""
    hasMore: bool | None = None
    """Whether there is a next page."""
    nextCursor: int | None = None
    """Where the next page begins: a number. Missing on the last one."""
    perUserCursor: str | None = None
    """When the latest message came, Unix microseconds UTC as digits."""
    sequence_id: str | None = None
    """"0"."""


class MessagePage(InboxAnswer):
    """A page of a conversation's messages."""

    messages: list[Message] = []
    """The messages of this page, latest first."""
    hasMore: bool | None = None
    """Whether there is a next page, with what was said before."""
    nextCursor: str | None = None
    """Where the next page begins: digits. Missing on the last one."""
    sequence_id: int | None = None
    """0."""


class RequestMessages(InboxAnswer):
    """The messages of a conversation that waits to be accepted."""

    messages: list[Message] = []
    """Its latest messages, at most 100, latest first."""


class SentAnswer(InboxAnswer):
    """What was sent. The vendor publishes no shape; this is ours."""

    sentMessage: Message | None = None
    """The message, as lists have it."""


def _conversations(page: ConversationPage) -> list[Conversation]:
    return page.conversations


def _after_conversations(page: ConversationPage) -> Verdict:
    if not (page.conversations or has_list(page, "conversations")):
        return no_list("conversations")
    return by_cursor(page.hasMore, page.nextCursor, "nextCursor")


def _conversation_key(conversation: Conversation) -> str:
    return str(conversation.short_id)


def _messages(page: MessagePage) -> list[Message]:
    return page.messages


def _after_messages(page: MessagePage) -> Verdict:
    if not (page.messages or has_list(page, "messages")):
        return no_list("messages")
    return by_cursor(page.hasMore, page.nextCursor, "nextCursor")


def _message_key(message: Message) -> str:
    return message.id or f"{message.createTime} {message.senderUid} {message.text}"


CONVERSATIONS: Paging[ConversationPage, Conversation] = Paging(_conversations, _after_conversations, _conversation_key)
MESSAGES: Paging[MessagePage, Message] = Paging(_messages, _after_messages, _message_key)
