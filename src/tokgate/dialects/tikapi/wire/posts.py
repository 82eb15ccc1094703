"""Answers with posts in them."""

from __future__ import annotations

from typing import Any

from tokgate.contract.paging import Paging, Verdict, by_cursor, has_list, no_list
from tokgate.contract.wire import Wire
from tokgate.dialects.tikapi.wire.answers import TikAPIAnswer
from tokgate.dialects.web.item import Item


class ItemPage(TikAPIAnswer):
    """A page of posts."""

    itemList: list[Item] = []
    """The posts of this page."""
    cursor: str | None = None
    """Where the next page begins, digits; on the last page too."""
    hasMore: bool | None = None
    """Whether there is a next page."""


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


def _items(page: ItemPage) -> list[Item]:
    return page.itemList


def _verdict(page: ItemPage) -> Verdict:
    if not (page.itemList or has_list(page, "itemList")):
        return no_list("itemList")
    return by_cursor(page.hasMore, page.cursor)


def _key(item: Item) -> str:
    return str(item.id)


POSTS: Paging[ItemPage, Item] = Paging(_items, _verdict, _key)
