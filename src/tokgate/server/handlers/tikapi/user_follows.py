"""Whom the account follows, and who follows it: listed, begun and ended."""

from __future__ import annotations

from tokgate.contract.errors import Cause, Refusal
from tokgate.contract.handlers import Encoded
from tokgate.dialects.tikapi.parameters.creators import FollowedId, FollowedSecUid, FollowedUsername, LikerSecUid
from tokgate.dialects.tikapi.parameters.paging import BY_FOLLOW, Count, FollowCursor, NextFollow, NextNumber
from tokgate.dialects.tikapi.resources.user import User
from tokgate.dialects.tikapi.wire.answers import DoneAnswer
from tokgate.dialects.tikapi.wire.people import FollowPage, FollowPageV1
from tokgate.dialects.web.writing import user_info
from tokgate.domain.acts import Begin, End
from tokgate.domain.creators import Creator
from tokgate.domain.relations import RelationKind
from tokgate.server.handlers.tikapi.actions import account_of, key_of, refuse_hidden, seen_creator
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


@implements(User.follow)
def follow(
    request: Request,
    /,
    *,
    username: FollowedUsername | None = None,
    secUid: FollowedSecUid | None = None,
    user_id: FollowedId | None = None,
    **_: object,
) -> Encoded[DoneAnswer]:
    account, key = account_of(request)
    other = _named(request, username, user_id, secUid)
    if other.key == account.key:
        raise Refusal(Cause.WRONG_CREATOR, name="nobody follows themselves")
    refuse_hidden(request, key, other)
    request.act(Begin(creator=key, kind=RelationKind.FOLLOW, other=other.key or 0), refused=Cause.UNKNOWN_CREATOR)
    return answer({})


@implements(User.unfollow)
def unfollow(
    request: Request,
    /,
    *,
    username: FollowedUsername | None = None,
    secUid: FollowedSecUid | None = None,
    user_id: FollowedId | None = None,
    **_: object,
) -> Encoded[DoneAnswer]:
    key = key_of(request)
    other = _named(request, username, user_id, secUid)
    request.act(End(creator=key, kind=RelationKind.FOLLOW, other=other.key or 0), refused=Cause.UNKNOWN_CREATOR)
    return answer({})


def _named(request: Request, username: str | None, user_id: str | None, sec_uid: str | None) -> Creator:
    """The creator of all the names that are known; a handle may have changed since. Two names of two are refused."""
    found = {
        "secUid": request.creator(sec_uid=sec_uid) if sec_uid else None,
        "user_id": request.creator(user_id=user_id) if user_id else None,
        "username": request.creator(username=username.removeprefix("@")) if username else None,
    }
    known = {name: creator for name, creator in found.items() if creator is not None}
    if not known:
        raise Refusal(Cause.UNKNOWN_CREATOR)
    first, creator = next(iter(known.items()))
    for name, other in known.items():
        if other.key != creator.key:
            raise Refusal(Cause.WRONG_CREATOR, name=f"{name} names another account than {first}")
    return creator
