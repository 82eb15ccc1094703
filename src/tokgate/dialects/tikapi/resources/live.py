"""Live rooms of an authorised creator, and those that it looks at."""

from __future__ import annotations

from tokgate.contract.effects import Effect
from tokgate.contract.methods import get, post
from tokgate.contract.operation import Declared, M, Resource
from tokgate.dialects.tikapi.credentials import account
from tokgate.dialects.tikapi.live_topics import check_topic
from tokgate.dialects.tikapi.parameters.analytics import AnalyticsDays
from tokgate.dialects.tikapi.parameters.live import (
    ChatCursor,
    ChatText,
    GameTagId,
    HashtagId,
    Keyword,
    Offset,
    PageCount,
    PageNumber,
    RoomId,
    RoomIdOfDetails,
    RoomIdSent,
    RoomOrder,
    SearchCursor,
    Sort,
    ThirdParty,
    Title,
)
from tokgate.dialects.tikapi.parameters.paging import Count
from tokgate.dialects.tikapi.resources.sources import OURS, SDK
from tokgate.dialects.tikapi.wire.answers import DoneAnswer
from tokgate.dialects.tikapi.wire.live import (
    FOUND,
    OWN,
    LiveListPage,
    LiveSearchPage,
    PermissionsAnswer,
    RecommendAnswer,
    RoomAnswer,
    StartAnswer,
    TopicsAnswer,
)
from tokgate.dialects.tikapi.wire.live_chat import CHAT, ChatPage, ChatSentAnswer
from tokgate.dialects.tikapi.wire.live_figures import DetailsAnswer, LiveAnalyticsAnswer, StatsAnswer
from tokgate.dialects.tikapi.wire.wallet import TRANSACTIONS, TransactionPage

LIVE = account("live")


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
    def sendChat(self, *, room_id: RoomIdSent, text: ChatText) -> ChatSentAnswer:
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
    def transactionHistory(self, *, page: PageNumber | None = None, count: PageCount | None = None) -> TransactionPage:
        """The gifts that the account gave and received, latest first."""
        raise Declared

    @get("/user/search/live", credentials=LIVE, pages=FOUND, since="3.1.3", source=SDK)
    def search(self, *, query: Keyword, cursor: SearchCursor | None = None) -> LiveSearchPage:
        """Rooms that run now whose title, topic or owner has the words, the latest first."""
        raise Declared

    @get("/user/live/analytics", credentials=account("view_analytics"), since="3.1.3", source=SDK)
    def analytics(self, *, days: AnalyticsDays = 7) -> LiveAnalyticsAnswer:
        """What gifts were worth and how long rooms ran, by day."""
        raise Declared

    @get("/user/live/list", credentials=LIVE, pages=OWN, since="3.1.3", source=OURS)
    def list(self, *, count: Count = 30, offset: Offset | None = None, sort: Sort = RoomOrder.LATEST) -> LiveListPage:
        """The account's own rooms."""
        raise Declared

    @get("/user/live/detail", credentials=LIVE, since="3.1.3", source=OURS)
    def details(self, *, room_id: RoomIdOfDetails) -> DetailsAnswer:
        """Anybody's room, and of the account's own what came of it."""
        raise Declared
