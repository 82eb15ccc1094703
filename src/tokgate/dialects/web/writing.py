"""Posts and creators as web items and profiles: made whole, or a stored item brought up to date."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec

from tokgate.dialects.web.counts import (
    author_stats_of,
    author_stats_v2_of,
    known_author_stats,
    known_stats,
    stats_of,
    stats_v2_of,
)
from tokgate.dialects.web.objects import SETTINGS, author_of, image_post_of, music_of, video_of
from tokgate.dialects.web.tags import challenges_of, text_extra_of
from tokgate.domain.counts import Audience, Counts
from tokgate.domain.creators import Creator
from tokgate.domain.posts import Kind, Post, second_of

_encode = msgspec.json.Encoder().encode


def _members(part: dict[str, Any]) -> bytes:
    return _encode(part)[1:-1]


_SETTINGS = _members(SETTINGS)


def item_of(post: Post) -> dict[str, Any]:
    """A post as a whole web item: clients index its members unasked, so what is not known is "", 0 or False."""
    return {**_told_of(post), **_told_of_author(post.creator), **SETTINGS}


def encoded_items(posts: Iterable[Post]) -> Iterator[bytes]:
    """The items of posts as JSON. What they tell of a creator, by the archive's key, is encoded once."""
    authors: dict[int | None, bytes] = {}
    for post in posts:
        key = post.creator.key if post.creator else None
        author = authors.get(key) if key is not None else None
        if author is None:
            author = authors[key] = _members(_told_of_author(post.creator))
        yield b"{%s,%s,%s}" % (_members(_told_of(post)), author, _SETTINGS)


def _told_of_author(creator: Creator | None) -> dict[str, Any]:
    audience = creator.audience if creator else None
    return {
        "author": author_of(creator),
        "authorStats": author_stats_of(audience),
        "authorStatsV2": author_stats_v2_of(audience),
    }


def _told_of(post: Post) -> dict[str, Any]:
    extras = text_extra_of(post)
    item: dict[str, Any] = {
        "id": str(post.id),
        "desc": post.text or "",
        "contents": [{"desc": post.text or "", "textExtra": extras}],
        "createTime": post.created_s if post.created_s is not None else second_of(post.id),
        "video": video_of(post),
        "music": music_of(post.sound),
        "challenges": challenges_of(post.hashtags),
        "stats": stats_of(post.counts or Counts()),
        "statsV2": stats_v2_of(post.counts or Counts()),
        "duetInfo": {"duetFromId": str(post.duet_of or 0)},
        "textExtra": extras,
        "isAd": bool(post.is_ad),
        "isPinnedItem": bool(post.pinned),
        "privateItem": bool(post.private),
        "secret": bool(post.private),
        "textLanguage": post.language or "un",
        "locationCreated": post.region or "",
    }
    if post.kind is Kind.PHOTO:
        item["imagePost"] = image_post_of(post)
    return item


def user_info(creator: Creator, *, room_id: str = "") -> dict[str, Any]:
    """A profile, the value of `userInfo`: `user`, `stats` and `statsV2`; `room_id` is the live room that runs."""
    user = author_of(creator) | {
        "bioLink": {"link": creator.bio_url or "", "risk": 0},
        "language": creator.language or "",
        "region": creator.region or "",
        "roomId": room_id,
    }
    return {
        "user": user,
        "stats": author_stats_of(creator.audience),
        "statsV2": author_stats_v2_of(creator.audience),
        "itemList": [],
    }


def renewed(item: bytes, post: Post) -> bytes:
    """A stored item with the current counts, also its author's, and text, and the objects that it lacks.

    Every other member is the very bytes that it came as.
    """
    members = msgspec.json.decode(item, type=dict[str, msgspec.Raw])
    changes: dict[str, Any] = _missing(members, post) | _current_counts(members, post.counts)
    if post.creator is not None and post.creator.audience is not None:
        changes |= _current_author_stats(members, post.creator.audience)
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


def _current_author_stats(members: dict[str, msgspec.Raw], audience: Audience) -> dict[str, Any]:
    known = known_author_stats(audience)
    changes: dict[str, Any] = {}
    if "authorStats" in members:
        changes["authorStats"] = _object(members["authorStats"]) | known
    if "authorStatsV2" in members:
        changes["authorStatsV2"] = _object(members["authorStatsV2"]) | {n: str(count) for n, count in known.items()}
    return changes


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
