"""What TikAPI adds to TikTok's web spelling."""

from __future__ import annotations

from tokgate.domain.counts import Audience
from tokgate.domain.creators import Creator
from tokgate.domain.posts import Post


def profile_share_meta(creator: Creator) -> dict[str, str]:
    """The texts with which a profile is shared, as TikTok's site words them."""
    audience = creator.audience or Audience()
    handle = creator.username or ""
    name = creator.name or handle
    return {
        "title": f"{name} on TikTok",
        "desc": f"@{handle} {audience.followers or 0} Followers, {audience.following or 0} Following, "
        f"{audience.likes or 0} Likes - Watch awesome short videos created by {name}",
    }


def post_share_meta(post: Post) -> dict[str, str]:
    """The texts with which a post is shared."""
    creator = post.creator or Creator()
    return {"title": f"{creator.name or creator.username or 'Video'} on TikTok", "desc": post.text or ""}
