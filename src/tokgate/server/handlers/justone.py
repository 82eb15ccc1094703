"""JustOneAPI's operations, answered from the archive."""

from __future__ import annotations

from typing import Any

import msgspec

from tokgate.contract.errors import Cause, Refusal
from tokgate.contract.handlers import Encoded
from tokgate.dialects.justone.resources import BY_LIKES, BY_TIME, Api, DigitCursor, SecUid, Sort, SortBy, TikTok
from tokgate.dialects.justone.wire import PingAnswer, PostsAnswer
from tokgate.dialects.web.downloads import CHAIN_TOKEN, COOKIE
from tokgate.domain.instants import iso_second
from tokgate.domain.ports import Order, Page, Position, StoredItem
from tokgate.server.pages import join_page
from tokgate.server.request import Request, implements

_CURSORS = {Order.LATEST: BY_TIME, Order.MOST_LIKED: BY_LIKES}
_MOST_LIKED = {Sort.MOST_LIKED, Sort.MOST_POPULAR}


@implements(TikTok.user_posts)
def user_posts(
    request: Request, /, *, secUid: SecUid, cursor: DigitCursor = "0", sort: SortBy = Sort.LATEST, **_: object
) -> Encoded[PostsAnswer]:
    creator = request.creator(sec_uid=secUid)
    if creator is None:
        raise Refusal(Cause.UNKNOWN_CREATOR)
    if creator.private:
        raise Refusal(Cause.PRIVATE_CREATOR)
    order = Order.MOST_LIKED if sort in _MOST_LIKED else Order.LATEST
    page = request.archive.items(creator.key or 0, after=_CURSORS[order].after(cursor), limit=30, order=order)
    return _envelope(request, page, _next_cursor(page, order) or cursor)


@implements(Api.ping)
def ping(request: Request, /, **_: object) -> PingAnswer:
    return PingAnswer(recordTime=iso_second(request.now_ms), data="pong")


def _next_cursor(page: Page[StoredItem], order: Order) -> str | None:
    """The cursor that goes on; on the last page it is the last post's, as the list can grow."""
    if page.following is not None:
        return _CURSORS[order].write(page.following)
    last = page.rows[-1] if page.rows else None
    return _CURSORS[order].write(Position(last.rank, last.id)) if last else None


def _envelope(request: Request, page: Page[StoredItem], cursor: str) -> Encoded[Any]:
    more = page.following is not None
    extra = {"fatal_item_ids": [], "logid": request.log_id, "now": request.now_ms}
    data = msgspec.json.encode(
        {
            "cursor": cursor,
            "max_cursor": cursor,
            "hasMore": more,
            "has_more": more,
            "extra": extra,
            "log_pb": {"impr_id": request.log_id},
            "statusCode": 0,
            "status_code": 0,
            "status_msg": "",
            "tt_chain_token": CHAIN_TOKEN,
            "cookie": f"{COOKIE};",
        }
    )
    head = b'{"code":0,"message":null,"recordTime":"%s","data":%s,"itemList":[' % (
        iso_second(request.now_ms).encode(),
        data[:-1],
    )
    return join_page(request.archive, head, page.rows, b"]}}", zstd=request.accepts_zstd)
