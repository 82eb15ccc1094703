"""Notifications as TikTok's app spells them, both ways."""

from __future__ import annotations

from typing import Any

from tokgate.dialects.numbers import created_of, known_id_of
from tokgate.dialects.readings import InvalidMember
from tokgate.dialects.tikapi.wire.notifications import Notice
from tokgate.dialects.web.accounts import Account, account_of, creator_of
from tokgate.dialects.web.comments import CommentItem, item_of_comment
from tokgate.domain.creators import Creator
from tokgate.domain.messages import Notification, NotificationKind
from tokgate.domain.posts import Comment, Post

TYPES = {
    NotificationKind.LIKE: 41,
    NotificationKind.COMMENT: 31,
    NotificationKind.MENTION: 45,
    NotificationKind.FOLLOW: 33,
}
_KINDS = {number: kind for kind, number in TYPES.items()}
_OF_POST, _OF_COMMENT = 1, 3


def notice_of(told: Notification, post: Post | None, comment: Comment | None) -> dict[str, Any]:
    """A notification, with what is known of the post and the comment that it is about."""
    notice: dict[str, Any] = {
        "nid": str(told.id),
        "user_id": told.creator.served_user_id if told.creator else "",
        "type": TYPES.get(told.kind or NotificationKind.FOLLOW, 0),
        "create_time": told.at_s or 0,
    }
    sender = account_of(told.sender)
    about = None if told.post is None else {"aweme_id": str(told.post), "desc": (post and post.text) or ""}
    match told.kind:
        case NotificationKind.LIKE:
            of_comment = told.comment is not None
            digg = {"digg_type": _OF_COMMENT if of_comment else _OF_POST, "from_user": [sender], "aweme": about}
            notice["digg"] = {**digg, "comment": item_of_comment(comment)} if comment else digg
        case NotificationKind.COMMENT:
            notice["comment"] = {"comment": _said(told, comment), "aweme": about}
        case NotificationKind.MENTION:
            at = {"content": told.text or "", "user_info": sender, "aweme": about}
            notice["at"] = {**at, "comment": _said(told, comment)} if told.comment is not None else at
        case _:
            notice["follow"] = {"from_user": sender}
    return notice


def _said(told: Notification, comment: Comment | None) -> dict[str, Any]:
    """The comment, or as much of it as the notification itself says."""
    if comment is not None and comment.gone is None:
        return item_of_comment(comment)
    said = Comment(id=told.comment or 0, post_id=told.post, creator=told.sender, text=told.text, created_s=told.at_s)
    return item_of_comment(said)


def notification_of(notice: Notice) -> Notification:
    """What a notice tells. Raises InvalidMember where its id is none, or nothing known was done."""
    kind = _KINDS.get(notice.type or 0)
    if kind is None:
        raise InvalidMember("type", f"{notice.type} is no type that is known; right would be one of {sorted(_KINDS)}")
    sender, comment, post = _about(notice)
    by = creator_of(sender)
    said = comment.text if comment is not None else None
    return Notification(
        id=known_id_of(notice.nid, "nid"),
        creator=Creator(user_id=notice.user_id) if notice.user_id else None,
        kind=kind,
        sender=by if by.is_known else None,
        post=known_id_of(post, "aweme_id") if post else None,
        comment=known_id_of(comment.cid, "cid") if comment is not None and comment.cid not in (None, "", "0") else None,
        text=notice.at.content if notice.at is not None else said if kind is NotificationKind.COMMENT else None,
        at_s=created_of(notice.create_time, "create_time"),
    )


def _about(notice: Notice) -> tuple[Account | None, CommentItem | None, str | None]:
    """Who did it, and the comment and the id of the post that it is about."""
    if (digg := notice.digg) is not None:
        return next(iter(digg.from_user), None), digg.comment, digg.aweme.aweme_id if digg.aweme else None
    if (at := notice.at) is not None:
        return at.user_info, at.comment, at.aweme.aweme_id if at.aweme else None
    if (said := notice.comment) is not None:
        by = said.comment.user if said.comment is not None else None
        return by, said.comment, said.aweme.aweme_id if said.aweme else None
    return notice.follow.from_user if notice.follow is not None else None, None, None
