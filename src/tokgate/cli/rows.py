"""Posts and creators as flat rows: the columns of every table that is printed or exported."""

from __future__ import annotations

from tokgate.cli.tables import Column, Row
from tokgate.domain.counts import Audience, Counts
from tokgate.domain.instants import iso_second
from tokgate.domain.ports import CreatorSummary
from tokgate.domain.posts import Post

CREATOR_COLUMNS = (
    Column("username", shown=True),
    Column("user_id", is_id=True),
    Column("sec_uid"),
    Column("name", shown=True),
    Column("verified", kind=bool),
    Column("private", kind=bool, shown=True),
    Column("region"),
    Column("followers", kind=int, shown=True),
    Column("following", kind=int),
    Column("likes_received", kind=int),
    Column("posts_on_profile", kind=int),
    Column("posts", kind=int, shown=True),
    Column("oldest_post", shown=True),
    Column("newest_post", shown=True),
    Column("last_seen"),
)

POST_COLUMNS = (
    Column("id", is_id=True, shown=True),
    Column("username", shown=True),
    Column("created_at", shown=True),
    Column("kind"),
    Column("text", shown=True, instead="title"),
    Column("title"),
    Column("language"),
    Column("region"),
    Column("duration_ms", kind=int),
    Column("width", kind=int),
    Column("height", kind=int),
    Column("plays", kind=int, shown=True),
    Column("likes", kind=int, shown=True),
    Column("comments", kind=int),
    Column("shares", kind=int),
    Column("saves", kind=int),
    Column("reposts", kind=int),
    Column("downloads", kind=int),
    Column("counts_precision"),
    Column("hashtags", kind=list),
    Column("mentions", kind=list),
    Column("sound_id", is_id=True),
    Column("sound_title"),
    Column("is_ad", kind=bool),
    Column("private", kind=bool, shown=True),
    Column("gone_at", shown=True),
    Column("gone_reason"),
    Column("user_id", is_id=True),
    Column("sec_uid"),
    Column("url"),
)


def creator_row(summary: CreatorSummary) -> Row:
    """A creator as a row; instants as ISO 8601 in UTC, None where nothing is known."""
    creator = summary.creator
    audience = creator.audience or Audience()
    return {
        "username": creator.username,
        "user_id": creator.user_id,
        "sec_uid": creator.sec_uid,
        "name": creator.name,
        "verified": creator.verified,
        "private": creator.private,
        "region": creator.region,
        "followers": audience.followers,
        "following": audience.following,
        "likes_received": audience.likes,
        "posts_on_profile": audience.posts,
        "posts": summary.posts,
        "oldest_post": instant_text(summary.oldest_ms),
        "newest_post": instant_text(summary.newest_ms),
        "last_seen": instant_text(summary.last_seen_ms),
    }


def post_row(post: Post) -> Row:
    """A post as a row."""
    counts = post.counts or Counts()
    creator = post.creator
    return {
        "id": str(post.id),
        "username": creator.username if creator else None,
        "created_at": instant_text(post.created_s * 1000 if post.created_s is not None else None),
        "kind": post.kind.value if post.kind else None,
        "text": post.text,
        "title": post.title,
        "language": post.language,
        "region": post.region,
        "duration_ms": post.duration_ms,
        "width": post.width,
        "height": post.height,
        "plays": counts.plays,
        "likes": counts.likes,
        "comments": counts.comments,
        "shares": counts.shares,
        "saves": counts.saves,
        "reposts": counts.reposts,
        "downloads": counts.downloads,
        "counts_precision": counts.precision.value,
        "hashtags": [tag.name for tag in post.hashtags] if post.hashtags is not None else None,
        "mentions": [mention.username or mention.text for mention in post.mentions]
        if post.mentions is not None
        else None,
        "sound_id": str(post.sound.id) if post.sound and post.sound.id is not None else None,
        "sound_title": post.sound.title if post.sound else None,
        "is_ad": post.is_ad,
        "private": post.private,
        "gone_at": instant_text(post.gone.at_ms) if post.gone else None,
        "gone_reason": post.gone.reason if post.gone else None,
        "user_id": creator.user_id if creator else None,
        "sec_uid": creator.sec_uid if creator else None,
        "url": post.url(),
    }


def instant_text(milliseconds: int | None) -> str | None:
    """Unix milliseconds as ISO 8601 in UTC, to the second."""
    if milliseconds is None:
        return None
    return iso_second(milliseconds)
