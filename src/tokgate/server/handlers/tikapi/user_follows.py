"""Followers and followed accounts, as an account sees them."""

from __future__ import annotations

from tokgate.contract.handlers import Encoded
from tokgate.dialects.tikapi.parameters.creators import LikerSecUid
from tokgate.dialects.tikapi.parameters.paging import BY_FOLLOW, Count, FollowCursor, NextFollow, NextNumber
from tokgate.dialects.tikapi.resources.user import User
from tokgate.dialects.tikapi.wire.people import FollowPage, FollowPageV1
from tokgate.dialects.web.writing import user_info
from tokgate.domain.relations import RelationKind
from tokgate.server.handlers.tikapi.actions import key_of, seen_creator
from tokgate.server.handlers.tikapi.answers import answer
from tokgate.server.handlers.tikapi.follows import follower_page, following_page
from tokgate.server.request import Request, implements


@implements(User.following)
def following(
    request: Request,
    /,
    *,
    secUid: LikerSecUid | None = None,
    count: Count = 30,
    nextCursor: NextFollow | None = None,
    **_: object,
) -> Encoded[FollowPage]:
    return following_page(request, seen_creator(request, secUid), count=count, cursor=nextCursor)


@implements(User.followers)
def followers(
    request: Request,
    /,
    *,
    secUid: LikerSecUid | None = None,
    count: Count = 30,
    nextCursor: NextNumber | None = None,
    **_: object,
) -> Encoded[FollowPage]:
    return follower_page(request, seen_creator(request, secUid), count=count, cursor=nextCursor)


@implements(User.followingV1)
def following_v1(
    request: Request, /, *, count: Count = 30, cursor: FollowCursor | None = None, **_: object
) -> Encoded[FollowPageV1]:
    after = BY_FOLLOW.after(cursor)
    page = request.archive.relations(RelationKind.FOLLOW, key_of(request), after=after, limit=count)
    members = {
        "userList": [user_info(relation.other) for relation in page.rows if relation.other],
        "cursor": BY_FOLLOW.write(page.following) if page.following else cursor or 0,
        "hasMore": page.following is not None,
    }
    return answer(members, rows=len(page.rows))
