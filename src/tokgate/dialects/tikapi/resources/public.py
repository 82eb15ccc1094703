"""What anybody can see. Facts: the schema in TikAPI's SDKs (npm and PyPI 3.2.2, 3.0.0, 2.0.11)."""

from __future__ import annotations

from tokgate.contract.methods import get
from tokgate.contract.operation import Declared, M, Resource
from tokgate.dialects.tikapi.credentials import API_KEY
from tokgate.dialects.tikapi.parameters.comments import CommentId
from tokgate.dialects.tikapi.parameters.creators import (
    AuthorName,
    CheckedSecUid,
    CheckedUserId,
    CuratorSecUid,
    EarlierSecUid,
    LikerSecUid,
    SecUid,
    UserId,
    Username,
)
from tokgate.dialects.tikapi.parameters.paging import Count, CountCursor, DigitCursor, NextNumber, NextText
from tokgate.dialects.tikapi.parameters.posts import (
    CategoryId,
    HashtagId,
    HashtagName,
    MusicId,
    OtherVideoId,
    PlaylistId,
    RelatedId,
    SoundId,
    VideoId,
)
from tokgate.dialects.tikapi.parameters.search import Category, Keyword, SearchText
from tokgate.dialects.tikapi.parameters.sessions import Country, SearchSessionId, SessionId
from tokgate.dialects.tikapi.resources.sources import OURS, SDK
from tokgate.dialects.tikapi.wire.comments import COMMENTS, CommentPage
from tokgate.dialects.tikapi.wire.discover import DISCOVERED_POSTS, DiscoverPage
from tokgate.dialects.tikapi.wire.hashtags import HASHTAG_POSTS, HashtagPage
from tokgate.dialects.tikapi.wire.music import MusicAnswer
from tokgate.dialects.tikapi.wire.people import FOLLOWS, CheckAnswer, FollowPage
from tokgate.dialects.tikapi.wire.playlists import PLAYLISTS, PlaylistPage
from tokgate.dialects.tikapi.wire.posts import POSTS, ItemPage, VideoAnswer
from tokgate.dialects.tikapi.wire.search import FOUND, SearchAnswer

_KEY = (API_KEY,)
_NAMES = (("username", "user_id", "secUid"),)


class Public(Resource[M], name="tikapi.public"):
    """What anybody can see."""

    @get("/public/check", credentials=_KEY, one_of=_NAMES, source=SDK)
    def check(
        self,
        *,
        username: Username | None = None,
        user_id: CheckedUserId | None = None,
        secUid: EarlierSecUid | None = None,
        country: Country | None = None,
        session_id: SessionId | None = None,
    ) -> CheckAnswer:
        """A creator's profile and counters, by username, user id (since 3.0.2) or secUid (until then, and since 3.2.1).

        One of the three is needed; the first of them counts.
        """
        raise Declared

    @get("/public/check/v3", credentials=_KEY, one_of=_NAMES, source=SDK, since="3.2.1")
    def checkV3(
        self,
        *,
        username: Username | None = None,
        user_id: CheckedUserId | None = None,
        secUid: CheckedSecUid | None = None,
        country: Country | None = None,
        session_id: SessionId | None = None,
    ) -> CheckAnswer:
        """As `check`: the vendor's other way to the same."""
        raise Declared

    @get("/public/posts", credentials=_KEY, pages=POSTS, source=SDK)
    def posts(
        self,
        *,
        secUid: SecUid,
        count: Count = 30,
        cursor: DigitCursor | None = None,
        user_id: UserId | None = None,
        country: Country | None = None,
        session_id: SessionId | None = None,
    ) -> ItemPage:
        """A creator's posts, newest first."""
        raise Declared

    @get("/public/likes", credentials=_KEY, pages=POSTS, source=SDK)
    def likes(
        self,
        *,
        secUid: LikerSecUid,
        count: Count = 30,
        cursor: DigitCursor | None = None,
        country: Country | None = None,
        session_id: SessionId | None = None,
    ) -> ItemPage:
        """The posts that a creator liked, latest like first, if the creator shows them."""
        raise Declared

    @get("/public/followers", credentials=_KEY, pages=FOLLOWS, source=SDK, since="3.1.2")
    def followersList(
        self,
        *,
        secUid: LikerSecUid,
        count: Count = 30,
        nextCursor: NextNumber | None = None,
        country: Country | None = None,
        session_id: SessionId | None = None,
    ) -> FollowPage:
        """Who follows a creator, latest follow first."""
        raise Declared

    @get("/public/following", credentials=_KEY, pages=FOLLOWS, source=SDK, since="3.1.2")
    def followingList(
        self,
        *,
        secUid: LikerSecUid,
        count: Count = 30,
        nextCursor: NextNumber | None = None,
        country: Country | None = None,
        session_id: SessionId | None = None,
    ) -> FollowPage:
        """Whom a creator follows, latest follow first."""
        raise Declared

    @get("/public/explore", credentials=_KEY, source=SDK)
    def explore(
        self,
        *,
        count: Count = 30,
        country: Country | None = None,
        session_id: SessionId | None = None,
    ) -> ItemPage:
        """Popular posts of these days, most liked first. There is no next page."""
        raise Declared

    @get("/public/video", credentials=_KEY, source=SDK)
    def video(
        self,
        *,
        id: VideoId,
        country: Country | None = None,
        session_id: SessionId | None = None,
    ) -> VideoAnswer:
        """One post."""
        raise Declared

    @get("/public/video/v2", credentials=_KEY, source=SDK, since="3.1.4")
    def videoV2(
        self,
        *,
        id: OtherVideoId,
        country: Country | None = None,
        session_id: SessionId | None = None,
    ) -> VideoAnswer:
        """As `video`: the vendor's other way to the same."""
        raise Declared

    @get("/public/video/v3", credentials=_KEY, source=SDK, since="3.1.4")
    def videoV3(
        self,
        *,
        id: OtherVideoId,
        username: AuthorName,
        country: Country | None = None,
        session_id: SessionId | None = None,
    ) -> VideoAnswer:
        """As `video`. The post is found by its id alone, as on TikTok's site, whatever the username."""
        raise Declared

    @get("/public/related_posts", credentials=_KEY, source=OURS, since="3.1.3")
    def relatedPosts(
        self,
        *,
        video_id: RelatedId,
        country: Country | None = None,
        session_id: SessionId | None = None,
    ) -> ItemPage:
        """Posts with the same sound, the same hashtags or by the same creator. There is no next page."""
        raise Declared

    @get("/public/playlists", credentials=_KEY, pages=PLAYLISTS, source=OURS, since="3.1.3")
    def playlists(
        self,
        *,
        secUid: CuratorSecUid,
        count: Count = 30,
        cursor: DigitCursor | None = None,
        country: Country | None = None,
        session_id: SessionId | None = None,
    ) -> PlaylistPage:
        """A creator's playlists, newest first."""
        raise Declared

    @get("/public/playlist/items", credentials=_KEY, pages=POSTS, source=SDK, since="3.1.3")
    def playlistItems(
        self,
        *,
        playlist_id: PlaylistId,
        count: Count = 30,
        cursor: DigitCursor | None = None,
        country: Country | None = None,
        session_id: SessionId | None = None,
    ) -> ItemPage:
        """The posts in a playlist, in its order."""
        raise Declared

    @get("/public/explore/category", credentials=_KEY, source=SDK, since="3.1.3")
    def exploreCategory(
        self,
        *,
        category_id: CategoryId,
        count: Count = 30,
        country: Country | None = None,
        session_id: SessionId | None = None,
    ) -> ItemPage:
        """Popular posts of a category, most liked first. There is no next page.

        1 Comedy & Drama, 2 Dance & Music, 3 Relationships, 4 Nature & Pets, 5 Lifestyle, 6 Society, 7 Fashion,
        8 Entertainment, 10 Informative, 11 Sports & Outdoors, 12 Auto & Vehicle. No source tells which of them a post
        is in: here its hashtags do, such as #comedy or #dogs (ours).
        """
        raise Declared

    @get("/public/hashtag", credentials=_KEY, one_of=(("id", "name"),), pages=HASHTAG_POSTS, source=SDK)
    def hashtag(
        self,
        *,
        id: HashtagId | None = None,
        name: HashtagName | None = None,
        count: Count = 30,
        cursor: DigitCursor | None = None,
        country: Country | None = None,
        session_id: SessionId | None = None,
    ) -> HashtagPage:
        """The posts with a hashtag, newest first. The id counts where both are given.

        The vendor wants the first call by name, and those after it by the id in the answer's `challengeInfo`; each call
        may name it in either way.
        """
        raise Declared

    @get("/public/comment/list", credentials=_KEY, pages=COMMENTS, source=SDK, since="3.1.6")
    def commentsList(
        self,
        *,
        media_id: OtherVideoId,
        count: Count = 30,
        cursor: CountCursor | None = None,
        country: Country | None = None,
        session_id: SessionId | None = None,
    ) -> CommentPage:
        """The comments on a post, oldest first."""
        raise Declared

    @get("/public/comment/reply/list", credentials=_KEY, pages=COMMENTS, source=SDK, since="3.1.6")
    def commentRepliesList(
        self,
        *,
        media_id: OtherVideoId,
        comment_id: CommentId,
        count: Count = 30,
        cursor: CountCursor | None = None,
        country: Country | None = None,
        session_id: SessionId | None = None,
    ) -> CommentPage:
        """The replies to a comment, oldest first."""
        raise Declared

    @get("/public/music", credentials=_KEY, pages=POSTS, source=SDK, since="3.0.0")
    def music(
        self,
        *,
        id: MusicId,
        count: Count = 30,
        cursor: DigitCursor | None = None,
        country: Country | None = None,
        session_id: SessionId | None = None,
    ) -> ItemPage:
        """The posts with a sound, newest first."""
        raise Declared

    @get("/public/music/info", credentials=_KEY, source=SDK, since="3.0.0")
    def musicInfo(
        self,
        *,
        id: SoundId,
        country: Country | None = None,
        session_id: SessionId | None = None,
    ) -> MusicAnswer:
        """A sound, and how many posts have it."""
        raise Declared

    @get("/public/discover/v3", credentials=_KEY, pages=DISCOVERED_POSTS, source=OURS, since="3.2.2")
    def discover(
        self,
        *,
        keyword: Keyword,
        count: Count = 30,
        nextCursor: NextText | None = None,
        country: Country | None = None,
        session_id: SessionId | None = None,
    ) -> DiscoverPage:
        """Popular posts about a keyword, most liked first."""
        raise Declared

    @get("/public/search/{category}", credentials=_KEY, pages=FOUND, source=OURS, since="3.0.0")
    def search(
        self,
        *,
        category: Category,
        query: SearchText,
        session_id: SearchSessionId | None = None,
        nextCursor: NextText | None = None,
        country: Country | None = None,
    ) -> SearchAnswer:
        """What is found for a text: posts with each of its words, newest first; users with most posts first.

        `autocomplete` gives hashtags and usernames that begin so.
        """
        raise Declared
