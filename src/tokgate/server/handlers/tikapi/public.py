"""What anybody can see of creators, posts and comments."""

from __future__ import annotations

import msgspec

from tokgate.contract.errors import Cause, Refusal
from tokgate.contract.handlers import Encoded
from tokgate.dialects.tikapi.parameters.comments import CommentId
from tokgate.dialects.tikapi.parameters.creators import (
    CheckedSecUid,
    CheckedUserId,
    CuratorSecUid,
    EarlierSecUid,
    LikerSecUid,
    SecUid,
    Username,
)
from tokgate.dialects.tikapi.parameters.paging import BY_TIME, Count, CountCursor, DigitCursor, NextNumber, NextText
from tokgate.dialects.tikapi.parameters.posts import CategoryId, OtherVideoId, PlaylistId, RelatedId, VideoId
from tokgate.dialects.tikapi.parameters.search import Category, SearchText
from tokgate.dialects.tikapi.resources.public import Public
from tokgate.dialects.tikapi.wire.comments import CommentPage
from tokgate.dialects.tikapi.wire.people import CheckAnswer, FollowPage
from tokgate.dialects.tikapi.wire.playlists import PlaylistPage
from tokgate.dialects.tikapi.wire.posts import ItemPage, VideoAnswer
from tokgate.dialects.tikapi.wire.search import SearchAnswer
from tokgate.dialects.tikapi.writing import post_share_meta, profile_share_meta
from tokgate.dialects.web.writing import user_info
from tokgate.domain.ports import Page
from tokgate.domain.relations import RelationKind
from tokgate.server.handlers.tikapi.answers import answer, item_page, open_creator, open_post
from tokgate.server.handlers.tikapi.comments import comment_page, reply_page
from tokgate.server.handlers.tikapi.explore import of_category, popular_page
from tokgate.server.handlers.tikapi.follows import follower_page, following_page
from tokgate.server.handlers.tikapi.playlists import playlist_items, playlist_page
from tokgate.server.handlers.tikapi.related import related_page
from tokgate.server.handlers.tikapi.rooms import room_id_of
from tokgate.server.handlers.tikapi.search import found_page
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
    return _profile(request, username, user_id, secUid)


@implements(Public.checkV3)
def check_v3(
    request: Request,
    /,
    *,
    username: Username | None = None,
    user_id: CheckedUserId | None = None,
    secUid: CheckedSecUid | None = None,
    **_: object,
) -> Encoded[CheckAnswer]:
    return _profile(request, username, user_id, secUid)


def _profile(request: Request, username: str | None, user_id: str | None, sec_uid: str | None) -> Encoded[CheckAnswer]:
    creator = request.creator(username=(username or "").removeprefix("@"), user_id=user_id or "", sec_uid=sec_uid or "")
    if creator is None:
        raise Refusal(Cause.UNKNOWN_CREATOR)
    meta, profile = profile_share_meta(creator), user_info(creator, room_id=room_id_of(request, creator))
    return answer({"userInfo": {**profile, "shareMeta": meta}, "shareMeta": meta})


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


@implements(Public.followersList)
def followers(
    request: Request, /, *, secUid: LikerSecUid, count: Count = 30, nextCursor: NextNumber | None = None, **_: object
) -> Encoded[FollowPage]:
    return follower_page(request, open_creator(request, secUid), count=count, cursor=nextCursor)


@implements(Public.followingList)
def following(
    request: Request, /, *, secUid: LikerSecUid, count: Count = 30, nextCursor: NextNumber | None = None, **_: object
) -> Encoded[FollowPage]:
    return following_page(request, open_creator(request, secUid), count=count, cursor=nextCursor)


@implements(Public.video)
def video(request: Request, /, *, id: VideoId, **_: object) -> Encoded[VideoAnswer]:
    return _video(request, id)


@implements(Public.videoV2)
def video_v2(request: Request, /, *, id: OtherVideoId, **_: object) -> Encoded[VideoAnswer]:
    return _video(request, id)


@implements(Public.videoV3)
def video_v3(request: Request, /, *, id: OtherVideoId, **_: object) -> Encoded[VideoAnswer]:
    return _video(request, id)


def _video(request: Request, link: str) -> Encoded[VideoAnswer]:
    item = request.archive.item(open_post(request, link))
    items = contents_of(request.archive, [item]) if item is not None else []
    posts = request.archive.posts_by_id([item.id]) if item is not None else []
    if item is None or not (items and posts):
        raise Refusal(Cause.UNKNOWN_POST)
    info = {"itemStruct": msgspec.Raw(items[0])}
    return answer({"itemInfo": info, "shareMeta": post_share_meta(posts[0])}, final=item.zstd is not None)


@implements(Public.relatedPosts)
def related_posts(request: Request, /, *, video_id: RelatedId, **_: object) -> Encoded[ItemPage]:
    return related_page(request, video_id)


@implements(Public.explore)
def explore(request: Request, /, *, count: Count = 30, **_: object) -> Encoded[ItemPage]:
    return popular_page(request, count=count)


@implements(Public.exploreCategory)
def explore_category(
    request: Request, /, *, category_id: CategoryId, count: Count = 30, **_: object
) -> Encoded[ItemPage]:
    return popular_page(request, count=count, where=of_category(category_id))


@implements(Public.playlists)
def playlists(
    request: Request, /, *, secUid: CuratorSecUid, count: Count = 30, cursor: DigitCursor | None = None, **_: object
) -> Encoded[PlaylistPage]:
    return playlist_page(request, open_creator(request, secUid), count=count, cursor=cursor)


@implements(Public.playlistItems)
def items_of_playlist(
    request: Request, /, *, playlist_id: PlaylistId, count: Count = 30, cursor: DigitCursor | None = None, **_: object
) -> Encoded[ItemPage]:
    return playlist_items(request, playlist_id, count=count, cursor=cursor)


@implements(Public.commentsList)
def comments(
    request: Request, /, *, media_id: OtherVideoId, count: Count = 30, cursor: CountCursor | None = None, **_: object
) -> Encoded[CommentPage]:
    return comment_page(request, media_id, count=count, cursor=cursor)


@implements(Public.commentRepliesList)
def replies(
    request: Request,
    /,
    *,
    media_id: OtherVideoId,
    comment_id: CommentId,
    count: Count = 30,
    cursor: CountCursor | None = None,
    **_: object,
) -> Encoded[CommentPage]:
    return reply_page(request, media_id, comment_id, count=count, cursor=cursor)


@implements(Public.search)
def search(
    request: Request, /, *, category: Category, query: SearchText, nextCursor: NextText | None = None, **_: object
) -> Encoded[SearchAnswer]:
    return found_page(request, category, query, cursor=nextCursor)
