"""Rooms as answers tell of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tokgate.contract.errors import Cause, Refusal
from tokgate.dialects.tikapi.live_writing import live_info_of, room_stats_of
from tokgate.domain.analytics import Period
from tokgate.domain.creators import Creator
from tokgate.domain.live import LiveRoom
from tokgate.domain.live_figures import counted
from tokgate.server.handlers.tikapi.actions import key_of, refuse_hidden
from tokgate.server.request import Request


def open_room(request: Request, room_id: str) -> LiveRoom:
    """A room that the account may look at."""
    room = request.archive.live_room(min(int(room_id), 2**63 - 1))
    if room is None:
        raise Refusal(Cause.UNKNOWN_ROOM)
    if room.creator is not None:
        refuse_hidden(request, key_of(request), room.creator)
    return room


def room_id_of(request: Request, creator: Creator) -> str:
    """The id of the room that a creator has running; "" for none."""
    room = request.archive.running_room(creator.key or 0)
    return str(room.id) if room is not None else ""


def rooms_of(request: Request, creator: int, period: Period) -> list[LiveRoom]:
    """The rooms of a creator that ran in a period, oldest first."""
    return request.archive.live_rooms_between(creator, period.from_ms // 1000, -(-period.until_ms // 1000))


def info_of(request: Request, room: LiveRoom) -> dict[str, Any]:
    """A room with what came of it."""
    return infos_of(request, [room])[0]


def infos_of(request: Request, rooms: Sequence[LiveRoom]) -> list[dict[str, Any]]:
    """Rooms with what came of each."""
    tallies = request.archive.live_tallies([room.id for room in rooms])
    return [live_info_of(counted(room, tallies)) for room in rooms]


def cards_of(request: Request, rooms: Sequence[LiveRoom]) -> list[dict[str, Any]]:
    """Rooms as lists hold them."""
    return [{"live_info": info} for info in infos_of(request, rooms)]


def stats_of(request: Request, room: LiveRoom) -> dict[str, Any]:
    """What came of a room."""
    tallies = request.archive.live_tallies([room.id])
    return room_stats_of(counted(room, tallies), tallies)
