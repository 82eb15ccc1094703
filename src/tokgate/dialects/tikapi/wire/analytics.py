"""What analytics answer. The vendor publishes no shape: days go as in its `live.analytics`, all else is ours."""

from __future__ import annotations

from tokgate.contract.wire import Wire
from tokgate.dialects.tikapi.wire.answers import TikAPIAnswer


class DayValue(Wire):
    """A number of one day."""

    Date: str | None = None
    """The UTC day, such as 2026-10-31."""
    Value: int | None = None
    """The number."""


class PostFigures(Wire):
    """A post with its counts, now, and what it gained on the days asked for."""

    id: str | None = None
    """The post's id, digits."""
    desc: str | None = None
    """What it says."""
    createTime: int | None = None
    """When it was published, Unix seconds UTC."""
    playCount: int | None = None
    """How many views."""
    diggCount: int | None = None
    """How many likes."""
    commentCount: int | None = None
    """How many comments."""
    shareCount: int | None = None
    """How many shares."""
    collectCount: int | None = None
    """How often it was saved."""
    gainedPlays: int | None = None
    """Views that were seen to come on these days."""
    gainedDiggs: int | None = None
    """Likes that were seen to come on these days."""
    gainedComments: int | None = None
    """Comments that were seen to come on these days."""
    gainedShares: int | None = None
    """Shares that were seen to come on these days."""
    gainedCollects: int | None = None
    """Saves that were seen to come on these days."""


class AnalyticsData(Wire):
    """Figures by day, of those that the type asks for. What is not known of any day is left out."""

    video_views: list[DayValue] | None = None
    """Of `overview` and `video`: views that came."""
    likes: list[DayValue] | None = None
    """Of `overview` and `video`: likes that came, less those taken back."""
    comments: list[DayValue] | None = None
    """Of `overview` and `video`: comments that came, less those deleted."""
    shares: list[DayValue] | None = None
    """Of `overview` and `video`: shares that came."""
    saves: list[DayValue] | None = None
    """Of `overview` and `video`: saves that came, less those taken back."""
    followers: list[DayValue] | None = None
    """Of `overview` and `followers`: how many followers there were."""
    net_followers: list[DayValue] | None = None
    """Of `followers`: how many more there were than when they were last counted on an earlier day."""
    new_followers: list[DayValue] | None = None
    """Of `followers`: follows that are known to have begun; there may have been more."""
    lost_followers: list[DayValue] | None = None
    """Of `followers`: follows that are known to have ended; there may have been more."""
    live_rooms: list[DayValue] | None = None
    """Of `live`: rooms that were opened."""
    live_duration: list[DayValue] | None = None
    """Of `live`: how long the rooms that were opened that day lasted, seconds; of those that ended."""
    live_viewers: list[DayValue] | None = None
    """Of `live`: viewers of the rooms that were opened that day."""
    live_likes: list[DayValue] | None = None
    """Of `live`: likes in the rooms that were opened that day."""
    live_diamonds: list[DayValue] | None = None
    """Of `live`: what gifts in the rooms that were opened that day were worth."""
    videos: list[PostFigures] | None = None
    """Of `content`: the posts that were published, newest first."""
    video: PostFigures | None = None
    """Of `video`: the post."""


class AnalyticsAnswer(TikAPIAnswer):
    """Figures of the account, or of one of its posts."""

    type: str | None = None
    """What was asked for."""
    days: int | None = None
    """How many UTC days are looked at; today is the last of them."""
    data: AnalyticsData | None = None
    """The figures."""
