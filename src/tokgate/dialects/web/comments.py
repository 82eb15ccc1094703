"""Comments, in the one shape that web and app give them: the wire type, what it means, and how it is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from tokgate.contract.wire import Wire
from tokgate.dialects.numbers import count_of, created_of, known_id_of, post_id_of
from tokgate.dialects.readings import InvalidMember, Part, Received, require_valid, unreadable
from tokgate.dialects.subjects import CommentWire
from tokgate.dialects.web.accounts import Account, Picture, account_of, creator_of, first_link
from tokgate.domain.posts import Comment

#: What archives call this source.
COMMENTS = "comments"
ESSENTIAL = frozenset(["cid", "aweme_id", "reply_id"])


class CommentImage(Wire):
    """A picture in a comment, whole and cut."""

    origin_url: Picture | None = None
    """The whole picture."""
    crop_url: Picture | None = None
    """The picture as it is shown, cut."""


class CommentItem(CommentWire):
    """A comment."""

    UNTYPED: ClassVar[tuple[str, ...]] = ("status", "user_digged")

    cid: str | None = None
    """The comment's id, digits."""
    aweme_id: str | None = None
    """The post's id."""
    reply_id: str | None = None
    """The id of the comment that it answers; "0" for none."""
    text: str | None = None
    """What it says."""
    create_time: int | None = None
    """When it was written, Unix seconds UTC."""
    digg_count: int | None = None
    """How many likes."""
    reply_comment_total: int | None = None
    """How many replies."""
    comment_language: str | None = None
    """Its language, two letters; "un" for none that is known."""
    user: Account | None = None
    """Who wrote it."""
    image_list: list[CommentImage] | None = None
    """The pictures in it."""
    author_pin: bool | None = None
    """Whether the post's author pinned it."""
    is_author_digged: bool | None = None
    """Whether the post's author likes it."""
    reply_comment: list[CommentItem] | None = None
    """The first of its replies."""


def comments_in(items: Iterable[CommentItem], received: Received) -> Iterator[Part]:
    """The comments of a list, each with the replies that stand in it."""
    for item in items:
        yield from comment_in(item, received)


def comment_in(item: CommentItem, received: Received) -> Iterator[Part]:
    """The comment, then the replies that stand in it (which have none); a broken reply does not cost the others."""
    try:
        require_valid(item, ESSENTIAL)
        comment = comment_of(item)
    except InvalidMember as problem:
        yield unreadable(item, problem)
        return
    yield received.observation(comment, COMMENTS, body=item.exact())
    for reply in item.reply_comment or ():
        try:
            require_valid(reply, ESSENTIAL)
            yield received.observation(comment_of(reply, comment), COMMENTS, body=reply.exact())
        except InvalidMember as problem:
            yield unreadable(reply, problem)


def comment_of(item: CommentItem, parent: Comment | None = None) -> Comment:
    """The comment, or the reply that stands in `parent`. Raises InvalidMember where its id or its post's is none."""
    post_id = parent.post_id if parent and not item.aweme_id else post_id_of(item.aweme_id, "aweme_id")
    parent_id = parent.id if parent else None
    if item.reply_id not in (None, "", "0"):
        parent_id = known_id_of(item.reply_id, "reply_id")
    creator = creator_of(item.user)
    return Comment(
        id=known_id_of(item.cid, "cid"),
        post_id=post_id,
        parent_id=None if parent_id == post_id else parent_id,
        creator=creator if creator.is_known else None,
        text=item.text,
        created_s=created_of(item.create_time or None, "create_time"),
        likes=count_of(item.digg_count),
        replies=count_of(item.reply_comment_total),
        language=item.comment_language if item.comment_language not in ("", "un") else None,
        image_urls=_image_urls(item.image_list),
        pinned=item.author_pin,
        liked_by_author=item.is_author_digged,
    )


def item_of_comment(comment: Comment) -> dict[str, Any]:
    """A comment as clients index it: what is not known is "", 0 or False."""
    item = {
        "cid": str(comment.id),
        "aweme_id": str(comment.post_id or 0),
        "reply_id": str(comment.parent_id or 0),
        "text": comment.text or "",
        "create_time": comment.created_s or 0,
        "digg_count": comment.likes or 0,
        "reply_comment_total": comment.replies or 0,
        "comment_language": comment.language or "un",
        "user": account_of(comment.creator),
        "author_pin": bool(comment.pinned),
        "is_author_digged": bool(comment.liked_by_author),
        "status": 1,
        "user_digged": 0,
        "reply_comment": None,
    }
    if comment.image_urls:
        item["image_list"] = [{"origin_url": {"uri": "", "url_list": [url]}} for url in comment.image_urls]
    return item


def _image_urls(images: list[CommentImage] | None) -> list[str] | None:
    if images is None:
        return None
    links = (first_link(image.origin_url) or first_link(image.crop_url) for image in images)
    return [link for link in links if link]
