"""Summaries that hold the whole thing too: tools write a few members of an item, and beside them the item whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tokgate.importers import data_export, id_list, tabular
from tokgate.importers.format import Find, Format

#: Names under which a post's id stands.
_ID = ("id", "aweme_id", "video_id", "post_id", "item_id", "awemeId", "videoId", "postId", "itemId")
#: Formats that a part of an item may look like: what stands in an item under the item's id need not be another item.
_LOOSE = frozenset({tabular.NAME, id_list.NAME, data_export.NAME})
#: Formats of which each record is one post under its own id: of these, any may hold another.
_POSTS = frozenset({"web_item", "aweme", "tiktok_scraper", "ytdlp_flat"})
#: What names a comment, which may hold the post that it is on: under the post's id, and no copy of the comment.
_OF_COMMENTS = ("cid", "comment_id")
#: An object with no more members may be but a wrapping around the item.
_WRAPPING = 3


def fuller_copy(value: Any, form: Format, find: Find) -> tuple[tuple[str, ...], Format] | None:
    """Where in a record its own item stands more fully, as names of members, and its format; None if nowhere.

    It is the same item where it has the same id, and a format of posts or that of the record itself. The fuller is the
    one with more values.
    """
    if not isinstance(value, dict) or any(name in value for name in _OF_COMMENTS):
        return None
    is_post = form.name in _LOOSE or form.name in _POSTS
    for path, member in _items_in(value):
        if _ids_of(value).isdisjoint(_ids_of(member)):
            continue
        inner = find(member) if is_post else form
        if inner is None or inner.name in _LOOSE or not inner.matches(member):
            continue
        if _values(member) > _values(value) - _values(value[path[0]]):
            return path, inner
    return None


def _items_in(value: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    """The objects with a time, directly in an object or in a wrapping that is: every item has one, few parts have."""
    # An item has some fifty members, and all of an archive's records come by here.
    for name, member in [(name, member) for name, member in value.items() if type(member) is dict]:
        if "createTime" in member or "create_time" in member:
            yield (name,), member
        elif len(member) <= _WRAPPING:
            for inner, wrapped in member.items():
                if isinstance(wrapped, dict) and ("createTime" in wrapped or "create_time" in wrapped):
                    yield (name, inner), wrapped


def _ids_of(value: Mapping[str, Any]) -> set[str]:
    return {str(value[name]) for name in _ID if name in value and isinstance(value[name], (str, int))}


def _values(value: Any, levels: int = 50) -> int:
    """How many values there are, counted down to a level that no item goes beyond."""
    if isinstance(value, (dict, list)) and levels:
        return sum(_values(inner, levels - 1) for inner in (value.values() if isinstance(value, dict) else value))
    return value not in (None, "")
