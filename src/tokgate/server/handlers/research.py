"""The Research API, answered from the archive."""

from __future__ import annotations

from typing import Any

import msgspec

from tokgate.contract.errors import Cause, Refusal
from tokgate.contract.handlers import Encoded
from tokgate.dialects.official.research import RepostedPage
from tokgate.dialects.official.research_reading import RESEARCH
from tokgate.dialects.official.resources import (
    BY_INDEX,
    Handle,
    IndexCursor,
    ResearchCount,
    ResearchUser,
    ResearchVideoFields,
)
from tokgate.dialects.official.writing import TOLD_BY_EVERY_SOURCE, chosen, research_video
from tokgate.domain.ports import Archive
from tokgate.domain.posts import Post
from tokgate.server.handlers.display import answer
from tokgate.server.request import Request, implements


@implements(ResearchUser.reposted_videos)
def reposted_videos(
    request: Request,
    /,
    *,
    fields: ResearchVideoFields,
    username: Handle,
    max_count: ResearchCount = 20,
    cursor: IndexCursor | None = None,
    **_: object,
) -> Encoded[RepostedPage]:
    if not fields:
        raise Refusal(Cause.MISSING_PARAMETER, fields={"fields": "is required"})
    creator = request.creator(username=username)
    if creator is None:
        raise Refusal(Cause.UNKNOWN_CREATOR, name=username)
    if creator.private:
        raise Refusal(Cause.PRIVATE_CREATOR, name=username)
    start = BY_INDEX.after(cursor) or 0
    page = request.archive.reposts(creator.key or 0, offset=start, limit=max_count)
    is_told_elsewhere = TOLD_BY_EVERY_SOURCE.issuperset(fields)
    bodies = [{} if is_told_elsewhere else stored_body(request.archive, post) for post in page.rows]
    videos = chosen(map(research_video, page.rows, bodies), fields)
    data = {
        "reposted_videos": videos,
        "user_reposted_videos": videos,
        "cursor": BY_INDEX.write(page.following.rank if page.following else start + len(videos)),
        "has_more": page.following is not None,
    }
    return answer(request, data, rows=len(videos))


def stored_body(archive: Archive, post: Post) -> dict[str, Any]:
    """The newest object that the Research API itself gave of a post; {} if it never did."""
    body = archive.body(post.id, RESEARCH)
    return msgspec.json.decode(body, type=dict[str, Any]) if body else {}
