"""Items and profiles in the web's own spelling: answers of the web API, of TikAPI or JustOne, and scrapers' copies."""

from __future__ import annotations

from tokgate.dialects.web.accounts import USER_CARD, UserCard, creator_of_card
from tokgate.dialects.web.item import UserInfo
from tokgate.dialects.web.reading import ITEM, PROFILE, profile_in
from tokgate.domain.observations import Observation
from tokgate.importers.envelopes import observations_in, received, wire_of
from tokgate.importers.format import FileContext, ForeignRecord
from tokgate.importers.web_posts import post_in


class WebItem:
    """A post as `itemList[]`, `itemInfo.itemStruct` and the like hold it."""

    name = ITEM

    def matches(self, value: object) -> bool:
        """An object with `id`, `createTime` and `stats` or `statsV2`."""
        return (
            isinstance(value, dict)
            and "id" in value
            and "createTime" in value
            and (isinstance(value.get("stats"), dict) or isinstance(value.get("statsV2"), dict))
        )

    def read(self, record: ForeignRecord, context: FileContext) -> list[Observation]:
        """The post; what is served again is the record as it came."""
        raw = record.raw or b"{}"
        post = post_in(record.value, raw, context)
        return [received(record, context).observation(post, self.name, body=raw, web_item=raw)]


class WebProfile:
    """A creator as `userInfo` holds it: `user` with `stats`."""

    name = PROFILE

    def matches(self, value: object) -> bool:
        """An object with `user` that has a handle, and `stats` or `statsV2`."""
        if not isinstance(value, dict) or not isinstance(value.get("user"), dict):
            return False
        counted = isinstance(value.get("stats"), dict) or isinstance(value.get("statsV2"), dict)
        return counted and bool(value["user"].get("uniqueId") or value["user"].get("secUid"))

    def read(self, record: ForeignRecord, context: FileContext) -> list[Observation]:
        """The creator, and then the posts in an `itemList` that the profile may have."""
        return observations_in(profile_in(wire_of(record, UserInfo), received(record, context)))


class WebUserCard:
    """A creator as search shows one: `user_info`, in the app's spelling, among the results of a general search."""

    name = USER_CARD

    def matches(self, value: object) -> bool:
        """An object with `user_info` that has a secUid and a handle."""
        user = value.get("user_info") if isinstance(value, dict) else None
        return isinstance(user, dict) and bool(user.get("sec_uid")) and "unique_id" in user

    def read(self, record: ForeignRecord, context: FileContext) -> list[Observation]:
        """The creator."""
        creator = creator_of_card(wire_of(record, UserCard))
        return [received(record, context).observation(creator, self.name, body=record.raw)]


WEB_ITEM = WebItem()
