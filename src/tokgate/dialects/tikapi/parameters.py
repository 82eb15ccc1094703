"""TikAPI's parameters, by the names of its SDK schema. Its patterns are restated here in linear, escaped form."""

from typing import Annotated

from tokgate.contract.cursors import DIGITS, ByRank, Cursor
from tokgate.contract.parameters import query
from tokgate.domain.paging import Position

USERNAME_FORM = r"@?[a-zA-Z0-9_.]+|https?://vm\.tiktok\.com/[a-zA-Z0-9]+/?"
LINK_FORM = r"[0-9]+|https?://vm\.tiktok\.com/[a-zA-Z0-9]+/?"
EXAMPLE_SEC_UID = "MS4wLjABAAAAsHntXC3s0AvxcecggxsoVa4eAiT8OVafVZ4OQXxy-9htpnUi0sOYSr0kGGD1Loud"

Username = Annotated[
    str,
    query(help="The TikTok account username.", example="lilyachty", pattern=USERNAME_FORM, max_length=200),
]
UserId = Annotated[
    str, query(help="The TikTok user id.", example="6569595380449902597", pattern=r"[0-9]+", max_length=20)
]
SecUid = Annotated[
    str,
    query(
        name="secUid",
        help="The TikTok user secUid, as public.check gives it.",
        example=EXAMPLE_SEC_UID,
        pattern=r"[^\r\n]+",
        vendor_pattern="^(.*?){30,}$",
        max_length=300,
    ),
]
#: SDKs since 3.0 send count=30 always; raw callers send 35 and 100, which the vendor answers with fewer rows.
Count = Annotated[
    int,
    query(help="How many items to give at most.", example=30, at_least=1, at_most=30, clamp=True),
]
#: Milliseconds as digits: what SDKs check with ^[0-9]+$ is a JSON string here, a number in comment lists.
DigitCursor = Annotated[
    str,
    query(
        help="Where to go on: the cursor of the previous answer. '0' is the start.",
        example="1643332803000",
        pattern=r"[0-9]+",
        max_length=60,
    ),
]
#: Any instant in milliseconds is a place in a list of posts.
BY_TIME = Cursor(ByRank(Position), DIGITS)
VideoId = Annotated[str, query(help="The video id.", example="7003402629929913605", pattern=LINK_FORM, max_length=100)]
Country = Annotated[
    str,
    query(
        help="The country to look from, two letters (accepted and without effect here).",
        example="us",
        pattern=r"[a-zA-Z]{2}",
        since="3.0.0",
    ),
]
SessionId = Annotated[
    int,
    query(
        help="Keep the vendor's session between requests (accepted and without effect here).",
        example=0,
        at_least=0,
        at_most=100,
        clamp=True,
        since="3.0.0",
    ),
]
