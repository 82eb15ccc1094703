"""What only the vendor's earlier SDKs call, and the server still answers; each operation says until when."""

from __future__ import annotations

from typing import Annotated

from tokgate.contract.answers import Stream, media
from tokgate.contract.effects import Effect
from tokgate.contract.methods import get, post
from tokgate.contract.operation import Declared, M, Resource
from tokgate.dialects.tikapi.credentials import ACTOR, API_KEY, EXPLORER, account
from tokgate.dialects.tikapi.parameters.comments import CommentId
from tokgate.dialects.tikapi.parameters.live import RoomId
from tokgate.dialects.tikapi.parameters.paging import Count, CountCursor, Offset
from tokgate.dialects.tikapi.parameters.posts import OtherVideoId, VideoId
from tokgate.dialects.tikapi.parameters.profile import Bio, NewUsername, Nickname, Privacy
from tokgate.dialects.tikapi.parameters.search import Keyword, SearchText
from tokgate.dialects.tikapi.parameters.sessions import Country, SessionId
from tokgate.dialects.tikapi.resources.live import LIVE
from tokgate.dialects.tikapi.resources.sources import SDK_2, SDK_3_0, SDK_3_1
from tokgate.dialects.tikapi.wire.comments import COMMENTS, CommentPage
from tokgate.dialects.tikapi.wire.discover import DISCOVERED, DiscoverAnswer
from tokgate.dialects.tikapi.wire.edits import EditAnswer
from tokgate.dialects.tikapi.wire.live import RoomAnswer
from tokgate.dialects.tikapi.wire.search import SearchAnswer


class EarlierPublic(Resource[M], name="tikapi.earlier.public"):
    """Of what anybody can see."""

    @get("/public/video", credentials=(API_KEY,), when=("download", "1"), until="2.0.11", source=SDK_2)
    def film(self, *, id: VideoId) -> Annotated[Stream, media("video/mp4")]:
        """A post's film itself, as an MP4 file.

        There is one of posts of the generated world alone: others' films are at TikTok, of which nothing is fetched.
        """
        raise Declared

    @get(
        "/public/discover/users",
        credentials=(API_KEY,),
        pages=DISCOVERED,
        source=f"{SDK_2}, {SDK_3_0} (the answer's shape is ours)",
        until="3.2.1",
    )
    def discoverUsers(
        self,
        *,
        keyword: Keyword | None = None,
        count: Count = 30,
        offset: Offset | None = None,
        country: Country | None = None,
        session_id: SessionId | None = None,
    ) -> DiscoverAnswer:
        """Popular users, with a keyword those whose names hold it: those with most posts first."""
        raise Declared

    @get(
        "/public/discover/music", credentials=(API_KEY,), pages=DISCOVERED, source=f"{SDK_2}, {SDK_3_0}", until="3.2.1"
    )
    def discoverMusic(
        self,
        *,
        keyword: Keyword | None = None,
        count: Count = 30,
        offset: Offset | None = None,
        country: Country | None = None,
        session_id: SessionId | None = None,
    ) -> DiscoverAnswer:
        """Popular sounds, with a keyword those whose title or author holds it: those with most posts first."""
        raise Declared

    @get(
        "/public/discover/hashtag",
        credentials=(API_KEY,),
        pages=DISCOVERED,
        source=f"{SDK_2}, {SDK_3_0} (the answer's shape is ours)",
        until="3.2.1",
    )
    def discoverHashtag(
        self,
        *,
        keyword: Keyword | None = None,
        count: Count = 30,
        offset: Offset | None = None,
        country: Country | None = None,
        session_id: SessionId | None = None,
    ) -> DiscoverAnswer:
        """Popular hashtags, with a keyword those that begin with it: those with most posts first."""
        raise Declared

    @get(
        "/public/discover/keyword",
        credentials=(API_KEY,),
        source=f"{SDK_3_1} (the answer's shape is ours)",
        since="3.0.5",
        until="3.2.1",
    )
    def discoverKeyword(
        self, *, keyword: Keyword, country: Country | None = None, session_id: SessionId | None = None
    ) -> DiscoverAnswer:
        """A few popular posts, users, sounds and hashtags of a keyword. There is no next page."""
        raise Declared


class EarlierUser(Resource[M], name="tikapi.earlier.user"):
    """Of what an authorised creator sees and does."""

    @get(
        "/user/search",
        credentials=EXPLORER,
        source=f"{SDK_2} (the answer's shape is that of `user.posts.search`)",
        until="2.0.11",
    )
    def search(self, *, query: SearchText) -> SearchAnswer:
        """Users whose username or name holds a text. There is no next page."""
        raise Declared

    @get("/comment/list", credentials=ACTOR, pages=COMMENTS, source=f"{SDK_2}, {SDK_3_0}", until="3.1.5")
    def comments(self, *, media_id: OtherVideoId, count: Count = 30, cursor: CountCursor | None = None) -> CommentPage:
        """The comments on a post, oldest first, and which of them the account likes."""
        raise Declared

    @get("/comment/reply/list", credentials=ACTOR, pages=COMMENTS, source=f"{SDK_2}, {SDK_3_0}", until="3.1.5")
    def replies(
        self,
        *,
        media_id: OtherVideoId,
        comment_id: CommentId,
        count: Count = 30,
        cursor: CountCursor | None = None,
    ) -> CommentPage:
        """The replies to a comment, oldest first, and which of them the account likes."""
        raise Declared

    @post(
        "/user/edit",
        effect=Effect.REPEATABLE,
        credentials=account("edit"),
        one_of=(("nickname", "username", "bio", "privacy"),),
        source=SDK_2,
        until="2.0.11",
    )
    def edit(
        self,
        *,
        nickname: Nickname | None = None,
        username: NewUsername | None = None,
        bio: Bio | None = None,
        privacy: Privacy | None = None,
    ) -> EditAnswer:
        """Change the account's profile; what is not given stays."""
        raise Declared

    @get(
        "/user/live/enter",
        credentials=LIVE,
        effect=Effect.REPEATABLE,
        until="2.0.11",
        source=f"{SDK_2} (the answer's shape is ours)",
    )
    def live_enter(self, *, room_id: RoomId) -> RoomAnswer:
        """Come into a room that runs, as one more viewer."""
        raise Declared


class Earlier(Resource[M], name="tikapi.earlier"):
    """Paths that the vendor's newest SDK has dropped."""

    public: EarlierPublic[M]
    """Of what anybody can see."""
    user: EarlierUser[M]
    """Of what an authorised creator sees and does."""
