"""Posts as TikTok's mobile API gives them (`aweme`), alone or in lists, details and search results.

Durations are milliseconds, statistics exact. Files written by JavaScript have rounded the ids that are numbers
(`author_user_id`, `music.id`), so only ids that are text are read.
"""

from __future__ import annotations

from typing import Any

from tokgate.domain.counts import Audience, Counts, Precision
from tokgate.domain.creators import Creator
from tokgate.domain.observations import Observation
from tokgate.domain.posts import Hashtag, Kind, Mention, Post, Sound, Span, Tombstone
from tokgate.domain.relations import pin
from tokgate.importers.cells import (
    account_id,
    entries,
    flag,
    link,
    member,
    milliseconds,
    post_id,
    sound_id,
    tally,
    text,
    whole,
    word,
)
from tokgate.importers.envelopes import attributed, body_of, observation
from tokgate.importers.format import Context, Record
from tokgate.importers.instants import exact_second
from tokgate.importers.links import handle_in_link

NAME = "aweme"


class Aweme:
    """The mobile API's posts."""

    name = NAME

    def matches(self, value: object) -> bool:
        """An object with `aweme_id` and what only posts have; comments name their post the same way."""
        return (
            isinstance(value, dict)
            and "aweme_id" in value
            and "cid" not in value
            and any(isinstance(value.get(name), dict) for name in ("statistics", "video", "author", "image_post_info"))
        )

    def read(self, record: Record, context: Context) -> list[Observation]:
        """The post; then a Tombstone if it is deleted, a pin if its creator keeps it on top."""
        aweme = record.value
        post = attributed(post_of(aweme), context)
        found = [observation(post, NAME, record, context, body=body_of(record))]
        if flag(member(aweme, "status", "is_delete")):
            found.append(observation(Tombstone(post=Post(id=post.id), reason="deleted"), NAME, record, context))
        elif post.pinned and post.creator:
            found.append(observation(pin(post.creator, Post(id=post.id)), NAME, record, context))
        return found


def post_of(aweme: dict[str, Any]) -> Post:
    """The post that an aweme tells of. Raises Rejected where its id is none."""
    number = post_id(aweme.get("aweme_id"), "aweme_id")
    photo = member(aweme, "image_post_info", "images")
    video = aweme.get("video")
    duration_ms = tally(member(video, "duration"))
    return Post(
        id=number,
        creator=creator_of(aweme, number),
        created_s=exact_second(aweme.get("create_time")),
        kind=_kind(photo, duration_ms),
        text=text(aweme.get("desc")),
        title=text(member(aweme, "image_post_info", "title")) or None,
        language=_language(aweme.get("desc_language")),
        region=word(aweme.get("region")),
        duration_ms=duration_ms or None,
        width=whole(member(video, "width")) or whole(member(video, "play_addr", "width")) or None,
        height=whole(member(video, "height")) or whole(member(video, "play_addr", "height")) or None,
        cover_url=link(member(video, "cover")) or link(member(video, "origin_cover")),
        play_url=None if photo else link(member(video, "play_addr")),
        image_urls=[url for image in entries(photo) if (url := link(member(image, "display_image")))] or None,
        counts=counts_of(aweme.get("statistics")),
        sound=_sound(aweme.get("music") or aweme.get("added_sound_music_info")),
        hashtags=_hashtags(aweme),
        mentions=_mentions(aweme),
        spans=_spans(aweme),
        is_ad=_either(flag(aweme.get("is_ads")), flag(aweme.get("is_ad"))),
        private=_private(aweme.get("status")),
        pinned=flag(aweme.get("is_top")),
        duet_of=sound_id(member(aweme, "duet_info", "original_item_id"), aweme.get("duet_from_id")),
        stitch_of=sound_id(member(aweme, "stitch_info", "original_item_id")),
    )


def counts_of(statistics: Any) -> Counts | None:
    """An aweme's exact counters; `collect_count` is missing before 2022."""
    if not isinstance(statistics, dict):
        return None
    return Counts(
        plays=tally(statistics.get("play_count")),
        likes=tally(statistics.get("digg_count")),
        comments=tally(statistics.get("comment_count")),
        shares=tally(statistics.get("share_count")),
        saves=tally(statistics.get("collect_count")),
        reposts=tally(statistics.get("repost_count")),
        downloads=tally(statistics.get("download_count")),
        precision=Precision.EXACT,
    )


def creator_of(aweme: dict[str, Any], number: int) -> Creator | None:
    """The author; without a handle in the object it is that of the post's own link."""
    author = aweme.get("author")
    creator = Creator(
        user_id=account_id(member(author, "uid")),
        sec_uid=word(member(author, "sec_uid")),
        username=word(member(author, "unique_id"))
        or handle_in_link(aweme.get("url"), number)
        or handle_in_link(aweme.get("share_url"), number),
        name=text(member(author, "nickname")),
        bio=text(member(author, "signature")),
        avatar_url=link(member(author, "avatar_larger")) or link(member(author, "avatar_thumb")),
        verified=_verified(author),
        private=flag(member(author, "secret")),
        region=word(member(author, "region")),
        language=word(member(author, "language")),
        audience=_audience(author),
    )
    return creator if creator.is_known else None


def _audience(author: Any) -> Audience | None:
    """The author's counters. In feeds they are all 0, which means not filled in: every author has at least this post.

    `total_favorited` is 0 in search results although the followers are filled in, and so is `aweme_count`.
    """
    followers, posts = tally(member(author, "follower_count")), tally(member(author, "aweme_count"))
    if not followers and not posts:
        return None
    return Audience(
        followers=followers,
        following=tally(member(author, "following_count")),
        likes=tally(member(author, "total_favorited")) or None,
        posts=posts or None,
        liked=tally(member(author, "favoriting_count")),
        precision=Precision.EXACT,
    )


def _verified(author: Any) -> bool | None:
    told = [text(member(author, name)) for name in ("custom_verify", "enterprise_verify_reason")]
    return any(told) if any(each is not None for each in told) else None


def _kind(images: Any, duration_ms: int | None) -> Kind | None:
    return Kind.PHOTO if images else Kind.VIDEO if duration_ms is None or duration_ms > 0 else None


def _language(value: Any) -> str | None:
    found = word(value)
    return None if found == "un" else found


def _either(*told: bool | None) -> bool | None:
    known = [each for each in told if each is not None]
    return any(known) if known else None


def _private(status: Any) -> bool | None:
    """Whether others than the author cannot see the post; `private_status` is 0 public, 1 author only, 2 friends."""
    private_status = whole(member(status, "private_status"))
    return _either(flag(member(status, "is_private")), private_status != 0 if private_status is not None else None)


def _sound(music: Any) -> Sound | None:
    """The sound; `id` is a number that JavaScript has rounded, the same id stands as text in `id_str` and `mid`."""
    if not isinstance(music, dict) or not music:
        return None
    return Sound(
        id=sound_id(word(music.get("id_str")), word(music.get("mid"))),
        title=text(music.get("title")),
        author=text(music.get("author")),
        album=text(music.get("album")) or None,
        original=_either(flag(music.get("is_original")), flag(music.get("is_original_sound"))),
        duration_ms=milliseconds(music.get("duration")),
        play_url=link(music.get("play_url")),
        cover_url=link(music.get("cover_large")) or link(music.get("cover_thumb")),
    )


def _hashtags(aweme: dict[str, Any]) -> list[Hashtag] | None:
    """The tags of the caption and those listed, each once. None only where the aweme has neither list."""
    if "text_extra" not in aweme and "cha_list" not in aweme:
        return None
    found = {
        name.casefold(): Hashtag(name=name, id=word(tag.get("cid")), description=text(tag.get("desc")) or None)
        for tag in entries(aweme.get("cha_list"))
        if (name := word(tag.get("cha_name")))
    }
    for extra in entries(aweme.get("text_extra")):
        if name := word(extra.get("hashtag_name")):
            found.setdefault(name.casefold(), Hashtag(name=name, id=word(extra.get("hashtag_id"))))
    return list(found.values())


def _mentions(aweme: dict[str, Any]) -> list[Mention] | None:
    if "text_extra" not in aweme:
        return None
    return [
        Mention(text=_cut(aweme.get("desc"), extra), user_id=user_id, sec_uid=word(extra.get("sec_uid")))
        for extra in entries(aweme.get("text_extra"))
        if (user_id := account_id(extra.get("user_id")))
    ]


def _spans(aweme: dict[str, Any]) -> list[Span] | None:
    if "text_extra" not in aweme:
        return None
    return [
        Span(
            start=start,
            end=end,
            hashtag=word(extra.get("hashtag_name")),
            hashtag_id=word(extra.get("hashtag_id")),
            user_id=account_id(extra.get("user_id")),
            sec_uid=word(extra.get("sec_uid")),
        )
        for extra in entries(aweme.get("text_extra"))
        if (start := tally(extra.get("start"))) is not None and (end := tally(extra.get("end"))) is not None
    ]


def _cut(caption: Any, extra: dict[str, Any]) -> str:
    """What the caption shows at an entry's place, without `@`; places count UTF-16 code units."""
    start, end = tally(extra.get("start")), tally(extra.get("end"))
    if start is None or end is None:
        return ""
    units = (text(caption) or "").encode("utf-16-le")[2 * min(start, 1 << 20) : 2 * min(end, 1 << 20)]
    return units.decode("utf-16-le", "replace").removeprefix("@")
