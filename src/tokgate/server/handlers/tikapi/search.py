"""Searches of everything, users and videos, and how what is typed could go on; for public and account calls."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from tokgate.contract.errors import Cause, Refusal
from tokgate.contract.handlers import Encoded
from tokgate.dialects.tikapi.parameters.paging import BY_COUNT, BY_TIME_AND_ID
from tokgate.dialects.tikapi.parameters.search import SearchCategory
from tokgate.dialects.tikapi.wire.search import SearchAnswer
from tokgate.dialects.web.accounts import card_of
from tokgate.domain.items import StoredItem
from tokgate.domain.paging import Page
from tokgate.domain.search import AllOf, Clause, Condition, Field, Operator, Search
from tokgate.domain.words import words
from tokgate.server.handlers.tikapi.answers import answer, items
from tokgate.server.pages import contents_of
from tokgate.server.request import Request

#: How many things a page of a search holds; the call has no count.
PAGE = 20
#: How many creators a search for users goes through, and how many of them a search of everything begins with.
MOST_USERS = 1000
FIRST_USERS = 3
SUGGESTIONS = 10


def found_page(request: Request, category: SearchCategory, text: str, *, cursor: str | None) -> Encoded[SearchAnswer]:
    """What a search finds: posts newest first, creators of just that username first, then those with most posts."""
    return _SEARCHES[category](request, text, cursor)


def posts_about(text: str, *, name: str = "query") -> Clause | None:
    """That a post has each word of the parameter of a name, in any order; None for a text without words."""
    parts = [part for part in text.split() if words(part)]
    try:
        conditions = tuple(Condition(Field.KEYWORD, Operator.EQ, (part,)) for part in parts)
    except ValueError as problem:
        raise Refusal(Cause.INVALID_PARAMETER, fields={name: str(problem)}) from None
    return AllOf(conditions) if conditions else None


def _everything(request: Request, text: str, cursor: str | None) -> Encoded[SearchAnswer]:
    page = _posts(request, text, cursor)
    entries: list[object] = [*_entries_of_creators(request, text)] if cursor in (None, "0") else []
    entries += _entries_of_posts(request, page)
    return answer({"data": entries, **_ending(request, page)}, rows=len(entries))


def _entries_of_posts(request: Request, page: Page[StoredItem]) -> Iterator[dict[str, Any]]:
    for row in page.rows:
        for content in contents_of(request.archive, [row]):
            yield {"type": 1, "common": {"doc_id_str": str(row.id)}, "item": msgspec.Raw(content)}


def _entries_of_creators(request: Request, text: str) -> Iterator[dict[str, Any]]:
    creators = request.archive.creators_named(_handle(text), FIRST_USERS)
    if creators:
        yield {"type": 4, "common": {"doc_id_str": "0"}, "user_list": [card_of(creator) for creator in creators]}


def _videos(request: Request, text: str, cursor: str | None) -> Encoded[SearchAnswer]:
    page = _posts(request, text, cursor)
    return items(request, page.rows, name="item_list", **_ending(request, page))


def _posts(request: Request, text: str, cursor: str | None) -> Page[StoredItem]:
    after = BY_TIME_AND_ID.after(cursor, name="nextCursor")
    about = posts_about(text)
    if about is None:
        return Page(rows=[])
    return request.archive.search_items(Search(about), after=after, limit=PAGE)


def _ending(request: Request, page: Page[StoredItem]) -> dict[str, Any]:
    return _end(request, BY_TIME_AND_ID.write(page.following) if page.following else None)


def _users(request: Request, text: str, cursor: str | None) -> Encoded[SearchAnswer]:
    start = min(BY_COUNT.after(cursor, name="nextCursor") or 0, MOST_USERS)
    end = min(start + PAGE, MOST_USERS)
    found = request.archive.creators_named(_handle(text), end + 1)
    following = BY_COUNT.write(end) if len(found) > end and end < MOST_USERS else None
    cards = [card_of(creator) for creator in found[start:end]]
    return answer({"user_list": cards, **_end(request, following)}, rows=len(cards))


def _suggestions(request: Request, text: str, cursor: str | None) -> Encoded[SearchAnswer]:
    beginning = text.strip().lstrip("#@")
    hashtags = [] if text.startswith("@") else request.archive.hashtags_beginning(beginning, limit=SUGGESTIONS)
    usernames = [] if text.startswith("#") else request.archive.usernames(beginning, limit=SUGGESTIONS)
    texts = dict.fromkeys([*(tag.name for tag in hashtags[: SUGGESTIONS // 2]), *usernames])
    texts |= dict.fromkeys(tag.name for tag in hashtags)
    suggestions = [{"content": each} for each in list(texts)[:SUGGESTIONS]]
    return answer({"sug_list": suggestions, **_end(request, None)}, rows=len(suggestions))


def _end(request: Request, following: str | None) -> dict[str, Any]:
    """The end of every page. The vendor's SDKs take any cursor for a next page: the last one has none."""
    id = request.log_id
    extra = {"now": request.now_ms, "logid": id, "fatal_item_ids": [], "search_request_id": id}
    cursor = {} if following is None else {"nextCursor": following}
    return {"has_more": int(following is not None), **cursor, "extra": extra}


def _handle(text: str) -> str:
    return text.strip().removeprefix("@")


_SEARCHES: dict[SearchCategory, Callable[[Request, str, str | None], Encoded[SearchAnswer]]] = {
    "general": _everything,
    "users": _users,
    "videos": _videos,
    "autocomplete": _suggestions,
}
