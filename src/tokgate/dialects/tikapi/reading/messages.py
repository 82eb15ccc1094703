"""What answers with conversations and messages in them mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tokgate.dialects.numbers import id_of
from tokgate.dialects.readings import InvalidMember, Part, Received, require_valid, unreadable
from tokgate.dialects.tikapi.conversations import conversation_of, message_of
from tokgate.dialects.tikapi.reading.readers import READERS
from tokgate.dialects.tikapi.resources.conversation_requests import ConversationRequests
from tokgate.dialects.tikapi.resources.user import User
from tokgate.dialects.tikapi.wire.answers import DoneAnswer
from tokgate.dialects.tikapi.wire.messages import (
    ConversationPage,
    LatestMessage,
    Message,
    MessagePage,
    RequestMessages,
    SentAnswer,
)
from tokgate.domain import messages as domain

#: What archives call this source.
MESSAGES = "messages"

# They say that it is done; until when a request was read or deleted is the vendor's to know.
READERS.nothing_of(ConversationRequests.markRead)
READERS.nothing_of(ConversationRequests.delete)


@READERS.of(User.conversations)
def conversations(page: ConversationPage, received: Received) -> Iterator[Part]:
    """The conversations with their latest messages.

    Those that the account began itself stand there before they are accepted, so that it says nothing of that.
    """
    yield from _conversations_in(page, received, accepted=None)


@READERS.of(ConversationRequests.conversations)
def requests(page: ConversationPage, received: Received) -> Iterator[Part]:
    """The requests with their latest messages, and that they are not accepted."""
    yield from _conversations_in(page, received, accepted=False)


@READERS.of(User.messages)
def messages(page: MessagePage, received: Received) -> Iterator[Part]:
    """The messages of the conversation that was asked for."""
    yield from _messages_in(page.messages, _asked_for(received), received)


@READERS.of(ConversationRequests.messages)
def request_messages(answer: RequestMessages, received: Received) -> Iterator[Part]:
    """The messages of the request that was asked for."""
    yield from _messages_in(answer.messages, _asked_for(received), received)


@READERS.of(User.sendMessage)
def sent(answer: SentAnswer, received: Received) -> Iterator[Part]:
    """The message."""
    if answer.sentMessage is not None:
        yield from _messages_in([answer.sentMessage], _asked_for(received), received)


@READERS.of(ConversationRequests.accept)
def accepted(_: DoneAnswer, received: Received) -> Iterator[Part]:
    """That the conversation is accepted."""
    number = _asked_for(received)
    if number is not None:
        yield received.observation(domain.Conversation(id=number, accepted=True), MESSAGES)


def _conversations_in(page: ConversationPage, received: Received, *, accepted: bool | None) -> Iterator[Part]:
    for item in page.conversations:
        try:
            require_valid(item, ("short_id",))
            conversation = conversation_of(item, accepted=accepted)
        except InvalidMember as problem:
            yield unreadable(item, problem)
            continue
        yield received.observation(conversation, MESSAGES, body=item.exact())
        yield from _messages_in(item.messages or (), conversation.id, received)


def _messages_in(
    items: Iterable[Message | LatestMessage], conversation: int | None, received: Received
) -> Iterator[Part]:
    for item in items:
        try:
            require_valid(item, ("createTime",))
            yield received.observation(message_of(item, conversation), MESSAGES, body=item.exact())
        except InvalidMember as problem:
            yield unreadable(item, problem)


def _asked_for(received: Received) -> int | None:
    return id_of(received.text("conversation_short_id"))
