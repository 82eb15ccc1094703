"""Domain posts and creators in TikTok's own spelling, types and units; only the members that were asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from tokgate.contract.wire import Wire
from tokgate.dialects.official.display import User, Video
from tokgate.dialects.official.research import ResearchAccount, ResearchComment, ResearchVideo
from tokgate.dialects.official.research_reading import tags_in
from tokgate.domain.counts import Audience
from tokgate.domain.creators import Creator, open_id_of, union_id_of
from tokgate.domain.instants import whole_seconds
from tokgate.domain.posts import CUT_TEXT, Comment, Hashtag, Kind, PostSummary, page_of, picture_sized

NO_AUDIENCE = Audience()


W = TypeVar("W", bound=Wire)


def chosen(wires: Iterable[W], fields: Sequence[str]) -> list[W]:
    """The objects with the members that were asked for alone: a member without a value is left out of an answer."""
    chosen = list(wires)
    for name in _others(type(chosen[0]), frozenset(fields)) if chosen else ():
        for wire in chosen:
            setattr(wire, name, None)
    return chosen


@lru_cache(maxsize=512)
def _others(kind: type[Wire], fields: frozenset[str]) -> tuple[str, ...]:
    return tuple(name for name in kind.__struct_fields__ if name not in fields)


def display_video(post: PostSummary, username: str, client_key: str) -> Video:
    """A creator's post as the Display API gives it to an app. Every member has a value: an unknown number is 0."""
    text = post.text or ""
    url = page_of(post.id, post.kind, username)
    tracked = f"?utm_campaign=tt4d_open_api&utm_source={client_key}"
    return Video(
        id=str(post.id),
        create_time=post.created_s,
        cover_image_url=post.cover_url or "",
        share_url=url + tracked,
        video_description=text[:CUT_TEXT],
        duration=_seconds_of(post) or 0,
        height=post.height or 0,
        width=post.width or 0,
        title=(post.title or text)[:CUT_TEXT],
        embed_html=_embed_html(post.id, url),
        embed_link=f"https://www.tiktok.com/player/v1/{post.id}{tracked}",
        like_count=post.likes or 0,
        comment_count=post.comments or 0,
        share_count=post.shares or 0,
        view_count=post.plays or 0,
    )


def display_user(creator: Creator, client_key: str) -> User:
    """A creator as the Display API gives them to an app. Every member has a value."""
    audience = creator.audience or NO_AUDIENCE
    handle, avatar = creator.username or "", creator.avatar_url or ""
    return User(
        open_id=open_id_of(creator, client_key),
        union_id=union_id_of(creator),
        avatar_url=picture_sized(avatar, 168),
        avatar_url_100=picture_sized(avatar, 100),
        avatar_large_url=picture_sized(avatar, 1080),
        display_name=creator.name or handle,
        bio_description=creator.bio or "",
        profile_deep_link=f"https://www.tiktok.com/@{handle}",
        username=handle,
        is_verified=bool(creator.verified),
        follower_count=audience.followers or 0,
        following_count=audience.following or 0,
        likes_count=audience.likes or 0,
        video_count=audience.posts or 0,
    )


def research_video(post: PostSummary, author: Creator | None) -> ResearchVideo:
    """A post as the Research API gives it: a member without a value is None, and left out of the answer as it does."""
    rest = post.details()
    video = ResearchVideo(
        id=post.id,
        create_time=post.created_s,
        username=author.username if author else None,
        region_code=post.region or (author.region if author else None),
        video_description=post.text,
        music_id=rest.sound.id if rest.sound else None,
        like_count=post.likes,
        comment_count=post.comments,
        share_count=post.shares,
        view_count=post.plays,
        favorites_count=post.saves,
        favourites_count=post.saves,
        video_mention_list=None if rest.mentions is None else [each.text.removeprefix("@") for each in rest.mentions],
        video_duration=_seconds_of(post),
        voice_to_text=rest.voice_to_text,
    )
    own = rest.details or {}
    if rest.hashtags is not None:
        names, infos = own.get("hashtag_names"), own.get("hashtag_info_list")
        # The lists as they came hold until another source tells other tags.
        hold = _tags(tags_in(names, infos)) == _tags(rest.hashtags)
        video.hashtag_names = names if hold and names is not None else [tag.name.lower() for tag in rest.hashtags]
        video.hashtag_info_list = infos if hold and infos is not None else _tag_infos(rest.hashtags)
    complete(video, own)
    return video


def lacks(video: ResearchVideo, fields: Iterable[str]) -> bool:
    """Whether one of these members has no value."""
    return any(getattr(video, name) is None for name in fields)


def complete(video: ResearchVideo, members: Mapping[str, Any]) -> None:
    """Give members without a value those that the Research API itself gave them."""
    for name, value in members.items():
        if value is not None and name in RESEARCH_MEMBERS and getattr(video, name) is None:
            setattr(video, name, value)


def research_comment(comment: Comment) -> ResearchComment:
    """A comment as the Research API gives it: without its author."""
    return ResearchComment(
        id=comment.id,
        video_id=comment.post_id,
        text=comment.text,
        like_count=comment.likes,
        reply_count=comment.replies,
        parent_comment_id=comment.parent_id or comment.post_id,
        create_time=comment.created_s,
    )


def research_account(creator: Creator) -> ResearchAccount:
    """An account as user/info gives it: a member without a value is None."""
    audience = creator.audience or NO_AUDIENCE
    return ResearchAccount(
        display_name=creator.name,
        bio_description=creator.bio,
        bio_url=creator.bio_url,
        avatar_url=creator.avatar_url,
        is_verified=creator.verified,
        follower_count=audience.followers,
        following_count=audience.following,
        likes_count=audience.likes,
        video_count=audience.posts,
    )


def follower(creator: Creator) -> ResearchAccount:
    """An account in a list of followers or followed ones."""
    return ResearchAccount(username=creator.username or "", display_name=creator.name or creator.username or "")


RESEARCH_MEMBERS = frozenset(ResearchVideo.__struct_fields__)
#: Members that the archive's own fields answer; the rest may stand only in a body of the Research API's.
TOLD_BY_EVERY_SOURCE = frozenset(
    [
        "id",
        "create_time",
        "username",
        "video_description",
        "music_id",
        "like_count",
        "comment_count",
        "share_count",
        "view_count",
        "favorites_count",
        "favourites_count",
        "hashtag_names",
        "video_duration",
    ]
)


def _embed_html(post_id: int, url: str) -> str:
    return (
        f'<blockquote class="tiktok-embed" cite="{url}" data-video-id="{post_id}" '
        'style="max-width: 605px;min-width: 325px;"><section></section></blockquote> '
        '<script async src="https://www.tiktok.com/embed.js"></script>'
    )


def _seconds_of(post: PostSummary) -> int | None:
    if post.kind == Kind.PHOTO:
        return 0
    return None if post.duration_ms is None else whole_seconds(post.duration_ms)


def _tags(hashtags: Iterable[Hashtag] | None) -> set[str]:
    return {tag.name.casefold() for tag in hashtags or ()}


def _tag_infos(hashtags: Iterable[Hashtag]) -> list[dict[str, Any]]:
    return [
        {"hashtag_id": int(tag.id), "hashtag_name": tag.name, "hashtag_description": tag.description or ""}
        for tag in hashtags
        if tag.id and tag.id.isdecimal()
    ]
