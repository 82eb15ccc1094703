"""The Research API's objects. Facts: TikTok's documentation of 2025 and 2026, and captured answers."""

from __future__ import annotations

from typing import Any, Literal, Protocol, TypeAlias

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
    """The post's id, a number beyond 2**53."""
    create_time: int | None = None
    """When it was posted, Unix seconds UTC."""
    username: str | None = None
    """The handle of its creator."""
    region_code: str | None = None
    """The country in which its creator signed up, two letters."""
    video_description: str | None = None
    """The caption."""
    music_id: int | None = None
    """The id of its sound."""
    like_count: int | None = None
    """How many likes."""
    comment_count: int | None = None
    """How many comments."""
    share_count: int | None = None
    """How many times it was shared."""
    view_count: int | None = None
    """How many times it was watched."""
    favorites_count: int | None = None
    """How many accounts saved it."""
    favourites_count: int | None = None
    """As `favorites_count`, where it was asked for in this spelling."""
    hashtag_names: list[str] | None = None
    """Its hashtags, without `#`."""
    hashtag_info_list: list[dict[str, Any]] | None = None
    """Its hashtags as objects, with `hashtag_id` and `hashtag_description`."""
    sticker_info_list: list[dict[str, Any]] | None = None
    """Its stickers as objects, with `sticker_id` and `sticker_name`."""
    effect_info_list: list[dict[str, Any]] | None = None
    """Its effects as objects, with `effect_id`, `effect_name` and a link to a picture."""
    effect_ids: list[str] | None = None
    """The ids of its effects, as text. Only video/query documents it."""
    video_mention_list: list[str] | None = None
    """The accounts that its caption mentions."""
    video_label: dict[str, Any] | None = None
    """A label that TikTok put on it. Its members are not documented."""
    video_tag: Any = None
    """Whether it is marked as made by AI or as paid for. The documentation contradicts itself on the numbers."""
    video_duration: int | None = None
    """How long the film is, in seconds."""
    is_stem_verified: bool | None = None
    """Whether TikTok counts it as of good quality in science and technology."""
    playlist_id: int | None = None
    """The id of the playlist that it is in. Only video/query documents it."""
    voice_to_text: str | None = None
    """What is said in it, as text. Only video/query documents it."""


#: What can be asked for of a ResearchVideo, for type checkers, which cannot read it from the class.
ResearchVideoField: TypeAlias = Literal[
    "id",
    "create_time",
    "username",
    "region_code",
    "video_description",
    "music_id",
    "like_count",
    "comment_count",
    "share_count",
    "view_count",
    "favorites_count",
    "favourites_count",
    "hashtag_names",
    "hashtag_info_list",
    "sticker_info_list",
    "effect_info_list",
    "effect_ids",
    "video_mention_list",
    "video_label",
    "video_tag",
    "video_duration",
    "is_stem_verified",
    "playlist_id",
    "voice_to_text",
]


class ResearchComment(CommentWire):
    """A comment."""

    id: int | None = None
    """The comment's id, a number beyond 2**53."""
    video_id: int | None = None
    """The id of the post."""
    text: str | None = None
    """What it says; numbers of telephones and cards, and addresses of mail, are masked."""
    like_count: int | None = None
    """How many likes."""
    reply_count: int | None = None
    """How many replies."""
    parent_comment_id: int | None = None
    """The id of the comment that it answers, or of the post."""
    create_time: int | None = None
    """When it was written, Unix seconds UTC."""
    display_name: str | None = None
    """The name of its author, in one example of the documentation alone; it tells nobody who that is."""


#: What can be asked for of a ResearchComment.
ResearchCommentField: TypeAlias = Literal[
    "id",
    "video_id",
    "text",
    "like_count",
    "reply_count",
    "parent_comment_id",
    "create_time",
    "display_name",
]


class ResearchCommentData(Wire):
    """The data of a list of comments."""

    comments: list[ResearchComment] = []
    """The comments of this page."""
    cursor: int | None = None
    """The index at which the next page begins."""
    has_more: bool | None = None
    """Whether there is a next page."""


class ResearchCommentPage(Wire):
    """The answer of video/comment/list."""

    data: ResearchCommentData | None = None
    """The page; empty where the call was refused."""
    error: Error | None = None
    """How the call went."""


class ResearchAccount(CreatorWire):
    """A public account, without the handle that was asked for (one example of the documentation echoes it)."""

    username: str | None = None
    """The handle; only lists of followers have it."""
    display_name: str | None = None
    """The name that is shown; not unique."""
    bio_description: str | None = None
    """The text of the profile."""
    bio_url: str | None = None
    """The link on the profile."""
    avatar_url: str | None = None
    """A link to the profile picture."""
    is_verified: bool | None = None
    """Whether TikTok has verified the account."""
    follower_count: int | None = None
    """How many accounts follow this one."""
    following_count: int | None = None
    """How many accounts this one follows."""
    likes_count: int | None = None
    """How many likes its posts received."""
    video_count: int | None = None
    """How many posts it has."""


#: What can be asked for of a ResearchAccount.
ResearchAccountField: TypeAlias = Literal[
    "display_name",
    "bio_description",
    "bio_url",
    "avatar_url",
    "is_verified",
    "follower_count",
    "following_count",
    "likes_count",
    "video_count",
]


class ResearchAccountAnswer(Wire):
    """The answer of user/info: the account directly in `data`, other than in the Display API."""

    data: ResearchAccount | None = None
    """The account; empty where the call was refused."""
    error: Error | None = None
    """How the call went."""


class ResearchFollowData(Wire):
    """The data of followers and following; of an account no more than its two names."""

    user_followers: list[ResearchAccount] | None = None
    """The accounts that follow, of user/followers."""
    user_following: list[ResearchAccount] | None = None
    """The accounts that are followed, of user/following."""
    cursor: int | None = None
    """Where the next page begins, Unix seconds UTC."""
    has_more: bool | None = None
    """Whether there is a next page."""


class ResearchFollowPage(Wire):
    """The answer of user/followers and user/following."""

    data: ResearchFollowData | None = None
    """The page; empty where the call was refused."""
    error: Error | None = None
    """How the call went."""


class LikedData(Wire):
    """The data of liked_videos."""

    user_liked_videos: list[ResearchVideo] | None = None
    """The posts, latest like first."""
    cursor: int | None = None
    """Where the next page begins, an instant: the documentation's text says seconds, its example has milliseconds."""
    has_more: bool | None = None
    """Whether there is a next page; the only word of it, as an empty list is left out."""


class LikedPage(Wire):
    """The answer of liked_videos."""

    data: LikedData | None = None
    """The page; empty where the call was refused."""
    error: Error | None = None
    """How the call went."""


class PinnedData(Wire):
    """The data of pinned_videos: all of them."""

    pinned_videos_list: list[ResearchVideo] | None = None
    """The posts, from the top; left out where there are none."""


class PinnedAnswer(Wire):
    """The answer of pinned_videos."""

    data: PinnedData | None = None
    """The posts; empty where the call was refused."""
    error: Error | None = None
    """How the call went."""


class RepostedData(Wire):
    """Reposted posts under the name that clients read and the one that the page's table prints."""

    reposted_videos: list[ResearchVideo] | None = None
    """The posts, latest repost first."""
    user_reposted_videos: list[ResearchVideo] | None = None
    """The same list, under the name that the documentation's table has."""
    cursor: int | None = None
    """Where the next page begins."""
    has_more: bool | None = None
    """Whether there is a next page; the only word of it, as an empty list is left out."""


class RepostedPage(Wire):
    """The answer of reposted_videos."""

    data: RepostedData | None = None
    """The page; empty where the call was refused."""
    error: Error | None = None
    """How the call went."""


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
