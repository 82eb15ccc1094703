"""The Display API's objects, member for member. Facts: TikTok's v2 documentation of 2025."""

from __future__ import annotations

from collections.abc import Mapping

from tokgate.contract.paging import Paging, Verdict, by_cursor, has_list, no_list
from tokgate.contract.wire import Wire
from tokgate.dialects.official.credentials import USER_BASIC, USER_PROFILE, USER_STATS
from tokgate.dialects.subjects import CreatorWire, PostWire


class Error(Wire, omit_defaults=False):
    """What every answer ends with: code "ok" for success, and the log id to ask TikTok with."""

    code: str = "ok"
    message: str = ""
    log_id: str = ""


class User(CreatorWire):
    """A creator as the app may see them. `open_id` is per app, `union_id` per developer."""

    open_id: str | None = None
    union_id: str | None = None
    avatar_url: str | None = None
    avatar_url_100: str | None = None
    avatar_large_url: str | None = None
    display_name: str | None = None
    bio_description: str | None = None
    profile_deep_link: str | None = None
    username: str | None = None
    is_verified: bool | None = None
    follower_count: int | None = None
    following_count: int | None = None
    likes_count: int | None = None
    video_count: int | None = None


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
    """A creator's own post. `id` is text; `create_time` is in seconds although the list's cursor is in milliseconds.

    `title` and `video_description` are cut after CUT_TEXT characters, the most that TikTok documents.
    """

    id: str | None = None
    create_time: int | None = None
    cover_image_url: str | None = None
    share_url: str | None = None
    video_description: str | None = None
    duration: int | None = None
    height: int | None = None
    width: int | None = None
    title: str | None = None
    embed_html: str | None = None
    embed_link: str | None = None
    like_count: int | None = None
    comment_count: int | None = None
    share_count: int | None = None
    view_count: int | None = None


class UserData(Wire):
    """The data of user/info: the user in an object of its own, other than in the Research API."""

    user: User | None = None


class UserAnswer(Wire):
    """The answer of user/info."""

    data: UserData | None = None
    error: Error | None = None


class VideoData(Wire):
    """The data of a list of videos. `cursor`: UTC Unix milliseconds; the next page holds what is older."""

    videos: list[Video] = []
    cursor: int | None = None
    has_more: bool | None = None


class VideoPage(Wire):
    """The answer of video/list and video/query."""

    data: VideoData | None = None
    error: Error | None = None


def _items(page: VideoPage) -> list[Video]:
    return page.data.videos if page.data else []


def _verdict(page: VideoPage) -> Verdict:
    data = page.data
    if data is None or not (data.videos or has_list(data, "videos")):
        return no_list("videos")
    return by_cursor(data.has_more, data.cursor)


def _key(video: Video) -> str:
    return str(video.id)


VIDEOS: Paging[VideoPage, Video] = Paging(_items, _verdict, _key)
