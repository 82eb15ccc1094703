"""The search that a call of video/query asks for, in domain words."""

from __future__ import annotations

from tokgate.dialects.official.research_conditions import begin_of, day_of, end_of
from tokgate.dialects.official.research_query import VideoQuery
from tokgate.domain.search import Ranking, Search


def search_of(query: VideoQuery, start_date: str, end_date: str, *, seed: int | None = None) -> Search:
    """Videos of both days and those between; the latest first or, with a seed, in the order that it tells."""
    return Search(
        query.clause(),
        since_ms=begin_of(day_of(start_date)) * 1000,
        until_ms=end_of(day_of(end_date)) * 1000,
        ranking=Ranking.LATEST if seed is None else Ranking.RANDOM,
        seed=seed or 0,
    )
