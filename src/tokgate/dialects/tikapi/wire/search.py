"""Answers of searches. What the four categories find has a list of its own each, and only that of the call comes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

from tokgate.contract.paging import Paging, Verdict, by_cursor, has_list, no_list
from tokgate.contract.wire import Wire
from tokgate.dialects.tikapi.wire.answers import TikAPIAnswer
from tokgate.dialects.web.accounts import UserCard
from tokgate.dialects.web.item import Item


class EntryCommon(Wire):
    """What entries of every kind have."""

    doc_id_str: str | None = None
    """The id of what is found; "0" for creators."""


class SearchEntry(Wire):
    """What a search in everything found: a post, or some creators."""

    type: int | None = None
    """1 for a post, 4 for creators."""
    common: EntryCommon | None = None
    """What entries of every kind have."""
    item: Item | None = None
    """The post."""
    user_list: list[UserCard] | None = None
    """The creators."""


class Suggestion(Wire):
    """How what was typed could go on. The vendor publishes no shape; this is that of TikTok's own site."""

    content: str | None = None
    """The text to search for."""


SearchRow: TypeAlias = SearchEntry | Item | UserCard | Suggestion


class SearchAnswer(TikAPIAnswer):
    """A page of what a search found."""

    data: list[SearchEntry] = []
    """Of a search in everything: posts and creators."""
    item_list: list[Item] = []
    """Of a search for videos: the posts."""
    user_list: list[UserCard] = []
    """Of a search for users: the creators."""
    sug_list: list[Suggestion] = []
    """Of autocomplete: the suggestions."""
    has_more: int | None = None
    """1 if there is a next page, else 0."""
    nextCursor: str | None = None
    """Where the next page begins, digits; missing on the last one."""
    extra: dict[str, Any] | None = None
    """TikTok's instant in milliseconds as `now`, its log id, and the id of the search as `search_request_id`."""


_LISTS = ("data", "item_list", "user_list", "sug_list")


def _rows(page: SearchAnswer) -> Sequence[SearchRow]:
    return page.data or page.item_list or page.user_list or page.sug_list


def _verdict(page: SearchAnswer) -> Verdict:
    if not (_rows(page) or any(has_list(page, name) for name in _LISTS)):
        return no_list("data")
    return by_cursor(None if page.has_more is None else bool(page.has_more), page.nextCursor, "nextCursor")


def _key(row: SearchRow) -> str:
    if isinstance(row, SearchEntry):
        return str(row.item.id) if row.item else ",".join(map(_key, row.user_list or ()))
    if isinstance(row, UserCard):
        return str(row.user_info.uid if row.user_info else None)
    return str(row.content if isinstance(row, Suggestion) else row.id)


FOUND: Paging[SearchAnswer, SearchRow] = Paging(_rows, _verdict, _key)
