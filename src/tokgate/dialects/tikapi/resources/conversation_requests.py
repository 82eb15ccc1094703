"""Conversations that wait for the creator to accept them. Three of the calls are GETs and yet change something."""

from __future__ import annotations

from tokgate.contract.effects import Effect
from tokgate.contract.methods import get
from tokgate.contract.operation import Declared, M, Resource
from tokgate.dialects.tikapi.credentials import account
from tokgate.dialects.tikapi.parameters.messages import ConversationCursor, ConversationId, RequestShortId, SenderId
from tokgate.dialects.tikapi.wire.answers import DoneAnswer
from tokgate.dialects.tikapi.wire.messages import CONVERSATIONS, ConversationPage, RequestMessages

REQUESTED = account("conversation_requests")
SOURCE = "tikapi 3.2.2 (the answer's shape is that of user.conversations: ours)"
ACTS = "tikapi 3.2.2 (the answer's shape is that of user.posts.like: ours)"


class ConversationRequests(Resource[M], name="tikapi.user.conversationRequests"):
    """Conversations that wait for the creator to accept them."""

    @get("/user/conversations/requests", credentials=REQUESTED, pages=CONVERSATIONS, source=SOURCE, since="3.1.3")
    def conversations(self, *, nextCursor: ConversationCursor | None = None) -> ConversationPage:
        """The requests that were neither accepted nor deleted, with their latest messages."""
        raise Declared

    @get("/user/messages/requests", credentials=REQUESTED, source=SOURCE, since="3.1.3")
    def messages(self, *, conversation_id: ConversationId, conversation_short_id: RequestShortId) -> RequestMessages:
        """What a request says. Reading it here does not mark it as read."""
        raise Declared

    @get(
        "/user/conversations/requests/mark_read",
        effect=Effect.REPEATABLE,
        credentials=REQUESTED,
        source=ACTS,
        since="3.1.3",
    )
    def markRead(self, *, conversation_id: ConversationId, conversation_short_id: RequestShortId) -> DoneAnswer:
        """Mark what a request says as read."""
        raise Declared

    @get(
        "/user/conversations/requests/delete",
        effect=Effect.REPEATABLE,
        credentials=REQUESTED,
        source=ACTS,
        since="3.1.3",
    )
    def delete(self, *, conversation_id: ConversationId, conversation_short_id: RequestShortId) -> DoneAnswer:
        """Delete a request. Who asked has it still, and another message of theirs asks again."""
        raise Declared

    @get(
        "/user/conversations/requests/accept",
        effect=Effect.REPEATABLE,
        credentials=REQUESTED,
        source=ACTS,
        since="3.1.3",
    )
    def accept(
        self,
        *,
        conversation_id: ConversationId,
        conversation_short_id: RequestShortId,
        user_id: SenderId,
    ) -> DoneAnswer:
        """Accept a request: it is one of the account's conversations then, and can be answered."""
        raise Declared
