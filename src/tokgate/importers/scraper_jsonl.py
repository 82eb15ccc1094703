"""Rows of page scrapers: `success`, `url`, `caption`, `metadata`, with likes as `likeCount`, or the row's failure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tokgate.domain.observations import Observation
from tokgate.importers.format import FileContext, ForeignRecord, Rejected
from tokgate.importers.web_posts import known_members, member_list, member_object, observation_of


class ScraperJsonl:
    """One row of a scraper's JSON lines."""

    name = "scraper_jsonl"

    def matches(self, value: object) -> bool:
        """An object with `success` and `url`, and either `metadata` or `error`."""
        return (
            isinstance(value, dict)
            and isinstance(value.get("success"), bool)
            and "url" in value
            and ("metadata" in value or "error" in value)
        )

    def read(self, record: ForeignRecord, context: FileContext) -> list[Observation]:
        """The post, respelled as a web item. Its `top_comments` have no ids and stay in the body."""
        value = record.value
        if not value["success"] or not isinstance(value.get("metadata"), dict):
            error = str(value.get("error") or "the row holds no metadata").strip().splitlines() or [""]
            raise Rejected(f"the scraper failed on {value['url']!r:.200}: {error[0][:300]}", field="success")
        normalized = member_object(value, "normalized")
        seen = member_object(normalized, "video").get("scraped_at")
        return [observation_of(item_in(value), record, context, self.name, seen=seen)]


def item_in(value: Mapping[str, Any]) -> dict[str, Any]:
    """The web item of a row; what has no other name in it keeps its own."""
    metadata = member_object(value, "metadata")
    stats = member_object(metadata, "stats")
    return known_members(
        id=metadata.get("id"),
        desc=value.get("caption"),
        createTime=metadata.get("createTime"),
        video=_video(member_object(value, "video"), metadata),
        author=_author(metadata, member_object(value, "normalized")),
        music=_music(member_object(value, "music")),
        challenges=_challenges(metadata) if "hashtags" in metadata else None,
        stats=stats | known_members(diggCount=stats.get("likeCount")),
        authorStats=metadata.get("authorStats"),
        isAd=metadata.get("isAd"),
        locationCreated=metadata.get("region"),
    )


def _video(video: dict[str, Any], metadata: Mapping[str, Any]) -> dict[str, Any]:
    named = known_members(id=metadata.get("id"), playAddr=video.get("playUrl"), downloadAddr=video.get("downloadUrl"))
    return video | named


def _author(metadata: Mapping[str, Any], normalized: Mapping[str, Any]) -> dict[str, Any]:
    bio = member_object(normalized, "author").get("bio")
    return known_members(signature=bio) | member_object(metadata, "author")


def _music(music: dict[str, Any]) -> dict[str, Any]:
    return music | known_members(original=music.get("isOriginalSound"))


def _challenges(metadata: Mapping[str, Any]) -> list[dict[str, Any]]:
    names = [name for name in member_list(metadata, "hashtags") if isinstance(name, str)]
    return [{"id": "", "title": name.removeprefix("#"), "desc": ""} for name in names]
