"""The Display API, answered from the archive."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from tokgate.contract.errors import Cause, Refusal
from tokgate.contract.handlers import Encoded
from tokgate.dialects.official.credentials import USER_TOKEN
from tokgate.dialects.official.display import USER_SCOPES, UserAnswer, Video, VideoPage
from tokgate.dialects.official.resources import (
    BY_TIME,
    IGNORED_USER_FIELDS,
    DisplayCount,
    Filters,
    MillisecondCursor,
    UserFields,
    UserResource,
    VideoFields,
    VideoResource,
)
from tokgate.dialects.official.writing import chosen, display_user, display_video
from tokgate.domain.creators import Creator
from tokgate.domain.posts import PostSummary
from tokgate.server.request import Request, implements

MOST_IDS = 20


@implements(UserResource.info)
def user_info(request: Request, /, *, fields: UserFields, **_: object) -> Encoded[UserAnswer]:
    scopes = request.credentials[USER_TOKEN.kind].scopes
    names = [name for name in _named(fields) if name not in IGNORED_USER_FIELDS]
    lacking = next((USER_SCOPES[name] for name in names if USER_SCOPES[name] not in scopes), None)
    if lacking is not None:
        raise Refusal(Cause.SCOPE_MISSING, scope=lacking)
    creator = request.creator_of(USER_TOKEN)
    user = chosen([display_user(creator, request.app_of(USER_TOKEN))], names)[0]
    return answer(request, {"user": user}, rows=1)


@implements(VideoResource.list)
def video_list(
    request: Request,
    /,
    *,
    fields: VideoFields,
    cursor: MillisecondCursor | None = None,
    max_count: DisplayCount = 10,
    **_: object,
) -> Encoded[VideoPage]:
    creator = request.creator_of(USER_TOKEN)
    page = request.archive.summaries(creator.key or 0, after=BY_TIME.after(cursor), limit=max_count)
    names = _named(fields)
    data = {
        "videos": chosen(_videos(request, creator, page.rows), names),
        "cursor": BY_TIME.write(page.following) if page.following else _end(page.rows, cursor),
        "has_more": page.following is not None,
    }
    return answer(request, data, rows=len(page.rows))


@implements(VideoResource.query)
def video_query(request: Request, /, *, fields: VideoFields, filters: Filters, **_: object) -> Encoded[VideoPage]:
    ids = filters.video_ids
    if not ids or len(ids) > MOST_IDS:
        raise Refusal(Cause.INVALID_PARAMETER, fields={"filters.video_ids": f"must hold 1 to {MOST_IDS} ids"})
    creator = request.creator_of(USER_TOKEN)
    wanted = list(dict.fromkeys(int(id) for id in ids if str(id).isdecimal() and int(id) < 2**63))
    own = request.archive.summaries_by_id(creator.key or 0, wanted)
    names = _named(fields)
    return answer(request, {"videos": chosen(_videos(request, creator, own), names)}, rows=len(own))


def _videos(request: Request, creator: Creator, posts: list[PostSummary]) -> Iterator[Video]:
    app, username = request.app_of(USER_TOKEN), creator.username or ""
    for post in posts:
        video = display_video(post, username, app)
        if post.cover_url:
            video.cover_image_url = request.links.signed(post.cover_url, request.origin, request.now_ms)
        yield video


def _named(fields: list[str]) -> list[str]:
    if not fields:
        raise Refusal(Cause.MISSING_PARAMETER, fields={"fields": "is required"})
    return list(dict.fromkeys(fields))


def _end(posts: list[PostSummary], cursor: int | None) -> int:
    return posts[-1].created_s * 1000 if posts else cursor or 0


def answer(request: Request, data: dict[str, Any], *, rows: int) -> Encoded[Any]:
    """A success in TikTok's envelope."""
    body = {"data": data, "error": {"code": "ok", "message": "", "log_id": request.log_id}}
    return Encoded(msgspec.json.encode(body), rows=rows)
