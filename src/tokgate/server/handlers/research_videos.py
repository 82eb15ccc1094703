"""Posts of the archive as the Research API's operations show them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import msgspec

from tokgate.dialects.official.research import ResearchVideo
from tokgate.dialects.official.research_reading import RESEARCH
from tokgate.dialects.official.writing import TOLD_BY_EVERY_SOURCE, chosen, complete, lacks, research_video
from tokgate.domain.creators import Creator
from tokgate.domain.ports import Archive
from tokgate.domain.posts import PostSummary


def videos_of(
    archive: Archive, posts: Sequence[PostSummary], authors: Mapping[int, Creator | None], fields: Sequence[str]
) -> list[ResearchVideo]:
    """The posts, in their order, with the members that were asked for. `authors` are by the archive's key."""
    asked = frozenset(fields)
    videos = [research_video(post, authors.get(post.creator), asked) for post in posts]
    rest = [name for name in fields if name not in TOLD_BY_EVERY_SOURCE]
    incomplete = {post.id for post, video in zip(posts, videos, strict=True) if lacks(video, rest)}
    stored = _own_objects(archive, incomplete)
    for video in videos:
        if video.id in stored:
            complete(video, stored[video.id], asked)
    return chosen(videos, fields)


def _own_objects(archive: Archive, ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """The newest object that the Research API itself gave of each post, by id, where it did."""
    bodies = archive.bodies(list(ids), RESEARCH) if ids else {}
    return {post_id: msgspec.json.decode(body, type=dict[str, Any]) for post_id, body in bodies.items()}
