"""Followers and followed accounts, as public and account calls list them."""

from __future__ import annotations

from collections.abc import Sequence

from tokgate.contract.handlers import Encoded
from tokgate.dialects.tikapi.parameters.paging import BY_FOLLOW
from tokgate.dialects.tikapi.wire.people import FollowPage
from tokgate.dialects.web.writing import user_info
from tokgate.domain.creators import Creator
from tokgate.domain.paging import Position
from tokgate.domain.relations import RelationKind
from tokgate.server.handlers.tikapi.answers import answer
from tokgate.server.request import Request


def follower_page(request: Request, creator: Creator, *, count: int, cursor: int | None) -> Encoded[FollowPage]:
    """Who follows a creator, the latest follow first."""
    after = BY_FOLLOW.after(cursor, name="nextCursor")
    page = request.archive.followers(creator.key or 0, after=after, limit=count)
    return _answer([relation.creator for relation in page.rows], page.following)


def following_page(request: Request, creator: Creator, *, count: int, cursor: int | None) -> Encoded[FollowPage]:
    """Whom a creator follows, the latest follow first."""
    after = BY_FOLLOW.after(cursor, name="nextCursor")
    page = request.archive.relations(RelationKind.FOLLOW, creator.key or 0, after=after, limit=count)
    return _answer([relation.other for relation in page.rows if relation.other], page.following)


def _answer(creators: Sequence[Creator], following: Position | None) -> Encoded[FollowPage]:
    # The vendor's SDKs take any cursor for a next page: the last one has none.
    cursor = {"nextCursor": BY_FOLLOW.write(following)} if following else {}
    return answer({"userList": [user_info(creator) for creator in creators], **cursor}, rows=len(creators))
