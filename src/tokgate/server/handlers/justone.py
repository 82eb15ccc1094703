"""JustOneAPI's operations, answered from the archive."""

from __future__ import annotations

import msgspec

from tokgate.contract.errors import Cause, Refusal
from tokgate.contract.handlers import Encoded
from tokgate.dialects.justone.errors import record_time
from tokgate.dialects.justone.resources import Cursor, SecUid, Sort, TikTok
from tokgate.dialects.justone.wire import PostsAnswer
from tokgate.domain.ports import Order, Page, Position, StoredItem
from tokgate.server.pages import join_page
from tokgate.server.request import Request, implements

_MOST_LIKED = {"_1", "MOST_POPULAR"}
#: A popularity cursor is likes and post id in one run of digits, the id on the last 20 places.
_ID_PLACES = 10**20
_LARGEST = 2**63 - 1


@implements(TikTok.user_posts)
def user_posts(
    request: Request, /, *, secUid: SecUid, cursor: Cursor = "0", sort: Sort = "LATEST", **_: object
) -> Encoded[PostsAnswer]:
    creator = request.archive.creator(sec_uid=secUid)
    if creator is None:
        raise Refusal(Cause.UNKNOWN_CREATOR)
    if creator.private:
        raise Refusal(Cause.PRIVATE_CREATOR)
    order = Order.MOST_LIKED if sort in _MOST_LIKED else Order.LATEST
    page = request.archive.items(creator.key or 0, after=_after(cursor, order), limit=30, order=order)
    return _envelope(request, page, _next_cursor(page, order) or cursor)


def _after(cursor: str, order: Order) -> Position | None:
    number = int(cursor)
    if number == 0:
        return None
    if order is Order.LATEST:
        return Position(min(number, _LARGEST))
    return Position(min(number // _ID_PLACES, _LARGEST), min(number % _ID_PLACES, _LARGEST))


def _next_cursor(page: Page[StoredItem], order: Order) -> str | None:
    if page.following is None:
        last = page.rows[-1] if page.rows else None
        return str(last.rank) if last and order is Order.LATEST else None
    if order is Order.LATEST:
        return str(page.following.rank)
    return str(page.following.rank * _ID_PLACES + page.following.id)


def _envelope(request: Request, page: Page[StoredItem], cursor: str) -> Encoded[PostsAnswer]:
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
        }
    )
    head = b'{"code":0,"message":null,"recordTime":"%s","data":%s,"itemList":[' % (
        record_time(request.now_ms).encode(),
        data[:-1],
    )
    joined = join_page(request.archive, head, page.rows, b"]}}", zstd=request.accepts_zstd)
    return Encoded(joined.content, coding=joined.coding, rows=joined.rows)
