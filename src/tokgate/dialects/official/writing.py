"""Domain posts and creators in TikTok's own spelling, types and units; only the members that were asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from tokgate.contract.wire import Wire
from tokgate.dialects.official.display import User, Video
from tokgate.dialects.official.research import ResearchAccount, ResearchComment, ResearchVideo
from tokgate.dialects.official.research_playlists import ResearchPlaylist
from tokgate.dialects.official.research_reading import words_of_tags
from tokgate.domain.counts import Audience
from tokgate.domain.creators import Creator, open_id_of, union_id_of
from tokgate.domain.instants import whole_seconds
from tokgate.domain.playlists import Playlist
from tokgate.domain.posts import CUT_TEXT, Comment, Hashtag, Kind, PostDetails, PostSummary, page_of, picture_sized

NO_AUDIENCE = Audience()
RESEARCH_MEMBERS = frozenset(ResearchVideo.__struct_fields__)
TAG_LISTS = frozenset(["hashtag_names", "hashtag_info_list"])
#: Members for which no JSON needs to be decoded.
KEPT_AS_COLUMNS = frozenset(
    [
        "id",
        "create_time",
        "username",
        "video_description",
        "like_count",
        "comment_count",
        "share_count",
        "view_count",
        "favorites_count",
        "favourites_count",
        "video_duration",
    ]
)
#: Members that the archive's own fields answer; the rest may stand only in a body of the Research API's.
TOLD_BY_EVERY_SOURCE = KEPT_AS_COLUMNS | {"music_id", "hashtag_names"}


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


def research_video(
    post: PostSummary, author: Creator | None, fields: frozenset[str] = RESEARCH_MEMBERS
) -> ResearchVideo:
    """A post as the Research API gives it: a member without a value is None, and left out of the answer as it does.

    Of the members that the archive keeps as JSON, only `fields` are looked up.
    """
    video = ResearchVideo(
        id=post.id,
        create_time=post.created_s,
        username=author.username if author else None,
        region_code=post.region or (author.region if author else None),
        video_description=post.text,
        like_count=post.likes,
        comment_count=post.comments,
        share_count=post.shares,
        view_count=post.plays,
        favorites_count=post.saves,
        favourites_count=post.saves,
        video_duration=_seconds_of(post),
    )
    if not fields <= KEPT_AS_COLUMNS:
        _add_details(video, post.details(), fields)
    return video


def _add_details(video: ResearchVideo, rest: PostDetails, fields: frozenset[str]) -> None:
    own = rest.details or {}
    video.music_id = rest.sound.id if rest.sound else None
    video.voice_to_text = rest.voice_to_text
    if rest.mentions is not None and "video_mention_list" in fields:
        video.video_mention_list = [each.text.removeprefix("@") for each in rest.mentions]
    if rest.hashtags is not None and not fields.isdisjoint(TAG_LISTS):
        _add_tags(video, rest.hashtags, own, fields)
    complete(video, own, fields)


def _add_tags(
    video: ResearchVideo, hashtags: Sequence[Hashtag], own: Mapping[str, Any], fields: frozenset[str]
) -> None:
    """The lists as they came, which hold until another source tells other tags, else as these spell them."""
    names, infos = own.get("hashtag_names"), own.get("hashtag_info_list")
    if "hashtag_names" in fields:
        spelled = [tag.name.lower() for tag in hashtags]
        as_came = names is not None and names != spelled and _are_those(hashtags, names, infos)
        video.hashtag_names = names if as_came else spelled
    if "hashtag_info_list" in fields:
        as_came = infos is not None and _are_those(hashtags, names, infos)
        video.hashtag_info_list = infos if as_came else _tag_infos(hashtags)


def _are_those(hashtags: Sequence[Hashtag], names: list[str] | None, infos: list[dict[str, Any]] | None) -> bool:
    return words_of_tags(names, infos) == {tag.name.casefold() for tag in hashtags}


def lacks(video: ResearchVideo, fields: Iterable[str]) -> bool:
    """Whether one of these members has no value."""
    return any(getattr(video, name) is None for name in fields)


def complete(video: ResearchVideo, members: Mapping[str, Any], fields: frozenset[str]) -> None:
    """Give those of `fields` that have no value the one that the Research API itself gave them."""
    for name, value in members.items():
        if name in fields and value is not None and getattr(video, name) is None:
            setattr(video, name, value)


def research_comment(comment: Comment) -> ResearchComment:
    """A comment as the Research API gives it: of its author no more than the name that is shown."""
    return ResearchComment(
        id=comment.id,
        video_id=comment.post_id,
        text=comment.text,
        like_count=comment.likes,
        reply_count=comment.replies,
        parent_comment_id=comment.parent_id or comment.post_id,
        create_time=comment.created_s,
        display_name=comment.creator.name if comment.creator else None,
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


def research_playlist(playlist: Playlist, ids: list[int], *, index: int, end: int, total: int) -> ResearchPlaylist:
    """Part of a playlist: the ids that stand from an index on, up to the `end` of `total`."""
    return ResearchPlaylist(
        playlist_id=playlist.id,
        playlist_name=playlist.name,
        playlist_item_total=playlist.total if playlist.total is not None else total,
        playlist_last_updated=playlist.updated_s or playlist.created_s,
        playlist_video_ids=ids,
        cursor=max(index, end),
        has_more=end < total,
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


def _tag_infos(hashtags: Iterable[Hashtag]) -> list[dict[str, Any]]:
    return [
        {"hashtag_id": int(tag.id), "hashtag_name": tag.name, "hashtag_description": tag.description or ""}
        for tag in hashtags
        if tag.id and tag.id.isdecimal()
    ]
