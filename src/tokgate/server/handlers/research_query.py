"""The Research API's search, answered from the archive: each search is kept, and paged by the place in its result."""

from __future__ import annotations

import secrets

from tokgate.contract.errors import Cause, Refusal
from tokgate.contract.handlers import Encoded
from tokgate.dialects.official.research_parameters import ResearchCount, ResearchVideoFields
from tokgate.dialects.official.research_search import search_of
from tokgate.dialects.official.research_video import (
    Conditions,
    FirstDay,
    IsRandom,
    LastDay,
    ResearchVideoPage,
    ResearchVideos,
    SearchCursor,
    SearchId,
)
from tokgate.domain.paging import Page
from tokgate.domain.posts import PostSummary
from tokgate.server.handlers.display import answer
from tokgate.server.handlers.research_videos import videos_of
from tokgate.server.request import Request, implements


@implements(ResearchVideos.query)
def video_query(
    request: Request,
    /,
    *,
    fields: ResearchVideoFields,
    query: Conditions,
    start_date: FirstDay,
    end_date: LastDay,
    max_count: ResearchCount = 20,
    cursor: SearchCursor | None = None,
    search_id: SearchId | None = None,
    is_random: IsRandom | None = None,
    **_: object,
) -> Encoded[ResearchVideoPage]:
    if search_id is None:
        seed = secrets.randbits(32) if is_random else None
        search = search_of(query, start_date, end_date, seed=seed)
        search_id = request.archive.freeze(search, at_ms=request.now_ms)
    page = _page(request, search_id, cursor or 0, max_count)
    # One question for all of them: the creators that the server keeps at hand are forgotten with each search kept.
    authors = request.archive.creators_by_key({post.creator for post in page.rows})
    videos = videos_of(request.archive, page.rows, authors, fields)
    data = {
        "videos": videos,
        # The place behind the page, not the number of its rows: posts that went since stood there too.
        "cursor": page.following.rank if page.following else (cursor or 0) + len(page.rows),
        "has_more": page.following is not None and not is_random,
        "search_id": search_id,
    }
    return answer(request, data, rows=len(videos))


def _page(request: Request, search_id: str, index: int, limit: int) -> Page[PostSummary]:
    try:
        return request.archive.frozen(search_id, index=index, limit=limit, at_ms=request.now_ms)
    except IndexError:
        raise Refusal(Cause.INVALID_PARAMETER, fields={"cursor": "is far behind what was given out"}) from None
    except LookupError:
        raise Refusal(Cause.UNKNOWN_RESULT, name=search_id) from None
