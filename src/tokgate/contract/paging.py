"""How a list is walked: where a page holds its items, and which arguments fetch the page after it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, Protocol, TypeAlias, TypeVar

import msgspec

from tokgate.contract.wire import Wire

R = TypeVar("R")
Item = TypeVar("Item")
R_co = TypeVar("R_co", covariant=True)
Item_co = TypeVar("Item_co", covariant=True)


class More(msgspec.Struct, frozen=True):
    """There is a next page. `arguments` are what its call changes: JSON values only, so that they can be saved."""

    arguments: Mapping[str, Any]


class EndOfList(msgspec.Struct, frozen=True):
    """This is the last page."""


class Unsure(msgspec.Struct, frozen=True):
    """Whether there is more cannot be told, and `why`: to take it for the end would lose the rest without a word."""

    why: str


#: What a page says of what comes after it.
Verdict: TypeAlias = More | EndOfList | Unsure


class Paging(Generic[R, Item]):
    """The paging of one operation.

    `items` takes a page's items, in order; `verdict` says what comes after the page. `key` identifies an item, so that
    a resumed walk can tell which rows of a page were already handed out.

    `windows` is for lists that one call can ask only a part of: of arguments that ask for more, it gives what each
    part's calls change, in the order in which the parts follow each other; nothing for a call that is one list.
    """

    __slots__ = ("items", "key", "verdict", "windows")

    def __init__(
        self,
        items: Callable[[R], Sequence[Item]],
        verdict: Callable[[R], Verdict],
        key: Callable[[Item], str],
        windows: Callable[[Mapping[str, Any]], Sequence[Mapping[str, Any]]] | None = None,
    ) -> None:
        self.items: Callable[[R], Sequence[Item]] = items
        self.verdict: Callable[[R], Verdict] = verdict
        self.key: Callable[[Item], str] = key
        self.windows: Callable[[Mapping[str, Any]], Sequence[Mapping[str, Any]]] = windows or _one_list


def _one_list(_: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    return ()


def by_cursor(has_more: bool | None, cursor: str | int | None, argument: str = "cursor") -> Verdict:
    """The verdict where a page says whether there is more, and how its call's `argument` then reads.

    None stands for a member that is missing or unreadable. A cursor is not looked at on the last page, where vendors
    send anything.
    """
    if has_more is None:
        return Unsure("the answer does not say whether there is more")
    if not has_more:
        return EndOfList()
    if cursor is None or cursor == "":
        return Unsure("the answer says that there is more, and holds no cursor to it")
    return More({argument: cursor})


def has_list(holder: Wire, name: str) -> bool:
    """Whether a decoded object came with this list, be it empty. It costs a parse of the body: ask where no item is."""
    return isinstance(holder.source().get(name), list)


def no_list(name: str) -> Unsure:
    """The verdict on an answer that is no page: its list is missing, or no list."""
    return Unsure(f"the answer holds no list {name!r}")


class Pages(Protocol[R_co]):
    """An iterator over pages that can be put away: `save()` gives JSON text from which `resume` goes on."""

    def __iter__(self) -> Pages[R_co]: ...
    def __next__(self) -> R_co: ...
    def save(self) -> str: ...


class Items(Protocol[Item_co]):
    """An iterator over items, page after page; `save()` stands after the last item handed out.

    `limit(n)` is the same walk, to end after n more of them.
    """

    def __iter__(self) -> Items[Item_co]: ...
    def __next__(self) -> Item_co: ...
    def limit(self, most: int) -> Items[Item_co]: ...
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
    def limit(self, most: int) -> AsyncItems[Item_co]: ...
    def save(self) -> str: ...
