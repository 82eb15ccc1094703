"""A post in the spelling of TikTok's web site: the item that TikAPI and JustOne pass on as it is.

Ids are text of up to 19 digits. Members that are left out are None; which ones come varies by call and by year.
"""

from __future__ import annotations

from typing import Any

from tokgate.contract.wire import Wire
from tokgate.dialects.subjects import CreatorWire, PostWire


class Author(CreatorWire):
    """Who posted. `signature` is the bio, `uniqueId` the handle, `openFavorite` whether the likes are public."""

    id: str | None = None
    uniqueId: str | None = None
    nickname: str | None = None
    secUid: str | None = None
    signature: str | None = None
    verified: bool | None = None
    privateAccount: bool | None = None
    secret: bool | None = None
    openFavorite: bool | None = None
    avatarLarger: str | None = None
    avatarMedium: str | None = None
    avatarThumb: str | None = None
    bioLink: BioLink | None = None
    region: str | None = None
    language: str | None = None


class BioLink(Wire):
    """The link on a profile."""

    link: str | None = None
    risk: int | None = None


class AuthorStats(Wire):
    """A creator's counters. Above 2,147,483,647 `heartCount` turns negative; `heart` and the V2 texts do not."""

    followerCount: int | None = None
    followingCount: int | None = None
    heart: int | None = None
    heartCount: int | None = None
    videoCount: int | None = None
    diggCount: int | None = None
    friendCount: int | None = None


class AuthorStatsV2(Wire):
    """A creator's counters as decimal text."""

    followerCount: str | None = None
    followingCount: str | None = None
    heart: str | None = None
    heartCount: str | None = None
    videoCount: str | None = None
    diggCount: str | None = None
    friendCount: str | None = None


class Stats(Wire):
    """A post's counters, rounded from 10,000 on since 2022. `diggCount` is likes, `collectCount` saves."""

    playCount: int | None = None
    diggCount: int | None = None
    commentCount: int | None = None
    shareCount: int | None = None
    collectCount: int | None = None
    repostCount: int | None = None


class StatsV2(Wire):
    """A post's counters as decimal text; `collectCount` is exact here, the others often as rounded as in `stats`."""

    playCount: str | None = None
    diggCount: str | None = None
    commentCount: str | None = None
    shareCount: str | None = None
    collectCount: str | None = None
    repostCount: str | None = None


class Video(Wire):
    """The film. `duration` is in seconds, 0 for a photo post; the addresses are signed and expire."""

    id: str | None = None
    height: int | None = None
    width: int | None = None
    duration: int | None = None
    ratio: str | None = None
    cover: str | None = None
    originCover: str | None = None
    dynamicCover: str | None = None
    playAddr: str | None = None
    downloadAddr: str | None = None
    format: str | None = None
    bitrate: int | None = None
    size: int | None = None
    definition: str | None = None
    codecType: str | None = None


class Music(Wire):
    """The sound. `duration` is in seconds; the title of an original sound is in the reader's language."""

    id: str | None = None
    title: str | None = None
    authorName: str | None = None
    album: str | None = None
    original: bool | None = None
    duration: int | None = None
    playUrl: str | None = None
    coverLarge: str | None = None
    coverMedium: str | None = None
    coverThumb: str | None = None


class Challenge(Wire):
    """A hashtag; `title` is its name without `#`."""

    id: str | None = None
    title: str | None = None
    desc: str | None = None


class TextExtra(Wire):
    """A hashtag or mention in the caption; `start` and `end` count UTF-16 code units, the `#` or `@` included.

    `type` is 1 for a hashtag, 0 or 5 for a mention, and missing in older items.
    """

    start: int | None = None
    end: int | None = None
    type: int | None = None
    hashtagName: str | None = None
    hashtagId: str | None = None
    userId: str | None = None
    userUniqueId: str | None = None
    secUid: str | None = None


class Content(Wire):
    """A part of the caption; `desc` of the item is the parts run together."""

    desc: str | None = None
    textExtra: list[TextExtra] | None = None


class ImageURL(Wire):
    """Where a picture lies: the same picture at each address."""

    urlList: list[str] | None = None


class Image(Wire):
    """One picture of a photo post."""

    imageURL: ImageURL | None = None
    imageWidth: int | None = None
    imageHeight: int | None = None


class ImagePost(Wire):
    """The pictures of a photo post; an item that has this is no film."""

    images: list[Image] | None = None
    cover: Image | None = None
    title: str | None = None


class DuetInfo(Wire):
    """The post that this one answers; "0" for none."""

    duetFromId: str | None = None


class Item(PostWire):
    """A post. `createTime` is Unix seconds UTC, as text on the page of a single post."""

    id: str | None = None
    desc: str | None = None
    createTime: int | None = None
    author: Author | None = None
    authorStats: AuthorStats | None = None
    authorStatsV2: AuthorStatsV2 | None = None
    stats: Stats | None = None
    statsV2: StatsV2 | None = None
    video: Video | None = None
    imagePost: ImagePost | None = None
    music: Music | None = None
    challenges: list[Challenge] | None = None
    textExtra: list[TextExtra] | None = None
    contents: list[Content] | None = None
    duetInfo: DuetInfo | None = None
    isAd: bool | None = None
    privateItem: bool | None = None
    secret: bool | None = None
    isPinnedItem: bool | None = None
    textLanguage: str | None = None
    locationCreated: str | None = None
    duetEnabled: bool | None = None
    stitchEnabled: bool | None = None
    shareEnabled: bool | None = None
    itemCommentStatus: int | None = None
    originalItem: bool | None = None
    officalItem: bool | None = None
    stickersOnItem: list[Any] | None = None


class UserInfo(CreatorWire):
    """A profile: the account and its counters; the site's own pages hold its latest posts too."""

    user: Author | None = None
    stats: AuthorStats | None = None
    statsV2: AuthorStatsV2 | None = None
    itemList: list[Item] | None = None
    shareMeta: dict[str, Any] | None = None
