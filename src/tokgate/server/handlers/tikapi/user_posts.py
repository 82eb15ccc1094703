"""The posts that an authorised creator sees."""

from __future__ import annotations

import msgspec

from tokgate.contract.errors import Cause, Refusal
from tokgate.contract.handlers import Encoded
from tokgate.dialects.tikapi.parameters.creators import CuratorSecUid, LikerId, LikerSecUid, SecUid, UserId
from tokgate.dialects.tikapi.parameters.paging import BY_TIME, BY_TIME_AND_ID, Count, DigitCursor, NextText
from tokgate.dialects.tikapi.parameters.posts import PlaylistId, RelatedId, VideoId
from tokgate.dialects.tikapi.parameters.search import Category, SearchText
from tokgate.dialects.tikapi.resources.earlier import EarlierUser
from tokgate.dialects.tikapi.resources.user_posts import UserPosts
from tokgate.dialects.tikapi.wire.playlists import PlaylistPage
from tokgate.dialects.tikapi.wire.posts import ItemPage, VideoAnswer
from tokgate.dialects.tikapi.wire.search import SearchAnswer
from tokgate.dialects.tikapi.writing import post_share_meta
from tokgate.domain.ports import Page
from tokgate.domain.relations import RelationKind
from tokgate.domain.search import MOST_VALUES, Condition, Field, Operator, Search
from tokgate.server.handlers.tikapi.actions import key_of, seen_creator, seen_post
from tokgate.server.handlers.tikapi.answers import answer, holds, item_page, items
from tokgate.server.handlers.tikapi.explore import popular_page
from tokgate.server.handlers.tikapi.playlists import playlist_items, playlist_page
from tokgate.server.handlers.tikapi.related import related_page
from tokgate.server.handlers.tikapi.search import found_page
from tokgate.server.pages import contents_of
from tokgate.server.request import Request, implements


@implements(UserPosts.feed)
def feed(
    request: Request,
    /,
    *,
    count: Count = 30,
    cursor: DigitCursor | None = None,
    secUid: SecUid | None = None,
    user_id: UserId | None = None,
    **_: object,
) -> Encoded[ItemPage]:
    creator = seen_creator(request, secUid, user_id)
    return item_page(request, request.archive.items(creator.key or 0, after=BY_TIME.after(cursor), limit=count), cursor)


@implements(UserPosts.likes)
def likes(
    request: Request,
    /,
    *,
    count: Count = 30,
    secUid: LikerSecUid | None = None,
    cursor: DigitCursor | None = None,
    id: LikerId | None = None,
    **_: object,
) -> Encoded[ItemPage]:
    creator = seen_creator(request, secUid, id)
    if creator.likes_public is False and creator.key != key_of(request):
        return item_page(request, Page(rows=[]), cursor)
    return _related(request, RelationKind.LIKE, creator.key or 0, count, cursor)


@implements(UserPosts.savedPosts)
def saved_posts(
    request: Request, /, *, count: Count = 30, cursor: DigitCursor | None = None, **_: object
) -> Encoded[ItemPage]:
    return _related(request, RelationKind.SAVE, key_of(request), count, cursor)


def _related(request: Request, kind: RelationKind, key: int, count: int, cursor: str | None) -> Encoded[ItemPage]:
    after, viewer = BY_TIME.after(cursor), key_of(request)
    page = request.archive.related_items(kind, key, after=after, limit=count, viewer=viewer)
    return item_page(request, page, cursor)


@implements(UserPosts.followingPosts)
def following_posts(
    request: Request, /, *, count: Count = 30, cursor: DigitCursor | None = None, **_: object
) -> Encoded[ItemPage]:
    followed = request.archive.relations(RelationKind.FOLLOW, key_of(request), after=None, limit=MOST_VALUES).rows
    names = tuple(each.other.username for each in followed[:MOST_VALUES] if each.other and each.other.username)
    after = BY_TIME_AND_ID.after(cursor)
    by_them = Search(Condition(Field.USERNAME, Operator.IN, names), private_accounts=True) if names else None
    page = request.archive.search_items(by_them, after=after, limit=count) if by_them else Page(rows=[])
    following = BY_TIME_AND_ID.write(page.following) if page.following else cursor or "0"
    return items(request, page.rows, cursor=following, hasMore=page.following is not None)


@implements(UserPosts.video)
def video(request: Request, /, *, id: VideoId, **_: object) -> Encoded[VideoAnswer]:
    key = key_of(request)
    post = seen_post(request, key, id)
    item = request.archive.item(post.id)
    contents = contents_of(request.archive, [item]) if item is not None else []
    if not contents:
        raise Refusal(Cause.UNKNOWN_POST)
    seen = {
        **msgspec.json.decode(contents[0], type=dict[str, msgspec.Raw]),
        "digged": holds(request, RelationKind.LIKE, key, post.id),
        "collected": holds(request, RelationKind.SAVE, key, post.id),
    }
    return answer({"itemInfo": {"itemStruct": seen}, "shareMeta": post_share_meta(post)})


@implements(UserPosts.relatedPosts)
def related_posts(request: Request, /, *, video_id: RelatedId, **_: object) -> Encoded[ItemPage]:
    return related_page(request, video_id)


@implements(UserPosts.playlists)
def playlists(
    request: Request,
    /,
    *,
    secUid: CuratorSecUid | None = None,
    count: Count = 30,
    cursor: DigitCursor | None = None,
    **_: object,
) -> Encoded[PlaylistPage]:
    return playlist_page(request, seen_creator(request, secUid), count=count, cursor=cursor)


@implements(UserPosts.playlistItems)
def items_of_playlist(
    request: Request, /, *, playlist_id: PlaylistId, count: Count = 30, cursor: DigitCursor | None = None, **_: object
) -> Encoded[ItemPage]:
    return playlist_items(request, playlist_id, count=count, cursor=cursor, account=key_of(request))


@implements(UserPosts.explore)
def explore(request: Request, /, *, count: Count = 30, **_: object) -> Encoded[ItemPage]:
    return popular_page(request, count=count)


@implements(UserPosts.search)
def search(
    request: Request, /, *, category: Category, query: SearchText, nextCursor: NextText | None = None, **_: object
) -> Encoded[SearchAnswer]:
    return found_page(request, category, query, cursor=nextCursor)


@implements(EarlierUser.search)
def search_users(request: Request, /, *, query: SearchText, **_: object) -> Encoded[SearchAnswer]:
    return found_page(request, "users", query, cursor=None)
