"""TikAPI's parameters, by the names, texts and examples of its SDK schema; its patterns in linear, escaped form."""

from enum import StrEnum
from typing import Annotated

from tokgate.contract.cursors import DIGITS, NUMBER, ByIndex, ByRank, ByRankAndId, Cursor
from tokgate.contract.parameters import Choice, Choices, path, query
from tokgate.domain.paging import Position

USERNAME_FORM = r"@?[a-zA-Z0-9_.]+|https?://vm\.tiktok\.com/[a-zA-Z0-9]+/?"
LINK_FORM = r"[0-9]+|https?://vm\.tiktok\.com/[a-zA-Z0-9]+/?"
#: What the vendor says of every cursor.
ITERATION = (
    "The starting point of the items list. Returned in every response, should be included in the next request "
    "for iteration."
)
LINK = "The {} ID. Can also be a short TikTok link (e.g. vm.tiktok.com/UwU)"
NEXT = "A iteration parameter returned in each response, should be included in the next requests to get the next items."
EXAMPLE_SEC_UID = "MS4wLjABAAAAsHntXC3s0AvxcecggxsoVa4eAiT8OVafVZ4OQXxy-9htpnUi0sOYSr0kGGD1Loud"

Username = Annotated[
    str,
    query(help="The TikTok user username", example="lilyachty", pattern=USERNAME_FORM, max_length=200),
]
UserId = Annotated[
    str, query(help="The TikTok user ID", example="6569595380449902597", pattern=r"[0-9]+", max_length=20)
]
SecUid = Annotated[
    str,
    query(
        name="secUid",
        help="The TikTok user secUid. You can get this from the Get profile information endpoint using the username.",
        example=EXAMPLE_SEC_UID,
        pattern=r"[^\r\n]+",
        vendor_pattern="^(.*?){30,}$",
        max_length=300,
    ),
]
#: SDKs since 3.0 send count=30 always; raw callers send 35 and 100, which the vendor answers with fewer rows.
Count = Annotated[
    int,
    query(help="Maximum amount of items for one request", example=30, at_least=1, at_most=30, clamp=True),
]
#: Milliseconds as digits: what SDKs check with ^[0-9]+$ is a JSON string here, a number in comment lists.
DigitCursor = Annotated[
    str,
    query(
        help=ITERATION,
        example="1643332803000",
        pattern=r"[0-9]+",
        max_length=60,
    ),
]
#: Any instant in milliseconds is a place in a list of posts.
BY_TIME = Cursor(ByRank(Position), DIGITS)
#: As text, a place in a list whose posts share instants, such as those with a sound or a hashtag.
BY_TIME_AND_ID = Cursor(ByRankAndId(Position), DIGITS)
#: As text, how many entries came before.
BY_COUNT = Cursor(ByIndex(), DIGITS)
#: How many entries came before, as a number: SDKs check the type before they go on.
CountCursor = Annotated[int, query(help=ITERATION, example=30, at_least=0, at_most=10**9, clamp=True)]
BY_COUNT_AS_NUMBER = Cursor(ByIndex(), NUMBER)
NextNumber = Annotated[int, query(name="nextCursor", help=NEXT, example=1643332803000, at_least=0)]
#: Of follows, which have each an instant of their own.
BY_FOLLOW = Cursor(ByRank(Position), NUMBER)
#: The SDKs until 3.1.3 send it as `cursor`, a number.
NextText = Annotated[
    str, query(name="nextCursor", also=("cursor",), help=NEXT, example="30", pattern=r"[0-9]+", max_length=60)
]


class SearchCategory(StrEnum):
    """What is searched for."""

    GENERAL = "general"
    USERS = "users"
    VIDEOS = "videos"
    AUTOCOMPLETE = "autocomplete"


class ExploreCategory(Choices):
    """What posts are about, by the vendor's numbers; 9 is none."""

    COMEDY = Choice("1", "Comedy & Drama")
    DANCE = Choice("2", "Dance & Music")
    RELATIONSHIPS = Choice("3", "Relationships")
    NATURE = Choice("4", "Nature & Pets")
    LIFESTYLE = Choice("5", "Lifestyle")
    SOCIETY = Choice("6", "Society")
    FASHION = Choice("7", "Fashion")
    ENTERTAINMENT = Choice("8", "Entertainment")
    INFORMATIVE = Choice("10", "Informative")
    SPORTS = Choice("11", "Sports & Outdoors")
    AUTO = Choice("12", "Auto & Vehicle")


VideoId = Annotated[
    str, query(help=LINK.format("video"), example="7003402629929913605", pattern=LINK_FORM, max_length=100)
]
HashtagId = Annotated[str, query(help=LINK.format("hashtag"), example="4655293", pattern=LINK_FORM, max_length=100)]
HashtagName = Annotated[str, query(help="The hashtag name", example="lilyachty", max_length=200)]
MusicId = Annotated[str, query(help=LINK.format("music"), example="28459463", pattern=LINK_FORM, max_length=100)]
CommentId = Annotated[
    str, query(help="The comment ID", example="7109185042560680750", pattern=r"[0-9]+", max_length=20)
]
PlaylistId = Annotated[
    str, query(help="The playlist ID.", example="7596415294902389534", pattern=r"[0-9]+", max_length=20)
]
CategoryId = Annotated[ExploreCategory, query(help="The category ID.", example="1")]
Offset = Annotated[int, query(also=("cursor",), help=ITERATION, example=10, at_least=0, at_most=10**9, clamp=True)]
Category = Annotated[SearchCategory, path(help="The search category", example="general")]
SearchText = Annotated[str, query(help="The search keyword", example="lilyachty", max_length=200)]
Keyword = Annotated[str, query(help="What it is about.", example="lilyachty", max_length=200)]
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
