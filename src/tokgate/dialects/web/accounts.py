"""An account in the spelling of TikTok's app, which the web keeps in comments and search results."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from tokgate.contract.wire import Wire
from tokgate.dialects.numbers import account_id_of, count_of
from tokgate.dialects.readings import Part, Received
from tokgate.dialects.subjects import CreatorWire
from tokgate.domain.counts import Audience
from tokgate.domain.creators import Creator

#: What archives call creators among the results of a search.
USER_CARD = "web_user_card"


class Picture(Wire):
    """Where a picture or film lies: the same at each address."""

    UNTYPED: ClassVar[tuple[str, ...]] = ("uri",)

    url_list: list[str] | None = None
    """The links; they expire."""
    width: int | None = None
    """In pixels."""
    height: int | None = None
    """In pixels."""


class Account(CreatorWire):
    """An account.

    In feeds all counters are 0, which means that they are not filled in; so is `total_favorited` (the likes received)
    in search results.
    """

    uid: str | None = None
    """The user id."""
    sec_uid: str | None = None
    """The id by which lists are asked for."""
    unique_id: str | None = None
    """The handle, without `@`; it can change hands."""
    nickname: str | None = None
    """The name that is shown; not unique."""
    signature: str | None = None
    """The bio."""
    avatar_larger: Picture | None = None
    """The profile picture, large."""
    avatar_medium: Picture | None = None
    """The same, middling."""
    avatar_thumb: Picture | None = None
    """The same, small."""
    custom_verify: str | None = None
    """Why a person is verified, in words; "" for one that is not."""
    enterprise_verify_reason: str | None = None
    """Why a company is verified, in words; "" for none."""
    secret: bool | None = None
    """Whether only accepted followers see its posts."""
    region: str | None = None
    """Its country, two letters."""
    language: str | None = None
    """Its language, two letters."""
    follower_count: int | None = None
    """How many accounts follow this one."""
    following_count: int | None = None
    """How many accounts this one follows."""
    total_favorited: int | None = None
    """How many likes its posts received."""
    favoriting_count: int | None = None
    """How many posts it liked."""
    aweme_count: int | None = None
    """How many posts it has."""


class UserCard(Wire):
    """A creator among the results of a search."""

    user_info: Account | None = None
    """The account."""


def creator_of(account: Account | None, *, username: str | None = None, audience: Audience | None = None) -> Creator:
    """The creator of an account; `username` is the handle where the account has none."""
    known = account or Account()
    return Creator(
        user_id=account_id_of(known.uid),
        sec_uid=known.sec_uid or None,
        username=(known.unique_id or "").strip() or username,
        name=known.nickname,
        bio=known.signature,
        avatar_url=first_link(known.avatar_larger) or first_link(known.avatar_thumb),
        verified=_verified(known),
        private=known.secret,
        region=known.region or None,
        language=known.language or None,
        audience=audience,
    )


def creator_of_card(card: UserCard) -> Creator:
    """The creator of a search result."""
    account = card.user_info or Account()
    # Where the likes received are 0, they are not filled in.
    likes = count_of(account.total_favorited) or None
    audience = Audience(followers=count_of(account.follower_count), likes=likes)
    return creator_of(account, audience=audience)


def cards_in(cards: Iterable[UserCard], received: Received) -> Iterator[Part]:
    """The creators of a list of search results; an entry that names nobody says nothing."""
    for card in cards:
        creator = creator_of_card(card)
        if creator.is_known:
            yield received.observation(creator, USER_CARD, body=card.exact())


def card_of(creator: Creator) -> dict[str, Any]:
    """A creator as a result of a search: what is not known is "", 0 or False."""
    audience = creator.audience or Audience()
    account = account_of(creator) | {
        "signature": creator.bio or "",
        "follower_count": audience.followers or 0,
        "total_favorited": audience.likes or 0,
        "custom_verify": "verified account" if creator.verified else "",
        "enterprise_verify_reason": "",
        "secret": bool(creator.private),
    }
    return {"user_info": account}


def account_of(creator: Creator | None) -> dict[str, Any]:
    """The account of a creator: what is not known is ""."""
    known = creator or Creator()
    picture = {"uri": "", "url_list": [known.avatar_url] if known.avatar_url else []}
    return {
        "uid": known.served_user_id if creator else "",
        "sec_uid": known.served_sec_uid if creator else "",
        "unique_id": known.username or "",
        "nickname": known.name or known.username or "",
        "avatar_thumb": picture,
    }


def first_link(picture: Picture | None) -> str | None:
    """The first address of a picture; None where it has none."""
    first = next(iter((picture.url_list if picture else None) or ()), "")
    return first if first.startswith(("http://", "https://")) else None


def _verified(account: Account) -> bool | None:
    reasons = [account.custom_verify, account.enterprise_verify_reason]
    return any(reasons) if any(reason is not None for reason in reasons) else None
