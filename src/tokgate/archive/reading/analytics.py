"""Reading what was seen of one creator in a period."""

from __future__ import annotations

from tokgate.archive.reading.posts import posts_of
from tokgate.archive.rules.relations import List
from tokgate.archive.session import Reader
from tokgate.domain.analytics import ByDay, CountedPost, FollowsOfDay, Period
from tokgate.domain.counts import Counts
from tokgate.domain.posts import Post


class AnalyticsReader(Reader):
    """See `tokgate.domain.analytics`."""

    def counted_posts(self, creator: int, period: Period, *, post_id: int | None = None) -> list[CountedPost]:
        """Two queries: what was known before, and what was told in the period."""
        with self._engine.reading() as session:
            known = session.rows("posts_counted", (creator, period.from_ms, post_id))
            told = session.rows("counts_within", (creator, period.from_ms, post_id, period.until_ms))
        seen: dict[int, list[tuple[int, Counts]]] = {}
        for post, observed_ms, *numbers in told:
            seen.setdefault(post, []).append((observed_ms, _counts(*numbers)))
        return [
            CountedPost(post, ms // 1000 * 1000, _counts(*numbers), seen.get(post, [])) for post, ms, *numbers in known
        ]

    def published(self, creator: int, period: Period) -> list[Post]:
        """A creator's posts of a period."""
        with self._engine.reading() as session:
            return posts_of(session, session.rows("published", (creator, period.from_ms, period.until_ms)))

    def follower_counts(self, creator: int, period: Period) -> list[tuple[int, int]]:
        """What was told of a creator's followers."""
        rows = self._engine.reader().rows("follower_counts", (creator, period.from_ms, period.until_ms))
        return [(observed_ms, followers) for observed_ms, followers in rows]

    def follows_by_day(self, creator: int, period: Period) -> dict[int, FollowsOfDay]:
        """Follows by when they began, and by when they ended."""
        from_s, until_s = period.from_ms // 1000, (period.until_ms + 999) // 1000
        followers = (List.FOLLOWERS, creator)
        with self._engine.reading() as session:
            begun: ByDay = dict(session.rows("follows_begun", (*followers, 1000 * from_s, 1000 * until_s)))
            ended: ByDay = dict(session.rows("follows_ended", (*followers, from_s, until_s)))
        return {day: FollowsOfDay(begun.get(day, 0), ended.get(day, 0)) for day in sorted({*begun, *ended})}


def _counts(
    plays: int | None, likes: int | None, comments: int | None, shares: int | None, saves: int | None
) -> Counts:
    return Counts(plays=plays, likes=likes, comments=comments, shares=shares, saves=saves)
