"""TikAPI's operations, answered from the archive."""

from __future__ import annotations

from typing import Any

import msgspec

from tokgate.contract.errors import Cause, Refusal
from tokgate.contract.handlers import Encoded
from tokgate.dialects.tikapi.credentials import ACCOUNT_KEY, API_KEY
from tokgate.dialects.tikapi.parameters import (
    BY_TIME,
    Count,
    DigitCursor,
    SecUid,
    UserId,
    Username,
    VideoId,
)
from tokgate.dialects.tikapi.resources import Api, Public, UserPosts
from tokgate.dialects.tikapi.wire import CheckAnswer, ItemPage, KeyAnswer, KeyInfo, VideoAnswer
from tokgate.dialects.tikapi.writing import post_share_meta, profile_share_meta
from tokgate.dialects.web.downloads import COOKIE
from tokgate.dialects.web.writing import user_info
from tokgate.domain.creators import Creator
from tokgate.domain.ports import Page, Position, StoredItem
from tokgate.domain.relations import RelationKind
from tokgate.server.pages import contents_of, join_page
from tokgate.server.request import Request, implements

#: What the vendor's save_video() sends along to TikTok's media hosts.
_OTHER = msgspec.json.encode(
    {
        "videoLinkHeaders": {
            "Cookie": COOKIE,
            "Origin": "https://www.tiktok.com",
            "Referer": "https://www.tiktok.com/",
        }
    }
)


@implements(Public.check)
def check(
    request: Request,
    /,
    *,
    username: Username | None = None,
    user_id: UserId | None = None,
    secUid: SecUid | None = None,
    **_: object,
) -> Encoded[CheckAnswer]:
    creator = request.creator(username=(username or "").removeprefix("@"), user_id=user_id or "", sec_uid=secUid or "")
    if creator is None:
        raise Refusal(Cause.UNKNOWN_CREATOR)
    meta = profile_share_meta(creator)
    return _answer({"userInfo": {**user_info(creator), "shareMeta": meta}, "shareMeta": meta})


@implements(Public.posts)
def posts(
    request: Request, /, *, secUid: SecUid, count: Count = 30, cursor: DigitCursor | None = None, **_: object
) -> Encoded[ItemPage]:
    creator = open_creator(request, secUid)
    return _page(request, request.archive.items(creator.key or 0, after=BY_TIME.after(cursor), limit=count), cursor)


@implements(Public.likes)
def likes(
    request: Request, /, *, secUid: SecUid, count: Count = 30, cursor: DigitCursor | None = None, **_: object
) -> Encoded[ItemPage]:
    creator = open_creator(request, secUid)
    if creator.likes_public is False:
        return _page(request, Page(rows=[]), cursor)
    liked = request.archive.related_items(RelationKind.LIKE, creator.key or 0, after=BY_TIME.after(cursor), limit=count)
    return _page(request, liked, cursor)


@implements(Public.video)
def video(request: Request, /, *, id: VideoId, **_: object) -> Encoded[VideoAnswer]:
    item = request.archive.item(_post_id(id))
    items = contents_of(request.archive, [item]) if item is not None else []
    posts = request.archive.posts_by_id([item.id]) if item is not None else []
    if not (items and posts):
        raise Refusal(Cause.UNKNOWN_POST)
    info = {"itemStruct": msgspec.Raw(items[0])}
    return _answer({"itemInfo": info, "shareMeta": post_share_meta(posts[0])})


@implements(UserPosts.feed)
def feed(
    request: Request,
    /,
    *,
    count: Count = 30,
    cursor: DigitCursor | None = None,
    secUid: SecUid | None = None,
    **_: object,
) -> Encoded[ItemPage]:
    creator = open_creator(request, secUid) if secUid else request.creator_of(ACCOUNT_KEY)
    return _page(request, request.archive.items(creator.key or 0, after=BY_TIME.after(cursor), limit=count), cursor)


@implements(Api.key)
def key(request: Request, /, **_: object) -> Encoded[KeyAnswer]:
    record = request.credentials[API_KEY.kind]
    expires = record.expires_ms // 1000 if record.expires_ms is not None else None
    info = KeyInfo(name=record.name, created=record.created_ms // 1000, expires=expires)
    return _answer({"key": info})


def open_creator(request: Request, sec_uid: str) -> Creator:
    """The creator of a secUid, if anybody may see their posts."""
    creator = request.creator(sec_uid=sec_uid)
    if creator is None:
        raise Refusal(Cause.UNKNOWN_CREATOR)
    if creator.private:
        raise Refusal(Cause.PRIVATE_CREATOR)
    return creator


def _post_id(link: str) -> int:
    """The id in a `public.video` link. Short links cannot be followed here: nothing is fetched from TikTok."""
    if not link.isdecimal() or len(link) > 19:
        raise Refusal(Cause.UNKNOWN_POST)
    return min(int(link), 2**63 - 1)


def _page(request: Request, page: Page[StoredItem], cursor: str | None) -> Encoded[Any]:
    last = page.following or (Position(page.rows[-1].rank) if page.rows else None)
    head = b'{"status":"success","message":null,"statusCode":0,"cursor":"%s","hasMore":%s,"$other":%s,"itemList":[' % (
        (BY_TIME.write(last) if last else cursor or "0").encode(),
        b"true" if page.following else b"false",
        _OTHER,
    )
    return join_page(request.archive, head, page.rows, b"]}", zstd=request.accepts_zstd)


def _answer(members: dict[str, Any]) -> Encoded[Any]:
    body = {"status": "success", "message": None, "statusCode": 0, **members, "$other": msgspec.Raw(_OTHER)}
    return Encoded(msgspec.json.encode(body), rows=1)
