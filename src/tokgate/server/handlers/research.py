"""The Research API, answered from the archive."""

from __future__ import annotations

from tokgate.contract.errors import Cause, Refusal
from tokgate.contract.handlers import Encoded
from tokgate.dialects.official.research import RepostedPage
from tokgate.dialects.official.research_parameters import ResearchCount, ResearchVideoFields
from tokgate.dialects.official.resources import BY_TIME, Handle, ListCursor, ResearchUser
from tokgate.domain.ports import Position
from tokgate.domain.relations import RelationKind
from tokgate.server.handlers.display import answer
from tokgate.server.handlers.research_videos import videos_of
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
    authors = {key: request.creator(key=key) for key in {post.creator for post in page.rows}}
    videos = videos_of(request.archive, page.rows, authors, fields)
    data = {
        "reposted_videos": videos,
        "user_reposted_videos": videos,
        "cursor": BY_TIME.write(page.following or _END),
        "has_more": page.following is not None,
    }
    return answer(request, data, rows=len(videos))
