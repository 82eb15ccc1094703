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
from tokgate.dialects.official.display_parameters import DisplayCount, Filters, MillisecondCursor, VideoFilters
from tokgate.dialects.official.resources import UserFields, UserResource, VideoFields, VideoResource
from tokgate.dialects.official.writing import chosen, display_user, display_video
from tokgate.domain.creators import Creator
from tokgate.domain.posts import PostSummary
from tokgate.server.request import Request, implements


class Holder(msgspec.Struct, frozen=True):
    """Whom a token acts for, and what it lets which app do."""

    creator: Creator
    client_key: str
    scopes: tuple[str, ...]


@implements(UserResource.info)
def user_info(request: Request, /, *, fields: UserFields, **_: object) -> Encoded[UserAnswer]:
    return answer(request, profile(_holder(request), fields), rows=1)


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
    data = page_of_videos(request, _holder(request), fields, cursor, max_count)
    return answer(request, data, rows=len(data["videos"]))


@implements(VideoResource.query)
def video_query(request: Request, /, *, fields: VideoFields, filters: Filters, **_: object) -> Encoded[VideoPage]:
    data = found_videos(request, _holder(request), fields, filters)
    return answer(request, data, rows=len(data["videos"]))


def profile(holder: Holder, fields: Sequence[str]) -> dict[str, Any]:
    """The data of user/info. Refusal if the scope of one of the fields was not granted."""
    names = _named(fields)
    needed = [USER_SCOPES[name] for name in names if name in USER_SCOPES]
    lacking = next((scope for scope in needed if scope not in holder.scopes), None)
    if lacking is not None:
        raise Refusal(Cause.SCOPE_MISSING, scope=lacking)
    return {"user": chosen([display_user(holder.creator, holder.client_key)], names)[0]}


def page_of_videos(
    request: Request, holder: Holder, fields: Sequence[str], cursor: int | None, count: int
) -> dict[str, Any]:
    """The data of video/list."""
    page = request.archive.summaries(holder.creator.key or 0, after=BY_MILLISECOND.after(cursor), limit=count)
    return {
        "videos": chosen(_videos(holder, page.rows), _named(fields)),
        "cursor": BY_MILLISECOND.write(page.following) if page.following else _end(page.rows, cursor),
        "has_more": page.following is not None,
    }


def found_videos(request: Request, holder: Holder, fields: Sequence[str], filters: VideoFilters) -> dict[str, Any]:
    """The data of video/query."""
    wanted = list(dict.fromkeys(int(id) for id in filters.video_ids if _is_id(str(id))))
    own = request.archive.summaries_by_id(holder.creator.key or 0, wanted)
    # The table of the documentation lists `videos` alone; its example has the other two.
    return {"videos": chosen(_videos(holder, own), _named(fields)), "cursor": 0, "has_more": False}


def _holder(request: Request) -> Holder:
    creator = request.creator_of(USER_TOKEN)
    return Holder(creator, request.app_of(USER_TOKEN), request.credentials[USER_TOKEN.kind].scopes)


def _is_id(text: str) -> bool:
    """Whether it can be a post's; what cannot is unknown, as any other id that nobody has."""
    return text.isdecimal() and len(text) < 20 and int(text) < 2**63


def _videos(holder: Holder, posts: list[PostSummary]) -> Iterator[Video]:
    for post in posts:
        yield display_video(post, holder.creator.username or "", holder.client_key)


def _named(fields: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(fields))


def _end(posts: list[PostSummary], cursor: int | None) -> int:
    return posts[-1].created_s * 1000 if posts else cursor or 0


def answer(request: Request, data: dict[str, Any] | Wire, *, rows: int) -> Encoded[Any]:
    """A success in TikTok's envelope."""
    body = {"data": data, "error": {"code": "ok", "message": "", "log_id": request.log_id}}
    return Encoded(msgspec.json.encode(body), rows=rows)
