"""What the app's posts mean."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from msgspec import UnsetType

from tokgate.dialects.numbers import account_id_of, count_of, created_of, id_of, post_id_of
from tokgate.dialects.readings import InvalidMember, Part, Received, require_valid, unreadable
from tokgate.dialects.web.accounts import Account, creator_of, first_link
from tokgate.dialects.web.aweme import (
    AwemeChallenge,
    AwemeExtra,
    AwemeFilm,
    AwemeItem,
    AwemeMusic,
    AwemeStatistics,
    AwemeStatus,
)
from tokgate.domain.counts import Audience, Counts, Precision
from tokgate.domain.creators import Creator
from tokgate.domain.links import handle_in_link
from tokgate.domain.posts import Hashtag, Kind, Mention, Post, Sound, Span, Tombstone
from tokgate.domain.relations import pin

#: What archives call this source.
AWEME = "aweme"
ESSENTIAL = frozenset(["aweme_id", "create_time", "statistics"])


def aweme_in(aweme: AwemeItem, received: Received, creator: Creator | None = None) -> Iterator[Part]:
    """The post, by `creator` where it names nobody; a Tombstone if it is deleted, a pin if it is kept on top."""
    try:
        require_valid(aweme, ESSENTIAL)
        post = post_of(aweme)
    except InvalidMember as problem:
        yield unreadable(aweme, problem)
        return
    by = post.creator or creator
    yield received.observation(msgspec.structs.replace(post, creator=by), AWEME, body=aweme.exact())
    if aweme.status is not None and aweme.status.is_delete:
        yield received.observation(Tombstone(post=Post(id=post.id), reason="deleted"), AWEME)
    elif post.pinned and by:
        yield received.observation(pin(by, Post(id=post.id)), AWEME)


def post_of(aweme: AwemeItem) -> Post:
    """The post that an aweme tells of. Raises InvalidMember where its id is none."""
    post_id = post_id_of(aweme.aweme_id, "aweme_id")
    film = aweme.video or AwemeFilm()
    play = film.play_addr
    photos = aweme.image_post_info.images if aweme.image_post_info else None
    return Post(
        id=post_id,
        creator=_author_of(aweme, post_id),
        created_s=created_of(aweme.create_time, "create_time"),
        kind=Kind.PHOTO if photos else Kind.VIDEO if film.duration is None or film.duration > 0 else None,
        text=aweme.desc,
        title=(aweme.image_post_info.title or None) if aweme.image_post_info else None,
        language=aweme.desc_language if aweme.desc_language not in ("", "un") else None,
        region=aweme.region or None,
        duration_ms=count_of(film.duration) or None,
        width=film.width or (play.width if play else None) or None,
        height=film.height or (play.height if play else None) or None,
        cover_url=first_link(film.cover) or first_link(film.origin_cover),
        play_url=None if photos else first_link(play),
        image_urls=[url for image in photos or () if (url := first_link(image.display_image))] or None,
        counts=_counts_of(aweme.statistics),
        sound=_sound_of(aweme.music or aweme.added_sound_music_info),
        hashtags=_hashtags_of(aweme),
        mentions=_mentions_of(aweme),
        spans=_spans_of(aweme),
        is_ad=_either(aweme.is_ads, aweme.is_ad),
        private=_private(aweme.status),
        pinned=aweme.is_top,
        duet_of=id_of(aweme.duet_info.original_item_id if aweme.duet_info else None) or id_of(aweme.duet_from_id),
        stitch_of=id_of(aweme.stitch_info.original_item_id) if aweme.stitch_info else None,
    )


def _author_of(aweme: AwemeItem, post_id: int) -> Creator | None:
    """The author; without a handle in the object it is that of the post's own link."""
    in_link = handle_in_link(aweme.url, post_id) or handle_in_link(aweme.share_url, post_id)
    creator = creator_of(aweme.author, username=in_link, audience=_audience_of(aweme.author or Account()))
    return creator if creator.is_known else None


def _audience_of(author: Account) -> Audience | None:
    """The author's counters; all 0 means not filled in, as every author has at least this post."""
    followers, posts = count_of(author.follower_count), count_of(author.aweme_count)
    if not followers and not posts:
        return None
    return Audience(
        followers=followers,
        following=count_of(author.following_count),
        likes=count_of(author.total_favorited) or None,
        posts=posts or None,
        liked=count_of(author.favoriting_count),
        precision=Precision.EXACT,
    )


def _counts_of(statistics: AwemeStatistics | None) -> Counts | None:
    if statistics is None:
        return None
    return Counts(
        plays=count_of(statistics.play_count),
        likes=count_of(statistics.digg_count),
        comments=count_of(statistics.comment_count),
        shares=count_of(statistics.share_count),
        saves=count_of(statistics.collect_count),
        reposts=count_of(statistics.repost_count),
        downloads=count_of(statistics.download_count),
        precision=Precision.EXACT,
    )


def _sound_of(music: AwemeMusic | None) -> Sound | None:
    if music is None or music == AwemeMusic():
        return None
    return Sound(
        id=id_of(music.id_str) or id_of(music.mid),
        title=music.title,
        author=music.author,
        album=music.album or None,
        original=_either(music.is_original, music.is_original_sound),
        duration_ms=(count_of(music.duration) or 0) * 1000 or None,
        play_url=first_link(music.play_url),
        cover_url=first_link(music.cover_large) or first_link(music.cover_thumb),
    )


def _hashtags_of(aweme: AwemeItem) -> list[Hashtag] | None:
    """The tags of the caption and those listed, each once. None only where the aweme has neither list."""
    if isinstance(aweme.text_extra, UnsetType) and isinstance(aweme.cha_list, UnsetType):
        return None
    found: dict[str, Hashtag] = {}
    for tag in _challenges_of(aweme):
        if name := (tag.cha_name or "").strip():
            found[name.casefold()] = Hashtag(name=name, id=tag.cid or None, description=tag.desc or None)
    for extra in _extras_of(aweme):
        if name := (extra.hashtag_name or "").strip():
            found.setdefault(name.casefold(), Hashtag(name=name, id=extra.hashtag_id or None))
    return list(found.values())


def _mentions_of(aweme: AwemeItem) -> list[Mention] | None:
    if isinstance(aweme.text_extra, UnsetType):
        return None
    return [
        Mention(text=_shown(aweme.desc or "", extra), user_id=user_id, sec_uid=extra.sec_uid or None)
        for extra in _extras_of(aweme)
        if (user_id := account_id_of(extra.user_id))
    ]


def _spans_of(aweme: AwemeItem) -> list[Span] | None:
    if isinstance(aweme.text_extra, UnsetType):
        return None
    return [
        Span(
            start=start,
            end=end,
            hashtag=extra.hashtag_name or None,
            hashtag_id=extra.hashtag_id or None,
            user_id=account_id_of(extra.user_id),
            sec_uid=extra.sec_uid or None,
        )
        for extra in _extras_of(aweme)
        if (start := count_of(extra.start)) is not None and (end := count_of(extra.end)) is not None
    ]


def _challenges_of(aweme: AwemeItem) -> list[AwemeChallenge]:
    return [] if isinstance(aweme.cha_list, UnsetType) else aweme.cha_list or []


def _extras_of(aweme: AwemeItem) -> list[AwemeExtra]:
    return [] if isinstance(aweme.text_extra, UnsetType) else aweme.text_extra or []


def _private(status: AwemeStatus | None) -> bool | None:
    """Whether others than the author cannot see the post."""
    if status is None:
        return None
    return _either(status.is_private, status.private_status != 0 if status.private_status is not None else None)


def _either(*words: bool | None) -> bool | None:
    known = [word for word in words if word is not None]
    return any(known) if known else None


def _shown(caption: str, extra: AwemeExtra) -> str:
    """What the caption shows at an entry's place, without `@`; places count UTF-16 code units."""
    start, end = count_of(extra.start), count_of(extra.end)
    if start is None or end is None:
        return ""
    units = caption.encode("utf-16-le", "surrogatepass")[2 * min(start, 1 << 20) : 2 * min(end, 1 << 20)]
    return units.decode("utf-16-le", "replace").removeprefix("@")
