"""A post in the spelling of TikTok's app, which search results pass on too.

Durations are milliseconds, statistics exact. Sources written by JavaScript have rounded the ids that are numbers
(`author_user_id`, `music.id`), so that only ids that are text are declared here.
"""

from __future__ import annotations

from msgspec import UNSET, UnsetType

from tokgate.contract.wire import Wire
from tokgate.dialects.web.accounts import Account, Picture


class AwemeFilm(Wire):
    """The film. `duration` is in milliseconds, 0 for a photo post."""

    duration: int | None = None
    width: int | None = None
    height: int | None = None
    cover: Picture | None = None
    origin_cover: Picture | None = None
    play_addr: Picture | None = None


class AwemeImage(Wire):
    """One picture of a photo post."""

    display_image: Picture | None = None


class AwemeImages(Wire):
    """The pictures of a photo post."""

    images: list[AwemeImage] | None = None
    title: str | None = None


class AwemeStatistics(Wire):
    """The counters, all exact; `collect_count` (saves) is missing before 2022."""

    play_count: int | None = None
    digg_count: int | None = None
    comment_count: int | None = None
    share_count: int | None = None
    collect_count: int | None = None
    repost_count: int | None = None
    download_count: int | None = None


class AwemeMusic(Wire):
    """The sound. `duration` is in seconds; the same id stands in `id_str` and `mid`."""

    id_str: str | None = None
    mid: str | None = None
    title: str | None = None
    author: str | None = None
    album: str | None = None
    is_original: bool | None = None
    is_original_sound: bool | None = None
    duration: int | None = None
    play_url: Picture | None = None
    cover_large: Picture | None = None
    cover_thumb: Picture | None = None


class AwemeStatus(Wire):
    """Who can see the post: `private_status` is 0 public, 1 its author alone, 2 friends."""

    is_delete: bool | None = None
    is_private: bool | None = None
    private_status: int | None = None


class AwemeExtra(Wire):
    """A hashtag or mention in the caption; `start` and `end` count UTF-16 code units, the `#` or `@` included."""

    start: int | None = None
    end: int | None = None
    hashtag_name: str | None = None
    hashtag_id: str | None = None
    user_id: str | None = None
    sec_uid: str | None = None


class AwemeChallenge(Wire):
    """A hashtag."""

    cid: str | None = None
    cha_name: str | None = None
    desc: str | None = None


class AwemeOrigin(Wire):
    """The post that a duet or stitch answers."""

    original_item_id: str | None = None


class AwemeItem(Wire):
    """A post. A list that is null is empty; one that is missing was not asked for."""

    aweme_id: str | None = None
    desc: str | None = None
    create_time: int | None = None
    url: str | None = None
    share_url: str | None = None
    region: str | None = None
    desc_language: str | None = None
    author: Account | None = None
    video: AwemeFilm | None = None
    image_post_info: AwemeImages | None = None
    statistics: AwemeStatistics | None = None
    music: AwemeMusic | None = None
    added_sound_music_info: AwemeMusic | None = None
    text_extra: list[AwemeExtra] | UnsetType | None = UNSET
    cha_list: list[AwemeChallenge] | UnsetType | None = UNSET
    status: AwemeStatus | None = None
    is_ads: bool | None = None
    is_ad: bool | None = None
    is_top: bool | None = None
    duet_info: AwemeOrigin | None = None
    duet_from_id: str | None = None
    stitch_info: AwemeOrigin | None = None
