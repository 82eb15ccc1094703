"""The posts that an authorised creator sees."""

from __future__ import annotations

from tokgate.contract.methods import get
from tokgate.contract.operation import Declared, M, Resource
from tokgate.dialects.tikapi.credentials import EXPLORER
from tokgate.dialects.tikapi.parameters import Count, DigitCursor, SecUid, UserId
from tokgate.dialects.tikapi.resources.comments import UserPostsComments
from tokgate.dialects.tikapi.resources.sources import SDK
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
