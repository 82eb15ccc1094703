"""The account's own profile: seen and edited."""

from __future__ import annotations

from typing import Any

from tokgate.contract.errors import Cause, Refusal
from tokgate.contract.handlers import Encoded
from tokgate.dialects.tikapi.parameters.creators import ProfileName
from tokgate.dialects.tikapi.parameters.profile import (
    TRUTHS,
    Bio,
    EditedField,
    NewUsername,
    NewValue,
    Nickname,
    Privacy,
    ProfileField,
)
from tokgate.dialects.tikapi.resources.earlier import EarlierUser
from tokgate.dialects.tikapi.resources.user import User
from tokgate.dialects.tikapi.wire.edits import EditAnswer
from tokgate.dialects.tikapi.wire.people import CheckAnswer
from tokgate.dialects.tikapi.writing import edited_account, profile_share_meta
from tokgate.dialects.web.writing import user_info
from tokgate.domain.acts import EditProfile
from tokgate.domain.creators import Creator
from tokgate.domain.relations import RelationKind
from tokgate.server.handlers.tikapi.actions import account_of
from tokgate.server.handlers.tikapi.answers import answer, holds, told_of
from tokgate.server.handlers.tikapi.rooms import room_id_of
from tokgate.server.request import Request, implements


@implements(User.info)
def info(request: Request, /, *, username: ProfileName | None = None, **_: object) -> Encoded[CheckAnswer]:
    account, key = account_of(request)
    creator = request.creator(username=username.removeprefix("@")) if username else account
    if creator is None:
        raise Refusal(Cause.UNKNOWN_CREATOR)
    meta = profile_share_meta(creator)
    profile = user_info(creator, room_id=room_id_of(request, creator))
    profile["user"]["relation"] = _relation(request, key, creator.key or 0)
    return answer({"userInfo": {**profile, "shareMeta": meta}, "shareMeta": meta})


def _relation(request: Request, account: int, other: int) -> int:
    """0: the account does not follow the other; 1: it does; 2: they follow each other."""
    if not holds(request, RelationKind.FOLLOW, account, other):
        return 0
    return 2 if holds(request, RelationKind.FOLLOW, other, account) else 1


@implements(User.edit)
def edit(request: Request, /, *, field: EditedField, value: NewValue, **_: object) -> Encoded[EditAnswer]:
    account, key = account_of(request)
    match field:
        case ProfileField.NICKNAME:
            deed = EditProfile(creator=key, name=value)
        case ProfileField.USERNAME:
            deed = EditProfile(creator=key, username=value)
        case ProfileField.BIO:
            deed = EditProfile(creator=key, bio=value)
        case ProfileField.PRIVATE:
            deed = EditProfile(creator=key, private=TRUTHS[value.lower()])
    return _edited(request, deed, account)


@implements(EarlierUser.edit)
def edit_at_once(
    request: Request,
    /,
    *,
    nickname: Nickname | None = None,
    username: NewUsername | None = None,
    bio: Bio | None = None,
    privacy: Privacy | None = None,
    **_: object,
) -> Encoded[EditAnswer]:
    account, key = account_of(request)
    private = TRUTHS[privacy] if privacy is not None else None
    deed = EditProfile(creator=key, name=nickname, username=username, bio=bio, private=private)
    return _edited(request, deed, account)


def _edited(request: Request, deed: EditProfile, before: Creator) -> Encoded[Any]:
    request.act(deed, refused=Cause.NAME_TAKEN)
    after = request.archive.creator(key=deed.creator) or before
    return answer({"user": edited_account(after), **told_of(request)})
