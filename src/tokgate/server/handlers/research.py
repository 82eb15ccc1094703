"""The Research API, answered from the archive."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from tokgate.contract.errors import Cause, Refusal
from tokgate.contract.handlers import Encoded
from tokgate.dialects.official.research import RepostedPage
from tokgate.dialects.official.research_reading import RESEARCH
from tokgate.dialects.official.resources import (
    BY_TIME,
    Handle,
    ListCursor,
    ResearchCount,
    ResearchUser,
    ResearchVideoFields,
)
from tokgate.dialects.official.writing import TOLD_BY_EVERY_SOURCE, chosen, research_video
from tokgate.domain.ports import Archive, Position
from tokgate.domain.posts import PostSummary
from tokgate.domain.relations import RelationKind
from tokgate.server.handlers.display import answer
from tokgate.server.request import Request, implements

#: Below every rank: clients that ask on without looking at has_more get an empty page, not the first one again.
_END = Position(1)


@implements(ResearchUser.reposted_videos)
def reposted_videos(
    request: Request,
    /,
    *,
    fields: ResearchVideoFields,
    username: Handle,
    max_count: ResearchCount = 20,
    cursor: ListCursor | None = None,
    **_: object,
) -> Encoded[RepostedPage]:
    creator = request.creator(username=username)
    if creator is None:
        raise Refusal(Cause.UNKNOWN_CREATOR, name=username)
    if creator.private:
        raise Refusal(Cause.PRIVATE_CREATOR, name=username)
    after = BY_TIME.after(cursor)
    page = request.archive.related_summaries(RelationKind.REPOST, creator.key or 0, after=after, limit=max_count)
    asked = frozenset[str](fields)
    details = {} if asked <= TOLD_BY_EVERY_SOURCE else _own_objects(request.archive, page.rows)
    authors = {key: request.creator(key=key) for key in {post.creator for post in page.rows}}
    videos = chosen(
        [research_video(post, authors[post.creator], details.get(post.id, {}), asked) for post in page.rows], fields
    )
    data = {
        "reposted_videos": videos,
        "user_reposted_videos": videos,
        "cursor": BY_TIME.write(page.following or _END),
        "has_more": page.following is not None,
    }
    return answer(request, data, rows=len(videos))


def _own_objects(archive: Archive, posts: Sequence[PostSummary]) -> dict[int, dict[str, Any]]:
    """The newest object that the Research API itself gave of each post, by id, where it did."""
    bodies = archive.bodies([post.id for post in posts], RESEARCH)
    return {post_id: msgspec.json.decode(body, type=dict[str, Any]) for post_id, body in bodies.items()}
