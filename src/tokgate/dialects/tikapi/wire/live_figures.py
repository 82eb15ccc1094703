"""What came of live rooms. Marked (ours): no source gives the shape."""

from __future__ import annotations

from typing import Any

from tokgate.contract.wire import Wire
from tokgate.dialects.tikapi.wire.analytics import DayValue
from tokgate.dialects.tikapi.wire.answers import TikAPIAnswer
from tokgate.dialects.tikapi.wire.live import LiveInfo


class RoomStats(Wire):
    """What came of a room. What is not known is missing."""

    room_id: str | None = None
    """The room's id, digits."""
    live_start_time: str | None = None
    """When it began, ISO in UTC."""
    live_end_time: str | None = None
    """When it ended, ISO in UTC; missing while it runs."""
    live_watch_ucnt: int | None = None
    """How many accounts came in."""
    live_like_cnt: int | None = None
    """How many likes."""
    live_comment_ucnt: int | None = None
    """How many accounts said something."""
    live_consume_ucnt: int | None = None
    """How many accounts gave something."""
    live_new_fans_ucnt: int | None = None
    """How many accounts began to follow in it."""
    live_diamond_cnt: int | None = None
    """What the gifts were worth (ours)."""
    live_pause_duration: int | None = None
    """How long it paused; not known here."""
    total_score: int | None = None
    """TikTok's own figure; not known here."""


class RoomDetails(Wire):
    """A room and what came of it (ours)."""

    live_info: LiveInfo | None = None
    """The room."""
    room_stats: RoomStats | None = None
    """What came of it; only of the account's own rooms."""


class DetailsAnswer(TikAPIAnswer):
    """A room in full."""

    data: RoomDetails | None = None
    """The room and what came of it (ours)."""


class StatsData(Wire):
    """What came of a room."""

    period_stats: dict[str, Any] | None = None
    """TikTok's own figure of a period; not known here."""
    room_stats: RoomStats | None = None
    """Of this room."""


class StatsAnswer(TikAPIAnswer):
    """What came of a room."""

    data: StatsData | None = None
    """Its figures."""
    extra: dict[str, Any] | None = None
    """`now`: when this was said, Unix milliseconds UTC."""
    status_code: int | None = None
    """TikTok's own code, 0 for success."""


class DiamondSeries(Wire):
    """What gifts were worth."""

    Total: list[DayValue] | None = None
    """By day, oldest first."""


class DiamondsDetail(Wire):
    """What gifts were worth."""

    diamonds: DiamondSeries | None = None
    """In diamonds."""


class DurationDetail(Wire):
    """How long rooms ran."""

    live_duration: list[DayValue] | None = None
    """In seconds, by day, oldest first."""


class LiveAnalytics(Wire):
    """The figures of the days asked for, the last of which is today."""

    diamonds_detail: DiamondsDetail | None = None
    """What gifts were worth."""
    live_duration_detail: DurationDetail | None = None
    """How long rooms ran."""


class LiveAnalyticsAnswer(TikAPIAnswer):
    """Figures of the account's rooms, computed from what the archive holds."""

    data: LiveAnalytics | None = None
    """The figures."""
