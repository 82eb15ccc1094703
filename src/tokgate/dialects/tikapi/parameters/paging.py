"""How much a page has, and where it begins."""

from __future__ import annotations

from typing import Annotated

from tokgate.contract.cursors import DIGITS, NUMBER, ByIndex, ByInstantAndId, ByRank, ByRankAndId, Cursor
from tokgate.contract.parameters import query
from tokgate.dialects.tikapi.parameters.forms import (
    NEXT_HELP,
    VENDOR_CURSOR_HELP,
    VENDOR_NEXT_CURSOR_HELP,
    VENDOR_OFFSET_HELP,
)
from tokgate.domain.paging import Position

#: SDKs since 3.0 send count=30 always; raw callers send 35 and 100, which the vendor answers with fewer rows.
Count = Annotated[
    int,
    query(
        help="Maximum amount of items for one request",
        example=30,
        at_least=1,
        at_most=30,
        clamp=True,
        vendor_pattern="^[0-9]{1,2}$",
    ),
]
#: Milliseconds as digits: what SDKs check with ^[0-9]+$ is a JSON string here, a number in comment lists.
DigitCursor = Annotated[
    str,
    query(
        help="Where to go on: the cursor of the previous answer. '0' is the start.",
        vendor_help=VENDOR_CURSOR_HELP,
        pattern=r"[0-9]+",
        max_length=60,
    ),
]
CountCursor = Annotated[
    int,
    query(
        help="Where to go on: the cursor of the previous answer, which is how many entries came so far.",
        vendor_help=VENDOR_CURSOR_HELP,
        vendor_pattern="^[0-9]+$",
        at_least=0,
    ),
]
NextNumber = Annotated[int, query(name="nextCursor", help=NEXT_HELP, vendor_help=VENDOR_NEXT_CURSOR_HELP, at_least=0)]
#: The SDKs until 3.1.3 send it as `cursor`, a number.
NextText = Annotated[
    str,
    query(
        name="nextCursor",
        also=("cursor",),
        help=NEXT_HELP,
        vendor_help=VENDOR_NEXT_CURSOR_HELP,
        pattern=r"[0-9]+",
        vendor_pattern="",
        max_length=60,
    ),
]
Offset = Annotated[
    int,
    query(
        also=("cursor",),
        help="Where to go on: the offset of the previous answer, which is how many entries came so far.",
        vendor_help=VENDOR_OFFSET_HELP,
        at_least=0,
    ),
]
FollowCursor = Annotated[
    int,
    query(
        help="Where to go on: the cursor of the previous answer.",
        vendor_help=VENDOR_CURSOR_HELP,
        vendor_pattern="^[0-9]+$",
        at_least=0,
    ),
]
#: The SDKs until 3.1.22 send it as `cursor`.
NextFollow = Annotated[
    int,
    query(name="nextCursor", also=("cursor",), help=NEXT_HELP, vendor_help=VENDOR_NEXT_CURSOR_HELP, at_least=0),
]
#: Any instant in milliseconds is a place in a list of posts.
BY_TIME = Cursor(ByRank(Position), DIGITS)
#: In a list whose posts share instants, such as those with a sound or a hashtag.
BY_TIME_AND_ID = Cursor(ByInstantAndId(Position), DIGITS)
BY_LIKES = Cursor(ByRankAndId(Position), DIGITS)
#: How many entries came before, as digits or as a number.
BY_COUNT = Cursor(ByIndex(), DIGITS)
BY_COUNT_AS_NUMBER = Cursor(ByIndex(), NUMBER)
#: Follows have each an instant of their own.
BY_FOLLOW = Cursor(ByRank(Position), NUMBER)
