"""What an authorised creator sees and does. Facts: the schema in TikAPI's SDKs (npm and PyPI 3.2.2, 3.0.0, 2.0.11)."""

from __future__ import annotations

from tokgate.contract.effects import Effect
from tokgate.contract.methods import get, post
from tokgate.contract.operation import Declared, M, Resource
from tokgate.dialects.tikapi.credentials import account
from tokgate.dialects.tikapi.parameters.analytics import AnalyticsDays, AnalyticsPath, MediaId, check_media_id
from tokgate.dialects.tikapi.parameters.creators import (
    FollowedId,
    FollowedSecUid,
    FollowedUsername,
    LikerSecUid,
    ProfileName,
)
from tokgate.dialects.tikapi.parameters.messages import (
    ConversationCursor,
    ConversationId,
    ConversationShortId,
    MessageCursor,
    MessageLimit,
    SendConversationId,
    SendConversationShortId,
    SendText,
    SendTicket,
)
from tokgate.dialects.tikapi.parameters.notifications import Filter, MaxTime, MinTime, NoticeFilter
from tokgate.dialects.tikapi.parameters.paging import Count, FollowCursor, NextFollow, NextNumber
from tokgate.dialects.tikapi.parameters.profile import EditedField, NewValue, check_edit
from tokgate.dialects.tikapi.resources.conversation_requests import ConversationRequests
from tokgate.dialects.tikapi.resources.live import Live
from tokgate.dialects.tikapi.resources.sources import SDK, SDK_3_0
from tokgate.dialects.tikapi.resources.user_posts import UserPosts
from tokgate.dialects.tikapi.wire.analytics import AnalyticsAnswer
from tokgate.dialects.tikapi.wire.answers import DoneAnswer
from tokgate.dialects.tikapi.wire.edits import EditAnswer
from tokgate.dialects.tikapi.wire.messages import CONVERSATIONS, MESSAGES, ConversationPage, MessagePage, SentAnswer
from tokgate.dialects.tikapi.wire.notifications import NOTIFICATIONS, NotificationPage
from tokgate.dialects.tikapi.wire.people import FOLLOWS, FOLLOWS_BY_CURSOR, CheckAnswer, FollowPage, FollowPageV1
from tokgate.dialects.tikapi.wire.sessions import SessionAnswer

FOLLOWED = ("username", "user_id", "secUid")


class User(Resource[M], name="tikapi.user"):
    """What an authorised creator sees; needs an account key."""

    posts: UserPosts[M]
    """Posts, as the creator sees them."""
    conversationRequests: ConversationRequests[M]
    """Conversations that wait to be accepted."""
    live: Live[M]
    """Live rooms."""

    @get(
        "/user/session/check",
        credentials=account("view_profile"),
        source=f"{SDK}; the answer: users of the vendor (members of `data` beside `username` are ours)",
        since="3.0.0",
    )
    def verify(self) -> SessionAnswer:
        """Whose account key it is, while the creator's session lasts; then, and once they took it back, a 428."""
        raise Declared

    @get("/user/info", credentials=account("view_profile"), source=SDK)
    def info(self, *, username: ProfileName | None = None) -> CheckAnswer:
        """A creator's profile and counters, and whether the account follows them; its own when no creator is named."""
        raise Declared

    @post(
        "/user/edit/{field}",
        effect=Effect.REPEATABLE,
        credentials=account("edit"),
        check=check_edit,
        source=f"{SDK_3_0}; the answer: tikapi 2.0.11",
        since="3.0.0",
    )
    def edit(self, *, field: EditedField, value: NewValue) -> EditAnswer:
        """Change one thing of the account's profile. What is changed is seen in every other call at once."""
        raise Declared

    @get("/user/notifications", credentials=account("view_notifications"), pages=NOTIFICATIONS, source=SDK)
    def notifications(
        self,
        *,
        filter: Filter = NoticeFilter.ALL,
        count: Count = 30,
        max_time: MaxTime | None = None,
        min_time: MinTime | None = None,
    ) -> NotificationPage:
        """What others did to the account's posts, comments and profile, the latest first."""
        raise Declared

    @get(
        "/user/following/v1",
        credentials=account("view_followers"),
        pages=FOLLOWS_BY_CURSOR,
        source=f"{SDK} (the answer's shape is ours)",
        since="3.1.3",
    )
    def followingV1(self, *, count: Count = 30, cursor: FollowCursor | None = None) -> FollowPageV1:
        """Whom the account follows, latest follow first: as `following`, with a cursor of another name."""
        raise Declared

    @get("/user/following", credentials=account("view_followers"), pages=FOLLOWS, source=SDK)
    def following(
        self, *, secUid: LikerSecUid | None = None, count: Count = 30, nextCursor: NextFollow | None = None
    ) -> FollowPage:
        """Whom a creator follows, latest follow first; whom the account does when no creator is named."""
        raise Declared

    @get("/user/followers", credentials=account("view_followers"), pages=FOLLOWS, source=SDK)
    def followers(
        self, *, secUid: LikerSecUid | None = None, count: Count = 30, nextCursor: NextNumber | None = None
    ) -> FollowPage:
        """Who follows a creator, latest follow first; who follows the account when no creator is named."""
        raise Declared

    @post(
        "/user/follow",
        effect=Effect.REPEATABLE,
        credentials=account("follow_actions"),
        one_of=(FOLLOWED,),
        source=SDK,
    )
    def follow(
        self,
        *,
        username: FollowedUsername | None = None,
        secUid: FollowedSecUid | None = None,
        user_id: FollowedId | None = None,
    ) -> DoneAnswer:
        """Follow a creator, by any of their names; all that are given must be the same creator's.

        SDKs 2.0.11 send the same for `unfollow`: it follows, too.
        """
        raise Declared

    @post(
        "/user/unfollow",
        effect=Effect.REPEATABLE,
        credentials=account("follow_actions"),
        one_of=(FOLLOWED,),
        source=SDK,
        since="3.0.0",
    )
    def unfollow(
        self,
        *,
        username: FollowedUsername | None = None,
        secUid: FollowedSecUid | None = None,
        user_id: FollowedId | None = None,
    ) -> DoneAnswer:
        """Follow a creator no longer."""
        raise Declared

    @get("/user/conversations", credentials=account("view_messages"), pages=CONVERSATIONS, source=SDK)
    def conversations(self, *, nextCursor: ConversationCursor | None = None) -> ConversationPage:
        """The account's conversations, each with its latest messages; requests apart."""
        raise Declared

    @get("/user/messages", credentials=account("view_messages"), pages=MESSAGES, source=SDK)
    def messages(
        self,
        *,
        conversation_id: ConversationId,
        conversation_short_id: ConversationShortId,
        nextCursor: MessageCursor | None = None,
        limit: MessageLimit | None = None,
    ) -> MessagePage:
        """A conversation's messages, latest first."""
        raise Declared

    @post(
        "/user/message/send",
        effect=Effect.WRITES,
        credentials=account("send_messages"),
        source="tikapi 3.2.2 (the answer's shape is ours)",
        since="3.0.0",
    )
    def sendMessage(
        self,
        *,
        text: SendText,
        conversation_id: SendConversationId,
        conversation_short_id: SendConversationShortId,
        ticket: SendTicket,
    ) -> SentAnswer:
        """Say something in a conversation, which its ticket allows."""
        raise Declared

    @get(
        "/creator/analytics/{type}",
        credentials=account("view_analytics"),
        check=check_media_id,
        source="tikapi 3.2.2, 2.0.11 (the answer's shape is ours)",
    )
    def analytics(
        self, *, type: AnalyticsPath, days: AnalyticsDays = 7, media_id: MediaId | None = None
    ) -> AnalyticsAnswer:
        """What the account gained, by UTC day, from what was seen of it; what was not seen is left out."""
        raise Declared
