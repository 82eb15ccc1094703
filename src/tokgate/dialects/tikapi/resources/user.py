"""What an authorised creator sees and does."""

from __future__ import annotations

from tokgate.contract.effects import Effect
from tokgate.contract.methods import get, post
from tokgate.contract.operation import Declared, M, Resource
from tokgate.dialects.tikapi.credentials import account
from tokgate.dialects.tikapi.message_parameters import (
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
from tokgate.dialects.tikapi.resources.conversation_requests import ConversationRequests
from tokgate.dialects.tikapi.resources.live import Live
from tokgate.dialects.tikapi.resources.sources import SDK
from tokgate.dialects.tikapi.resources.user_posts import UserPosts
from tokgate.dialects.tikapi.wire.messages import CONVERSATIONS, MESSAGES, ConversationPage, MessagePage, SentAnswer


class User(Resource[M], name="tikapi.user"):
    """What an authorised creator sees; needs an account key."""

    posts: UserPosts[M]
    """Posts, as the creator sees them."""
    conversationRequests: ConversationRequests[M]
    """Conversations that wait to be accepted."""
    live: Live[M]
    """Live rooms."""

    @get("/user/conversations", credentials=account("view_messages"), pages=CONVERSATIONS, source=SDK)
    def conversations(self, *, nextCursor: ConversationCursor | None = None) -> ConversationPage:
        """The account's conversations, each with its latest messages; requests apart."""
        raise Declared

    @get("/user/messages", credentials=account("view_messages"), pages=MESSAGES, source=SDK)
    def messages(
        self,
        *,
        conversation_id: ConversationId,
        conversation_short_id: ConversationShortId,
        nextCursor: MessageCursor | None = None,
        limit: MessageLimit = 30,
    ) -> MessagePage:
        """A conversation's messages, latest first."""
        raise Declared

    @post(
        "/user/message/send",
        effect=Effect.WRITES,
        credentials=account("send_messages"),
        source="tikapi 3.2.2 (the answer's shape is ours)",
        since="3.0.0",
    )
    def sendMessage(
        self,
        *,
        text: SendText,
        conversation_id: SendConversationId,
        conversation_short_id: SendConversationShortId,
        ticket: SendTicket,
    ) -> SentAnswer:
        """Say something in a conversation, which its ticket allows."""
        raise Declared
