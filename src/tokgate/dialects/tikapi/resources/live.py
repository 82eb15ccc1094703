"""Live rooms of an authorised creator, and those that it looks at."""

from __future__ import annotations

from typing import Annotated

from tokgate.contract.cursors import DIGITS, NUMBER, ByIndex, ByRank, ByRankAndId, Cursor
from tokgate.contract.effects import Effect
from tokgate.contract.methods import get, post
from tokgate.contract.operation import Declared, M, Resource
from tokgate.contract.parameters import body, query
from tokgate.dialects.tikapi.credentials import account
from tokgate.dialects.tikapi.live_topics import check_topic
from tokgate.dialects.tikapi.parameters import KEPT, VENDOR_OFFSET_HELP, Count
from tokgate.dialects.tikapi.resources.sources import SDK
from tokgate.dialects.tikapi.wire.live import (
    CHAT,
    FOUND,
    OWN,
    ChatPage,
    DoneAnswer,
    LiveListPage,
    LiveSearchPage,
    PermissionsAnswer,
    RecommendAnswer,
    RoomAnswer,
    SentAnswer,
    StartAnswer,
    TopicsAnswer,
)
from tokgate.dialects.tikapi.wire.live_figures import DetailsAnswer, LiveAnalyticsAnswer, StatsAnswer
from tokgate.dialects.tikapi.wire.wallet import TRANSACTIONS, TransactionPage
from tokgate.domain.paging import Position

LIVE = account("live")
OURS = f"{SDK} (the answer's shape is ours)"
_ROOM_HELP = "The live room's id: `roomId` in the profile of an account that has one running."
_VENDOR_ROOM_HELP = (
    "The Live room ID. You can find this using the <a href='#tag/Public/operation/public.check'>Get profile "
    "information</a> endpoint."
)
_ROOM_FORM = {
    "help": _ROOM_HELP,
    "example": "7112492061034646278",
    "pattern": r"[0-9]+",
    "vendor_pattern": "",
    "max_length": 20,
}

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
Keyword = Annotated[str, query(help="The search keyword", example="lilyachty", min_length=1, max_length=200, **KEPT)]
SearchCursor = Annotated[
    int,
    query(
        help="Where to go on: the cursor of the previous answer.",
        vendor_help=VENDOR_OFFSET_HELP,
        vendor_pattern="^[0-9]+$",
        at_least=0,
    ),
]
Days = Annotated[
    int,
    query(
        help="How many days, the last of which is today; a year at most.",
        vendor_help="The days time frame for the analytics data",
        vendor_pattern="^[0-9]+$",
        at_least=1,
        clamp=True,
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
    int,
    query(
        help="Sort results by ascending (1) or descending (0). Default is descending (0).",
        example=1,
        at_least=0,
        at_most=1,
    ),
]
PageNumber = Annotated[
    int, query(help="The list page number", vendor_type="any", example=1, at_least=1, at_most=10**9, clamp=True)
]
PageCount = Annotated[
    int, query(help="The items limit per page", vendor_type="any", example=12, at_least=1, at_most=100, clamp=True)
]

#: Events of one room may share an instant.
BY_EVENT = Cursor(ByRankAndId(Position), DIGITS)
#: Rooms by the second of their start; a page holds all that began in its last one.
BY_START = Cursor(ByRank(Position), NUMBER)
BY_INDEX = Cursor(ByIndex(), NUMBER)


class Live(Resource[M], name="tikapi.user.live"):
    """Live rooms: the creator's own, and those that it looks at."""

    @get("/user/live/info", credentials=LIVE, since="3.0.0", source=OURS)
    def permissions(self) -> PermissionsAnswer:
        """Whether the account may go live, and stream with a program of its own."""
        raise Declared

    @post("/user/live/start", credentials=LIVE, effect=Effect.REPEATABLE, check=check_topic, source=SDK)
    def start(
        self,
        *,
        title: Title,
        third_party: ThirdParty = True,
        hashtag_id: HashtagId | None = None,
        game_tag_id: GameTagId | None = None,
    ) -> StartAnswer:
        """Start a room, which closes when its stream ends. Who has one running is given that one, as it is (ours)."""
        raise Declared

    @post("/user/live/stop", credentials=LIVE, effect=Effect.REPEATABLE, source=SDK)
    def stop(self) -> DoneAnswer:
        """End the room that is running, if there is one."""
        raise Declared

    @get("/user/live/check", credentials=LIVE, source=OURS)
    def info(self, *, room_id: RoomId) -> RoomAnswer:
        """Anybody's room, running or over."""
        raise Declared

    @get("/user/live/recommend", credentials=LIVE, source=OURS)
    def recommend(self, *, room_id: RoomId) -> RecommendAnswer:
        """Other rooms that run now: those about the same first, then the latest."""
        raise Declared

    @get("/user/live/stats", credentials=LIVE, source=SDK)
    def stats(self, *, room_id: RoomId) -> StatsAnswer:
        """What came of a room of the account's own, so far or in all."""
        raise Declared

    @get("/user/live/chat", credentials=account("live", "send_messages"), pages=CHAT, since="3.0.0", source=SDK)
    def chat(self, *, room_id: RoomId, nextCursor: ChatCursor | None = None) -> ChatPage:
        """What is said, given and done in anybody's room, oldest first.

        The cursor of the last answer leads to what happens later. A walk ends where nothing more has happened yet.
        """
        raise Declared

    @post("/user/live/chat/send", credentials=LIVE, effect=Effect.WRITES, since="3.0.0", source=OURS)
    def sendChat(self, *, room_id: RoomIdSent, text: ChatText) -> SentAnswer:
        """Say something in anybody's room that runs."""
        raise Declared

    @get("/user/live/topics", credentials=LIVE, since="3.0.8", source=OURS)
    def topics(self) -> TopicsAnswer:
        """What a room can be about."""
        raise Declared

    @get(
        "/user/wallet/transactions",
        credentials=account("view_coins"),
        pages=TRANSACTIONS,
        since="3.1.0",
        source=OURS,
    )
    def transactionHistory(self, *, page: PageNumber = 1, count: PageCount = 12) -> TransactionPage:
        """The gifts that the account gave and received, latest first."""
        raise Declared

    @get("/user/search/live", credentials=LIVE, pages=FOUND, since="3.1.3", source=SDK)
    def search(self, *, query: Keyword, cursor: SearchCursor | None = None) -> LiveSearchPage:
        """Rooms that run now whose title, topic or owner has the words, the latest first."""
        raise Declared

    @get("/user/live/analytics", credentials=account("view_analytics"), since="3.1.3", source=SDK)
    def analytics(self, *, days: Days = 7) -> LiveAnalyticsAnswer:
        """What gifts were worth and how long rooms ran, by day."""
        raise Declared

    @get("/user/live/list", credentials=LIVE, pages=OWN, since="3.1.3", source=OURS)
    def list(self, *, count: Count = 30, offset: Offset | None = None, sort: Sort = 0) -> LiveListPage:
        """The account's own rooms."""
        raise Declared

    @get("/user/live/detail", credentials=LIVE, since="3.1.3", source=OURS)
    def details(self, *, room_id: RoomIdOfDetails) -> DetailsAnswer:
        """Anybody's room, and of the account's own what came of it."""
        raise Declared
