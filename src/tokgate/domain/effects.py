"""Camera effects of posts, which only the Research API tells: they stand in a post's `details`."""

from __future__ import annotations

from typing import Any

import msgspec

from tokgate.domain.posts import Post


class CameraEffect(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A camera effect. Ids are text in the source."""

    id: str
    name: str | None = None
    image_url: str | None = None


def effects_in(post: Post) -> list[CameraEffect]:
    """The effects of a post, those of which only the id is known too.

    Pages of the Research API's documentation spell the picture `effect_photo_url` and `effect_photo_URI`.
    """
    detailed = [
        CameraEffect(
            id=str(entry["effect_id"]),
            name=entry.get("effect_name"),
            image_url=entry.get("effect_photo_url") or entry.get("effect_photo_URI"),
        )
        for entry in _detailed(post)
        if entry.get("effect_id")
    ]
    known = {effect.id for effect in detailed}
    ids = (post.details or {}).get("effect_ids")
    bare = dict.fromkeys(str(each) for each in ids) if isinstance(ids, list) else {}
    return detailed + [CameraEffect(id=each) for each in bare if each not in known]


def _detailed(post: Post) -> list[dict[str, Any]]:
    entries = (post.details or {}).get("effect_info_list")
    return [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
