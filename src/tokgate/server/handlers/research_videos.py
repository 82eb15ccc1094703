"""Posts of the archive as the Research API's operations show them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from tokgate.dialects.official.research import ResearchVideo
from tokgate.dialects.official.research_reading import RESEARCH
from tokgate.dialects.official.writing import TOLD_BY_EVERY_SOURCE, chosen, research_video
from tokgate.domain.ports import Archive
from tokgate.domain.posts import PostSummary
from tokgate.server.request import Request


def videos_of(request: Request, posts: Sequence[PostSummary], fields: Sequence[str]) -> list[ResearchVideo]:
    """The posts, in their order, with the members that were asked for."""
    stored = {} if TOLD_BY_EVERY_SOURCE.issuperset(fields) else _own_objects(request.archive, posts)
    authors = {key: request.creator(key=key) for key in {post.creator for post in posts}}
    return chosen([research_video(post, authors[post.creator], stored.get(post.id, {})) for post in posts], fields)


def _own_objects(archive: Archive, posts: Sequence[PostSummary]) -> dict[int, dict[str, Any]]:
    """The newest object that the Research API itself gave of each post, by id, where it did."""
    bodies = archive.bodies([post.id for post in posts], RESEARCH)
    return {post_id: msgspec.json.decode(body, type=dict[str, Any]) for post_id, body in bodies.items()}
