"""What is popular about a keyword, and, as earlier SDKs ask for it, popular users, sounds and hashtags."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import msgspec

from tokgate.contract.handlers import Encoded
from tokgate.dialects.tikapi.parameters.paging import BY_LIKES, Count, NextText, Offset
from tokgate.dialects.tikapi.parameters.search import Keyword
from tokgate.dialects.tikapi.resources.earlier import EarlierPublic
from tokgate.dialects.tikapi.resources.public import Public
from tokgate.dialects.tikapi.wire.discover import DiscoverAnswer, DiscoverPage
from tokgate.dialects.web.writing import user_info
from tokgate.domain.items import StoredItem
from tokgate.domain.paging import Page
from tokgate.domain.search import Ranking, Search
from tokgate.server.handlers.tikapi.answers import answer, items
from tokgate.server.handlers.tikapi.search import posts_about
from tokgate.server.handlers.tikapi.tags import challenge_info, music_info
from tokgate.server.pages import contents_of
from tokgate.server.request import Request, implements

T = TypeVar("T")
#: How many of each kind a call by keyword finds.
FEW = 10
#: How far the list of users goes, and the others: offsets beyond are as good as these.
MOST_USERS = 1000
MOST = 10**9


@implements(Public.discover)
def discover(
    request: Request, /, *, keyword: Keyword, count: Count = 30, nextCursor: NextText | None = None, **_: object
) -> Encoded[DiscoverPage]:
    page = _popular_posts(request, keyword, nextCursor, count)
    # The vendor's SDKs take any cursor for a next page: the last one has none.
    cursor = {"nextCursor": BY_LIKES.write(page.following)} if page.following else {}
    return items(request, page.rows, hasMore=page.following is not None, **cursor)


@implements(EarlierPublic.discoverUsers)
def users(
    request: Request,
    /,
    *,
    keyword: Keyword | None = None,
    count: Count = 30,
    offset: Offset | None = None,
    **_: object,
) -> Encoded[DiscoverAnswer]:
    start = min(offset or 0, MOST_USERS)
    found = request.archive.creators_named(_name(keyword, "@"), min(start + count, MOST_USERS) + 1)
    return _page("userInfoList", found[start:], start, count, user_info)


@implements(EarlierPublic.discoverMusic)
def music(
    request: Request,
    /,
    *,
    keyword: Keyword | None = None,
    count: Count = 30,
    offset: Offset | None = None,
    **_: object,
) -> Encoded[DiscoverAnswer]:
    start = min(offset or 0, MOST)
    found = request.archive.sounds_named(_name(keyword, ""), offset=start, limit=count + 1)
    return _page("musicInfoList", found, start, count, lambda sound: music_info(request, sound))


@implements(EarlierPublic.discoverHashtag)
def hashtags(
    request: Request,
    /,
    *,
    keyword: Keyword | None = None,
    count: Count = 30,
    offset: Offset | None = None,
    **_: object,
) -> Encoded[DiscoverAnswer]:
    start = min(offset or 0, MOST)
    found = request.archive.hashtags_beginning(_name(keyword, "#"), offset=start, limit=count + 1)
    return _page("challengeInfoList", found, start, count, lambda tag: challenge_info(request, tag))


@implements(EarlierPublic.discoverKeyword)
def by_keyword(request: Request, /, *, keyword: Keyword, **_: object) -> Encoded[DiscoverAnswer]:
    archive = request.archive
    rows = _popular_posts(request, keyword, None, FEW).rows
    members = {
        "userInfoList": [user_info(each) for each in archive.creators_named(_name(keyword, "@"), FEW)],
        "musicInfoList": [music_info(request, each) for each in archive.sounds_named(_name(keyword, ""), limit=FEW)],
        "challengeInfoList": [
            challenge_info(request, each) for each in archive.hashtags_beginning(_name(keyword, "#"), limit=FEW)
        ],
        "itemList": [msgspec.Raw(content) for content in contents_of(archive, rows)],
        "hasMore": False,
    }
    return answer(members, rows=len(rows))


def _popular_posts(request: Request, keyword: str, cursor: str | None, count: int) -> Page[StoredItem]:
    after = BY_LIKES.after(cursor, name="nextCursor")
    about = posts_about(keyword, name="keyword")
    if about is None:
        return Page(rows=[])
    return request.archive.search_items(Search(about, ranking=Ranking.MOST_LIKED), after=after, limit=count)


def _page(
    name: str, found: Sequence[T], start: int, count: int, entry: Callable[[T], dict[str, Any]]
) -> Encoded[DiscoverAnswer]:
    """A page of things, of which one more is found where there is a next one."""
    shown = found[:count]
    members = {name: [entry(each) for each in shown], "hasMore": len(found) > count, "offset": start + len(shown)}
    return answer(members, rows=len(shown))


def _name(keyword: str | None, sign: str) -> str:
    return (keyword or "").strip().removeprefix(sign)
