"""What the Display API's objects mean."""

from __future__ import annotations

from collections.abc import Iterator

from tokgate.dialects.numbers import count_of, created_of, post_id_of
from tokgate.dialects.official.display import User, Video
from tokgate.dialects.readings import InvalidMember, Part, Received, require_valid, unreadable
from tokgate.domain.counts import Audience, Counts, Precision
from tokgate.domain.creators import Creator
from tokgate.domain.links import handle_in_link, is_photo_link
from tokgate.domain.posts import CUT_TEXT, Kind, Post

#: What archives call this source.
DISPLAY = "display_api"
ESSENTIAL = frozenset(["id", "create_time", "like_count", "comment_count", "share_count", "view_count"])


def video_in(video: Video, received: Received) -> Iterator[Part]:
    """The post of a video."""
    try:
        require_valid(video, ESSENTIAL)
        yield received.observation(post_of(video), DISPLAY, body=video.exact())
    except InvalidMember as problem:
        yield unreadable(video, problem)


def user_in(user: User, received: Received) -> Iterator[Part]:
    """The creator of a profile."""
    creator = creator_of(user)
    if creator.is_known:
        yield received.observation(creator, DISPLAY, body=user.exact())
    else:
        yield unreadable(user, InvalidMember("username", "is missing; right would be username among the fields"))


def post_of(video: Video) -> Post:
    """The post; its link tells the creator's handle. Raises InvalidMember where its id is none."""
    post_id = post_id_of(video.id, "id")
    handle = handle_in_link(video.share_url, post_id)
    counts = Counts(
        plays=count_of(video.view_count),
        likes=count_of(video.like_count),
        comments=count_of(video.comment_count),
        shares=count_of(video.share_count),
        precision=Precision.EXACT,
    )
    text = video.video_description
    return Post(
        id=post_id,
        creator=Creator(username=handle) if handle else None,
        created_s=created_of(video.create_time, "create_time"),
        kind=Kind.PHOTO if is_photo_link(video.share_url) else Kind.VIDEO if video.duration else None,
        text=text,
        title=video.title if video.title and video.title != (text or "")[:CUT_TEXT] else None,
        duration_ms=(count_of(video.duration) or 0) * 1000 or None,
        width=video.width or None,
        height=video.height or None,
        cover_url=video.cover_image_url or None,
        counts=counts if counts != Counts(precision=Precision.EXACT) else None,
    )


def creator_of(user: User) -> Creator:
    """The creator. `open_id` and `union_id` are names for one app and one developer only, and not kept."""
    audience = Audience(
        followers=count_of(user.follower_count),
        following=count_of(user.following_count),
        likes=count_of(user.likes_count),
        posts=count_of(user.video_count),
        precision=Precision.EXACT,
    )
    return Creator(
        username=user.username or None,
        name=user.display_name or None,
        bio=user.bio_description,
        avatar_url=user.avatar_large_url or user.avatar_url or user.avatar_url_100 or None,
        verified=user.is_verified,
        audience=audience if audience != Audience(precision=Precision.EXACT) else None,
    )
