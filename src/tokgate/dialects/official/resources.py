"""TikTok's operations that are served so far. Every path ends in a slash: without it TikTok knows no such path."""

from __future__ import annotations

from typing import Annotated

from tokgate.contract.effects import Effect
from tokgate.contract.methods import get, post
from tokgate.contract.operation import Declared, M, Resource
from tokgate.dialects.official.credentials import USER_TOKEN, VIDEO_LIST
from tokgate.dialects.official.display import (
    ASKED_FOR_IN_VAIN,
    VIDEOS,
    User,
    UserAnswer,
    UserField,
    Video,
    VideoField,
    VideoPage,
)
from tokgate.dialects.official.display_parameters import DisplayCount, Filters, MillisecondCursor
from tokgate.dialects.official.earlier import Earlier
from tokgate.dialects.official.fields import fields_of
from tokgate.dialects.official.oauth import OAuth
from tokgate.dialects.official.research_resources import Research

DISPLAY_DOCS = "developers.tiktok.com, Display API v2"


UserFields = Annotated[
    list[UserField],
    fields_of(User, example="open_id,display_name", in_vain=ASKED_FOR_IN_VAIN),
]
VideoFields = Annotated[
    list[VideoField],
    fields_of(Video, example="id,title,view_count"),
]


class UserResource(Resource[M], name="official.user"):
    """The creator whom the token acts for."""

    @get("/v2/user/info/", credentials=(USER_TOKEN,), source=DISPLAY_DOCS)
    def info(self, *, fields: UserFields) -> UserAnswer:
        """Profile and counters of the creator; each member needs its scope, and one without fails the call."""
        raise Declared


class VideoResource(Resource[M], name="official.video"):
    """The creator's own posts."""

    @post(
        "/v2/video/list/",
        effect=Effect.READS,
        credentials=(USER_TOKEN.needing(VIDEO_LIST),),
        pages=VIDEOS,
        source=DISPLAY_DOCS,
    )
    def list(
        self, *, fields: VideoFields, cursor: MillisecondCursor | None = None, max_count: DisplayCount = 10
    ) -> VideoPage:
        """The creator's public posts, newest first."""
        raise Declared

    @post(
        "/v2/video/query/",
        effect=Effect.READS,
        credentials=(USER_TOKEN.needing(VIDEO_LIST),),
        source=DISPLAY_DOCS,
    )
    def query(self, *, fields: VideoFields, filters: Filters) -> VideoPage:
        """The creator's posts with these ids; ids of others' posts are left out."""
        raise Declared


class Api(Resource[M], name="official"):
    """All of it."""

    user: UserResource[M]
    """The creator whom the user token acts for."""
    video: VideoResource[M]
    """The creator's own posts."""
    research: Research[M]
    """The Research API."""
    oauth: OAuth[M]
    """Login Kit's token endpoint."""
    earlier: Earlier[M]
    """The first version of Login Kit and the Display API, which TikTok has retired."""


RESOURCES = Api.tree()
