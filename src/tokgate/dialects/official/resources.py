"""TikTok's operations that are served so far. Every path ends in a slash: without it TikTok knows no such path."""

from __future__ import annotations

from typing import Annotated, get_args

import msgspec

from tokgate.contract.cursors import NUMBER, ByRank, Cursor
from tokgate.contract.effects import Effect
from tokgate.contract.methods import get, post
from tokgate.contract.operation import Declared, M, Resource
from tokgate.contract.parameters import Choice, body, query
from tokgate.dialects.official.credentials import CLIENT_TOKEN, RESEARCH, USER_TOKEN, VIDEO_LIST
from tokgate.dialects.official.display import (
    ASKED_FOR_IN_VAIN,
    VIDEOS,
    UserAnswer,
    UserField,
    VideoField,
    VideoPage,
)
from tokgate.dialects.official.oauth import OAuth
from tokgate.dialects.official.research import REPOSTED, RepostedPage
from tokgate.dialects.official.research_parameters import RESEARCH_DOCS, ResearchCount, ResearchVideoFields
from tokgate.dialects.official.research_video import ResearchVideos
from tokgate.domain.paging import Position

DISPLAY_DOCS = "developers.tiktok.com, Display API v2"


UserFields = Annotated[
    list[UserField],
    query(
        help="Which members to give, comma separated.",
        example="open_id,display_name",
        choices=(
            *(Choice(name) for name in get_args(UserField)),
            *(Choice(name, "accepted and never answered") for name in ASKED_FOR_IN_VAIN),
        ),
        min_items=1,
    ),
]
VideoFields = Annotated[
    list[VideoField],
    query(
        help="Which members to give, comma separated.",
        example="id,title,view_count",
        min_items=1,
    ),
]
MillisecondCursor = Annotated[
    int,
    body(
        help="UTC Unix milliseconds: give posts before this; 0 or none is the newest.",
        example=1643332803000,
        at_least=0,
    ),
]
BY_TIME = Cursor(ByRank(Position), NUMBER)
DisplayCount = Annotated[int, body(help="Posts per page.", example=20, at_least=1, at_most=20)]
ListCursor = Annotated[int, body(help="Where the page before ended.", example=1706684522015, at_least=0)]
Handle = Annotated[str, body(help="The creator's username.", example="test_username", min_length=1, max_length=200)]


class VideoFilters(msgspec.Struct):
    """What video/query looks for: ids, as text or numbers, at most 20."""

    video_ids: Annotated[list[str | int], msgspec.Meta(min_length=1, max_length=20)]
    """The posts' ids, as text or numbers, 1 to 20."""


Filters = Annotated[
    VideoFilters, body(help="The ids to look up, at most 20.", example={"video_ids": ["1234123412345678567"]})
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


class ResearchUser(Resource[M], name="official.research.user"):
    """What a public account did, for researchers."""

    @post(
        "/v2/research/user/reposted_videos/",
        effect=Effect.READS,
        credentials=(CLIENT_TOKEN.needing(RESEARCH),),
        pages=REPOSTED,
        source=RESEARCH_DOCS,
    )
    def reposted_videos(
        self,
        *,
        fields: ResearchVideoFields,
        username: Handle,
        max_count: ResearchCount = 20,
        cursor: ListCursor | None = None,
    ) -> RepostedPage:
        """The posts that an account reposted, latest repost first."""
        raise Declared


class Research(Resource[M], name="official.research"):
    """The Research API; the client token that it needs is fetched with the app's key and secret."""

    user: ResearchUser[M]
    """What public accounts did."""
    video: ResearchVideos[M]
    """Public videos."""


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


RESOURCES = Api.tree()
