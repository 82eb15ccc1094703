"""How an account's own lists are asked for, where that is another than how anybody asks."""

from __future__ import annotations

from typing import Annotated

from tokgate.contract.parameters import query
from tokgate.dialects.tikapi.parameters import (
    NEXT_HELP,
    VENDOR_CURSOR_HELP,
    VENDOR_NEXT_CURSOR_HELP,
    digits,
    username,
)

ProfileName = Annotated[str, username("The TikTok user username", None)]
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
#: Of likes, as the SDKs until 2.0.11 name a creator.
LikerId = Annotated[str, digits("The TikTok user ID", until="2.0.11")]
