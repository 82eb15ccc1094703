"""Web item to Post, and Post to web item: made whole, or a stored one brought up to date."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from tokgate.dialects.web.counts import (
    LARGEST,
    WrongMember,
    audience_of,
    author_stats_of,
    author_stats_v2_of,
    counts_of,
    known_stats,
    stats_of,
    stats_v2_of,
)
from tokgate.dialects.web.item import Author, AuthorStats, AuthorStatsV2, ImagePost, Item, Music, Video
from tokgate.dialects.web.objects import SETTINGS, author_of, image_post_of, music_of, video_of
from tokgate.dialects.web.tags import challenges_of, extras_of, hashtags_of, mentions_of, spans_of, text_extra_of
from tokgate.domain.counts import Counts
from tokgate.domain.creators import Creator
from tokgate.domain.posts import Kind, Post, Sound, is_plausible_second, second_of


def post_of(item: Item) -> Post:
    """The post of an item. Raises WrongMember where its id, time or counts cannot be right."""
    extras = extras_of(item)
    video = item.video or Video()
    return Post(
        id=post_id_of(item.id),
        creator=_creator_in(item),
        created_s=created_of(item.createTime),
        kind=_kind_of(item),
        text=item.desc,
        title=(item.imagePost.title or None) if item.imagePost else None,
        language=item.textLanguage if item.textLanguage not in ("", "un") else None,
        region=item.locationCreated or None,
        duration_ms=video.duration * 1000 if video.duration and video.duration > 0 else None,
        width=video.width or None,
        height=video.height or None,
        cover_url=video.cover or video.originCover or None,
        play_url=video.playAddr or video.downloadAddr or None,
        image_urls=_image_urls_of(item.imagePost) if item.imagePost else None,
        counts=counts_of(item.stats, item.statsV2),
        sound=sound_of(item.music),
        hashtags=hashtags_of(item.challenges, extras),
        mentions=mentions_of(extras, item.desc),
        spans=spans_of(extras),
        is_ad=item.isAd,
        private=item.privateItem if item.privateItem is not None else item.secret,
        pinned=item.isPinnedItem,
        duet_of=_number(item.duetInfo.duetFromId) if item.duetInfo else None,
    )


def post_id_of(text: str | None) -> int:
    """A post's id as a number. Raises WrongMember if it is none, or if the second in it cannot be one of TikTok's."""
    if not text or not (text.isascii() and text.isdigit()):
        raise WrongMember("id", f"a post's id is 17 to 19 digits, not {(text or '')[:40]!r}")
    number = int(text) if len(text) <= 20 else LARGEST + 1
    if number > LARGEST or not is_plausible_second(second_of(number)):
        raise WrongMember("id", f"{text[:40]} is no post's id: the second of upload in it is out of range")
    return number


def created_of(second: int | None) -> int | None:
    """The second of publication. Raises WrongMember for one that is out of range, such as milliseconds."""
    if second is None or is_plausible_second(second):
        return second
    if is_plausible_second(second // 1000):
        raise WrongMember("createTime", f"{second} is in milliseconds; Unix seconds are right")
    raise WrongMember("createTime", f"{str(second)[:40]} is no Unix second of TikTok's time")


def creator_of(
    author: Author | None, stats: AuthorStats | None = None, exact: AuthorStatsV2 | None = None
) -> Creator | None:
    """The creator that an author object names; None where it names nobody."""
    if author is None or not (author.id or author.secUid or author.uniqueId):
        return None
    return Creator(
        user_id=author.id or None,
        sec_uid=author.secUid or None,
        username=author.uniqueId or None,
        name=author.nickname or None,
        bio=author.signature,
        bio_url=(author.bioLink.link or None) if author.bioLink else None,
        avatar_url=author.avatarLarger or author.avatarMedium or author.avatarThumb or None,
        verified=author.verified,
        private=author.privateAccount if author.privateAccount is not None else author.secret,
        likes_public=author.openFavorite,
        region=author.region or None,
        language=author.language or None,
        audience=audience_of(stats, exact),
    )


def sound_of(music: Music | None) -> Sound | None:
    """The sound that a music object describes; None where it describes none."""
    if music is None or not (music.id or music.title or music.playUrl):
        return None
    return Sound(
        id=_number(music.id),
        title=music.title or None,
        author=music.authorName or None,
        album=music.album or None,
        original=music.original,
        duration_ms=music.duration * 1000 if music.duration and music.duration > 0 else None,
        play_url=music.playUrl or None,
        cover_url=music.coverLarge or music.coverMedium or music.coverThumb or None,
    )


def item_of(post: Post) -> dict[str, Any]:
    """A post as a whole web item: clients index its members unasked, so what is not known is "", 0 or False."""
    item: dict[str, Any] = {
        "id": str(post.id),
        "desc": post.text or "",
        "createTime": post.created_s if post.created_s is not None else second_of(post.id),
        "video": video_of(post),
        "author": author_of(post.creator),
        "music": music_of(post.sound),
        "challenges": challenges_of(post.hashtags),
        "stats": stats_of(post.counts or Counts()),
        "statsV2": stats_v2_of(post.counts or Counts()),
        "duetInfo": {"duetFromId": str(post.duet_of or 0)},
        "textExtra": text_extra_of(post),
        "authorStats": author_stats_of(post.creator.audience if post.creator else None),
        "authorStatsV2": author_stats_v2_of(post.creator.audience if post.creator else None),
        "isAd": bool(post.is_ad),
        "isPinnedItem": bool(post.pinned),
        "privateItem": bool(post.private),
        "secret": bool(post.private),
        "textLanguage": post.language or "un",
        "locationCreated": post.region or "",
        **SETTINGS,
    }
    if post.kind is Kind.PHOTO:
        item["imagePost"] = image_post_of(post)
    return item


def user_info(creator: Creator) -> dict[str, Any]:
    """A profile, the value of `userInfo`: `user`, `stats` and `statsV2`."""
    user = author_of(creator) | {
        "bioLink": {"link": creator.bio_url or "", "risk": 0},
        "language": creator.language or "",
        "region": creator.region or "",
        "roomId": "",
    }
    return {
        "user": user,
        "stats": author_stats_of(creator.audience),
        "statsV2": author_stats_v2_of(creator.audience),
        "itemList": [],
    }


def renewed(item: bytes, post: Post) -> bytes:
    """A stored item with the current counts and text, and the objects that it lacks, made from the post.

    Every other member is the very bytes that it came as.
    """
    members = msgspec.json.decode(item, type=dict[str, msgspec.Raw])
    changes: dict[str, Any] = _missing(members, post) | _current_counts(members, post.counts)
    if post.text is not None and _plain(members.get("desc")) != post.text:
        changes |= _current_text(members, post)
    return msgspec.json.encode({**members, **changes})


def _missing(members: dict[str, msgspec.Raw], post: Post) -> dict[str, Any]:
    makers: dict[str, Callable[[], dict[str, Any]]] = {
        "author": lambda: author_of(post.creator),
        "stats": lambda: stats_of(post.counts or Counts()),
        "video": lambda: video_of(post),
        "music": lambda: music_of(post.sound),
    }
    return {name: make() for name, make in makers.items() if bytes(members.get(name, b"")) in (b"", b"null", b"{}")}


def _current_counts(members: dict[str, msgspec.Raw], counts: Counts | None) -> dict[str, Any]:
    if counts is None:
        return {}
    known = known_stats(counts)
    texts = {name: str(count) for name, count in known.items()}
    known.pop("repostCount", None)
    return {
        "stats": stats_of(Counts()) | _object(members.get("stats")) | known,
        "statsV2": stats_v2_of(Counts()) | _object(members.get("statsV2")) | texts,
    }


def _current_text(members: dict[str, msgspec.Raw], post: Post) -> dict[str, Any]:
    extras = text_extra_of(post)
    changes: dict[str, Any] = {"desc": post.text, "textExtra": extras}
    if "contents" in members:
        changes["contents"] = [{"desc": post.text, "textExtra": extras}]
    return changes


def _plain(raw: msgspec.Raw | None) -> Any:
    return None if raw is None else msgspec.json.decode(raw)


def _object(raw: msgspec.Raw | None) -> dict[str, Any]:
    value = _plain(raw)
    return value if isinstance(value, dict) else {}


def _creator_in(item: Item) -> Creator | None:
    return creator_of(item.author, item.authorStats, item.authorStatsV2)


def _kind_of(item: Item) -> Kind | None:
    if item.imagePost is not None:
        return Kind.PHOTO
    film = item.video
    if film is not None and (film.duration or film.playAddr or film.downloadAddr or film.format):
        return Kind.VIDEO
    return None


def _image_urls_of(pictures: ImagePost) -> list[str]:
    addresses = [image.imageURL.urlList for image in pictures.images or () if image.imageURL]
    return [urls[0] for urls in addresses if urls]


def _number(text: str | None) -> int | None:
    if not text or not (text.isascii() and text.isdigit()) or len(text) > 19:
        return None
    number = int(text)
    return number if 0 < number <= LARGEST else None
