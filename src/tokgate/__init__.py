"""tokgate: one archive of TikTok posts, four APIs in front of it, and one typed client for each of them.

    with tokgate.TikAPI("key") as client:
        for post in client.public.posts.all(secUid="…"):
            print(post.id, post.desc)

Every name below is loaded when it is first used, so that `import tokgate` stays light.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tokgate.version import VERSION

if TYPE_CHECKING:
    from tokgate.archive import Archive
    from tokgate.client.exchange import AsyncTransport, Attempt, Reply, Transport
    from tokgate.client.justone import AsyncJustOne, JustOne
    from tokgate.client.limits import Limits
    from tokgate.client.official import AsyncOfficial, Official
    from tokgate.client.retry import GarbledAnswer
    from tokgate.client.tikapi import AsyncTikAPI, TikAPI
    from tokgate.client.transport import AsyncHttpTransport, HttpTransport
    from tokgate.client.views import Comment, Creator, Post
    from tokgate.contract.answers import AnswerHead, Binary, Stream
    from tokgate.contract.calls import AsyncCall, AsyncListCall, Call, ListCall
    from tokgate.contract.credentials import CredentialStore, Kept, SharedStore
    from tokgate.contract.errors import (
        ApiError,
        BadRequest,
        Cause,
        ContractError,
        DeadlineExceeded,
        Forbidden,
        NotFound,
        NotSignedIn,
        PagingError,
        QuotaExhausted,
        RateLimited,
        ServerFault,
        SessionExpired,
        TimedOut,
        TokgateError,
        TransportError,
        Unauthorized,
    )
    from tokgate.contract.paging import AsyncItems, AsyncPages, Items, Pages
    from tokgate.contract.wire import Wire
    from tokgate.dialects.justone.wire import PostsAnswer
    from tokgate.dialects.official.display import User, UserAnswer, UserField, Video, VideoField, VideoPage
    from tokgate.dialects.official.display_parameters import VideoFilters
    from tokgate.dialects.official.oauth import TokenAnswer
    from tokgate.dialects.official.research import (
        RepostedPage,
        ResearchAccountField,
        ResearchCommentField,
        ResearchVideo,
        ResearchVideoField,
    )
    from tokgate.dialects.official.research_query import VideoCondition, VideoQuery
    from tokgate.dialects.official.research_shops import ResearchProductField, ResearchReviewField, ResearchShopField
    from tokgate.dialects.official.research_terms import Q
    from tokgate.dialects.official.research_video import ResearchVideoPage
    from tokgate.dialects.tikapi.wire.keys import KeyAnswer
    from tokgate.dialects.tikapi.wire.people import CheckAnswer
    from tokgate.dialects.tikapi.wire.posts import ItemPage, VideoAnswer
    from tokgate.dialects.web.item import Author, AuthorStats, Challenge, Item, Music, Stats, UserInfo
    from tokgate.domain.counts import Audience, Counts, Precision
    from tokgate.domain.posts import Kind

__version__ = VERSION

#: Where each name lives.
_HOMES = {
    "tokgate.archive": ("Archive",),
    "tokgate.client.exchange": ("AsyncTransport", "Attempt", "Reply", "Transport"),
    "tokgate.client.justone": ("AsyncJustOne", "JustOne"),
    "tokgate.client.limits": ("Limits",),
    "tokgate.client.official": ("AsyncOfficial", "Official"),
    "tokgate.client.retry": ("GarbledAnswer",),
    "tokgate.client.tikapi": ("AsyncTikAPI", "TikAPI"),
    "tokgate.client.transport": ("AsyncHttpTransport", "HttpTransport"),
    "tokgate.client.views": ("Comment", "Creator", "Post"),
    "tokgate.contract.answers": ("AnswerHead", "Binary", "Stream"),
    "tokgate.contract.calls": ("AsyncCall", "AsyncListCall", "Call", "ListCall"),
    "tokgate.contract.credentials": ("CredentialStore", "Kept", "SharedStore"),
    "tokgate.contract.errors": (
        "ApiError",
        "BadRequest",
        "Cause",
        "ContractError",
        "DeadlineExceeded",
        "Forbidden",
        "NotFound",
        "NotSignedIn",
        "PagingError",
        "QuotaExhausted",
        "RateLimited",
        "ServerFault",
        "SessionExpired",
        "TimedOut",
        "TokgateError",
        "TransportError",
        "Unauthorized",
    ),
    "tokgate.contract.paging": ("AsyncItems", "AsyncPages", "Items", "Pages"),
    "tokgate.contract.wire": ("Wire",),
    "tokgate.dialects.justone.wire": ("PostsAnswer",),
    "tokgate.dialects.official.display": ("User", "UserAnswer", "UserField", "Video", "VideoField", "VideoPage"),
    "tokgate.dialects.official.oauth": ("TokenAnswer",),
    "tokgate.dialects.official.research": (
        "RepostedPage",
        "ResearchAccountField",
        "ResearchCommentField",
        "ResearchVideo",
        "ResearchVideoField",
    ),
    "tokgate.dialects.official.research_query": ("VideoCondition", "VideoQuery"),
    "tokgate.dialects.official.research_shops": ("ResearchProductField", "ResearchReviewField", "ResearchShopField"),
    "tokgate.dialects.official.research_terms": ("Q",),
    "tokgate.dialects.official.research_video": ("ResearchVideoPage",),
    "tokgate.dialects.official.display_parameters": ("VideoFilters",),
    "tokgate.dialects.tikapi.wire.keys": ("KeyAnswer",),
    "tokgate.dialects.tikapi.wire.people": ("CheckAnswer",),
    "tokgate.dialects.tikapi.wire.posts": ("ItemPage", "VideoAnswer"),
    "tokgate.dialects.web.item": ("Author", "AuthorStats", "Challenge", "Item", "Music", "Stats", "UserInfo"),
    "tokgate.domain.counts": ("Audience", "Counts", "Precision"),
    "tokgate.domain.posts": ("Kind",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "AnswerHead",
    "ApiError",
    "Archive",
    "AsyncCall",
    "AsyncHttpTransport",
    "AsyncItems",
    "AsyncJustOne",
    "AsyncListCall",
    "AsyncOfficial",
    "AsyncPages",
    "AsyncTikAPI",
    "AsyncTransport",
    "Attempt",
    "Audience",
    "Author",
    "AuthorStats",
    "BadRequest",
    "Binary",
    "Call",
    "Cause",
    "Challenge",
    "CheckAnswer",
    "Comment",
    "ContractError",
    "Counts",
    "Creator",
    "CredentialStore",
    "DeadlineExceeded",
    "Forbidden",
    "GarbledAnswer",
    "HttpTransport",
    "Item",
    "ItemPage",
    "Items",
    "JustOne",
    "Kept",
    "KeyAnswer",
    "Kind",
    "Limits",
    "ListCall",
    "Music",
    "NotFound",
    "NotSignedIn",
    "Official",
    "Pages",
    "PagingError",
    "Post",
    "PostsAnswer",
    "Precision",
    "Q",
    "QuotaExhausted",
    "RateLimited",
    "Reply",
    "RepostedPage",
    "ResearchAccountField",
    "ResearchCommentField",
    "ResearchProductField",
    "ResearchReviewField",
    "ResearchShopField",
    "ResearchVideo",
    "ResearchVideoField",
    "ResearchVideoPage",
    "ServerFault",
    "SessionExpired",
    "SharedStore",
    "Stats",
    "Stream",
    "TikAPI",
    "TimedOut",
    "TokenAnswer",
    "TokgateError",
    "Transport",
    "TransportError",
    "Unauthorized",
    "User",
    "UserAnswer",
    "UserField",
    "UserInfo",
    "Video",
    "VideoAnswer",
    "VideoCondition",
    "VideoField",
    "VideoFilters",
    "VideoPage",
    "VideoQuery",
    "Wire",
    "__version__",
]


# Type checkers know the names above, and that there are no others.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        home = _HOME_OF.get(name)
        if home is None:
            raise AttributeError(f"module 'tokgate' has no attribute {name!r}")
        from importlib import import_module

        found = globals()[name] = getattr(import_module(home), name)
        return found


def __dir__() -> list[str]:
    return sorted({*__all__, *(name for name in globals() if name.startswith("__"))})
