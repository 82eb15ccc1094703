"""What answers with comments in them mean."""

from __future__ import annotations

from collections.abc import Iterator

from tokgate.dialects.readings import Part, Received
from tokgate.dialects.tikapi.reading.readers import READERS
from tokgate.dialects.tikapi.resources.comments import UserPostsComments
from tokgate.dialects.tikapi.resources.earlier import EarlierUser
from tokgate.dialects.tikapi.resources.public import Public
from tokgate.dialects.tikapi.wire.comments import CommentPage
from tokgate.dialects.web.comments import comments_in


@READERS.of(Public.commentsList)
@READERS.of(Public.commentRepliesList)
@READERS.of(UserPostsComments.list)
@READERS.of(UserPostsComments.replies)
@READERS.of(EarlierUser.comments)
@READERS.of(EarlierUser.replies)
def comments(page: CommentPage, received: Received) -> Iterator[Part]:
    """The comments of a post, or the replies to one of them, with the replies that stand in them."""
    yield from comments_in(page.comments, received)
