"""Comments as an authorised creator reads and writes them."""

from __future__ import annotations

from tokgate.contract.effects import Effect
from tokgate.contract.methods import get
from tokgate.contract.methods import post as post_request
from tokgate.contract.operation import Declared, M, Resource
from tokgate.dialects.tikapi.credentials import ACTOR
from tokgate.dialects.tikapi.parameters.comments import CommentId, CommentIdSent, CommentText, HasTags, ReplyTo
from tokgate.dialects.tikapi.parameters.paging import Count, CountCursor
from tokgate.dialects.tikapi.parameters.posts import MediaIdSent, OtherVideoId
from tokgate.dialects.tikapi.resources.sources import SDK
from tokgate.dialects.tikapi.wire.answers import DoneAnswer
from tokgate.dialects.tikapi.wire.comments import COMMENTS, CommentPage
from tokgate.dialects.tikapi.wire.posted_comments import CommentAnswer


class UserPostsComments(Resource[M], name="tikapi.user.posts.comments"):
    """Comments, read and written as the creator."""

    @get("/user/comment/list", credentials=ACTOR, pages=COMMENTS, source=SDK, since="3.1.6")
    def list(self, *, media_id: OtherVideoId, count: Count = 30, cursor: CountCursor | None = None) -> CommentPage:
        """The comments on a post, oldest first, and which of them the account likes."""
        raise Declared

    @get("/user/comment/reply/list", credentials=ACTOR, pages=COMMENTS, source=SDK, since="3.1.6")
    def replies(
        self,
        *,
        media_id: OtherVideoId,
        comment_id: CommentId,
        count: Count = 30,
        cursor: CountCursor | None = None,
    ) -> CommentPage:
        """The replies to a comment, oldest first, and which of them the account likes."""
        raise Declared

    @post_request("/user/comment", effect=Effect.WRITES, credentials=ACTOR, source=SDK)
    def post(
        self,
        *,
        media_id: MediaIdSent,
        text: CommentText,
        reply_comment_id: ReplyTo | None = None,
        has_tags: HasTags = False,
    ) -> CommentAnswer:
        """Comment on a post, or reply to a comment on it. With `has_tags`, accounts that the text names are told."""
        raise Declared

    @post_request("/user/comment/like", effect=Effect.REPEATABLE, credentials=ACTOR, source=SDK)
    def like(self, *, media_id: MediaIdSent, comment_id: CommentIdSent) -> DoneAnswer:
        """Like a comment on a post; liking it again changes nothing."""
        raise Declared

    @post_request("/user/comment/unlike", effect=Effect.REPEATABLE, credentials=ACTOR, source=SDK)
    def unlike(self, *, media_id: MediaIdSent, comment_id: CommentIdSent) -> DoneAnswer:
        """Take back a like of a comment."""
        raise Declared

    @post_request("/user/comment/delete", effect=Effect.REPEATABLE, credentials=ACTOR, source=SDK, since="3.0.0")
    def delete(self, *, comment_id: CommentIdSent) -> DoneAnswer:
        """Take back a comment of the account, or one on a post of the account; its replies go with it."""
        raise Declared
