"""TikAPI's answers: TikTok's own web JSON with `status` and `message` beside it."""

from __future__ import annotations

from typing import Any

import msgspec

from tokgate.contract.paging import Paging, Verdict, by_cursor, has_list, no_list
from tokgate.contract.wire import Wire
from tokgate.dialects.web.comments import CommentItem
from tokgate.dialects.web.item import Item, UserInfo


class TikAPIAnswer(Wire):
    """What every answer has."""

    status: str | None = None
    """How it went: "success" or "error"."""
    message: str | None = None
    """What went wrong, in words."""
    statusCode: int | None = None
    """TikTok's own code, 0 for success."""
    other: dict[str, Any] | None = msgspec.field(name="$other", default=None)
    """`$other` in the answer; its `videoLinkHeaders` are what films are asked for with."""


class ItemPage(TikAPIAnswer):
    """A page of posts."""

    itemList: list[Item] = []
    """The posts of this page."""
    cursor: str | None = None
    """Where the next page begins, digits; on the last page too."""
    hasMore: bool | None = None
    """Whether there is a next page."""


class CheckAnswer(TikAPIAnswer):
    """A creator's profile. `shareMeta` stands inside `userInfo` in the vendor's examples, and beside it in answers."""

    userInfo: UserInfo | None = None
    """The account and its counters."""
    shareMeta: dict[str, Any] | None = None
    """The texts with which the profile is shared, `title` and `desc`."""


class FollowPage(TikAPIAnswer):
    """A page of followers or of followed accounts."""

    userList: list[UserInfo] = []
    """The accounts of this page."""
    nextCursor: int | None = None
    """Where the next page begins; missing on the last one."""


class CommentPage(TikAPIAnswer):
    """A page of comments, or of the replies to one."""

    comments: list[CommentItem] = []
    """The comments of this page."""
    cursor: int | None = None
    """Where the next page begins."""
    has_more: int | None = None
    """1 if there is a next page, else 0."""
    total: int | None = None
    """How many comments there are in all."""


class ItemInfo(Wire):
    """The wrapper of a single post."""

    itemStruct: Item | None = None
    """The post."""


class VideoAnswer(TikAPIAnswer):
    """One post."""

    itemInfo: ItemInfo | None = None
    """The post, one level down."""
    shareMeta: dict[str, Any] | None = None
    """The texts with which the post is shared, `title` and `desc`."""


class KeyInfo(Wire):
    """What is known of an API key. The vendor publishes no shape; this is ours."""

    name: str | None = None
    """What the key is called."""
    created: int | None = None
    """When it was made, Unix seconds UTC."""
    expires: int | None = None
    """When it ends, Unix seconds UTC; missing for one that does not."""


class KeyAnswer(TikAPIAnswer):
    """The API key that was sent."""

    key: KeyInfo | None = None
    """What is known of the key."""


def _items(page: ItemPage) -> list[Item]:
    return page.itemList


def _verdict(page: ItemPage) -> Verdict:
    if not (page.itemList or has_list(page, "itemList")):
        return no_list("itemList")
    return by_cursor(page.hasMore, page.cursor)


def _key(item: Item) -> str:
    return str(item.id)


POSTS: Paging[ItemPage, Item] = Paging(_items, _verdict, _key)
