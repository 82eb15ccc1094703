"""What a creator gained, by day, as far as it was seen.

A counter is known at the instants at which it was seen, and at no others: what came in between is counted on the day on
which it was seen. A day on which nothing was seen is no day without a gain; it is left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Literal, Protocol, TypeAlias

import msgspec

from tokgate.domain.counts import Counts
from tokgate.domain.instants import DAY_MS, DAY_S
from tokgate.domain.posts import Post

#: The counters whose gains are told.
Counter: TypeAlias = Literal["plays", "likes", "comments", "shares", "saves"]
#: A number by UTC day; days are counted from 1970-01-01.
ByDay: TypeAlias = dict[int, int]


class Period(msgspec.Struct, frozen=True):
    """Whole UTC days up to an instant of the last of them: from one instant on, and before the other; milliseconds."""

    from_ms: int
    until_ms: int

    @classmethod
    def of_days(cls, days: int, now_ms: int) -> Period:
        """So many days, the last of which is now's."""
        return cls((now_ms // DAY_MS - days + 1) * DAY_MS, now_ms + 1)

    @property
    def days(self) -> range:
        """Its days."""
        return range(self.from_ms // DAY_MS, (self.until_ms - 1) // DAY_MS + 1)


class CountedPost(msgspec.Struct, frozen=True):
    """A post as it was counted in a period. `before`: what was known of its counts last before the period.

    `seen` are instants (Unix milliseconds UTC) of the period with what was told then, oldest first.
    """

    id: int
    created_ms: int
    before: Counts
    seen: list[tuple[int, Counts]]


class FollowsOfDay(msgspec.Struct, frozen=True):
    """How many follows are known to have begun, and to have ended, on a day."""

    begun: int = 0
    ended: int = 0


def day_name(day: int) -> str:
    """A day as ISO 8601 spells it."""
    return datetime.fromtimestamp(day * DAY_S, UTC).date().isoformat()


def gains(posts: Iterable[CountedPost], counter: Counter, period: Period) -> ByDay:
    """How much a counter of some posts was seen to grow on each day of a period; negative where it shrank.

    A post that was published within the period began with none. Of one that is older and was never seen before, the
    first number tells of no gain.
    """
    found: ByDay = {}
    for post in posts:
        held: int | None = getattr(post.before, counter)
        if held is None and post.created_ms >= period.from_ms:
            held = 0
        for observed_ms, counts in post.seen:
            value: int | None = getattr(counts, counter)
            if value is not None and held is not None:
                day = observed_ms // DAY_MS
                found[day] = found.get(day, 0) + value - held
            held = held if value is None else value
    return found


def last_of_day(told: Iterable[tuple[int, int]], period: Period) -> ByDay:
    """Of numbers told at instants, oldest first, the last one of each day of a period."""
    return {instant // DAY_MS: value for instant, value in told if instant >= period.from_ms}


def changes(told: Iterable[tuple[int, int]], period: Period) -> ByDay:
    """Of numbers told at instants, oldest first, by how much each day's last differs from the one before that day."""
    found: ByDay = {}
    held: int | None = None
    for instant, value in told:
        if held is not None and instant >= period.from_ms:
            day = instant // DAY_MS
            found[day] = found.get(day, 0) + value - held
        held = value
    return found


class AnalyticsQueries(Protocol):
    """What was seen of one creator in a period; `creator` is the archive's key. None of it reads beyond that."""

    def counted_posts(self, creator: int, period: Period, *, post_id: int | None = None) -> list[CountedPost]:
        """A creator's posts that were counted in the period, or later, or the one of an id; gone ones too."""
        ...

    def published(self, creator: int, period: Period) -> list[Post]:
        """A creator's posts of the period, private ones too, newest first; gone ones are left out."""
        ...

    def follower_counts(self, creator: int, period: Period) -> list[tuple[int, int]]:
        """How many followers were told, and when, oldest first: the last before the period, then those in it."""
        ...

    def follows_by_day(self, creator: int, period: Period) -> dict[int, FollowsOfDay]:
        """How many follows of a creator are known to have begun and ended, by UTC day; only days with any."""
        ...
