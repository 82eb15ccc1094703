"""Comments and replies, as public and account calls list them."""

from __future__ import annotations

from typing import Any

from tokgate.contract.errors import Cause, Refusal
from tokgate.contract.handlers import Encoded
from tokgate.dialects.tikapi.parameters.paging import BY_COUNT_AS_NUMBER
from tokgate.dialects.tikapi.wire.comments import CommentPage
from tokgate.dialects.web.comments import item_of_comment
from tokgate.domain.posts import Comment
from tokgate.domain.relations import RelationKind
from tokgate.server.handlers.tikapi.answers import answer, holds, id_in, open_post
from tokgate.server.request import Request

#: More comments than any post has: an offset beyond is as good as this one, and numbers stay what JavaScript can hold.
MOST = 10**9


def comment_page(request: Request, link: str, *, count: int, cursor: int | None) -> Encoded[CommentPage]:
    """The comments of the first level on a post, oldest first."""
    return listed(request, open_post(request, link), None, count=count, cursor=cursor)


def reply_page(request: Request, link: str, comment_id: str, *, count: int, cursor: int | None) -> Encoded[CommentPage]:
    """The replies to a comment on a post, oldest first."""
    post_id = open_post(request, link)
    return listed(request, post_id, answered_on(request, post_id, comment_id), count=count, cursor=cursor)


def answered_on(request: Request, post_id: int, comment_id: str) -> int:
    """The id of a comment that is there to be seen on a post."""
    number = id_in(comment_id, Cause.UNKNOWN_ID)
    comment = request.archive.comment(number)
    if comment is None or comment.gone or comment.post_id != post_id:
        raise Refusal(Cause.UNKNOWN_ID)
    return number


def listed(
    request: Request, post_id: int, parent: int | None, *, count: int, cursor: int | None, account: int = 0
) -> Encoded[CommentPage]:
    """The comments of the first level on a post, or the replies to one; `account` is who may like them, by its key."""
    offset = min(BY_COUNT_AS_NUMBER.after(cursor) or 0, MOST)
    page = request.archive.comments_from(post_id, parent=parent, offset=offset, limit=count)
    members = {
        "comments": [_item(request, comment, account) for comment in page.rows],
        "cursor": BY_COUNT_AS_NUMBER.write(page.behind),
        "has_more": int(page.more),
        "total": request.archive.comment_count(post_id, parent=parent),
    }
    return answer(members, rows=len(page.rows))


def _item(request: Request, comment: Comment, account: int) -> dict[str, Any]:
    liked = account and holds(request, RelationKind.COMMENT_LIKE, account, comment.id)
    return {**item_of_comment(comment), "user_digged": int(bool(liked))}
