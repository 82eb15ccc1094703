"""Rooms as answers tell of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tokgate.contract.errors import Cause, Refusal
from tokgate.dialects.tikapi.credentials import ACCOUNT_KEY
from tokgate.dialects.tikapi.live_writing import live_info_of, room_stats_of
from tokgate.domain.live import LiveRoom
from tokgate.domain.live_figures import counted
from tokgate.server.request import Request


def key_of(request: Request) -> int:
    """The archive's key of the creator whose account it is."""
    return request.creator_of(ACCOUNT_KEY).key or 0


def open_room(request: Request, room_id: str) -> LiveRoom:
    """A room that the account may look at."""
    room = request.archive.live_room(min(int(room_id), 2**63 - 1))
    if room is None:
        raise Refusal(Cause.UNKNOWN_ROOM)
    if room.creator is not None and room.creator.private and room.creator.key != key_of(request):
        raise Refusal(Cause.PRIVATE_CREATOR)
    return room


def info_of(request: Request, room: LiveRoom) -> dict[str, Any]:
    """A room with what came of it."""
    return infos_of(request, [room])[0]


def infos_of(request: Request, rooms: Sequence[LiveRoom]) -> list[dict[str, Any]]:
    """Rooms with what came of each."""
    tallies = request.archive.live_tallies([room.id for room in rooms])
    origin, now_ms = request.origin, request.now_ms
    covers = (request.links.signed(room.cover_url, origin, now_ms) if room.cover_url else None for room in rooms)
    return [live_info_of(counted(room, tallies), cover) for room, cover in zip(rooms, covers, strict=True)]


def cards_of(request: Request, rooms: Sequence[LiveRoom]) -> list[dict[str, Any]]:
    """Rooms as lists hold them."""
    return [{"live_info": info} for info in infos_of(request, rooms)]


def stats_of(request: Request, room: LiveRoom) -> dict[str, Any]:
    """What came of a room."""
    tallies = request.archive.live_tallies([room.id])
    return room_stats_of(counted(room, tallies), tallies)
