"""TikAPI's parameters, by the names of its SDK schema. Its patterns are restated here in linear, escaped form.

What the vendor's SDK says of a wrong value, and the pattern that it checks, stand beside as `vendor_help` and
`vendor_pattern` where ours are others; an example is the vendor's or none, as its sandbox is asked with it.
"""

from typing import Annotated, Any

from tokgate.contract.cursors import DIGITS, ByRank, Cursor
from tokgate.contract.parameters import Parameter, query
from tokgate.domain.paging import Position

USERNAME_FORM = r"@?[a-zA-Z0-9_.]+|https?://vm\.tiktok\.com/[a-zA-Z0-9]+/?"
LINK_FORM = r"[0-9]+|https?://vm\.tiktok\.com/[a-zA-Z0-9]+/?"
VENDOR_USERNAME = "^([a-zA-Z0-9_.]+|https?://vm.tiktok.com/[a-zA-Z0-9]+/?)$"
VENDOR_LINK = "^([0-9]+|https?://vm.tiktok.com/[a-zA-Z0-9]+/?)$"
#: What the vendor's SDK says below most cursors, and below those that it calls an offset.
VENDOR_CURSOR_HELP = (
    "The starting point of the items list. Returned in every response, should be included in the next request for "
    "iteration.<br><br> *(A simple iteration method is already implemented in the Javascript & Python libraries as "
    "seen in the request samples)*"
)
VENDOR_OFFSET_HELP = VENDOR_CURSOR_HELP.replace("starting point of the", "starting offset of")
VENDOR_NEXT_CURSOR_HELP = (
    "A iteration parameter returned in each response, should be included in the next requests to get the next items."
)

EXAMPLE_SEC_UID = "MS4wLjABAAAAsHntXC3s0AvxcecggxsoVa4eAiT8OVafVZ4OQXxy-9htpnUi0sOYSr0kGGD1Loud"
EXAMPLE_LIKER = "MS4wLjABAAAAKxXMUvcQ2Eo_vVxLn554nbLCdsrBKtxlu_FVhnG8TX92Zo2EezMi3FA0iQ7LJZzq"


def username(help: str, example: str | None, vendor_help: str | None = None) -> Parameter:
    """A username, with a leading @ or not, or a short link."""
    return query(
        help=help,
        example=example,
        pattern=USERNAME_FORM,
        vendor_pattern=VENDOR_USERNAME,
        vendor_help=vendor_help,
        max_length=200,
    )


def sec_uid(example: str | None, **details: Any) -> Parameter:
    """A creator's secUid."""
    return query(
        name="secUid",
        help="The TikTok user secUid, as public.check gives it.",
        vendor_help=(
            "The TikTok user secUid. You can get this from the <a href='#tag/Public/operation/public.check'>"
            "Get profile information</a> endpoint using the username."
        ),
        example=example,
        pattern=r"[^\r\n]+",
        vendor_pattern="^(.*?){30,}$",
        max_length=300,
        **details,
    )


def digits(help: str, example: str | None = None, vendor_help: str | None = None, **details: Any) -> Parameter:
    """An id in digits."""
    return query(help=help, example=example, vendor_help=vendor_help, pattern="[0-9]+", **{"max_length": 20, **details})


def linked(help: str, example: str | None = None, vendor_help: str | None = None, **details: Any) -> Parameter:
    """An id in digits, or a short link to what it is the id of."""
    return query(
        help=help,
        example=example,
        vendor_help=vendor_help,
        pattern=LINK_FORM,
        vendor_pattern=VENDOR_LINK,
        **{"max_length": 100, **details},
    )


Username = Annotated[str, username("The TikTok user username", "lilyachty")]
UserId = Annotated[str, digits("The TikTok user ID")]
SecUid = Annotated[str, sec_uid(EXAMPLE_SEC_UID)]
#: The same, where the vendor's example is another creator.
LikerSecUid = Annotated[str, sec_uid(EXAMPLE_LIKER)]
#: As `public.check` takes them.
CheckedUserId = Annotated[str, digits("Optionally you can get the profile information using the user_id parameter.")]
EarlierSecUid = Annotated[str, sec_uid(EXAMPLE_SEC_UID, until="3.0.1")]
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
#: Any instant in milliseconds is a place in a list of posts.
BY_TIME = Cursor(ByRank(Position), DIGITS)
VideoId = Annotated[
    str,
    linked(
        "The video ID. Can also be a short TikTok link (e.g. vm.tiktok.com/UwU)",
        "7003402629929913605",
    ),
]
Country = Annotated[
    str,
    query(
        help="The country to look from, two letters (accepted and without effect here).",
        vendor_help=(
            "You can optionally choose the proxy country from where the request\n\t\t\t\t\tis being sent by providing "
            "an ISO Code (e.g us, ca, gb) — 200+ countries supported"
        ),
        example="us",
        pattern=r"[a-zA-Z]{2}",
        vendor_pattern="^[a-z]{2}$",
        since="3.0.0",
    ),
]
SessionId = Annotated[
    int,
    query(
        help="Keep the vendor's session between requests (accepted and without effect here).",
        vendor_help=(
            "(Optional) Longer sessions. The cookies and IP are preserved through different requests for a longer "
            "amount of time. You should include this in order to get different posts on every request."
        ),
        example=0,
        at_least=0,
        at_most=100,
        clamp=True,
        since="3.0.0",
    ),
]
