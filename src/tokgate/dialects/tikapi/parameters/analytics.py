"""What analytics are asked with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from tokgate.contract.parameters import Choice, Choices, path, query

#: How far back analytics go: a year. TikTok's own pages go back 60 days.
MOST_DAYS = 365


class AnalyticsType(Choices):
    """What is to be told."""

    OVERVIEW = Choice("overview", "all posts and the followers, by day")
    CONTENT = Choice("content", "the posts that were published", since="3.0.0")
    VIDEO = Choice("video", "one post, by day", since="3.0.0")
    FOLLOWERS = Choice("followers", "the followers, by day")
    LIVE = Choice("live", "live rooms, by day")
    VIDEOS = Choice("videos", "the same as content", until="2.0.11")


AnalyticsPath = Annotated[AnalyticsType, path(name="type", help="The analytics type", example="overview")]
AnalyticsDays = Annotated[
    int,
    query(
        name="days",
        help="How many UTC days to look at, a year at most; today is the last of them.",
        vendor_help="The days time frame for the analytics data",
        vendor_pattern="^[0-9]+$",
        at_least=1,
        clamp=True,
    ),
]
MediaId = Annotated[
    str,
    query(
        name="media_id",
        help="The post, of the type `video` alone.",
        vendor_help="Required only for **video** type analytics, otherwise don't include.",
        vendor_type="any",
        pattern=r"[0-9]+",
        max_length=20,
    ),
]


def check_media_id(arguments: Mapping[str, Any]) -> Mapping[str, str]:
    """A post is needed where one is told of."""
    if arguments.get("type") == AnalyticsType.VIDEO and not arguments.get("media_id"):
        return {"media_id": "is needed for the type video"}
    return {}
