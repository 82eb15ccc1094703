"""What calls for live rooms are asked with."""

from __future__ import annotations

from typing import Annotated

from tokgate.contract.cursors import DIGITS, NUMBER, ByIndex, ByRank, ByRankAndId, Cursor
from tokgate.contract.parameters import Choice, Choices, body, query
from tokgate.dialects.tikapi.examples import EXAMPLE_ROOM, EXAMPLE_USERNAME
from tokgate.dialects.tikapi.parameters.forms import KEPT, VENDOR_OFFSET_HELP
from tokgate.domain.paging import Position

_ROOM_HELP = "The live room's id: `roomId` in the profile of an account that has one running."
_VENDOR_ROOM_HELP = (
    "The Live room ID. You can find this using the <a href='#tag/Public/operation/public.check'>Get profile "
    "information</a> endpoint."
)
_ROOM_FORM = {
    "help": _ROOM_HELP,
    "example": EXAMPLE_ROOM,
    "pattern": r"[0-9]+",
    "vendor_pattern": "",
    "max_length": 20,
}


class RoomOrder(Choices):
    """In which order rooms are listed."""

    LATEST = Choice("0", "the latest start first")
    EARLIEST = Choice("1", "the earliest start first")


RoomId = Annotated[str, query(vendor_help=_VENDOR_ROOM_HELP, **_ROOM_FORM)]
RoomIdSent = Annotated[str, body(name="room_id", vendor_help=_VENDOR_ROOM_HELP, **_ROOM_FORM)]
RoomIdOfDetails = Annotated[str, query(name="room_id", vendor_help="The Live room ID.", **_ROOM_FORM)]
Title = Annotated[
    str,
    body(
        help="The live room header title",
        example="Check out my live!",
        vendor_type="any",
        min_length=1,
        max_length=200,
        **KEPT,
    ),
]
ThirdParty = Annotated[
    bool,
    body(
        help="Whether to stream with a program of one's own; without it there is no stream here.",
        vendor_help=(
            "TikTok has a special gateway for invite only users. Only if this is enabled you can do third party "
            "streaming."
        ),
        vendor_type="any",
    ),
]
HashtagId = Annotated[
    int,
    body(
        help="The topic, as user.live.topics lists them.",
        vendor_help=(
            "(Optional) The topic ID. You can find this by using the <a href='#tag/Live/operation/user.live.topics'>"
            "Get topics list</a> endpoint."
        ),
        since="3.0.8",
    ),
]
GameTagId = Annotated[
    int,
    body(
        help="The sub-topic of a topic that has such.",
        vendor_help="(Optional) The sub-topic ID for gaming topics.",
        since="3.0.8",
    ),
]
ChatText = Annotated[
    str, body(help="The chat text message", example="A mí me gusta", min_length=1, max_length=500, **KEPT)
]
ChatCursor = Annotated[
    str,
    query(
        help="Where to go on: nextCursor of the previous answer. Without it, from the room's beginning.",
        vendor_help=("Returned in each response, should be included in the next requests to get the next chat events."),
        pattern=r"[0-9]+",
        vendor_pattern="",
        max_length=60,
    ),
]
Keyword = Annotated[
    str, query(help="The search keyword", example=EXAMPLE_USERNAME, min_length=1, max_length=200, **KEPT)
]
SearchCursor = Annotated[
    int,
    query(
        help="Where to go on: the cursor of the previous answer.",
        vendor_help=VENDOR_OFFSET_HELP,
        vendor_pattern="^[0-9]+$",
        at_least=0,
    ),
]
Offset = Annotated[
    int,
    query(
        help="Where to go on: the offset of the previous answer.",
        vendor_help=VENDOR_OFFSET_HELP,
        vendor_pattern="^[0-9]+$",
        at_least=0,
    ),
]
Sort = Annotated[
    RoomOrder,
    query(
        help="Sort results by ascending (1) or descending (0). Default is descending (0).",
        vendor_type="number",
        example=RoomOrder.EARLIEST,
    ),
]
PageNumber = Annotated[
    int,
    query(
        help="The list page number; 1 without it.",
        vendor_help="The list page number",
        vendor_type="any",
        example=1,
        at_least=1,
        at_most=10**9,
        clamp=True,
    ),
]
PageCount = Annotated[
    int,
    query(
        help="The items limit per page; 12 without it.",
        vendor_help="The items limit per page",
        vendor_type="any",
        example=12,
        at_least=1,
        at_most=100,
        clamp=True,
    ),
]

#: Events of one room may share an instant.
BY_EVENT = Cursor(ByRankAndId(Position), DIGITS)
#: Rooms by the second of their start; a page holds all that began in its last one.
BY_START = Cursor(ByRank(Position), NUMBER)
BY_INDEX = Cursor(ByIndex(), NUMBER)
