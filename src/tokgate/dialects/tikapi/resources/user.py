"""What an authorised creator sees and does."""

from __future__ import annotations

from tokgate.contract.operation import M, Resource
from tokgate.dialects.tikapi.resources.conversation_requests import ConversationRequests
from tokgate.dialects.tikapi.resources.live import Live
from tokgate.dialects.tikapi.resources.user_posts import UserPosts


class User(Resource[M], name="tikapi.user"):
    """What an authorised creator sees; needs an account key."""

    posts: UserPosts[M]
    """Posts, as the creator sees them."""
    conversationRequests: ConversationRequests[M]
    """Conversations that wait to be accepted."""
    live: Live[M]
    """Live rooms."""
