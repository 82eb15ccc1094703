"""The Display API, answered from the archive."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from tokgate.contract.errors import Cause, Refusal
from tokgate.contract.handlers import Encoded
from tokgate.contract.wire import Wire
from tokgate.dialects.official.credentials import USER_TOKEN
from tokgate.dialects.official.cursors import BY_MILLISECOND
from tokgate.dialects.official.display import USER_SCOPES, UserAnswer, Video, VideoPage
from tokgate.dialects.official.resources import (
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


@implements(UserResource.info)
def user_info(request: Request, /, *, fields: UserFields, **_: object) -> Encoded[UserAnswer]:
    scopes = request.credentials[USER_TOKEN.kind].scopes
    names = _named(fields)
    needed = [USER_SCOPES[name] for name in names if name in USER_SCOPES]
    lacking = next((scope for scope in needed if scope not in scopes), None)
    if lacking is not None:
        raise Refusal(Cause.SCOPE_MISSING, scope=lacking)
    creator = request.creator_of(USER_TOKEN)
    user = display_user(creator, request.app_of(USER_TOKEN))
    return answer(request, {"user": chosen([user], names)[0]}, rows=1)


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
    page = request.archive.summaries(creator.key or 0, after=BY_MILLISECOND.after(cursor), limit=max_count)
    names = _named(fields)
    data = {
        "videos": chosen(_videos(request, creator, page.rows), names),
        "cursor": BY_MILLISECOND.write(page.following) if page.following else _end(page.rows, cursor),
        "has_more": page.following is not None,
    }
    return answer(request, data, rows=len(page.rows))


@implements(VideoResource.query)
def video_query(request: Request, /, *, fields: VideoFields, filters: Filters, **_: object) -> Encoded[VideoPage]:
    creator = request.creator_of(USER_TOKEN)
    wanted = list(dict.fromkeys(int(id) for id in filters.video_ids if _is_id(str(id))))
    own = request.archive.summaries_by_id(creator.key or 0, wanted)
    names = _named(fields)
    # The table of the documentation lists `videos` alone; its example has the other two.
    data = {"videos": chosen(_videos(request, creator, own), names), "cursor": 0, "has_more": False}
    return answer(request, data, rows=len(own))


def _is_id(text: str) -> bool:
    """Whether it can be a post's; what cannot is unknown, as any other id that nobody has."""
    return text.isdecimal() and len(text) < 20 and int(text) < 2**63


def _videos(request: Request, creator: Creator, posts: list[PostSummary]) -> Iterator[Video]:
    app, username = request.app_of(USER_TOKEN), creator.username or ""
    for post in posts:
        yield display_video(post, username, app)


def _named(fields: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(fields))


def _end(posts: list[PostSummary], cursor: int | None) -> int:
    return posts[-1].created_s * 1000 if posts else cursor or 0


def answer(request: Request, data: dict[str, Any] | Wire, *, rows: int) -> Encoded[Any]:
    """A success in TikTok's envelope."""
    body = {"data": data, "error": {"code": "ok", "message": "", "log_id": request.log_id}}
    return Encoded(msgspec.json.encode(body), rows=rows)
