"""TikAPI's operations. Facts: the schema in its SDKs (npm and PyPI 3.2.2, 3.0.0, 2.0.11)."""

from __future__ import annotations

from tokgate.contract.methods import get
from tokgate.contract.operation import Declared, M, Resource
from tokgate.dialects.tikapi.credentials import ACCOUNT_KEY, API_KEY
from tokgate.dialects.tikapi.parameters import (
    Count,
    Country,
    DigitCursor,
    SecUid,
    SessionId,
    UserId,
    Username,
    VideoId,
)
from tokgate.dialects.tikapi.wire import POSTS, CheckAnswer, ItemPage, KeyAnswer, VideoAnswer

SDK = "tikapi 3.2.2"
EXPLORER = (API_KEY, ACCOUNT_KEY.needing("explore"))


class Public(Resource[M], name="tikapi.public"):
    """What anybody can see."""

    @get("/public/check", credentials=(API_KEY,), one_of=(("username", "user_id", "secUid"),), source=SDK)
    def check(
        self,
        *,
        username: Username | None = None,
        user_id: UserId | None = None,
        secUid: SecUid | None = None,
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
        secUid: SecUid,
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


class UserPosts(Resource[M], name="tikapi.user.posts"):
    """The posts that an authorised creator sees."""

    @get("/user/feed", credentials=EXPLORER, pages=POSTS, source=SDK)
    def feed(
        self,
        *,
        count: Count = 30,
        cursor: DigitCursor | None = None,
        secUid: SecUid | None = None,
        user_id: UserId | None = None,
    ) -> ItemPage:
        """A creator's posts, newest first; those of the account itself when no creator is named."""
        raise Declared


class User(Resource[M], name="tikapi.user"):
    """What an authorised creator sees; needs an account key."""

    posts: UserPosts[M]
    """Posts, as the creator sees them."""


class Api(Resource[M], name="tikapi"):
    """All of it."""

    public: Public[M]
    """What anybody can see."""
    user: User[M]
    """What an authorised creator sees; needs an account key."""

    @get("/key/info", credentials=(API_KEY,), source="tikapi 3.2.2 (the answer's shape is ours)")
    def key(self) -> KeyAnswer:
        """What is known of the API key that the call is made with."""
        raise Declared


RESOURCES = Api.tree()
