"""The posts that an authorised creator sees."""

from __future__ import annotations

from tokgate.contract.effects import Effect
from tokgate.contract.methods import get, post
from tokgate.contract.operation import Declared, M, Resource
from tokgate.dialects.tikapi.bodies import MediaId
from tokgate.dialects.tikapi.credentials import ACTOR, EXPLORER
from tokgate.dialects.tikapi.parameters import Count, DigitCursor, SecUid, UserId
from tokgate.dialects.tikapi.resources.comments import UserPostsComments
from tokgate.dialects.tikapi.resources.sources import SDK
from tokgate.dialects.tikapi.wire.deeds import DoneAnswer
from tokgate.dialects.tikapi.wire.posts import POSTS, ItemPage


class UserPosts(Resource[M], name="tikapi.user.posts"):
    """The posts that an authorised creator sees."""

    comments: UserPostsComments[M]
    """Comments, read and written as the creator."""

    @get("/user/feed", credentials=EXPLORER, pages=POSTS, source=SDK)
    def feed(
        self,
        *,
        count: Count = 30,
        cursor: DigitCursor | None = None,
        secUid: SecUid | None = None,
        user_id: UserId | None = None,
    ) -> ItemPage:
        """A creator's posts, newest first; those of the account itself when no creator is named."""
        raise Declared

    @post("/user/like", effect=Effect.REPEATABLE, credentials=ACTOR, source=SDK)
    def like(self, *, media_id: MediaId) -> DoneAnswer:
        """Like a post; liking it again changes nothing. SDKs until 3.0.2 send the same for `unlike`: it likes, too."""
        raise Declared

    @post("/user/unlike", effect=Effect.REPEATABLE, credentials=ACTOR, source=SDK, since="3.0.3")
    def unlike(self, *, media_id: MediaId) -> DoneAnswer:
        """Take back a like."""
        raise Declared
