"""What TikAPI adds to TikTok's web spelling."""

from __future__ import annotations

from typing import Any

from tokgate.dialects.web.accounts import account_of
from tokgate.dialects.web.comments import item_of_comment
from tokgate.dialects.web.tags import units
from tokgate.domain.analytics import ByDay, day_name
from tokgate.domain.counts import Audience
from tokgate.domain.creators import Creator
from tokgate.domain.posts import Comment, Post


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


def edited_account(creator: Creator) -> dict[str, Any]:
    """A profile in the spelling of TikTok's app, in which a change is answered."""
    picture = {"uri": "", "url_list": [creator.avatar_url] if creator.avatar_url else []}
    return {
        **account_of(creator),
        "signature": creator.bio or "",
        "secret": bool(creator.private),
        "avatar_larger": picture,
        "avatar_medium": picture,
    }


def values_of(by_day: ByDay) -> list[dict[str, Any]]:
    """Numbers by day as analytics spell them, in the order of days."""
    return [{"Date": day_name(day), "Value": by_day[day]} for day in sorted(by_day)]


def posted_comment(comment: Comment, text_extra: list[dict[str, Any]]) -> dict[str, Any]:
    """A comment as it is answered to who posted it."""
    return {**item_of_comment(comment), "text_extra": text_extra, "reply_to_reply_id": "0", "label_list": None}


def mention_in(text: str, start: int, end: int, creator: Creator) -> dict[str, Any]:
    """The mention of a creator between two characters of a text; what goes out counts UTF-16 code units."""
    begins = units(text[:start])
    return {
        "start": begins,
        "end": begins + units(text[start:end]),
        "type": 0,
        "user_id": creator.served_user_id,
        "user_unique_id": creator.username or "",
        "sec_uid": creator.served_sec_uid,
    }
