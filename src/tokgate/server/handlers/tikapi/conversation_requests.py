"""Conversations that wait for the account to accept them."""

from __future__ import annotations

from tokgate.contract.errors import Cause, Refusal
from tokgate.contract.handlers import Encoded
from tokgate.dialects.tikapi.conversations import message_item
from tokgate.dialects.tikapi.parameters.messages import ConversationCursor, ConversationId, RequestShortId, SenderId
from tokgate.dialects.tikapi.resources.conversation_requests import ConversationRequests
from tokgate.dialects.tikapi.wire.answers import DoneAnswer
from tokgate.dialects.tikapi.wire.messages import ConversationPage, RequestMessages
from tokgate.domain.acts import AcceptRequest, DeleteRequest, ReadRequest
from tokgate.server.handlers.tikapi.actions import key_of
from tokgate.server.handlers.tikapi.answers import answer
from tokgate.server.handlers.tikapi.messages import (
    conversation_page,
    inbox_answer,
    is_request,
    known_conversation,
    refuse_blocked_in,
)
from tokgate.server.request import Request, implements

#: How many messages of a request are shown, which has no pages: ours.
MESSAGES = 100


@implements(ConversationRequests.conversations)
def conversations(
    request: Request, /, *, nextCursor: ConversationCursor | None = None, **_: object
) -> Encoded[ConversationPage]:
    return conversation_page(request, nextCursor, requests=True)


@implements(ConversationRequests.messages)
def messages(
    request: Request, /, *, conversation_id: ConversationId, conversation_short_id: RequestShortId, **_: object
) -> Encoded[RequestMessages]:
    account = key_of(request)
    conversation = known_conversation(request, account, conversation_id, conversation_short_id)
    found = request.archive.messages(conversation.id, since_ms=conversation.deleted_ms, after=None, limit=MESSAGES).rows
    is_deleted = conversation.deleted_ms is not None and not found
    if not is_request(conversation, account) or is_deleted:
        raise Refusal(Cause.UNKNOWN_REQUEST)
    return inbox_answer(request, {"messages": [message_item(each, is_stranger=True) for each in found]}, inbox_type=1)


@implements(ConversationRequests.markRead)
def mark_read(
    request: Request, /, *, conversation_id: ConversationId, conversation_short_id: RequestShortId, **_: object
) -> Encoded[DoneAnswer]:
    account = key_of(request)
    conversation = known_conversation(request, account, conversation_id, conversation_short_id)
    request.act(ReadRequest(creator=account, conversation=conversation.id), refused=Cause.UNKNOWN_REQUEST)
    return answer({})


@implements(ConversationRequests.delete)
def delete(
    request: Request, /, *, conversation_id: ConversationId, conversation_short_id: RequestShortId, **_: object
) -> Encoded[DoneAnswer]:
    account = key_of(request)
    conversation = known_conversation(request, account, conversation_id, conversation_short_id)
    request.act(DeleteRequest(creator=account, conversation=conversation.id), refused=Cause.UNKNOWN_REQUEST)
    return answer({})


@implements(ConversationRequests.accept)
def accept(
    request: Request,
    /,
    *,
    conversation_id: ConversationId,
    conversation_short_id: RequestShortId,
    user_id: SenderId,
    **_: object,
) -> Encoded[DoneAnswer]:
    account = key_of(request)
    conversation = known_conversation(request, account, conversation_id, conversation_short_id)
    if conversation.owner is None or conversation.owner.served_user_id != user_id:
        raise Refusal(Cause.UNKNOWN_CREATOR)
    refuse_blocked_in(request, conversation, account)
    request.act(AcceptRequest(creator=account, conversation=conversation.id), refused=Cause.UNKNOWN_REQUEST)
    return answer({})
