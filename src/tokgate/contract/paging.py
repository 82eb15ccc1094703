"""How a list is walked: where a page holds its items, and which arguments fetch the page after it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, Protocol, TypeVar

R = TypeVar("R")
Item = TypeVar("Item")
R_co = TypeVar("R_co", covariant=True)
Item_co = TypeVar("Item_co", covariant=True)


class Paging(Generic[R, Item]):
    """The paging of one operation.

    `items` takes a page's items, in order. `following` gives the arguments that differ in the call for the next page
    (JSON values only, so that a position can be saved), or None on the last page. `key` identifies an item, so that a
    resumed walk can tell which rows of a page were already handed out.
    """

    __slots__ = ("following", "items", "key")

    def __init__(
        self,
        items: Callable[[R], Sequence[Item]],
        following: Callable[[R], Mapping[str, Any] | None],
        key: Callable[[Item], str],
    ) -> None:
        self.items = items
        self.following = following
        self.key = key


class Pages(Protocol[R_co]):
    """An iterator over pages that can be put away: `save()` gives JSON text from which `resume` goes on."""

    def __iter__(self) -> Pages[R_co]: ...
    def __next__(self) -> R_co: ...
    def save(self) -> str: ...


class Items(Protocol[Item_co]):
    """An iterator over items, page after page; `save()` stands after the last item handed out."""

    def __iter__(self) -> Items[Item_co]: ...
    def __next__(self) -> Item_co: ...
    def save(self) -> str: ...


class AsyncPages(Protocol[R_co]):
    """As Pages, for `async for`."""

    def __aiter__(self) -> AsyncPages[R_co]: ...
    async def __anext__(self) -> R_co: ...
    def save(self) -> str: ...


class AsyncItems(Protocol[Item_co]):
    """As Items, for `async for`."""

    def __aiter__(self) -> AsyncItems[Item_co]: ...
    async def __anext__(self) -> Item_co: ...
    def save(self) -> str: ...
