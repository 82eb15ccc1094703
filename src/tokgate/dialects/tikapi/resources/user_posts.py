"""The posts that an authorised creator sees."""

from __future__ import annotations

from tokgate.contract.effects import Effect
from tokgate.contract.methods import get, post
from tokgate.contract.operation import Declared, M, Resource
from tokgate.dialects.tikapi.credentials import ACTOR, COLLECTOR, EXPLORER
from tokgate.dialects.tikapi.parameters.creators import CuratorSecUid, LikerId, LikerSecUid, SecUid, UserId
from tokgate.dialects.tikapi.parameters.paging import Count, DigitCursor, NextText
from tokgate.dialects.tikapi.parameters.posts import MediaIdSent, PlaylistId, RelatedId, VideoId
from tokgate.dialects.tikapi.parameters.search import Category, SearchText
from tokgate.dialects.tikapi.resources.comments import UserPostsComments
from tokgate.dialects.tikapi.resources.sources import OURS, SDK
from tokgate.dialects.tikapi.wire.answers import DoneAnswer
from tokgate.dialects.tikapi.wire.playlists import PLAYLISTS, PlaylistPage
from tokgate.dialects.tikapi.wire.posts import POSTS, ItemPage, VideoAnswer
from tokgate.dialects.tikapi.wire.search import FOUND, SearchAnswer


class UserPosts(Resource[M], name="tikapi.user.posts"):
    """The posts that an authorised creator sees."""

    comments: UserPostsComments[M]
    """Comments, read and written as the creator."""

    @get("/user/feed", credentials=EXPLORER, pages=POSTS, source=SDK)
    def feed(
        self,
        *,
        count: Count = 30,
        cursor: DigitCursor | None = None,
        secUid: SecUid | None = None,
        user_id: UserId | None = None,
    ) -> ItemPage:
        """A creator's posts, newest first; those of the account itself when no creator is named."""
        raise Declared

    @get("/user/likes", credentials=EXPLORER, pages=POSTS, source=SDK)
    def likes(
        self,
        *,
        count: Count = 30,
        secUid: LikerSecUid | None = None,
        cursor: DigitCursor | None = None,
        id: LikerId | None = None,
    ) -> ItemPage:
        """The posts that a creator liked, latest like first; those that the account liked when no creator is named."""
        raise Declared

    @get("/user/following_posts", credentials=EXPLORER, pages=POSTS, source=SDK, since="3.1.3")
    def followingPosts(self, *, count: Count = 30, cursor: DigitCursor | None = None) -> ItemPage:
        """The posts of the creators that the account follows, newest first."""
        raise Declared

    @get("/user/related_posts", credentials=EXPLORER, source=OURS, since="3.1.3")
    def relatedPosts(self, *, video_id: RelatedId) -> ItemPage:
        """Posts with the same sound, the same hashtags or by the same creator. There is no next page."""
        raise Declared

    @get("/user/saved", credentials=COLLECTOR, pages=POSTS, source=SDK, since="3.1.3")
    def savedPosts(self, *, count: Count = 30, cursor: DigitCursor | None = None) -> ItemPage:
        """The posts that the account saved, the latest first."""
        raise Declared

    @get("/user/playlists", credentials=COLLECTOR, pages=PLAYLISTS, source=OURS, since="3.1.3")
    def playlists(
        self, *, secUid: CuratorSecUid | None = None, count: Count = 30, cursor: DigitCursor | None = None
    ) -> PlaylistPage:
        """A creator's playlists, newest first; the account's own when no creator is named."""
        raise Declared

    @get("/user/playlist/items", credentials=COLLECTOR, pages=POSTS, source=SDK, since="3.1.3")
    def playlistItems(
        self, *, playlist_id: PlaylistId, count: Count = 30, cursor: DigitCursor | None = None
    ) -> ItemPage:
        """The posts in a playlist, in its order."""
        raise Declared

    @get("/user/explore", credentials=EXPLORER, source=SDK)
    def explore(self, *, count: Count = 30) -> ItemPage:
        """Popular posts of these days, most liked first. There is no next page."""
        raise Declared

    @get("/user/search/{category}", credentials=EXPLORER, pages=FOUND, source=OURS, since="3.1.5")
    def search(self, *, category: Category, query: SearchText, nextCursor: NextText | None = None) -> SearchAnswer:
        """What is found for a text, as `public.search` finds it."""
        raise Declared

    @get("/user/video", credentials=EXPLORER, source=SDK, since="3.0.0")
    def video(self, *, id: VideoId) -> VideoAnswer:
        """One post that the account may see, its own private ones too, and whether the account likes and saved it."""
        raise Declared

    @post("/user/like", effect=Effect.REPEATABLE, credentials=ACTOR, source=SDK)
    def like(self, *, media_id: MediaIdSent) -> DoneAnswer:
        """Like a post; liking it again changes nothing. SDKs until 3.0.2 send the same for `unlike`: it likes, too."""
        raise Declared

    @post("/user/unlike", effect=Effect.REPEATABLE, credentials=ACTOR, source=SDK, since="3.0.3")
    def unlike(self, *, media_id: MediaIdSent) -> DoneAnswer:
        """Take back a like."""
        raise Declared
