"""TikAPI's parameters, by the names of its SDK schema. Its patterns are restated here in linear, escaped form.

What the vendor's SDK says of a wrong value, and the pattern that it checks, stand beside as `vendor_help` and
`vendor_pattern` where ours are others; an example is the vendor's or none, as its sandbox is asked with it.
"""

from typing import Annotated, Any, Literal, TypeAlias

from tokgate.contract.cursors import DIGITS, NUMBER, ByIndex, ByInstantAndId, ByRank, ByRankAndId, Cursor
from tokgate.contract.parameters import Parameter, path, query
from tokgate.domain.paging import Position

USERNAME_FORM = r"@?[a-zA-Z0-9_.]+|https?://vm\.tiktok\.com/[a-zA-Z0-9]+/?"
LINK_FORM = r"[0-9]+|https?://vm\.tiktok\.com/[a-zA-Z0-9]+/?"
VENDOR_USERNAME = "^([a-zA-Z0-9_.]+|https?://vm.tiktok.com/[a-zA-Z0-9]+/?)$"
VENDOR_LINK = "^([0-9]+|https?://vm.tiktok.com/[a-zA-Z0-9]+/?)$"
#: What is kept of a text, and so can be found: all but NUL, with which databases end one.
KEPT: dict[str, Any] = {"pattern": r"[^\x00]*", "vendor_pattern": ""}
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

VENDOR_SEC_UID_HELP = (
    "The TikTok user secUid. You can get this from the <a href='#tag/Public/operation/public.check'>"
    "Get profile information</a> endpoint using the username."
)
NEXT_HELP = "Where to go on: the nextCursor of the previous answer."

MUSIC_HELP = "The music ID. Can also be a short TikTok link (e.g. vm.tiktok.com/UwU)"
VIDEO_HELP = "The video ID. Can also be a short TikTok link (e.g. vm.tiktok.com/UwU)"
EXAMPLE_VIDEO = "7109178205151464746"
EXAMPLE_SEC_UID = "MS4wLjABAAAAsHntXC3s0AvxcecggxsoVa4eAiT8OVafVZ4OQXxy-9htpnUi0sOYSr0kGGD1Loud"
EXAMPLE_CURATOR = "MS4wLjABAAAABKjQkOz_IIzXXzEAl_9LGsWhvK-gBnlczwRPXK8EmxAp6K3X0qiaP5_OEqmm0XwG"
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


def sec_uid(example: str | None, vendor_help: str = VENDOR_SEC_UID_HELP, **details: Any) -> Parameter:
    """A creator's secUid."""
    return query(
        name="secUid",
        help="The TikTok user secUid, as public.check gives it.",
        vendor_help=vendor_help,
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
AuthorName = Annotated[str, username("The username of the video author.", None)]
#: The same, where the vendor's example is another creator.
LikerSecUid = Annotated[str, sec_uid(EXAMPLE_LIKER)]
CuratorSecUid = Annotated[str, sec_uid(EXAMPLE_CURATOR)]
#: As `public.check` takes them.
CheckedUserId = Annotated[str, digits("Optionally you can get the profile information using the user_id parameter.")]
CheckedSecUid = Annotated[
    str, sec_uid(EXAMPLE_SEC_UID, "Optionally you can get the profile information using the secUid parameter.")
]
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
#: In a list whose posts share instants, such as those with a sound or a hashtag.
BY_TIME_AND_ID = Cursor(ByInstantAndId(Position), DIGITS)
BY_LIKES = Cursor(ByRankAndId(Position), DIGITS)
#: How many entries came before, as digits or as a number.
BY_COUNT = Cursor(ByIndex(), DIGITS)
BY_COUNT_AS_NUMBER = Cursor(ByIndex(), NUMBER)
#: Follows have each an instant of their own.
BY_FOLLOW = Cursor(ByRank(Position), NUMBER)
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
VideoId = Annotated[str, linked(VIDEO_HELP, "7003402629929913605")]
#: The same, where the vendor's example is another post.
OtherVideoId = Annotated[str, linked(VIDEO_HELP, EXAMPLE_VIDEO)]
RelatedId = Annotated[
    str,
    linked(
        "The video ID from which to get related posts. Can also be a short TikTok link (e.g. vm.tiktok.com/UwU)",
        EXAMPLE_VIDEO,
    ),
]
#: What is searched for.
SearchCategory: TypeAlias = Literal["general", "users", "videos", "autocomplete"]
#: The vendor has numbers from 1 to 12 without 9.
CategoryId = Annotated[
    str,
    query(
        help="The category ID.",
        example="1",
        pattern=r"[1-8]|1[0-2]",
        vendor_pattern="^[0-9]+$",
        vendor_type="any",
        max_length=2,
    ),
]
HashtagId = Annotated[
    str, linked("The hashtag ID. Can also be a short TikTok link (e.g. vm.tiktok.com/UwU)", "4655293")
]
HashtagName = Annotated[str, query(help="The hashtag name", max_length=200)]
MusicId = Annotated[str, linked(MUSIC_HELP, "28459463")]
#: The same, where the vendor's example is another one.
SoundId = Annotated[str, linked(MUSIC_HELP, "7289302423758228270")]
CommentId = Annotated[str, digits("The comment ID", "7109185042560680750")]
PlaylistId = Annotated[str, digits("The playlist ID.", "7596415294902389534", vendor_type="any")]
Category = Annotated[SearchCategory, path(help="The search category", example="general")]
SearchText = Annotated[str, query(help="The search keyword", example="lilyachty", max_length=200, **KEPT)]
Keyword = Annotated[str, query(help="What it is about.", vendor_help="", example="lilyachty", max_length=200, **KEPT)]
Offset = Annotated[
    int,
    query(
        also=("cursor",),
        help="Where to go on: the offset of the previous answer, which is how many entries came so far.",
        vendor_help=VENDOR_OFFSET_HELP,
        at_least=0,
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


def session_id(vendor_help: str) -> Parameter:
    """Which of the vendor's sessions a call is made in."""
    return query(
        help="Keep the vendor's session between requests (accepted and without effect here).",
        vendor_help=vendor_help,
        example=0,
        at_least=0,
        at_most=100,
        clamp=True,
        since="3.0.0",
    )


SessionId = Annotated[
    int,
    session_id(
        "(Optional) Longer sessions. The cookies and IP are preserved through different requests for a longer amount "
        "of time. You should include this in order to get different posts on every request."
    ),
]
SearchSessionId = Annotated[
    int,
    session_id(
        "The cookies and IP are preserved through different requests for a longer amount of time. You should use this "
        "if you want to keep the search suggestions the same."
    ),
]
