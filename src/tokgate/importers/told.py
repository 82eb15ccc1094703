"""What a record is understood to say, by the names that `--map` has for fields."""

from __future__ import annotations

from typing import Any

from tokgate.domain.creators import Creator
from tokgate.domain.instants import iso_second
from tokgate.domain.observations import Subject
from tokgate.domain.posts import Comment, CommentTombstone, Post, Sound, Tombstone
from tokgate.importers.fields import COUNTS


def told_of(subject: Subject) -> dict[str, Any]:
    """The fields that a post, account, comment or tombstone has a value for; {} of anything else."""
    match subject:
        case Post():
            return _known(_of_post(subject))
        case Comment():
            return _known(_of_comment(subject))
        case Creator():
            return _known({**_of_creator(subject), "region": subject.region, "private": subject.private})
        case Tombstone() | CommentTombstone():
            return {"gone_reason": subject.reason}
    return {}


def _known(fields: dict[str, Any]) -> dict[str, Any]:
    return {field: value for field, value in fields.items() if value is not None and value != []}


def _of_post(post: Post) -> dict[str, Any]:
    sound = post.sound or Sound()
    return {
        "id": post.id,
        **_of_creator(post.creator),
        "text": post.text,
        "title": post.title,
        "kind": post.kind and post.kind.value,
        "created_at": _second(post.created_s),
        "duration_s": post.duration_ms and post.duration_ms / 1000,
        "width": post.width,
        "height": post.height,
        **{name: getattr(post.counts, name) for name in COUNTS if post.counts},
        "hashtags": post.hashtags and [tag.name for tag in post.hashtags],
        "mentions": post.mentions and [mention.username or mention.text for mention in post.mentions],
        "language": post.language,
        "region": post.region,
        "is_ad": post.is_ad,
        "private": post.private,
        "sound_id": sound.id,
        "sound_title": sound.title,
        "sound_author": sound.author,
        "sound_original": sound.original,
    }


def _of_comment(comment: Comment) -> dict[str, Any]:
    return {
        "comment_id": comment.id,
        "id": comment.post_id,
        "parent_id": comment.parent_id,
        **_of_creator(comment.creator),
        "comment_text": comment.text,
        "created_at": _second(comment.created_s),
        "comment_likes": comment.likes,
        "replies": comment.replies,
        "language": comment.language,
    }


def _of_creator(creator: Creator | None) -> dict[str, Any]:
    if creator is None:
        return {}
    audience = creator.audience
    return {
        "username": creator.username,
        "user_id": creator.user_id,
        "sec_uid": creator.sec_uid,
        "name": creator.name,
        "bio": creator.bio,
        "verified": creator.verified,
        "followers": audience and audience.followers,
        "following": audience and audience.following,
        "likes_received": audience and audience.likes,
        "posts": audience and audience.posts,
    }


def _second(second: int | None) -> str | None:
    return None if second is None else iso_second(second * 1000)
