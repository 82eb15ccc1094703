"""A post in the spelling of TikTok's web site: the item that TikAPI and JustOne pass on as it is.

Ids are text of up to 19 digits. Members that are left out are None; which ones come varies by call and by year.
"""

from __future__ import annotations

from typing import Any, ClassVar

from tokgate.contract.wire import Wire
from tokgate.dialects.subjects import CreatorWire, PostWire


class Author(CreatorWire):
    """An account: who posted, or who a profile is of."""

    UNTYPED: ClassVar[tuple[str, ...]] = (
        "UserStoryStatus", "commentSetting", "downloadSetting", "duetSetting", "ftc", "isADVirtual",
        "isEmbedBanned", "relation", "roomId", "shortId", "stitchSetting",
    )  # fmt: skip

    id: str | None = None
    """The user id."""
    uniqueId: str | None = None
    """The handle, without `@`; it can change hands."""
    nickname: str | None = None
    """The name that is shown; not unique."""
    secUid: str | None = None
    """The id by which lists are asked for."""
    signature: str | None = None
    """The bio."""
    verified: bool | None = None
    """Whether TikTok has verified the account."""
    privateAccount: bool | None = None
    """Whether only accepted followers see its posts."""
    secret: bool | None = None
    """As `privateAccount`, where that is missing."""
    openFavorite: bool | None = None
    """Whether the posts that it liked are public."""
    avatarLarger: str | None = None
    """A link to the profile picture, large; it expires."""
    avatarMedium: str | None = None
    """The same, middling."""
    avatarThumb: str | None = None
    """The same, small."""
    bioLink: BioLink | None = None
    """The link on the profile."""
    region: str | None = None
    """Its country, two letters."""
    language: str | None = None
    """Its language, two letters."""


class BioLink(Wire):
    """The link on a profile."""

    link: str | None = None
    """The address as it was typed, often without `https://`."""
    risk: int | None = None
    """TikTok's own judgement of the address; its values are not documented."""


class AuthorStats(Wire):
    """A creator's counters."""

    followerCount: int | None = None
    """How many accounts follow this one."""
    followingCount: int | None = None
    """How many accounts this one follows."""
    heart: int | None = None
    """How many likes its posts received."""
    heartCount: int | None = None
    """The same; negative above 2,147,483,647."""
    videoCount: int | None = None
    """How many posts it has."""
    diggCount: int | None = None
    """How many posts it liked."""
    friendCount: int | None = None
    """How many accounts follow it and are followed by it."""


class AuthorStatsV2(Wire):
    """A creator's counters as decimal text."""

    followerCount: str | None = None
    """How many accounts follow this one."""
    followingCount: str | None = None
    """How many accounts this one follows."""
    heart: str | None = None
    """How many likes its posts received."""
    heartCount: str | None = None
    """The same."""
    videoCount: str | None = None
    """How many posts it has."""
    diggCount: str | None = None
    """How many posts it liked."""
    friendCount: str | None = None
    """How many accounts follow it and are followed by it."""


class Stats(Wire):
    """A post's counters, rounded from 10,000 on since 2022."""

    playCount: int | None = None
    """How many times it was watched."""
    diggCount: int | None = None
    """How many likes."""
    commentCount: int | None = None
    """How many comments."""
    shareCount: int | None = None
    """How many times it was shared."""
    collectCount: int | None = None
    """How many accounts saved it."""
    repostCount: int | None = None
    """How many accounts reposted it."""


class StatsV2(Wire):
    """A post's counters as decimal text; `collectCount` is exact here, the others often as rounded as in `stats`."""

    playCount: str | None = None
    """How many times it was watched."""
    diggCount: str | None = None
    """How many likes."""
    commentCount: str | None = None
    """How many comments."""
    shareCount: str | None = None
    """How many times it was shared."""
    collectCount: str | None = None
    """How many accounts saved it."""
    repostCount: str | None = None
    """How many accounts reposted it."""


class Video(Wire):
    """The film."""

    UNTYPED: ClassVar[tuple[str, ...]] = (
        "PlayAddrStruct", "VQScore", "bitrateInfo", "claInfo", "encodeUserTag", "encodedType", "reflowCover",
        "shareCover", "subtitleInfos", "videoID", "videoQuality", "volumeInfo", "zoomCover",
    )  # fmt: skip

    id: str | None = None
    """The post's id again."""
    height: int | None = None
    """In pixels."""
    width: int | None = None
    """In pixels."""
    duration: int | None = None
    """In seconds; 0 for a photo post."""
    ratio: str | None = None
    """Its definition, such as "720p"."""
    cover: str | None = None
    """A link to the cover; it expires."""
    originCover: str | None = None
    """A link to the original cover; it expires."""
    dynamicCover: str | None = None
    """A link to the moving cover; it expires."""
    playAddr: str | None = None
    """A signed link to the film; it expires."""
    downloadAddr: str | None = None
    """A signed link to the film with TikTok's watermark; it expires."""
    format: str | None = None
    """Such as "mp4"."""
    bitrate: int | None = None
    """In bits a second."""
    size: int | None = None
    """In bytes."""
    definition: str | None = None
    """Such as "720p"."""
    codecType: str | None = None
    """Such as "h264"."""


class Music(Wire):
    """The sound; the title of an original one is in the reader's language."""

    UNTYPED: ClassVar[tuple[str, ...]] = (
        "isCopyrighted",
        "is_commerce_music",
        "is_unlimited_music",
        "private",
        "shoot_duration",
        "tt2dsp",
    )

    id: str | None = None
    """The sound's id."""
    title: str | None = None
    """Its title."""
    authorName: str | None = None
    """Who made it."""
    album: str | None = None
    """The album that it is from."""
    original: bool | None = None
    """Whether it is the sound of a post, and no song."""
    duration: int | None = None
    """In seconds."""
    playUrl: str | None = None
    """A link to the sound; it expires."""
    coverLarge: str | None = None
    """A link to its picture, large; it expires."""
    coverMedium: str | None = None
    """The same, middling."""
    coverThumb: str | None = None
    """The same, small."""


class Challenge(Wire):
    """A hashtag."""

    UNTYPED: ClassVar[tuple[str, ...]] = (
        "coverLarger", "coverMedium", "coverThumb", "isCommerce", "profileLarger", "profileMedium",
        "profileThumb",
    )  # fmt: skip

    id: str | None = None
    """The hashtag's id."""
    title: str | None = None
    """Its name, without `#`."""
    desc: str | None = None
    """What TikTok says of it."""


class TextExtra(Wire):
    """A hashtag or mention in the caption; `start` and `end` count UTF-16 code units, the `#` or `@` included."""

    UNTYPED: ClassVar[tuple[str, ...]] = ("awemeId", "isCommerce", "subType")

    start: int | None = None
    """Where it begins in the caption."""
    end: int | None = None
    """Where it ends, exclusive."""
    type: int | None = None
    """1 for a hashtag, 0 or 5 for a mention; missing in older items."""
    hashtagName: str | None = None
    """The hashtag's name, without `#`; "" for a mention."""
    hashtagId: str | None = None
    """The hashtag's id."""
    userId: str | None = None
    """The user id of whom is mentioned."""
    userUniqueId: str | None = None
    """Their handle."""
    secUid: str | None = None
    """Their secUid."""


class Content(Wire):
    """A part of the caption; `desc` of the item is the parts run together."""

    desc: str | None = None
    """Its text."""
    textExtra: list[TextExtra] | None = None
    """The hashtags and mentions in it."""


class ImageURL(Wire):
    """Where a picture lies: the same picture at each address."""

    urlList: list[str] | None = None
    """Links to it; they expire."""


class Image(Wire):
    """One picture of a photo post."""

    imageURL: ImageURL | None = None
    """Where it lies."""
    imageWidth: int | None = None
    """In pixels."""
    imageHeight: int | None = None
    """In pixels."""


class ImagePost(Wire):
    """The pictures of a photo post; an item that has this is no film."""

    UNTYPED: ClassVar[tuple[str, ...]] = ("shareCover",)

    images: list[Image] | None = None
    """The pictures, in order."""
    cover: Image | None = None
    """The one that lists show."""
    title: str | None = None
    """The title, where it has one beside the caption."""


class DuetInfo(Wire):
    """The post that this one answers."""

    duetFromId: str | None = None
    """Its id; "0" for none."""


class Item(PostWire):
    """A post."""

    UNTYPED: ClassVar[tuple[str, ...]] = (
        "AIGCDescription", "CategoryType", "IsHDBitrate", "backendSourceEventTracking", "collected",
        "creatorAIComment", "digged", "diversificationId", "duetDisplay", "forFriend", "isReviewing",
        "itemMute", "item_control", "showNotPass", "stitchDisplay", "textTranslatable", "vl1",
    )  # fmt: skip

    id: str | None = None
    """The post's id, digits."""
    desc: str | None = None
    """The caption."""
    createTime: int | None = None
    """When it was posted, Unix seconds UTC; sent as text on the page of a single post."""
    author: Author | None = None
    """Who posted it."""
    authorStats: AuthorStats | None = None
    """The counters of who posted it."""
    authorStatsV2: AuthorStatsV2 | None = None
    """The same as text."""
    stats: Stats | None = None
    """The post's counters."""
    statsV2: StatsV2 | None = None
    """The same as text."""
    video: Video | None = None
    """The film; of a photo post, what is left of it."""
    imagePost: ImagePost | None = None
    """The pictures of a photo post; missing for a film."""
    music: Music | None = None
    """The sound."""
    challenges: list[Challenge] | None = None
    """The hashtags."""
    textExtra: list[TextExtra] | None = None
    """Where hashtags and mentions stand in the caption."""
    contents: list[Content] | None = None
    """The caption in parts, each with its own hashtags and mentions."""
    duetInfo: DuetInfo | None = None
    """The post that it answers."""
    isAd: bool | None = None
    """Whether it is an advertisement."""
    privateItem: bool | None = None
    """Whether its author alone sees it."""
    secret: bool | None = None
    """As `privateItem`, where that is missing."""
    isPinnedItem: bool | None = None
    """Whether its author pinned it to the top of the profile."""
    textLanguage: str | None = None
    """The language of the caption, two letters; "un" for none that is known."""
    locationCreated: str | None = None
    """The country that it was posted from, two letters."""
    duetEnabled: bool | None = None
    """Whether duets with it are allowed."""
    stitchEnabled: bool | None = None
    """Whether stitches of it are allowed."""
    shareEnabled: bool | None = None
    """Whether sharing it is allowed."""
    itemCommentStatus: int | None = None
    """Who may comment; its values are not documented."""
    originalItem: bool | None = None
    """Not documented."""
    officalItem: bool | None = None
    """Not documented; spelled so by TikTok."""
    stickersOnItem: list[Any] | None = None
    """The stickers on the film, with their text."""


class UserInfo(CreatorWire):
    """A profile: the account and its counters; the site's own pages hold its latest posts too."""

    user: Author | None = None
    """The account."""
    stats: AuthorStats | None = None
    """Its counters."""
    statsV2: AuthorStatsV2 | None = None
    """The same as text."""
    itemList: list[Item] | None = None
    """Its latest posts, on the site's own pages."""
    shareMeta: dict[str, Any] | None = None
    """The texts with which the profile is shared, `title` and `desc`."""
