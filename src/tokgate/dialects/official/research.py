"""The Research API's objects. Facts: TikTok's documentation of 2025 and 2026, and captured answers."""

from __future__ import annotations

from typing import Any, Protocol

from tokgate.contract.paging import Paging, Unsure, Verdict, by_cursor
from tokgate.contract.wire import Wire
from tokgate.dialects.official.display import Error
from tokgate.dialects.subjects import CommentWire, CreatorWire, PostWire


class ResearchVideo(PostWire):
    """A public post. Ids are JSON integers beyond 2**53; a member without a value is left out of the answer.

    `favorites_count` is the spelling that works; the pages of two endpoints print `favourites_count`, which is accepted
    in `fields` and then answered too.
    """

    id: int | None = None
    create_time: int | None = None
    username: str | None = None
    region_code: str | None = None
    video_description: str | None = None
    music_id: int | None = None
    like_count: int | None = None
    comment_count: int | None = None
    share_count: int | None = None
    view_count: int | None = None
    favorites_count: int | None = None
    favourites_count: int | None = None
    hashtag_names: list[str] | None = None
    hashtag_info_list: list[dict[str, Any]] | None = None
    sticker_info_list: list[dict[str, Any]] | None = None
    effect_info_list: list[dict[str, Any]] | None = None
    effect_ids: list[str] | None = None
    video_mention_list: list[str] | None = None
    video_label: dict[str, Any] | None = None
    video_tag: Any = None
    video_duration: int | None = None
    is_stem_verified: bool | None = None
    playlist_id: int | None = None
    voice_to_text: str | None = None


class ResearchComment(CommentWire):
    """A comment. Ids are JSON integers; of one on the post itself `parent_comment_id` is the post's id.

    `display_name`, its author's, stands in one example of the documentation alone, and tells nobody who that is.
    """

    id: int | None = None
    video_id: int | None = None
    text: str | None = None
    like_count: int | None = None
    reply_count: int | None = None
    parent_comment_id: int | None = None
    create_time: int | None = None
    display_name: str | None = None


class ResearchCommentData(Wire):
    """The data of a list of comments. `cursor` is the index to go on from."""

    comments: list[ResearchComment] = []
    cursor: int | None = None
    has_more: bool | None = None


class ResearchCommentPage(Wire):
    """The answer of video/comment/list."""

    data: ResearchCommentData | None = None
    error: Error | None = None


class ResearchAccount(CreatorWire):
    """A public account, without the handle that was asked for (one example of the documentation echoes it)."""

    username: str | None = None
    display_name: str | None = None
    bio_description: str | None = None
    bio_url: str | None = None
    avatar_url: str | None = None
    is_verified: bool | None = None
    follower_count: int | None = None
    following_count: int | None = None
    likes_count: int | None = None
    video_count: int | None = None


class ResearchAccountAnswer(Wire):
    """The answer of user/info: the account directly in `data`, other than in the Display API."""

    data: ResearchAccount | None = None
    error: Error | None = None


class ResearchFollowData(Wire):
    """The data of followers and following; of an account no more than its two names. `cursor` is Unix seconds."""

    user_followers: list[ResearchAccount] | None = None
    user_following: list[ResearchAccount] | None = None
    cursor: int | None = None
    has_more: bool | None = None


class ResearchFollowPage(Wire):
    """The answer of user/followers and user/following."""

    data: ResearchFollowData | None = None
    error: Error | None = None


class LikedData(Wire):
    """The data of liked_videos. `cursor` is where the next page goes on: an instant, for TikTok and here."""

    user_liked_videos: list[ResearchVideo] | None = None
    cursor: int | None = None
    has_more: bool | None = None


class LikedPage(Wire):
    """The answer of liked_videos."""

    data: LikedData | None = None
    error: Error | None = None


class PinnedData(Wire):
    """The data of pinned_videos: all of them, from the top."""

    pinned_videos_list: list[ResearchVideo] | None = None


class PinnedAnswer(Wire):
    """The answer of pinned_videos."""

    data: PinnedData | None = None
    error: Error | None = None


class RepostedData(Wire):
    """Reposted posts under the name that clients read and the one that the page's table prints.

    `cursor` is where the next page goes on.
    """

    reposted_videos: list[ResearchVideo] | None = None
    user_reposted_videos: list[ResearchVideo] | None = None
    cursor: int | None = None
    has_more: bool | None = None


class RepostedPage(Wire):
    """The answer of reposted_videos."""

    data: RepostedData | None = None
    error: Error | None = None


class _Data(Protocol):
    """The data of any page."""

    @property
    def cursor(self) -> int | None: ...
    @property
    def has_more(self) -> bool | None: ...


class _Page(Protocol):
    """Any page."""

    @property
    def data(self) -> _Data | None: ...


def verdict(page: _Page) -> Verdict:
    """What a page says of the next one: TikTok leaves an empty list out of an answer that is otherwise whole."""
    if page.data is None:
        return Unsure("the answer holds no data")
    return by_cursor(page.data.has_more, page.data.cursor)


def _reposted(page: RepostedPage) -> list[ResearchVideo]:
    data = page.data
    return (data.reposted_videos or data.user_reposted_videos or []) if data else []


def _liked(page: LikedPage) -> list[ResearchVideo]:
    return (page.data.user_liked_videos or []) if page.data else []


def _comments(page: ResearchCommentPage) -> list[ResearchComment]:
    return page.data.comments if page.data else []


def _accounts(page: ResearchFollowPage) -> list[ResearchAccount]:
    return (page.data.user_followers or page.data.user_following or []) if page.data else []


def _id(each: ResearchVideo | ResearchComment) -> str:
    return str(each.id)


def _username(account: ResearchAccount) -> str:
    return account.username or ""


REPOSTED: Paging[RepostedPage, ResearchVideo] = Paging(_reposted, verdict, _id)
LIKED: Paging[LikedPage, ResearchVideo] = Paging(_liked, verdict, _id)
COMMENTS: Paging[ResearchCommentPage, ResearchComment] = Paging(_comments, verdict, _id)
FOLLOWS: Paging[ResearchFollowPage, ResearchAccount] = Paging(_accounts, verdict, _username)
