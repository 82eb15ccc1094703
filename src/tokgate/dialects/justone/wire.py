"""JustOneAPI's answers: an envelope of code, message, data and recordTime around TikTok's own web JSON."""

from __future__ import annotations

from typing import Any, ClassVar

from tokgate.contract.paging import Paging, Verdict, by_cursor, has_list, no_list
from tokgate.contract.wire import Wire
from tokgate.dialects.web.item import Item


class Posts(Wire):
    """The data of a list of posts."""

    UNTYPED: ClassVar[tuple[str, ...]] = ("log_pb",)

    itemList: list[Item] = []
    """The posts of this page."""
    cursor: str | None = None
    """Where the next page begins, as opaque text."""
    hasMore: bool | None = None
    """Whether there is a next page."""
    max_cursor: str | None = None
    """As `cursor`, under the name that it has since 2026-07-23."""
    has_more: bool | None = None
    """As `hasMore`, under the name that it has since 2026-07-23."""
    extra: dict[str, Any] | None = None
    """What TikTok tells of the answer: its log id, and its instant in milliseconds as `now`."""
    statusCode: int | None = None
    """TikTok's own code, 0 for success."""
    status_code: int | None = None
    """The same under its other name."""
    status_msg: str | None = None
    """TikTok's own message."""
    tt_chain_token: str | None = None
    """What `cookie` is made of."""
    cookie: str | None = None
    """What downloads of the films are asked for with: `tt_chain_token` under its name, and a semicolon."""


class Envelope(Wire, omit_defaults=False):
    """What every answer has, with `data` beside it. All are sent always, but for `requestId`."""

    code: int = 0
    """0 for success, whatever the HTTP status, else the vendor's code of the refusal."""
    message: str | None = None
    """What went wrong, in words."""
    recordTime: str | None = None
    """When the answer was made, ISO 8601."""
    requestId: str | None = None
    """What to name when asking the vendor about the call."""


class PostsAnswer(Envelope):
    """A list of posts."""

    data: Posts | None = None
    """The page."""


class PingAnswer(Envelope):
    """That the API answers. The vendor publishes no shape of `data`; this one is ours."""

    data: str | None = None
    """A word, "pong"."""


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
