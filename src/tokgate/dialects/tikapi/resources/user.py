"""What an authorised creator sees and does."""

from __future__ import annotations

from tokgate.contract.methods import get
from tokgate.contract.operation import Declared, M, Resource
from tokgate.dialects.tikapi.credentials import account
from tokgate.dialects.tikapi.resources.conversation_requests import ConversationRequests
from tokgate.dialects.tikapi.resources.live import Live
from tokgate.dialects.tikapi.resources.sources import SDK
from tokgate.dialects.tikapi.resources.user_posts import UserPosts
from tokgate.dialects.tikapi.wire.sessions import SessionAnswer


class User(Resource[M], name="tikapi.user"):
    """What an authorised creator sees; needs an account key."""

    posts: UserPosts[M]
    """Posts, as the creator sees them."""
    conversationRequests: ConversationRequests[M]
    """Conversations that wait to be accepted."""
    live: Live[M]
    """Live rooms."""

    @get(
        "/user/session/check",
        credentials=account("view_profile"),
        source=f"{SDK}; the answer: users of the vendor (members of `data` beside `username` are ours)",
        since="3.0.0",
    )
    def verify(self) -> SessionAnswer:
        """Whose account key it is, while the creator's session lasts; then, and once they took it back, a 428."""
        raise Declared
