"""Figures of an account, from what was seen of it."""

from __future__ import annotations

from collections import Counter as Sums
from collections.abc import Mapping
from typing import Any

from tokgate.contract.errors import Cause, Refusal
from tokgate.contract.handlers import Encoded
from tokgate.dialects.tikapi.parameters.analytics import MOST_DAYS, AnalyticsDays, AnalyticsPath, AnalyticsType, MediaId
from tokgate.dialects.tikapi.resources.user import User
from tokgate.dialects.tikapi.wire.analytics import AnalyticsAnswer
from tokgate.dialects.tikapi.writing import values_of
from tokgate.domain.analytics import (
    ByDay,
    CountedPost,
    Counter,
    Period,
    changes,
    gains,
    last_of_day,
)
from tokgate.domain.counts import Counts
from tokgate.domain.instants import DAY_S
from tokgate.domain.posts import Post
from tokgate.server.handlers.tikapi.actions import key_of
from tokgate.server.handlers.tikapi.answers import answer, post_id
from tokgate.server.handlers.tikapi.rooms import rooms_of
from tokgate.server.request import Request, implements

#: How the counters are called: by day, of a post, and of what it gained.
_NAMES: Mapping[Counter, tuple[str, str, str]] = {
    "plays": ("video_views", "playCount", "gainedPlays"),
    "likes": ("likes", "diggCount", "gainedDiggs"),
    "comments": ("comments", "commentCount", "gainedComments"),
    "shares": ("shares", "shareCount", "gainedShares"),
    "saves": ("saves", "collectCount", "gainedCollects"),
}


@implements(User.analytics)
def analytics(
    request: Request,
    /,
    *,
    type: AnalyticsPath,
    days: AnalyticsDays = 7,
    media_id: MediaId | None = None,
    **_: object,
) -> Encoded[AnalyticsAnswer]:
    account, period = key_of(request), Period.of_days(min(days, MOST_DAYS), request.now_ms)
    match type:
        case AnalyticsType.OVERVIEW:
            told = request.archive.follower_counts(account, period)
            counted = request.archive.counted_posts(account, period)
            data = _gained(counted, period) | _series(followers=last_of_day(told, period))
        case AnalyticsType.CONTENT | AnalyticsType.VIDEOS:
            data = _content(request, account, period)
        case AnalyticsType.VIDEO:
            data = _video(request, account, period, media_id or "")
        case AnalyticsType.FOLLOWERS:
            data = _followers(request, account, period)
        case AnalyticsType.LIVE:
            data = _live(request, account, period)
    return answer({"type": type, "days": days, "data": data})


def _content(request: Request, account: int, period: Period) -> dict[str, Any]:
    posts = request.archive.published(account, period)
    counted = {each.id: each for each in request.archive.counted_posts(account, period)} if posts else {}
    return {"videos": [_figures(post, counted.get(post.id), period) for post in posts]}


def _video(request: Request, account: int, period: Period, media_id: str) -> dict[str, Any]:
    """Of a post of the account's own, also a private one."""
    number = post_id(media_id)
    post = next(iter(request.archive.posts_by_id([number])), None)
    if post is None or post.creator is None or post.creator.key != account:
        raise Refusal(Cause.UNKNOWN_POST)
    counted = request.archive.counted_posts(account, period, post_id=number)
    return {"video": _figures(post, counted[0] if counted else None, period), **_gained(counted, period)}


def _followers(request: Request, account: int, period: Period) -> dict[str, Any]:
    told = request.archive.follower_counts(account, period)
    follows = request.archive.follows_by_day(account, period)
    return _series(
        followers=last_of_day(told, period),
        net_followers=changes(told, period),
        new_followers={day: each.begun for day, each in follows.items() if each.begun},
        lost_followers={day: each.ended for day, each in follows.items() if each.ended},
    )


def _live(request: Request, account: int, period: Period) -> dict[str, Any]:
    sums: dict[str, Sums[int]] = {}

    def add(name: str, day: int, number: int | None) -> None:
        if number is not None:
            sums.setdefault(name, Sums())[day] += number

    for room in rooms_of(request, account, period):
        started_s = room.started_s or 0
        day = started_s // DAY_S
        if day not in period.days:
            continue
        add("live_rooms", day, 1)
        add("live_duration", day, None if room.ended_s is None else room.ended_s - started_s)
        add("live_viewers", day, room.viewers)
        add("live_likes", day, room.likes)
        add("live_diamonds", day, room.diamonds)
    return _series(**sums)


def _figures(post: Post, counted: CountedPost | None, period: Period) -> dict[str, Any]:
    counts = post.counts or Counts()
    figures = {"id": str(post.id), "desc": post.text or "", "createTime": post.created_s or 0}
    for counter, (_, count, gained) in _NAMES.items():
        value = getattr(counts, counter)
        by_day = gains([counted], counter, period) if counted is not None else {}
        figures |= {} if value is None else {count: value}
        figures |= {gained: sum(by_day.values())} if by_day else {}
    return figures


def _gained(posts: list[CountedPost], period: Period) -> dict[str, Any]:
    return _series(**{name: gains(posts, counter, period) for counter, (name, _, _) in _NAMES.items()})


def _series(**numbers: ByDay) -> dict[str, Any]:
    """By name, what is known of days."""
    return {name: values_of(by_day) for name, by_day in numbers.items() if by_day}
