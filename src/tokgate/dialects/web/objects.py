"""The objects that a web item is put together from, made from domain data: what is not known is "", 0 or False."""

from __future__ import annotations

from typing import Any

from tokgate.dialects.web.films import film_of
from tokgate.domain.creators import Creator
from tokgate.domain.instants import whole_seconds
from tokgate.domain.posts import Kind, Post, Sound

#: What every item carries and no source but the web tells: everything allowed, nothing done by the viewer.
SETTINGS: dict[str, Any] = {
    "AIGCDescription": "",
    "CategoryType": 0,
    "IsHDBitrate": False,
    "backendSourceEventTracking": "",
    "collected": False,
    "creatorAIComment": {"eligibleVideo": False, "hasAITopic": False, "notEligibleReason": 0},
    "digged": False,
    "diversificationId": 0,
    "duetDisplay": 0,
    "duetEnabled": True,
    "forFriend": False,
    "isReviewing": False,
    "itemCommentStatus": 0,
    "itemMute": False,
    "item_control": {"can_repost": True},
    "officalItem": False,
    "originalItem": False,
    "shareEnabled": True,
    "showNotPass": False,
    "stickersOnItem": [],
    "stitchDisplay": 0,
    "stitchEnabled": True,
    "textTranslatable": False,
    "vl1": False,
}


def author_of(creator: Creator | None) -> dict[str, Any]:
    """The author object of an item, also the `user` of a profile."""
    known = creator or Creator()
    return {
        "id": known.served_user_id if creator else "",
        "shortId": "",
        "uniqueId": known.username or "",
        "nickname": known.name or known.username or "",
        "avatarLarger": known.avatar_url or "",
        "avatarMedium": known.avatar_url or "",
        "avatarThumb": known.avatar_url or "",
        "signature": known.bio or "",
        "verified": bool(known.verified),
        "secUid": known.served_sec_uid if creator else "",
        "secret": bool(known.private),
        "ftc": False,
        "relation": 0,
        "openFavorite": bool(known.likes_public),
        "commentSetting": 0,
        "duetSetting": 0,
        "stitchSetting": 0,
        "privateAccount": bool(known.private),
        "UserStoryStatus": 0,
        "downloadSetting": 0,
        "isADVirtual": False,
        "isEmbedBanned": False,
    }


def video_of(post: Post) -> dict[str, Any]:
    """The `video` object; of a photo post it has no length and no address."""
    photo = post.kind is Kind.PHOTO
    cover = post.cover_url or ""
    play = "" if photo else post.play_url or ""
    return {
        "id": "" if photo else str(post.id),
        "height": post.height or 0,
        "width": post.width or 0,
        "duration": 0 if photo else whole_seconds(post.duration_ms or 0),
        "cover": cover,
        "originCover": cover,
        "dynamicCover": cover,
        "playAddr": play,
        "downloadAddr": play,
        "shareCover": ["", cover],
        "reflowCover": cover,
        "encodedType": "normal",
        "format": "" if photo else "mp4",
        "videoQuality": "normal",
        "encodeUserTag": "",
        **film_of(post, play, cover),
    }


def music_of(sound: Sound | None) -> dict[str, Any]:
    """The `music` object."""
    known = sound or Sound()
    cover = known.cover_url or ""
    seconds = whole_seconds(known.duration_ms or 0)
    return {
        "id": str(known.id) if known.id is not None else "",
        "title": known.title or "",
        "playUrl": known.play_url or "",
        "coverLarge": cover,
        "coverMedium": cover,
        "coverThumb": cover,
        "authorName": known.author or "",
        "original": bool(known.original),
        "duration": seconds,
        "album": known.album or "",
        "isCopyrighted": False,
        "is_commerce_music": False,
        "is_unlimited_music": False,
        "private": False,
        "shoot_duration": seconds,
        "tt2dsp": {},
    }


def image_post_of(post: Post) -> dict[str, Any]:
    """The `imagePost` object of a photo post."""
    images = [
        {"imageURL": {"urlList": [url]}, "imageWidth": post.width or 0, "imageHeight": post.height or 0}
        for url in post.image_urls or ()
    ]
    cover = {"imageURL": {"urlList": [post.cover_url] if post.cover_url else []}}
    return {"images": images, "cover": cover, "shareCover": cover, "title": post.title or ""}
