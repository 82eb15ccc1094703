"""Comments as the account reads and writes them."""

from __future__ import annotations

from typing import Any

from tokgate.contract.errors import Cause
from tokgate.contract.handlers import Encoded
from tokgate.dialects.tikapi.parameters.comments import CommentId, CommentIdSent, CommentText, HasTags, ReplyTo
from tokgate.dialects.tikapi.parameters.paging import Count, CountCursor
from tokgate.dialects.tikapi.parameters.posts import MediaIdSent, OtherVideoId
from tokgate.dialects.tikapi.resources.comments import UserPostsComments
from tokgate.dialects.tikapi.resources.earlier import EarlierUser
from tokgate.dialects.tikapi.wire.answers import DoneAnswer
from tokgate.dialects.tikapi.wire.comments import CommentPage
from tokgate.dialects.tikapi.wire.posted_comments import CommentAnswer
from tokgate.dialects.tikapi.writing import mention_in, posted_comment
from tokgate.domain.acts import Begin, DeleteComment, End, PublishComment
from tokgate.domain.handles import handle_places
from tokgate.domain.relations import RelationKind
from tokgate.server.handlers.tikapi.actions import comment_on, key_of, known_comment, seen_post
from tokgate.server.handlers.tikapi.answers import answer, told_of
from tokgate.server.handlers.tikapi.comments import answered_on, listed
from tokgate.server.request import Request, implements


@implements(UserPostsComments.list)
def comments(
    request: Request, /, *, media_id: OtherVideoId, count: Count = 30, cursor: CountCursor | None = None, **_: object
) -> Encoded[CommentPage]:
    return _comments(request, media_id, None, count, cursor)


@implements(EarlierUser.comments)
def comments_at_the_earlier_path(
    request: Request, /, *, media_id: OtherVideoId, count: Count = 30, cursor: CountCursor | None = None, **_: object
) -> Encoded[CommentPage]:
    return _comments(request, media_id, None, count, cursor)


@implements(UserPostsComments.replies)
def replies(
    request: Request,
    /,
    *,
    media_id: OtherVideoId,
    comment_id: CommentId,
    count: Count = 30,
    cursor: CountCursor | None = None,
    **_: object,
) -> Encoded[CommentPage]:
    return _comments(request, media_id, comment_id, count, cursor)


@implements(EarlierUser.replies)
def replies_at_the_earlier_path(
    request: Request,
    /,
    *,
    media_id: OtherVideoId,
    comment_id: CommentId,
    count: Count = 30,
    cursor: CountCursor | None = None,
    **_: object,
) -> Encoded[CommentPage]:
    return _comments(request, media_id, comment_id, count, cursor)


def _comments(
    request: Request, link: str, comment_id: str | None, count: int, cursor: int | None
) -> Encoded[CommentPage]:
    key = key_of(request)
    post = seen_post(request, key, link)
    parent = answered_on(request, post.id, comment_id) if comment_id is not None else None
    return listed(request, post.id, parent, count=count, cursor=cursor, account=key)


@implements(UserPostsComments.post)
def post(
    request: Request,
    /,
    *,
    media_id: MediaIdSent,
    text: CommentText,
    reply_comment_id: ReplyTo | None = None,
    has_tags: HasTags = False,
    **_: object,
) -> Encoded[CommentAnswer]:
    key = key_of(request)
    under = seen_post(request, key, media_id)
    answered = comment_on(request, under, reply_comment_id) if reply_comment_id else None
    # Who answers a reply is listed below the comment that the reply is to.
    parent = (answered.parent_id or answered.id) if answered is not None else None
    deed = PublishComment(creator=key, post=under.id, text=text, parent=parent, tells_mentioned=has_tags)
    made = request.act(deed, refused=Cause.UNKNOWN_POST)
    comment = request.archive.comment(made.id or 0)
    assert comment is not None
    said = posted_comment(comment, _mentions(request, text) if has_tags else [])
    if answered is not None and answered.parent_id:
        said["reply_to_reply_id"] = str(answered.id)
    sent = {"status_msg": "Comment sent successfully", "label_info": None}
    return answer({"comment": said, **sent, **told_of(request)})


def _mentions(request: Request, text: str) -> list[dict[str, Any]]:
    found = ((request.creator(username=handle), start, end) for handle, start, end in handle_places(text))
    return [mention_in(text, start, end, creator) for creator, start, end in found if creator is not None]


@implements(UserPostsComments.like)
def like(request: Request, /, *, media_id: MediaIdSent, comment_id: CommentIdSent, **_: object) -> Encoded[DoneAnswer]:
    key = key_of(request)
    comment = comment_on(request, seen_post(request, key, media_id), comment_id)
    begun = Begin(creator=key, kind=RelationKind.COMMENT_LIKE, other=comment.id)
    request.act(begun, refused=Cause.UNKNOWN_POST)
    return answer({})


@implements(UserPostsComments.unlike)
def unlike(
    request: Request, /, *, media_id: MediaIdSent, comment_id: CommentIdSent, **_: object
) -> Encoded[DoneAnswer]:
    key = key_of(request)
    comment = comment_on(request, seen_post(request, key, media_id), comment_id)
    ended = End(creator=key, kind=RelationKind.COMMENT_LIKE, other=comment.id)
    request.act(ended, refused=Cause.UNKNOWN_POST)
    return answer({})


@implements(UserPostsComments.delete)
def delete(request: Request, /, *, comment_id: CommentIdSent, **_: object) -> Encoded[DoneAnswer]:
    key = key_of(request)
    comment = known_comment(request, comment_id)
    request.act(DeleteComment(creator=key, comment=comment.id), refused=Cause.NOT_THEIRS)
    return answer({})
