"""JustOneAPI's answers: an envelope of code, message, data and recordTime around TikTok's own web JSON."""

from __future__ import annotations

from typing import Any

from tokgate.contract.paging import Paging, Verdict, by_cursor, has_list, no_list
from tokgate.contract.wire import Wire
from tokgate.dialects.web.item import Item


class Posts(Wire):
    """The data of a list of posts. `cursor` is opaque text; the newer revision calls it `max_cursor`.

    `cookie` is what downloads of the films are asked for with: `tt_chain_token` under its name, and a semicolon.
    """

    itemList: list[Item] = []
    cursor: str | None = None
    hasMore: bool | None = None
    max_cursor: str | None = None
    has_more: bool | None = None
    extra: dict[str, Any] | None = None
    statusCode: int | None = None
    status_code: int | None = None
    status_msg: str | None = None
    tt_chain_token: str | None = None
    cookie: str | None = None


class Envelope(Wire, omit_defaults=False):
    """What every answer has, with `data` beside it. `code` 0 is success, whatever the HTTP status.

    All are sent always, but for `requestId`.
    """

    code: int = 0
    message: str | None = None
    recordTime: str | None = None
    requestId: str | None = None


class PostsAnswer(Envelope):
    """A list of posts."""

    data: Posts | None = None


class PingAnswer(Envelope):
    """That the API answers. The vendor publishes no shape of `data`; this one is ours."""

    data: str | None = None


def _items(page: PostsAnswer) -> list[Item]:
    return page.data.itemList if page.data else []


def _verdict(page: PostsAnswer) -> Verdict:
    data = page.data
    if data is None or not (data.itemList or has_list(data, "itemList")):
        return no_list("itemList")
    has_more = data.has_more if data.hasMore is None else data.hasMore
    return by_cursor(has_more, data.cursor or data.max_cursor)


def _key(item: Item) -> str:
    return str(item.id)


POSTS: Paging[PostsAnswer, Item] = Paging(_items, _verdict, _key)
