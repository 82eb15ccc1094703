"""The Research API's accounts and who follows whom, answered from the archive."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from tokgate.contract.handlers import Encoded
from tokgate.dialects.official.cursors import BY_SECOND
from tokgate.dialects.official.research import ResearchAccountAnswer, ResearchFollowPage
from tokgate.dialects.official.research_parameters import AccountFields, Handle, ResearchCount, SecondCursor
from tokgate.dialects.official.research_resources import ResearchUser
from tokgate.dialects.official.writing import chosen, follower, research_account
from tokgate.domain.creators import Creator
from tokgate.domain.ports import Page, Position
from tokgate.domain.relations import Relation, RelationKind
from tokgate.server.handlers.display import answer
from tokgate.server.handlers.research import public_account
from tokgate.server.request import Request, implements
from tokgate.server.seconds import cut_between_seconds

#: Below every rank, for clients that ask on without looking at has_more.
_END = Position(1)


@implements(ResearchUser.info)
def info(
    request: Request, /, *, fields: AccountFields, username: Handle, **_: object
) -> Encoded[ResearchAccountAnswer]:
    creator = public_account(request, username)
    return answer(request, chosen([research_account(creator)], fields)[0], rows=1)


@implements(ResearchUser.followers)
def followers(
    request: Request,
    /,
    *,
    username: Handle,
    max_count: ResearchCount = 20,
    cursor: SecondCursor | None = None,
    **_: object,
) -> Encoded[ResearchFollowPage]:
    key = public_account(request, username).key or 0
    page = _page(lambda after, limit: request.archive.followers(key, after=after, limit=limit), cursor, max_count)
    return _answer(request, "user_followers", [each.creator for each in page.rows], page)


@implements(ResearchUser.following)
def following(
    request: Request,
    /,
    *,
    username: Handle,
    max_count: ResearchCount = 20,
    cursor: SecondCursor | None = None,
    **_: object,
) -> Encoded[ResearchFollowPage]:
    key = public_account(request, username).key or 0
    page = _page(
        lambda after, limit: request.archive.relations(RelationKind.FOLLOW, key, after=after, limit=limit),
        cursor,
        max_count,
    )
    return _answer(request, "user_following", [each.other for each in page.rows if each.other], page)


def _page(read: Callable[[Position | None, int], Page[Relation]], cursor: int | None, max_count: int) -> Page[Relation]:
    return cut_between_seconds(read, lambda relation: relation.at_s, BY_SECOND.after(cursor), max_count)


def _answer(request: Request, name: str, creators: Sequence[Creator], page: Page[Relation]) -> Encoded[Any]:
    data = {
        name: [follower(creator) for creator in creators],
        "cursor": BY_SECOND.write(page.following or _END),
        "has_more": page.following is not None,
    }
    return answer(request, data, rows=len(creators))
