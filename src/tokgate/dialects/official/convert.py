"""Domain posts and creators in TikTok's own spelling, types and units; only the members that were asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tokgate.domain.counts import Audience, Counts
from tokgate.domain.creators import Creator, open_id_of, union_id_of
from tokgate.domain.posts import Kind, Post

NO_COUNTS = Counts()
NO_AUDIENCE = Audience()

UTM = "utm_campaign=tt4d_open_api&utm_source={client_key}"


def display_video(post: Post, fields: Sequence[str], client_key: str) -> dict[str, Any]:
    """A post as the Display API gives it to an app. Every member asked for is there; an unknown number is 0."""
    return {name: _DISPLAY[name](post, client_key) for name in fields}


def display_user(creator: Creator, fields: Sequence[str], client_key: str) -> dict[str, Any]:
    """A creator as the Display API gives them to an app."""
    return {name: _USER[name](creator, client_key) for name in fields}


def research_video(post: Post, fields: Sequence[str], stored: Mapping[str, Any]) -> dict[str, Any]:
    """A post as the Research API gives it: members without a value are left out, as it does.

    `stored` is the newest body of the post that came from the Research API itself; its members that the archive has no
    field for are given back as they came.
    """
    members: dict[str, Any] = {}
    for name in fields:
        take = _RESEARCH.get(name)
        value = take(post) if take else (post.details or {}).get(name)
        if value is None:
            value = stored.get(name)
        if value is not None:
            members[name] = value
    return members


def _tracked(url: str, client_key: str) -> str:
    return f"{url}?{UTM.format(client_key=client_key)}"


def _counts(post: Post) -> Counts:
    return post.counts or NO_COUNTS


def _audience(creator: Creator) -> Audience:
    return creator.audience or NO_AUDIENCE


def _embed_html(post: Post, client_key: str) -> str:
    url = post.url()
    return (
        f'<blockquote class="tiktok-embed" cite="{url}" data-video-id="{post.id}" '
        'style="max-width: 605px;min-width: 325px;"><section></section></blockquote> '
        '<script async src="https://www.tiktok.com/embed.js"></script>'
    )


def _seconds(milliseconds: int | None) -> int | None:
    return None if milliseconds is None else round(milliseconds / 1000)


_DISPLAY: Mapping[str, Callable[[Post, str], Any]] = {
    "id": lambda post, app: str(post.id),
    "create_time": lambda post, app: post.created_s,
    "cover_image_url": lambda post, app: post.cover_url or "",
    "share_url": lambda post, app: _tracked(post.url(), app),
    "video_description": lambda post, app: post.text or "",
    "duration": lambda post, app: _seconds(post.duration_ms) or 0,
    "height": lambda post, app: post.height or 0,
    "width": lambda post, app: post.width or 0,
    "title": lambda post, app: (post.title or post.text or "")[:150],
    "embed_html": _embed_html,
    "embed_link": lambda post, app: _tracked(f"https://www.tiktok.com/player/v1/{post.id}", app),
    "like_count": lambda post, app: _counts(post).likes or 0,
    "comment_count": lambda post, app: _counts(post).comments or 0,
    "share_count": lambda post, app: _counts(post).shares or 0,
    "view_count": lambda post, app: _counts(post).plays or 0,
}

_USER: Mapping[str, Callable[[Creator, str], Any]] = {
    "open_id": open_id_of,
    "union_id": lambda creator, app: union_id_of(creator),
    "avatar_url": lambda creator, app: creator.avatar_url or "",
    "avatar_url_100": lambda creator, app: creator.avatar_url or "",
    "avatar_large_url": lambda creator, app: creator.avatar_url or "",
    "display_name": lambda creator, app: creator.name or creator.username or "",
    "bio_description": lambda creator, app: creator.bio or "",
    "profile_deep_link": lambda creator, app: f"https://www.tiktok.com/@{creator.username or ''}",
    "username": lambda creator, app: creator.username or "",
    "is_verified": lambda creator, app: bool(creator.verified),
    "follower_count": lambda creator, app: _audience(creator).followers or 0,
    "following_count": lambda creator, app: _audience(creator).following or 0,
    "likes_count": lambda creator, app: _audience(creator).likes or 0,
    "video_count": lambda creator, app: _audience(creator).posts or 0,
}


def _duration(post: Post) -> int | None:
    return 0 if post.kind is Kind.PHOTO else _seconds(post.duration_ms)


def _hashtags(post: Post) -> list[dict[str, Any]] | None:
    stored = (post.details or {}).get("hashtag_info_list")
    if stored is not None or post.hashtags is None:
        found: list[dict[str, Any]] | None = stored
        return found
    return [
        {"hashtag_id": int(tag.id), "hashtag_name": tag.name, "hashtag_description": tag.description or ""}
        for tag in post.hashtags
        if tag.id and tag.id.isdecimal()
    ]


def _mentions(post: Post) -> list[str] | None:
    return None if post.mentions is None else [mention.text.removeprefix("@") for mention in post.mentions]


_RESEARCH: Mapping[str, Callable[[Post], Any]] = {
    "id": lambda post: post.id,
    "create_time": lambda post: post.created_s,
    "username": lambda post: post.creator.username if post.creator else None,
    "region_code": lambda post: post.region or (post.creator.region if post.creator else None),
    "video_description": lambda post: post.text,
    "music_id": lambda post: post.sound.id if post.sound else None,
    "like_count": lambda post: _counts(post).likes,
    "comment_count": lambda post: _counts(post).comments,
    "share_count": lambda post: _counts(post).shares,
    "view_count": lambda post: _counts(post).plays,
    "favorites_count": lambda post: _counts(post).saves,
    "favourites_count": lambda post: _counts(post).saves,
    "hashtag_names": lambda post: None if post.hashtags is None else [tag.name.lower() for tag in post.hashtags],
    "hashtag_info_list": _hashtags,
    "video_mention_list": _mentions,
    "video_duration": _duration,
    "voice_to_text": lambda post: post.voice_to_text,
}
