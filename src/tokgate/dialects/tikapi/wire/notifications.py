"""What an account is told that others did.

The members that clients read (`notice_lists[0]` with `has_more`, `min_time`, `max_time`; `type`, `create_time`,
`digg.from_user`, `at.comment`) are the vendor's; the numbers of the types are those of TikTok's app. What stands inside
of `follow` and `comment` is in the same spelling, but no source shows it whole.
"""

from __future__ import annotations

from typing import Any

from tokgate.contract.paging import EndOfList, More, Paging, Unsure, Verdict, has_list, no_list
from tokgate.contract.wire import Wire
from tokgate.dialects.tikapi.wire.answers import TikAPIAnswer
from tokgate.dialects.web.accounts import Account
from tokgate.dialects.web.comments import CommentItem


class NoticedPost(Wire):
    """The post that something was done to."""

    aweme_id: str | None = None
    """Its id."""
    desc: str | None = None
    """Its caption; missing for one that is gone."""


class DiggNotice(Wire):
    """That a post or a comment is liked."""

    digg_type: int | None = None
    """1 for a post, 3 for a comment (ours)."""
    from_user: list[Account] = []
    """Who likes it."""
    aweme: NoticedPost | None = None
    """The post."""
    comment: CommentItem | None = None
    """The comment, where that is what is liked."""


class FollowNotice(Wire):
    """That somebody follows."""

    from_user: Account | None = None
    """Who does."""


class CommentNotice(Wire):
    """That somebody commented or replied."""

    comment: CommentItem | None = None
    """What was said, and by whom."""
    aweme: NoticedPost | None = None
    """The post that it was said on."""


class AtNotice(Wire):
    """That somebody mentioned the account."""

    content: str | None = None
    """The text with the mention in it."""
    user_info: Account | None = None
    """Who did."""
    comment: CommentItem | None = None
    """The comment with the mention, missing where it is in a caption."""
    aweme: NoticedPost | None = None
    """The post that the mention is in or under."""


class Notice(Wire):
    """One thing that somebody did; of the last four members there is the one of its type."""

    nid: str | None = None
    """Its id, digits."""
    user_id: str | None = None
    """The user id of the account that is told."""
    type: int | None = None
    """41 a like, 31 a comment, 45 a mention, 33 a follow."""
    create_time: int | None = None
    """When it was done, Unix seconds UTC."""
    digg: DiggNotice | None = None
    """A like."""
    follow: FollowNotice | None = None
    """A follow."""
    comment: CommentNotice | None = None
    """A comment or reply."""
    at: AtNotice | None = None
    """A mention."""


class NoticeList(Wire):
    """The page itself."""

    notice_list: list[Notice] = []
    """What was done, the latest first."""
    has_more: int | None = None
    """1 if there is a next page, else 0."""
    min_time: str | None = None
    """The `min_time` of the request, "1" for none: nothing older is told."""
    max_time: str | None = None
    """Where the next page begins; to be sent back as it is."""


class NotificationPage(TikAPIAnswer):
    """A page of notifications."""

    notice_lists: list[NoticeList] = []
    """One list, with what places the next page."""
    status_code: int | None = None
    """TikTok's own code, 0 for success."""
    extra: dict[str, Any] | None = None
    """`now`, the instant of the answer in Unix milliseconds, and `logid`."""
    log_pb: dict[str, Any] | None = None
    """`impr_id`, the name of the request."""


def _notices(page: NotificationPage) -> list[Notice]:
    return page.notice_lists[0].notice_list if page.notice_lists else []


def _verdict(page: NotificationPage) -> Verdict:
    if not page.notice_lists:
        return no_list("notice_lists")
    first = page.notice_lists[0]
    if not (first.notice_list or has_list(first, "notice_list")):
        return no_list("notice_list")
    if first.has_more is None:
        return Unsure("the answer does not say whether there is more")
    if not first.has_more:
        return EndOfList()
    if not (first.min_time and first.max_time):
        return Unsure("the answer says that there is more, and holds no cursor to it")
    return More({"min_time": first.min_time, "max_time": first.max_time})


def _key(notice: Notice) -> str:
    return str(notice.nid)


NOTIFICATIONS: Paging[NotificationPage, Notice] = Paging(_notices, _verdict, _key)
