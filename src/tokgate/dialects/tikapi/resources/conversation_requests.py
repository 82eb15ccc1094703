"""Conversations that wait for the creator to accept them."""

from __future__ import annotations

from tokgate.contract.operation import M, Resource


class ConversationRequests(Resource[M], name="tikapi.user.conversationRequests"):
    """Conversations that wait for the creator to accept them."""
