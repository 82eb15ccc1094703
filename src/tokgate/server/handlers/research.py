"""The Research API's lists of an account's posts, answered from the archive."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tokgate.contract.errors import Cause, Refusal
from tokgate.contract.handlers import Encoded
from tokgate.dialects.official.cursors import BY_TIME
from tokgate.dialects.official.research import LikedPage, PinnedAnswer, RepostedPage, ResearchVideo
from tokgate.dialects.official.research_parameters import Handle, ListCursor, ResearchCount, ResearchVideoFields
from tokgate.dialects.official.research_resources import ResearchUser
from tokgate.domain.creators import Creator
from tokgate.domain.ports import Page, Position
from tokgate.domain.posts import PostSummary
from tokgate.domain.relations import RelationKind
from tokgate.server.handlers.display import answer
from tokgate.server.handlers.research_videos import videos_of
from tokgate.server.request import Request, implements

#: Below every rank: clients that ask on without looking at has_more get an empty page, not the first one again.
_END = Position(1)
#: TikTok lets an account pin three.
_MOST_PINS = 100


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
    creator = public_account(request, username)
    page = _related(request, RelationKind.REPOST, creator, cursor, max_count)
    videos = _videos(request, page.rows, fields)
    data = {"reposted_videos": videos, "user_reposted_videos": videos, **_following(page)}
    return answer(request, data, rows=len(videos))


@implements(ResearchUser.liked_videos)
def liked_videos(
    request: Request,
    /,
    *,
    fields: ResearchVideoFields,
    username: Handle,
    max_count: ResearchCount = 20,
    cursor: ListCursor | None = None,
    **_: object,
) -> Encoded[LikedPage]:
    creator = public_account(request, username)
    if creator.likes_public is False:
        raise Refusal(Cause.HIDDEN_LIKES, name=username)
    page = _related(request, RelationKind.LIKE, creator, cursor, max_count)
    videos = _videos(request, page.rows, fields)
    return answer(request, {"user_liked_videos": videos, **_following(page)}, rows=len(videos))


@implements(ResearchUser.pinned_videos)
def pinned_videos(
    request: Request, /, *, fields: ResearchVideoFields, username: Handle, **_: object
) -> Encoded[PinnedAnswer]:
    creator = public_account(request, username)
    page = _related(request, RelationKind.PIN, creator, None, _MOST_PINS)
    videos = _videos(request, page.rows, fields)
    return answer(request, {"pinned_videos_list": videos}, rows=len(videos))


def public_account(request: Request, username: str) -> Creator:
    """The account of a handle. Refusal if there is none, or it is private."""
    creator = request.creator(username=username.strip().removeprefix("@"))
    if creator is None:
        raise Refusal(Cause.UNKNOWN_CREATOR, name=username)
    if creator.private:
        raise Refusal(Cause.PRIVATE_CREATOR, name=username)
    return creator


def _related(
    request: Request, kind: RelationKind, creator: Creator, cursor: int | None, limit: int
) -> Page[PostSummary]:
    return request.archive.related_summaries(kind, creator.key or 0, after=BY_TIME.after(cursor), limit=limit)


def _following(page: Page[PostSummary]) -> dict[str, Any]:
    return {"cursor": BY_TIME.write(page.following or _END), "has_more": page.following is not None}


def _videos(request: Request, posts: Sequence[PostSummary], fields: Sequence[str]) -> list[ResearchVideo]:
    authors = {key: request.creator(key=key) for key in {post.creator for post in posts}}
    return videos_of(request.archive, posts, authors, fields)
