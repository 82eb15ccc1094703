"""Lists of live rooms, and the figures of an account's own."""

from __future__ import annotations

from collections.abc import Iterator

from tokgate.contract.errors import Cause, Refusal
from tokgate.contract.handlers import Encoded
from tokgate.dialects.tikapi.live_writing import transaction_of
from tokgate.dialects.tikapi.parameters.analytics import MOST_DAYS, AnalyticsDays
from tokgate.dialects.tikapi.parameters.live import (
    BY_INDEX,
    BY_START,
    Keyword,
    Offset,
    PageCount,
    PageNumber,
    RoomId,
    RoomOrder,
    SearchCursor,
    Sort,
)
from tokgate.dialects.tikapi.parameters.paging import Count
from tokgate.dialects.tikapi.resources.live import Live
from tokgate.dialects.tikapi.wire.live import LiveListPage, LiveSearchPage, RecommendAnswer
from tokgate.dialects.tikapi.wire.live_figures import LiveAnalyticsAnswer, StatsAnswer
from tokgate.dialects.tikapi.wire.wallet import TransactionPage
from tokgate.dialects.tikapi.writing import values_of
from tokgate.domain.analytics import Period
from tokgate.domain.live import LiveRoom
from tokgate.domain.live_figures import seconds_by_day
from tokgate.domain.paging import Position
from tokgate.domain.words import words
from tokgate.server.handlers.tikapi.actions import key_of
from tokgate.server.handlers.tikapi.answers import answer
from tokgate.server.handlers.tikapi.rooms import cards_of, open_room, rooms_of, stats_of
from tokgate.server.request import Request, implements

#: How many rooms a page of a search has, and how many others are recommended.
ROOMS = 20
#: How many transactions a page has that is not told.
GIFTS = 12
#: How many running rooms are read at once.
_AT_ONCE = 200


@implements(Live.stats)
def stats(request: Request, /, *, room_id: RoomId, **_: object) -> Encoded[StatsAnswer]:
    room = open_room(request, room_id)
    if room.creator is None or room.creator.key != key_of(request):
        raise Refusal(Cause.UNKNOWN_ROOM)
    data = {"room_stats": stats_of(request, room)}
    return answer({"data": data, "extra": {"now": request.now_ms}, "status_code": 0})


@implements(Live.recommend)
def recommend(request: Request, /, *, room_id: RoomId, **_: object) -> Encoded[RecommendAnswer]:
    about = open_room(request, room_id)
    others = [room for room in _running(request) if room.id != about.id]
    alike = sorted(others, key=lambda room: room.topic is None or room.topic != about.topic)
    return answer({"data": cards_of(request, alike[:ROOMS])})


@implements(Live.search)
def search(
    request: Request, /, *, query: Keyword, cursor: SearchCursor | None = None, **_: object
) -> Encoded[LiveSearchPage]:
    wanted = words(query)
    found = [room for room in _running(request, BY_START.after(cursor)) if wanted and _has(room, wanted)]
    page = found[:ROOMS]
    page += [room for room in found[ROOMS:] if room.started_s == page[-1].started_s]
    more = len(found) > len(page)
    following = BY_START.write(Position(page[-1].started_s or 0)) if more else cursor or 0
    return answer({"data": cards_of(request, page), "cursor": following, "has_more": int(more)})


def _running(request: Request, after: Position | None = None) -> Iterator[LiveRoom]:
    """The running rooms that anybody may see, the latest start first."""
    while True:
        page = request.archive.running_rooms(after=after, limit=_AT_ONCE)
        yield from (room for room in page.rows if room.creator is not None and not room.creator.private)
        if page.following is None:
            return
        after = page.following


def _has(room: LiveRoom, wanted: list[str]) -> bool:
    """Whether all words stand in what a room is called by, also within its owner's names."""
    owner = room.creator
    names = [owner.username, owner.name] if owner is not None else []
    text = " ".join(words(" ".join(filter(None, [room.title, room.topic, *names]))))
    return all(word in text for word in wanted)


@implements(Live.list)
def list_(
    request: Request, /, *, count: Count = 30, offset: Offset | None = None, sort: Sort = RoomOrder.LATEST, **_: object
) -> Encoded[LiveListPage]:
    first = BY_INDEX.after(offset, name="offset") or 0
    page = request.archive.live_rooms_from(
        key_of(request), oldest_first=sort is RoomOrder.EARLIEST, offset=first, limit=count
    )
    following = first + len(page.rows)
    more = page.following is not None
    return answer({"data": cards_of(request, page.rows), "offset": following, "has_more": int(more)})


@implements(Live.analytics)
def analytics(request: Request, /, *, days: AnalyticsDays = 7, **_: object) -> Encoded[LiveAnalyticsAnswer]:
    creator, period = key_of(request), Period.of_days(min(days, MOST_DAYS), request.now_ms)
    diamonds = request.archive.diamonds_by_day(creator, period.from_ms, period.until_ms)
    data = {
        "diamonds_detail": {"diamonds": {"Total": values_of(dict.fromkeys(period.days, 0) | diamonds)}},
        "live_duration_detail": {
            "live_duration": values_of(seconds_by_day(rooms_of(request, creator, period), period))
        },
    }
    return answer({"data": data})


@implements(Live.transactionHistory)
def transaction_history(
    request: Request, /, *, page: PageNumber | None = None, count: PageCount | None = None, **_: object
) -> Encoded[TransactionPage]:
    creator, number, limit = key_of(request), page or 1, count or GIFTS
    found = request.archive.gifts(creator, offset=(number - 1) * limit, limit=limit)
    transactions = [
        transaction_of(gift, gift.creator is not None and gift.creator.key == creator) for gift in found.rows
    ]
    return answer({"transactions": transactions, "page": number, "is_last_page": found.following is None})
