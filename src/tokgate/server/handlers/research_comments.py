"""The Research API's comments, answered from the archive."""

from __future__ import annotations

from tokgate.contract.errors import Cause, Refusal
from tokgate.contract.handlers import Encoded
from tokgate.dialects.official.cursors import BY_INDEX
from tokgate.dialects.official.research import ResearchCommentPage
from tokgate.dialects.official.research_comments import ResearchComments
from tokgate.dialects.official.research_parameters import (
    AnsweredId,
    CommentedId,
    CommentFields,
    IndexCursor,
    ResearchCount,
)
from tokgate.dialects.official.writing import chosen, research_comment
from tokgate.server.handlers.display import answer
from tokgate.server.request import Request, implements


@implements(ResearchComments.list)
def comments(
    request: Request,
    /,
    *,
    fields: CommentFields,
    video_id: CommentedId | None = None,
    comment_id: AnsweredId | None = None,
    max_count: ResearchCount = 10,
    cursor: IndexCursor | None = None,
    **_: object,
) -> Encoded[ResearchCommentPage]:
    post_id = video_id if video_id is not None else _post_of(request, comment_id or 0)
    index = BY_INDEX.after(cursor) or 0
    page = request.archive.comments_from(post_id, parent=comment_id, offset=index, limit=max_count)
    _check_post(request, post_id, is_commented=bool(page.rows) or comment_id is not None)
    data = {
        "comments": chosen([research_comment(each) for each in page.rows], fields),
        "cursor": page.behind,
        "has_more": page.more,
    }
    return answer(request, data, rows=len(page.rows))


def _post_of(request: Request, comment_id: int) -> int:
    comment = request.archive.comment(comment_id)
    if comment is None or comment.gone is not None or comment.post_id is None:
        raise Refusal(Cause.UNKNOWN_ID, name=str(comment_id))
    return comment.post_id


def _check_post(request: Request, post_id: int, *, is_commented: bool) -> None:
    """Refusal for a post that not everybody may see. One that is known only by its comments is as public as these."""
    if not request.archive.seen_by_all([post_id]).get(post_id, is_commented):
        raise Refusal(Cause.UNKNOWN_POST, name=str(post_id))
