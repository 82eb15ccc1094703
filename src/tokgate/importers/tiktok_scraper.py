"""Output of drawrowfly's tiktok-scraper: JSON with `authorMeta`, `musicMeta`, `videoMeta`, or CSV."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from tokgate.dialects.web.tags import text_extra_of
from tokgate.domain.observations import Observation
from tokgate.domain.posts import Hashtag, Mention, Post
from tokgate.importers.format import FileContext, ForeignRecord
from tokgate.importers.web_posts import known_members, member_list, member_object, observation_of

CSV_COLUMNS = {"id", "text", "createTime", "authorId", "diggCount"}
NESTED_CSV_COLUMNS = {"id", "text", "createTime", "authorMeta.name"}
COUNTS = ("diggCount", "shareCount", "playCount", "commentCount", "collectCount", "repostCount")


class TiktokScraper:
    """One post of tiktok-scraper, from its JSON or either of its CSV layouts."""

    name = "tiktok_scraper"

    def matches(self, value: object) -> bool:
        """An object with `id`, `text` and `authorMeta`, or a row with the tool's columns."""
        if not isinstance(value, dict):
            return False
        if isinstance(value.get("authorMeta"), dict):
            return "id" in value and "text" in value
        return value.keys() >= CSV_COLUMNS or value.keys() >= NESTED_CSV_COLUMNS

    def read(self, record: ForeignRecord, context: FileContext) -> list[Observation]:
        """The post, respelled as a web item."""
        item = item_in(_nested(record.value) if record.raw is None else record.value)
        return [observation_of(item, record, context, self.name)]


def item_in(value: Mapping[str, Any]) -> dict[str, Any]:
    """The web item of a post."""
    stats = {name: value.get(name) for name in COUNTS if value.get(name) not in (None, "")}
    item = known_members(
        id=value.get("id"),
        desc=value.get("text"),
        createTime=value.get("createTime"),
        video=_video(value),
        author=_author(value),
        authorStats=_author_stats(member_object(value, "authorMeta")),
        music=_music(value),
        stats=stats,
    )
    tags = [tag for tag in member_list(value, "hashtags") if isinstance(tag, dict)]
    if "hashtags" in value:
        item["challenges"] = [
            known_members(id=tag.get("id"), title=tag.get("name"), desc=tag.get("title")) for tag in tags
        ]
        item["textExtra"] = _text_extra(value, tags)
    return item


def _text_extra(value: Mapping[str, Any], tags: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Tags and mentions where they are found in the caption; the tool tells only their names."""
    handles = [name.removeprefix("@") for name in member_list(value, "mentions") if isinstance(name, str)]
    text = value.get("text")
    post = Post(
        id=0,
        text=text if isinstance(text, str) else "",
        hashtags=[Hashtag(name=tag["name"], id=str(tag.get("id") or "")) for tag in tags if _named(tag)],
        mentions=[Mention(text=handle, username=handle) for handle in handles if handle],
    )
    return text_extra_of(post)


def _named(tag: Mapping[str, Any]) -> bool:
    return isinstance(tag.get("name"), str) and bool(tag["name"])


def _author(value: Mapping[str, Any]) -> dict[str, Any]:
    meta = member_object(value, "authorMeta")
    return known_members(
        id=meta.get("id") or value.get("authorId"),
        uniqueId=meta.get("name"),
        nickname=meta.get("nickName"),
        avatarThumb=meta.get("avatar"),
        avatarMedium=meta.get("avatar"),
        avatarLarger=meta.get("avatar"),
        signature=meta.get("signature"),
        verified=meta.get("verified"),
        secUid=meta.get("secUid"),
        privateAccount=meta.get("private"),
    )


def _author_stats(meta: Mapping[str, Any]) -> dict[str, Any] | None:
    """The account's counters, which runs over trending posts leave out."""
    stats = known_members(
        followerCount=meta.get("fans"),
        followingCount=meta.get("following"),
        heart=meta.get("heart"),
        heartCount=meta.get("heart"),
        videoCount=meta.get("video"),
        diggCount=meta.get("digg"),
    )
    return stats or None


def _music(value: Mapping[str, Any]) -> dict[str, Any]:
    meta = member_object(value, "musicMeta")
    return known_members(
        id=meta.get("musicId") or value.get("musicId"),
        title=meta.get("musicName"),
        authorName=meta.get("musicAuthor"),
        original=meta.get("musicOriginal"),
        album=meta.get("musicAlbum"),
        duration=meta.get("duration"),
        playUrl=meta.get("playUrl"),
        coverThumb=meta.get("coverThumb"),
        coverMedium=meta.get("coverMedium"),
        coverLarge=meta.get("coverLarge"),
    )


def _video(value: Mapping[str, Any]) -> dict[str, Any]:
    meta, covers = member_object(value, "videoMeta"), member_object(value, "covers")
    return known_members(
        id=value.get("id"),
        height=meta.get("height"),
        width=meta.get("width"),
        duration=meta.get("duration"),
        cover=covers.get("default"),
        originCover=covers.get("origin"),
        dynamicCover=covers.get("dynamic"),
        playAddr=value.get("videoUrl"),
    )


def _nested(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row whose columns are named `authorMeta.name` as the objects they came from; JSON in a cell is read."""
    found: dict[str, Any] = {}
    for column, cell in row.items():
        outer, _, inner = column.partition(".")
        value = cell if column == "text" else _from_cell(cell)
        if inner:
            holder = found.setdefault(outer, {})
            if isinstance(holder, dict):
                holder[inner] = value
        else:
            found[outer] = value
    return found


def _from_cell(cell: object) -> object:
    if isinstance(cell, str) and cell[:1] in ("[", "{"):
        try:
            return msgspec.json.decode(cell)
        except (msgspec.DecodeError, RecursionError):
            return cell
    return None if cell == "" else cell
