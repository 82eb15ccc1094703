"""Items and profiles in the web's own spelling: answers of the web API, of TikAPI or JustOne, and scrapers' copies."""

from __future__ import annotations

from typing import Any

import msgspec

from tokgate.dialects.web.convert import creator_of
from tokgate.dialects.web.counts import WrongMember
from tokgate.dialects.web.item import UserInfo
from tokgate.domain.counts import Audience
from tokgate.domain.creators import Creator
from tokgate.domain.observations import Observation
from tokgate.importers.cells import tally
from tokgate.importers.format import Context, Record, Rejected
from tokgate.importers.json_tree import LIST, OBJECT
from tokgate.importers.web_posts import (
    first_of,
    fitted,
    member_list,
    member_object,
    observed_at,
    post_in,
    text_or_none,
)


class WebItem:
    """A post as `itemList[]`, `itemInfo.itemStruct` and the like hold it."""

    name = "web_item"

    def matches(self, value: object) -> bool:
        """An object with `id`, `createTime` and `stats` or `statsV2`."""
        return (
            isinstance(value, dict)
            and "id" in value
            and "createTime" in value
            and (isinstance(value.get("stats"), dict) or isinstance(value.get("statsV2"), dict))
        )

    def read(self, record: Record, context: Context) -> list[Observation]:
        """The post; what is served again is the record as it came."""
        raw = record.raw or b"{}"
        observed_ms, known = observed_at(record, context)
        return [
            Observation(
                subject=post_in(record.value, raw, context),
                source=self.name,
                observed_ms=observed_ms,
                instant_known=known,
                body=raw,
                web_item=raw,
            )
        ]


class WebProfile:
    """A creator as `userInfo` holds it: `user` with `stats`."""

    name = "web_profile"

    def matches(self, value: object) -> bool:
        """An object with `user` that has a handle, and `stats` or `statsV2`."""
        if not isinstance(value, dict) or not isinstance(value.get("user"), dict):
            return False
        counted = isinstance(value.get("stats"), dict) or isinstance(value.get("statsV2"), dict)
        return counted and bool(value["user"].get("uniqueId") or value["user"].get("secUid"))

    def read(self, record: Record, context: Context) -> list[Observation]:
        """The creator, and then the posts in an `itemList` that the profile may have."""
        profile = fitted(record.value, record.raw or b"{}", UserInfo, ("$.user", "$.stats", "$.statsV2"))
        try:
            creator = creator_of(profile.user, profile.stats, profile.statsV2)
        except WrongMember as error:
            raise Rejected(str(error), field=error.field) from None
        if creator is None:
            raise Rejected("names no account; right would be an id, a secUid or a uniqueId", field="user")
        return [_of_creator(creator, self.name, record, context), *_posts_of_profile(record, context)]


def _posts_of_profile(record: Record, context: Context) -> list[Observation]:
    items = member_list(record.value, "itemList")
    if not items or record.raw is None:
        return []
    raws = LIST.decode(OBJECT.decode(record.raw)["itemList"])
    handle = text_or_none(record.value["user"].get("uniqueId"))
    context = msgspec.structs.replace(context, creator=handle or context.creator)
    found = []
    for number, (item, raw) in enumerate(zip(items, raws, strict=True), 1):
        if WEB_ITEM.matches(item):
            place = f"{record.place}, item {number}"
            inner = Record(place=place, value=item, raw=bytes(raw), envelope=record.envelope)
            found += WEB_ITEM.read(inner, context)
    return found


class WebUserCard:
    """A creator as search shows one: `user_info`, in the mobile spelling, among the results of a general search."""

    name = "web_user_card"

    def matches(self, value: object) -> bool:
        """An object with `user_info` that has a secUid and a handle."""
        user = value.get("user_info") if isinstance(value, dict) else None
        return isinstance(user, dict) and bool(user.get("sec_uid")) and "unique_id" in user

    def read(self, record: Record, context: Context) -> list[Observation]:
        """The creator."""
        user = record.value["user_info"]
        creator = Creator(
            user_id=text_or_none(user.get("uid")),
            sec_uid=text_or_none(user.get("sec_uid")),
            username=text_or_none(user.get("unique_id")),
            name=text_or_none(user.get("nickname")),
            bio=user["signature"] if isinstance(user.get("signature"), str) else None,
            avatar_url=text_or_none(first_of(member_object(user, "avatar_thumb").get("url_list"))),
            verified=_verified(user),
            audience=Audience(followers=tally(user.get("follower_count")), likes=tally(user.get("total_favorited"))),
        )
        return [_of_creator(creator, self.name, record, context)]


def _verified(user: dict[str, Any]) -> bool | None:
    reasons = [user.get("custom_verify"), user.get("enterprise_verify_reason")]
    return any(reasons) if any(reason is not None for reason in reasons) else None


def _of_creator(creator: Creator, source: str, record: Record, context: Context) -> Observation:
    observed_ms, known = observed_at(record, context)
    return Observation(subject=creator, source=source, observed_ms=observed_ms, instant_known=known, body=record.raw)


WEB_ITEM = WebItem()
