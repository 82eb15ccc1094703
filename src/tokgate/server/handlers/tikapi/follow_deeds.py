"""Whom the account follows: begun and ended."""

from __future__ import annotations

from tokgate.contract.errors import Cause, Refusal
from tokgate.contract.handlers import Encoded
from tokgate.dialects.tikapi.parameters.creators import FollowedId, FollowedSecUid, FollowedUsername
from tokgate.dialects.tikapi.resources.user import User
from tokgate.dialects.tikapi.wire.answers import DoneAnswer
from tokgate.domain.acts import Begin, End
from tokgate.domain.creators import Creator
from tokgate.domain.relations import RelationKind
from tokgate.server.handlers.tikapi.actions import account_of, key_of, refuse_hidden
from tokgate.server.handlers.tikapi.answers import answer
from tokgate.server.request import Request, implements


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
