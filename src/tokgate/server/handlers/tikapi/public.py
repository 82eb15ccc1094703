"""What anybody can see."""

from __future__ import annotations

import msgspec

from tokgate.contract.errors import Cause, Refusal
from tokgate.contract.handlers import Encoded
from tokgate.dialects.tikapi.parameters import (
    BY_TIME,
    CheckedUserId,
    Count,
    DigitCursor,
    EarlierSecUid,
    LikerSecUid,
    SecUid,
    Username,
    VideoId,
)
from tokgate.dialects.tikapi.resources.public import Public
from tokgate.dialects.tikapi.wire.people import CheckAnswer
from tokgate.dialects.tikapi.wire.posts import ItemPage, VideoAnswer
from tokgate.dialects.tikapi.writing import post_share_meta, profile_share_meta
from tokgate.dialects.web.writing import user_info
from tokgate.domain.ports import Page
from tokgate.domain.relations import RelationKind
from tokgate.server.handlers.tikapi.answers import answer, item_page, open_creator, post_id
from tokgate.server.pages import contents_of
from tokgate.server.request import Request, implements


@implements(Public.check)
def check(
    request: Request,
    /,
    *,
    username: Username | None = None,
    user_id: CheckedUserId | None = None,
    secUid: EarlierSecUid | None = None,
    **_: object,
) -> Encoded[CheckAnswer]:
    creator = request.creator(username=(username or "").removeprefix("@"), user_id=user_id or "", sec_uid=secUid or "")
    if creator is None:
        raise Refusal(Cause.UNKNOWN_CREATOR)
    meta = profile_share_meta(creator)
    return answer({"userInfo": {**user_info(creator), "shareMeta": meta}, "shareMeta": meta})


@implements(Public.posts)
def posts(
    request: Request, /, *, secUid: SecUid, count: Count = 30, cursor: DigitCursor | None = None, **_: object
) -> Encoded[ItemPage]:
    creator = open_creator(request, secUid)
    return item_page(request, request.archive.items(creator.key or 0, after=BY_TIME.after(cursor), limit=count), cursor)


@implements(Public.likes)
def likes(
    request: Request, /, *, secUid: LikerSecUid, count: Count = 30, cursor: DigitCursor | None = None, **_: object
) -> Encoded[ItemPage]:
    creator = open_creator(request, secUid)
    if creator.likes_public is False:
        return item_page(request, Page(rows=[]), cursor)
    liked = request.archive.related_items(RelationKind.LIKE, creator.key or 0, after=BY_TIME.after(cursor), limit=count)
    return item_page(request, liked, cursor)


@implements(Public.video)
def video(request: Request, /, *, id: VideoId, **_: object) -> Encoded[VideoAnswer]:
    item = request.archive.item(post_id(id))
    items = contents_of(request.archive, [item]) if item is not None else []
    posts = request.archive.posts_by_id([item.id]) if item is not None else []
    if not (items and posts):
        raise Refusal(Cause.UNKNOWN_POST)
    info = {"itemStruct": msgspec.Raw(items[0])}
    return answer({"itemInfo": info, "shareMeta": post_share_meta(posts[0])})
