"""A post in the spelling of TikTok's app, which search results pass on too.

Durations are milliseconds, statistics exact. Sources written by JavaScript have rounded the ids that are numbers
(`author_user_id`, `music.id`), so that only ids that are text are declared here.
"""

from __future__ import annotations

from msgspec import UNSET, UnsetType

from tokgate.contract.wire import Wire
from tokgate.dialects.web.accounts import Account, Picture


class AwemeFilm(Wire):
    """The film."""

    duration: int | None = None
    """In milliseconds; 0 for a photo post."""
    width: int | None = None
    """In pixels."""
    height: int | None = None
    """In pixels."""
    cover: Picture | None = None
    """The cover."""
    origin_cover: Picture | None = None
    """The original cover."""
    play_addr: Picture | None = None
    """Where the film lies."""


class AwemeImage(Wire):
    """One picture of a photo post."""

    display_image: Picture | None = None
    """Where it lies."""


class AwemeImages(Wire):
    """The pictures of a photo post."""

    images: list[AwemeImage] | None = None
    """The pictures, in order."""
    title: str | None = None
    """The title, where it has one beside the caption."""


class AwemeStatistics(Wire):
    """The counters, all exact."""

    play_count: int | None = None
    """How many times it was watched."""
    digg_count: int | None = None
    """How many likes."""
    comment_count: int | None = None
    """How many comments."""
    share_count: int | None = None
    """How many times it was shared."""
    collect_count: int | None = None
    """How many accounts saved it; missing before 2022."""
    repost_count: int | None = None
    """How many accounts reposted it."""
    download_count: int | None = None
    """How many times it was downloaded."""


class AwemeMusic(Wire):
    """The sound."""

    id_str: str | None = None
    """The sound's id."""
    mid: str | None = None
    """The same."""
    title: str | None = None
    """Its title."""
    author: str | None = None
    """Who made it."""
    album: str | None = None
    """The album that it is from."""
    is_original: bool | None = None
    """Whether it is the sound of a post, and no song."""
    is_original_sound: bool | None = None
    """The same, under another name."""
    duration: int | None = None
    """In seconds."""
    play_url: Picture | None = None
    """Where the sound lies."""
    cover_large: Picture | None = None
    """Its picture, large."""
    cover_thumb: Picture | None = None
    """The same, small."""


class AwemeStatus(Wire):
    """Who can see the post."""

    is_delete: bool | None = None
    """Whether it was deleted."""
    is_private: bool | None = None
    """Whether its author alone sees it."""
    private_status: int | None = None
    """0 public, 1 its author alone, 2 friends."""


class AwemeExtra(Wire):
    """A hashtag or mention in the caption; `start` and `end` count UTF-16 code units, the `#` or `@` included."""

    start: int | None = None
    """Where it begins in the caption."""
    end: int | None = None
    """Where it ends, exclusive."""
    hashtag_name: str | None = None
    """The hashtag's name, without `#`; "" for a mention."""
    hashtag_id: str | None = None
    """The hashtag's id."""
    user_id: str | None = None
    """The user id of whom is mentioned."""
    sec_uid: str | None = None
    """Their secUid."""


class AwemeChallenge(Wire):
    """A hashtag."""

    cid: str | None = None
    """The hashtag's id."""
    cha_name: str | None = None
    """Its name, without `#`."""
    desc: str | None = None
    """What TikTok says of it."""


class AwemeOrigin(Wire):
    """The post that a duet or stitch answers."""

    original_item_id: str | None = None
    """Its id."""


class AwemeItem(Wire):
    """A post. A list that is null is empty; one that is missing was not asked for."""

    aweme_id: str | None = None
    """The post's id, digits."""
    desc: str | None = None
    """The caption."""
    create_time: int | None = None
    """When it was posted, Unix seconds UTC."""
    url: str | None = None
    """A link to the post's page."""
    share_url: str | None = None
    """A link for sharing it."""
    region: str | None = None
    """The country that it was posted from, two letters."""
    desc_language: str | None = None
    """The language of the caption, two letters."""
    author: Account | None = None
    """Who posted it."""
    video: AwemeFilm | None = None
    """The film."""
    image_post_info: AwemeImages | None = None
    """The pictures of a photo post; missing for a film."""
    statistics: AwemeStatistics | None = None
    """The counters."""
    music: AwemeMusic | None = None
    """The sound."""
    added_sound_music_info: AwemeMusic | None = None
    """The sound that was added to the film's own."""
    text_extra: list[AwemeExtra] | UnsetType | None = UNSET
    """Where hashtags and mentions stand in the caption."""
    cha_list: list[AwemeChallenge] | UnsetType | None = UNSET
    """The hashtags."""
    status: AwemeStatus | None = None
    """Who can see it."""
    is_ads: bool | None = None
    """Whether it is an advertisement."""
    is_ad: bool | None = None
    """The same, under another name."""
    is_top: bool | None = None
    """Whether its author pinned it to the top of the profile."""
    duet_info: AwemeOrigin | None = None
    """The post that it answers as a duet."""
    duet_from_id: str | None = None
    """The id of that post."""
    stitch_info: AwemeOrigin | None = None
    """The post that it answers as a stitch."""
