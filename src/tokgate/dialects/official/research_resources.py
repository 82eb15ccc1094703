"""The Research API's operations: all POST, with a client token, `fields` in the query and the rest in a JSON body."""

from __future__ import annotations

from typing import Annotated

from tokgate.contract.answers import Binary, media
from tokgate.contract.effects import Effect
from tokgate.contract.methods import post
from tokgate.contract.operation import Declared, M, Resource
from tokgate.dialects.official.credentials import APPROVED
from tokgate.dialects.official.research import (
    FOLLOWS,
    LIKED,
    REPOSTED,
    LikedPage,
    PinnedAnswer,
    RepostedPage,
    ResearchAccountAnswer,
    ResearchFollowPage,
)
from tokgate.dialects.official.research_parameters import (
    RESEARCH_DOCS,
    AccountFields,
    Category,
    Handle,
    IdFile,
    IndexCursor,
    ListCursor,
    PageNumber,
    PageSize,
    PlaylistId,
    ProductFields,
    ProductId,
    ResearchCount,
    ResearchVideoFields,
    ReviewFields,
    SecondCursor,
    ShopFields,
    ShopId,
    ShopLimit,
    ShopName,
    TaskId,
)
from tokgate.dialects.official.research_playlists import PLAYLIST, ResearchPlaylistPage
from tokgate.dialects.official.research_shops import ProductAnswer, ReviewAnswer, ShopAnswer
from tokgate.dialects.official.research_validations import ValidationStatusAnswer, ValidationTaskAnswer
from tokgate.dialects.official.research_video import ResearchVideos


class ResearchUser(Resource[M], name="official.research.user"):
    """What a public account is and did, for researchers."""

    @post("/v2/research/user/info/", effect=Effect.READS, credentials=APPROVED, source=RESEARCH_DOCS)
    def info(self, *, fields: AccountFields, username: Handle) -> ResearchAccountAnswer:
        """Profile and counters of an account; what is not known of it is left out."""
        raise Declared

    @post(
        "/v2/research/user/liked_videos/", effect=Effect.READS, credentials=APPROVED, pages=LIKED, source=RESEARCH_DOCS
    )
    def liked_videos(
        self,
        *,
        fields: ResearchVideoFields,
        username: Handle,
        max_count: ResearchCount = 20,
        cursor: ListCursor | None = None,
    ) -> LikedPage:
        """The posts that an account likes, latest like first; refused where the account hides its likes."""
        raise Declared

    @post("/v2/research/user/pinned_videos/", effect=Effect.READS, credentials=APPROVED, source=RESEARCH_DOCS)
    def pinned_videos(self, *, fields: ResearchVideoFields, username: Handle) -> PinnedAnswer:
        """The posts that an account keeps on top of its profile, from the top."""
        raise Declared

    @post(
        "/v2/research/user/reposted_videos/",
        effect=Effect.READS,
        credentials=APPROVED,
        pages=REPOSTED,
        source=RESEARCH_DOCS,
    )
    def reposted_videos(
        self,
        *,
        fields: ResearchVideoFields,
        username: Handle,
        max_count: ResearchCount = 20,
        cursor: ListCursor | None = None,
    ) -> RepostedPage:
        """The posts that an account reposted, latest repost first."""
        raise Declared

    @post(
        "/v2/research/user/followers/", effect=Effect.READS, credentials=APPROVED, pages=FOLLOWS, source=RESEARCH_DOCS
    )
    def followers(
        self, *, username: Handle, max_count: ResearchCount = 20, cursor: SecondCursor | None = None
    ) -> ResearchFollowPage:
        """Who follows an account, latest first, by their two names."""
        raise Declared

    @post(
        "/v2/research/user/following/", effect=Effect.READS, credentials=APPROVED, pages=FOLLOWS, source=RESEARCH_DOCS
    )
    def following(
        self, *, username: Handle, max_count: ResearchCount = 20, cursor: SecondCursor | None = None
    ) -> ResearchFollowPage:
        """Whom an account follows, latest first, by their two names."""
        raise Declared


class ResearchPlaylists(Resource[M], name="official.research.playlist"):
    """Playlists of public accounts."""

    @post(
        "/v2/research/playlist/info/", effect=Effect.READS, credentials=APPROVED, pages=PLAYLIST, source=RESEARCH_DOCS
    )
    def info(
        self, *, playlist_id: PlaylistId, max_count: ResearchCount = 20, cursor: IndexCursor | None = None
    ) -> ResearchPlaylistPage:
        """A playlist and the ids of the posts in it, in its order."""
        raise Declared


class ResearchShops(Resource[M], name="official.research.tts"):
    """Shops, what they sell, and what buyers say. A page is the last one if it is shorter than asked for."""

    @post("/v2/research/tts/shop/", effect=Effect.READS, credentials=APPROVED, source=RESEARCH_DOCS)
    def shop(self, *, fields: ShopFields, shop_name: ShopName, limit: ShopLimit = 10) -> ShopAnswer:
        """The shops of a name."""
        raise Declared

    @post("/v2/research/tts/product/", effect=Effect.READS, credentials=APPROVED, source=RESEARCH_DOCS)
    def product(
        self, *, fields: ProductFields, shop_id: ShopId, page_start: PageNumber = 1, page_size: PageSize = 10
    ) -> ProductAnswer:
        """What a shop sells."""
        raise Declared

    @post("/v2/research/tts/review/", effect=Effect.READS, credentials=APPROVED, source=RESEARCH_DOCS)
    def review(
        self, *, fields: ReviewFields, product_id: ProductId, page_start: PageNumber = 1, page_size: PageSize = 10
    ) -> ReviewAnswer:
        """What buyers say of a product."""
        raise Declared


class ResearchValidation(Resource[M], name="official.research.validation_task"):
    """Batch compliance: which of many ids are still public, so that what is not can be deleted."""

    @post("/v2/research/validation_task/create/", effect=Effect.WRITES, credentials=APPROVED, source=RESEARCH_DOCS)
    def create(self, *, file_data: IdFile, category: Category) -> ValidationTaskAnswer:
        """Ask about a file of ids."""
        raise Declared

    @post("/v2/research/validation_task_status/get/", effect=Effect.READS, credentials=APPROVED, source=RESEARCH_DOCS)
    def status(self, *, task_id: TaskId) -> ValidationStatusAnswer:
        """How far a task is."""
        raise Declared

    @post("/v2/research/validation_task/download/", effect=Effect.READS, credentials=APPROVED, source=RESEARCH_DOCS)
    def download(self, *, task_id: TaskId) -> Annotated[Binary, media("text/plain")]:
        """Those of a task's ids that are public, one per line."""
        raise Declared


class Research(Resource[M], name="official.research"):
    """The Research API; the client token that it needs is fetched with the app's key and secret."""

    video: ResearchVideos[M]
    """Public posts, and the comments on them."""
    user: ResearchUser[M]
    """What public accounts are and did."""
    playlist: ResearchPlaylists[M]
    """Playlists of public accounts."""
    tts: ResearchShops[M]
    """Shops, products and reviews."""
    validation_task: ResearchValidation[M]
    """Batch compliance."""
