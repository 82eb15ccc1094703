"""The Display API's objects, member for member. Facts: TikTok's v2 documentation of 2025."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from tokgate.contract.paging import Paging, Verdict, by_cursor, has_list, no_list
from tokgate.contract.wire import Wire
from tokgate.dialects.official.credentials import USER_BASIC, USER_PROFILE, USER_STATS
from tokgate.dialects.subjects import CreatorWire, PostWire


class Error(Wire, omit_defaults=False):
    """What every answer ends with."""

    code: str = "ok"
    """Of the refusal; "ok" for success."""
    message: str = ""
    """The refusal in words; "" for success."""
    log_id: str = ""
    """What to name when asking TikTok about the call."""


class User(CreatorWire):
    """A creator as the app may see them."""

    open_id: str | None = None
    """The creator's id for this app alone."""
    union_id: str | None = None
    """The creator's id for all apps of one developer."""
    avatar_url: str | None = None
    """A link to the profile picture; it expires."""
    avatar_url_100: str | None = None
    """A link to the picture at 100 by 100 pixels; it expires."""
    avatar_large_url: str | None = None
    """A link to the picture in its larger size; it expires."""
    display_name: str | None = None
    """The name that is shown; not unique."""
    bio_description: str | None = None
    """The text of the profile."""
    profile_deep_link: str | None = None
    """A link to the profile."""
    username: str | None = None
    """The handle, without `@`."""
    is_verified: bool | None = None
    """Whether TikTok has verified the account."""
    follower_count: int | None = None
    """How many accounts follow the creator."""
    following_count: int | None = None
    """How many accounts the creator follows."""
    likes_count: int | None = None
    """How many likes the creator's posts received."""
    video_count: int | None = None
    """How many public posts the creator has."""


#: What can be asked for of a User, for type checkers, which cannot read it from the class.
UserField: TypeAlias = Literal[
    "open_id",
    "union_id",
    "avatar_url",
    "avatar_url_100",
    "avatar_large_url",
    "display_name",
    "bio_description",
    "profile_deep_link",
    "username",
    "is_verified",
    "follower_count",
    "following_count",
    "likes_count",
    "video_count",
]

#: The scope that a member of User needs; asking for one without it fails the whole call.
USER_SCOPES: Mapping[str, str] = {
    **dict.fromkeys(
        ("open_id", "union_id", "avatar_url", "avatar_url_100", "avatar_large_url", "display_name"), USER_BASIC
    ),
    **dict.fromkeys(("bio_description", "profile_deep_link", "is_verified", "username"), USER_PROFILE),
    **dict.fromkeys(("follower_count", "following_count", "likes_count", "video_count"), USER_STATS),
}


#: Names that published clients ask for, of older versions of this API or of none: OmniAuth's tiktok-loginkit and
#: passport-tiktok-auth. They are accepted, without a scope, and no answer holds them.
ASKED_FOR_IN_VAIN = ("avatar_url_200", "profile_web_link")


class Video(PostWire):
    """A creator's own post."""

    id: str | None = None
    """The post's id."""
    create_time: int | None = None
    """When it was posted, Unix seconds UTC (the list's cursor is in milliseconds)."""
    cover_image_url: str | None = None
    """A signed link to the cover; it ends after six hours, and video/query gives a new one."""
    share_url: str | None = None
    """A link to the post's page."""
    video_description: str | None = None
    """The caption; at most 150 characters are documented, so that it is cut there."""
    duration: int | None = None
    """How long the film is, in seconds."""
    height: int | None = None
    """In pixels."""
    width: int | None = None
    """In pixels."""
    title: str | None = None
    """The title; at most 150 characters are documented, so that it is cut there."""
    embed_html: str | None = None
    """HTML with which a page shows the post."""
    embed_link: str | None = None
    """A link to the player alone."""
    like_count: int | None = None
    """How many likes."""
    comment_count: int | None = None
    """How many comments."""
    share_count: int | None = None
    """How many times it was shared."""
    view_count: int | None = None
    """How many times it was watched."""


#: What can be asked for of a Video.
VideoField: TypeAlias = Literal[
    "id",
    "create_time",
    "cover_image_url",
    "share_url",
    "video_description",
    "duration",
    "height",
    "width",
    "title",
    "embed_html",
    "embed_link",
    "like_count",
    "comment_count",
    "share_count",
    "view_count",
]


class UserData(Wire):
    """The data of user/info: the user in an object of its own, other than in the Research API."""

    user: User | None = None
    """The members that were asked for."""


class UserAnswer(Wire):
    """The answer of user/info."""

    data: UserData | None = None
    """What was asked for; empty where the call was refused."""
    error: Error | None = None
    """How the call went."""


class VideoData(Wire):
    """The data of a list of videos."""

    videos: list[Video] = []
    """The posts of this page, newest first."""
    cursor: int | None = None
    """Where the next page begins, Unix milliseconds UTC: it holds what is older."""
    has_more: bool | None = None
    """Whether there is a next page."""


class VideoList(Wire):
    """What every version's answers of video/list and video/query hold."""

    data: VideoData | None = None
    """The page; empty where the call was refused."""


class VideoPage(VideoList):
    """The answer of video/list and video/query."""

    error: Error | None = None
    """How the call went."""


def items_of(page: VideoList) -> list[Video]:
    """The posts of a page."""
    return page.data.videos if page.data else []


def verdict_of(page: VideoList) -> Verdict:
    """What comes after a page."""
    data = page.data
    if data is None or not (data.videos or has_list(data, "videos")):
        return no_list("videos")
    return by_cursor(data.has_more, data.cursor)


def key_of(video: Video) -> str:
    """What identifies a post in its list."""
    return str(video.id)


VIDEOS: Paging[VideoPage, Video] = Paging(items_of, verdict_of, key_of)
