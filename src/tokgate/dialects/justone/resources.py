"""JustOneAPI's operations. Facts: its OpenAPI document (1.0.0), its SDKs 3.0.30 and 3.0.98."""

from __future__ import annotations

from typing import Annotated

from tokgate.contract.cursors import DIGITS, ByRank, ByRankAndId, Cursor
from tokgate.contract.methods import get
from tokgate.contract.operation import Declared, M, Resource
from tokgate.contract.parameters import Choice, Choices, query
from tokgate.dialects.justone.credentials import TOKEN
from tokgate.dialects.justone.wire import POSTS, PingAnswer, PostsAnswer
from tokgate.domain.paging import Position

#: The day on which the vendor changed the vocabulary of `sort` and the name of the cursor.
R2 = "2026-07-23"


class Sort(Choices):
    """How a creator's posts are sorted."""

    MIXED = Choice("_0", "default (mixed)", until=R2)
    MOST_LIKED = Choice("_1", "highest liked", until=R2)
    NEWEST = Choice("_2", "latest published", until=R2)
    LATEST = Choice("LATEST", "latest published", since=R2)
    MOST_POPULAR = Choice("MOST_POPULAR", "highest liked", since=R2)


SecUid = Annotated[
    str,
    query(
        name="secUid",
        help="The unique security ID of the TikTok user.",
        example="MS4wLjABAAAAv7iSuuXDJGDvJkmH_vz1qkDZYo1apxgzaxdBSeIuPiM",
        pattern=r"[^\r\n]+",
        max_length=300,
    ),
]
DigitCursor = Annotated[
    str,
    query(
        help="'0' for the first page, then the cursor (max_cursor) of the previous answer.",
        example="1771536804564",
        pattern=r"[0-9]+",
        max_length=60,
        also=("max_cursor",),
    ),
]
SortBy = Annotated[Sort, query(help="How to sort: newest or most liked first.", example="LATEST")]
BY_TIME = Cursor(ByRank(Position), DIGITS)
#: Posts share numbers of likes, so that the id is needed too.
BY_LIKES = Cursor(ByRankAndId(Position), DIGITS)


class TikTok(Resource[M], name="justone.tiktok"):
    """TikTok's part of JustOneAPI."""

    @get(
        "/api/tiktok/get-user-post/v1",
        credentials=(TOKEN,),
        pages=POSTS,
        source="JustOneAPI OpenAPI 1.0.0; justoneapi 3.0.30, 3.0.98",
    )
    def user_posts(self, *, secUid: SecUid, cursor: DigitCursor = "0", sort: SortBy = Sort.LATEST) -> PostsAnswer:
        """A creator's posts, newest or most liked first.

        `_0` ("mixed") has no published rule; here it is newest first, which is also the default since 2026-07-23.
        """
        raise Declared


class Api(Resource[M], name="justone"):
    """All of it."""

    tiktok: TikTok[M]
    """TikTok's part of it."""

    @get("/ping", source="JustOneAPI's guide, which says that it is there to measure latency (the answer is ours)")
    def ping(self) -> PingAnswer:
        """Whether the API answers, and how fast; it needs no token."""
        raise Declared


RESOURCES = Api.tree()
