"""The Research API's search for videos, as it is declared: a query and days, a page at a time.

A result is kept under its `search_id`, and `cursor` is the place in it, deleted videos counted in: it grows by
`max_count` though fewer may come.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Annotated, Any, TypeAlias

from tokgate.contract.effects import Effect
from tokgate.contract.methods import post
from tokgate.contract.operation import Declared, M, Resource
from tokgate.contract.paging import More, Paging, Unsure, Verdict, by_cursor
from tokgate.contract.parameters import body
from tokgate.contract.wire import Wire
from tokgate.dialects.official.credentials import CLIENT_TOKEN, RESEARCH
from tokgate.dialects.official.display import Error
from tokgate.dialects.official.research import ResearchVideo
from tokgate.dialects.official.research_comments import ResearchComments
from tokgate.dialects.official.research_conditions import day_of
from tokgate.dialects.official.research_parameters import RESEARCH_DOCS, ResearchCount, ResearchVideoFields
from tokgate.dialects.official.research_query import VideoQuery

#: How many days `end_date` may be after `start_date`; both are searched.
MOST_DAYS = 30
#: How many days one list of a longer search has: as TikTok's own wrapper cuts them.
WINDOW = timedelta(days=30)

Conditions: TypeAlias = Annotated[
    VideoQuery,
    body(
        help="Lists `and`, `or` and `not` of conditions, of which all, any and none must hold; at least one condition.",
        example={"and": [{"operation": "IN", "field_name": "region_code", "field_values": ["US", "CA"]}]},
    ),
]
FirstDay = Annotated[str, body(help="The first day, YYYYMMDD in UTC.", example="20240101", pattern="[0-9]{8}")]
LastDay = Annotated[
    str,
    body(
        help="The last day, YYYYMMDD in UTC, searched too; at most 30 days after the first.",
        example="20240131",
        pattern="[0-9]{8}",
    ),
]
SearchCursor = Annotated[int, body(help="The place in the result to go on from.", example=100, at_least=0)]
SearchId = Annotated[
    str, body(help="Which result to go on in, as a page of it said.", example="7201388525814961198", max_length=40)
]
IsRandom = Annotated[bool, body(help="Give videos of the result in random order; one page of it.", example=True)]


class ResearchVideoData(Wire):
    """The data of video/query."""

    videos: list[ResearchVideo] = []
    """The videos of this page, newest first; fewer than `max_count` where some are gone."""
    cursor: int | None = None
    """The place in the result at which the next page begins."""
    has_more: bool | None = None
    """Whether there is a next page."""
    search_id: str | None = None
    """The result, which the call for the next page names; it can be missing where nothing was found."""


class ResearchVideoPage(Wire):
    """The answer of video/query."""

    data: ResearchVideoData | None = None
    """The page; empty where the call was refused."""
    error: Error | None = None
    """How the call went."""


def _items(page: ResearchVideoPage) -> Sequence[ResearchVideo]:
    return page.data.videos if page.data is not None else ()


def _verdict(page: ResearchVideoPage) -> Verdict:
    data = page.data
    if data is None:
        return Unsure("the answer holds no data")
    told = by_cursor(data.has_more, data.cursor)
    if not isinstance(told, More):
        return told
    if not data.search_id:
        return Unsure("the answer says that there is more, and holds no search_id: another search would begin")
    return More({**told.arguments, "search_id": data.search_id})


def _key(video: ResearchVideo) -> str:
    return str(video.id)


def windows_of(arguments: Mapping[str, Any]) -> list[dict[str, str]]:
    """The days of each list that a longer search is cut into, latest first, as each list begins with its latest.

    None for a search within the vendor's days, for a random one, and for one that goes on in a kept result.
    """
    if arguments.get("is_random") or arguments.get("search_id") or arguments.get("cursor"):
        return []
    try:
        first, last = day_of(str(arguments["start_date"])), day_of(str(arguments["end_date"]))
    except (KeyError, ValueError):
        return []  # the call itself is refused
    if (last - first).days <= MOST_DAYS:
        return []
    windows = []
    while last >= first:
        begin = max(first, last - WINDOW + timedelta(days=1))
        windows.append({"start_date": begin.strftime("%Y%m%d"), "end_date": last.strftime("%Y%m%d")})
        last = begin - timedelta(days=1)
    return windows


def check_days(arguments: Mapping[str, Any]) -> Mapping[str, str]:
    """What is wrong with the two days, by the name of the parameter."""
    days = {}
    wrong = {}
    for name in ("start_date", "end_date"):
        try:
            days[name] = day_of(arguments[name])
        except ValueError as problem:
            wrong[name] = str(problem)
    if wrong:
        return wrong
    span = (days["end_date"] - days["start_date"]).days
    if span < 0:
        return {"end_date": "is before start_date"}
    return {"end_date": f"is more than {MOST_DAYS} days after start_date"} if span > MOST_DAYS else {}


SEARCHED: Paging[ResearchVideoPage, ResearchVideo] = Paging(_items, _verdict, _key, windows_of)


class ResearchVideos(Resource[M], name="official.research.video"):
    """Public videos, for researchers."""

    comment: ResearchComments[M]
    """The comments on them."""

    @post(
        "/v2/research/video/query/",
        # A result is kept for each search; one that is begun twice is kept twice, and nothing else.
        effect=Effect.REPEATABLE,
        credentials=(CLIENT_TOKEN.needing(RESEARCH),),
        pages=SEARCHED,
        check=check_days,
        source=RESEARCH_DOCS,
    )
    def query(
        self,
        *,
        fields: ResearchVideoFields,
        query: Conditions,
        start_date: FirstDay,
        end_date: LastDay,
        max_count: ResearchCount = 20,
        cursor: SearchCursor | None = None,
        search_id: SearchId | None = None,
        is_random: IsRandom | None = None,
    ) -> ResearchVideoPage:
        """The videos that a query finds, newest first. Walks (`all`, `pages`) cut longer times into legal searches.

        A `search_id` lives for a day; one that TikTok does not know yet, just after it gave it, is asked for again.
        """
        raise Declared
