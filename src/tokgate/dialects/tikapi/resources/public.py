"""What anybody can see. Facts: the schema in TikAPI's SDKs (npm and PyPI 3.2.2, 3.0.0, 2.0.11)."""

from __future__ import annotations

from tokgate.contract.methods import get
from tokgate.contract.operation import Declared, M, Resource
from tokgate.dialects.tikapi.credentials import API_KEY
from tokgate.dialects.tikapi.parameters import (
    CheckedUserId,
    Count,
    Country,
    DigitCursor,
    EarlierSecUid,
    LikerSecUid,
    SecUid,
    SessionId,
    UserId,
    Username,
    VideoId,
)
from tokgate.dialects.tikapi.resources.sources import SDK
from tokgate.dialects.tikapi.wire.people import CheckAnswer
from tokgate.dialects.tikapi.wire.posts import POSTS, ItemPage, VideoAnswer


class Public(Resource[M], name="tikapi.public"):
    """What anybody can see."""

    @get("/public/check", credentials=(API_KEY,), one_of=(("username", "user_id", "secUid"),), source=SDK)
    def check(
        self,
        *,
        username: Username | None = None,
        user_id: CheckedUserId | None = None,
        secUid: EarlierSecUid | None = None,
        country: Country | None = None,
        session_id: SessionId | None = None,
    ) -> CheckAnswer:
        """A creator's profile and counters, by username, user id (since 3.0.2) or secUid (until then, and since 3.2.1).

        One of the three is needed; the first of them counts.
        """
        raise Declared

    @get("/public/posts", credentials=(API_KEY,), pages=POSTS, source=SDK)
    def posts(
        self,
        *,
        secUid: SecUid,
        count: Count = 30,
        cursor: DigitCursor | None = None,
        user_id: UserId | None = None,
        country: Country | None = None,
        session_id: SessionId | None = None,
    ) -> ItemPage:
        """A creator's posts, newest first."""
        raise Declared

    @get("/public/likes", credentials=(API_KEY,), pages=POSTS, source=SDK)
    def likes(
        self,
        *,
        secUid: LikerSecUid,
        count: Count = 30,
        cursor: DigitCursor | None = None,
        country: Country | None = None,
        session_id: SessionId | None = None,
    ) -> ItemPage:
        """The posts that a creator liked, latest like first, if the creator shows them."""
        raise Declared

    @get("/public/video", credentials=(API_KEY,), source=SDK)
    def video(self, *, id: VideoId, country: Country | None = None, session_id: SessionId | None = None) -> VideoAnswer:
        """One post."""
        raise Declared
