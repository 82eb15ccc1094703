"""The web's spelling of 2019 and 2020: `itemInfos`, `authorInfos`, `musicInfos`, `challengeInfoList`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from tokgate.domain.observations import Observation
from tokgate.importers.format import FileContext, ForeignRecord
from tokgate.importers.web_posts import (
    first_of,
    known_members,
    member_list,
    member_object,
    observation_of,
    text_or_none,
)

#: Text that went through JSON twice: `\\u2019` for an apostrophe.
_ESCAPED = re.compile(r"(?:\\u[0-9a-fA-F]{4})+")


class WebItemLegacy:
    """A post of the old share and item lists."""

    name = "web_item_legacy"

    def matches(self, value: object) -> bool:
        """An object with `itemInfos` that has an id."""
        return isinstance(value, dict) and isinstance(value.get("itemInfos"), dict) and "id" in value["itemInfos"]

    def read(self, record: ForeignRecord, context: FileContext) -> list[Observation]:
        """The post, respelled as today's web item; counts are exact."""
        return [observation_of(item_in(record.value), record, context, self.name)]


def item_in(value: Mapping[str, Any]) -> dict[str, Any]:
    """Today's item of an old one."""
    infos = member_object(value, "itemInfos")
    return known_members(
        id=infos.get("id"),
        desc=unescaped(infos.get("text")),
        createTime=infos.get("createTime"),
        video=_video(infos),
        author=_author(member_object(value, "authorInfos"), infos),
        music=_music(member_object(value, "musicInfos"), infos),
        challenges=_challenges(value) if "challengeInfoList" in value else None,
        stats=known_members(
            diggCount=infos.get("diggCount"),
            shareCount=infos.get("shareCount"),
            commentCount=infos.get("commentCount"),
            playCount=infos.get("playCount"),
        ),
        authorStats=value.get("authorStats"),
        duetInfo=known_members(duetFromId=text_or_none(value.get("duetInfo"))),
        textExtra=_text_extra(value) if "textExtra" in value else None,
        secret=infos.get("secret"),
        forFriend=infos.get("forFriend"),
        showNotPass=infos.get("showNotPass"),
        itemCommentStatus=infos.get("commentStatus"),
        originalItem=infos.get("isOriginal"),
        officalItem=infos.get("isOfficial"),
        digged=infos.get("liked"),
    )


def unescaped(value: object) -> object:
    """Text without a second escaping; anything else as it is."""
    if not isinstance(value, str) or "\\u" not in value:
        return value
    return _ESCAPED.sub(_characters, value)


def _characters(found: re.Match[str]) -> str:
    units = bytes.fromhex(found[0].replace("\\u", ""))
    return units.decode("utf-16-be", "replace")


def _video(infos: Mapping[str, Any]) -> dict[str, Any]:
    video = member_object(infos, "video")
    meta = member_object(video, "videoMeta")
    return known_members(
        id=infos.get("id"),
        height=meta.get("height"),
        width=meta.get("width"),
        duration=meta.get("duration"),
        ratio=text_or_none(meta.get("ratio")),
        cover=first_of(infos.get("covers")),
        originCover=first_of(infos.get("coversOrigin")),
        dynamicCover=first_of(infos.get("coversDynamic")),
        playAddr=first_of(video.get("urls")),
        shareCover=infos.get("shareCover"),
    )


def _author(infos: Mapping[str, Any], item: Mapping[str, Any]) -> dict[str, Any]:
    return known_members(
        id=infos.get("userId") or item.get("authorId"),
        uniqueId=infos.get("uniqueId"),
        nickname=unescaped(infos.get("nickName")),
        avatarThumb=first_of(infos.get("covers")),
        avatarMedium=first_of(infos.get("coversMedium")),
        avatarLarger=first_of(infos.get("coversLarger")),
        signature=unescaped(infos.get("signature")),
        verified=infos.get("verified"),
        secUid=infos.get("secUid"),
        secret=infos.get("isSecret"),
        relation=infos.get("relation"),
    )


def _music(infos: Mapping[str, Any], item: Mapping[str, Any]) -> dict[str, Any]:
    original = infos.get("original")
    return known_members(
        id=infos.get("musicId") or item.get("musicId"),
        title=infos.get("musicName"),
        authorName=infos.get("authorName"),
        original=bool(original) if original is not None else None,
        playUrl=first_of(infos.get("playUrl")),
        coverThumb=first_of(infos.get("covers")),
        coverMedium=first_of(infos.get("coversMedium")),
        coverLarge=first_of(infos.get("coversLarger")),
    )


def _challenges(value: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        known_members(
            id=tag.get("challengeId"),
            title=tag.get("challengeName"),
            desc=tag.get("text"),
            coverLarger=first_of(tag.get("coversLarger")),
            isCommerce=tag.get("isCommerce"),
        )
        for tag in member_list(value, "challengeInfoList")
        if isinstance(tag, dict)
    ]


def _text_extra(value: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {name[:1].lower() + name[1:]: member for name, member in extra.items()}
        for extra in member_list(value, "textExtra")
        if isinstance(extra, dict)
    ]
