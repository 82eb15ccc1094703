"""TikAPI's answers: TikTok's own web JSON with `status` and `message` beside it."""

from __future__ import annotations

from typing import Any

import msgspec

from tokgate.contract.paging import Paging, Verdict, by_cursor, has_list, no_list
from tokgate.contract.wire import Wire
from tokgate.dialects.web.comments import CommentItem
from tokgate.dialects.web.item import Item, UserInfo


class TikAPIAnswer(Wire):
    """What every answer has. `status` is "success" or "error", `statusCode` is TikTok's own, 0 for success."""

    status: str | None = None
    message: str | None = None
    statusCode: int | None = None
    other: dict[str, Any] | None = msgspec.field(name="$other", default=None)


class ItemPage(TikAPIAnswer):
    """A page of posts. `cursor` is a string of digits, on the last page too; `hasMore` says whether to go on."""

    itemList: list[Item] = []
    cursor: str | None = None
    hasMore: bool | None = None


class CheckAnswer(TikAPIAnswer):
    """A creator's profile. `shareMeta` stands inside `userInfo` in the vendor's examples, and beside it in answers."""

    userInfo: UserInfo | None = None
    shareMeta: dict[str, Any] | None = None


class FollowPage(TikAPIAnswer):
    """A page of followers or of followed accounts. `nextCursor` is a number, and missing on the last page."""

    userList: list[UserInfo] = []
    nextCursor: int | None = None


class CommentPage(TikAPIAnswer):
    """A page of comments, or of the replies to one. `cursor` is a number, and so is `has_more`, 1 or 0."""

    comments: list[CommentItem] = []
    cursor: int | None = None
    has_more: int | None = None
    total: int | None = None


class ItemInfo(Wire):
    """The wrapper of a single post."""

    itemStruct: Item | None = None


class VideoAnswer(TikAPIAnswer):
    """One post."""

    itemInfo: ItemInfo | None = None
    shareMeta: dict[str, Any] | None = None


class KeyInfo(Wire):
    """What is known of an API key. The vendor publishes no shape; this is ours. Instants in Unix seconds UTC."""

    name: str | None = None
    created: int | None = None
    expires: int | None = None


class KeyAnswer(TikAPIAnswer):
    """The API key that was sent."""

    key: KeyInfo | None = None


def _items(page: ItemPage) -> list[Item]:
    return page.itemList


def _verdict(page: ItemPage) -> Verdict:
    if not (page.itemList or has_list(page, "itemList")):
        return no_list("itemList")
    return by_cursor(page.hasMore, page.cursor)


def _key(item: Item) -> str:
    return str(item.id)


POSTS: Paging[ItemPage, Item] = Paging(_items, _verdict, _key)
