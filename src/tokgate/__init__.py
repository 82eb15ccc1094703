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
    from tokgate.client.justone import AsyncJustOne, JustOne
    from tokgate.client.official import AsyncOfficial, Official
    from tokgate.client.tikapi import AsyncTikAPI, TikAPI
    from tokgate.contract.answers import Binary, Stream
    from tokgate.contract.credentials import CredentialStore, Kept
    from tokgate.contract.errors import (
        ApiError,
        BadRequest,
        Cause,
        ContractError,
        DeadlineExceeded,
        Forbidden,
        NotFound,
        PagingError,
        QuotaExhausted,
        RateLimited,
        ServerFault,
        SessionExpired,
        TokgateError,
        TransportError,
        Unauthorized,
    )
    from tokgate.contract.wire import Wire
    from tokgate.dialects.justone.wire import PostsAnswer
    from tokgate.dialects.official.display import User, UserAnswer, Video, VideoPage
    from tokgate.dialects.official.research import RepostedPage, ResearchVideo
    from tokgate.dialects.official.resources import VideoFilters
    from tokgate.dialects.tikapi.wire import CheckAnswer, ItemPage, KeyAnswer, VideoAnswer
    from tokgate.dialects.web.item import Item

__version__ = VERSION

_ERRORS = (
    "ApiError",
    "BadRequest",
    "Cause",
    "ContractError",
    "DeadlineExceeded",
    "Forbidden",
    "NotFound",
    "PagingError",
    "QuotaExhausted",
    "RateLimited",
    "ServerFault",
    "SessionExpired",
    "TokgateError",
    "TransportError",
    "Unauthorized",
)
_HOMES = {
    "tokgate.archive": ("Archive",),
    "tokgate.client.justone": ("AsyncJustOne", "JustOne"),
    "tokgate.client.official": ("AsyncOfficial", "Official"),
    "tokgate.client.tikapi": ("AsyncTikAPI", "TikAPI"),
    "tokgate.contract.answers": ("Binary", "Stream"),
    "tokgate.contract.credentials": ("CredentialStore", "Kept"),
    "tokgate.contract.errors": _ERRORS,
    "tokgate.contract.wire": ("Wire",),
    "tokgate.dialects.justone.wire": ("PostsAnswer",),
    "tokgate.dialects.official.display": ("User", "UserAnswer", "Video", "VideoPage"),
    "tokgate.dialects.official.research": ("RepostedPage", "ResearchVideo"),
    "tokgate.dialects.official.resources": ("VideoFilters",),
    "tokgate.dialects.tikapi.wire": ("CheckAnswer", "ItemPage", "KeyAnswer", "VideoAnswer"),
    "tokgate.dialects.web.item": ("Item",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "ApiError",
    "Archive",
    "AsyncJustOne",
    "AsyncOfficial",
    "AsyncTikAPI",
    "BadRequest",
    "Binary",
    "Cause",
    "CheckAnswer",
    "ContractError",
    "CredentialStore",
    "DeadlineExceeded",
    "Forbidden",
    "Item",
    "ItemPage",
    "JustOne",
    "Kept",
    "KeyAnswer",
    "NotFound",
    "Official",
    "PagingError",
    "PostsAnswer",
    "QuotaExhausted",
    "RateLimited",
    "RepostedPage",
    "ResearchVideo",
    "ServerFault",
    "SessionExpired",
    "Stream",
    "TikAPI",
    "TokgateError",
    "TransportError",
    "Unauthorized",
    "User",
    "UserAnswer",
    "Video",
    "VideoAnswer",
    "VideoFilters",
    "VideoPage",
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
