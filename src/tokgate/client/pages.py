"""Walking a list: where the walk stands, what guards it, and how it is put away and taken up again.

`PageProgress` and `ItemProgress` hold all of that without calling anything; the four iterators only fetch.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Generic, TypeVar

import msgspec

from tokgate.contract.calls import AsyncCaller, SyncCaller
from tokgate.contract.errors import PagingError
from tokgate.contract.operation import Listing
from tokgate.contract.paging import More, Unsure

R = TypeVar("R")
Item = TypeVar("Item")

#: After so many pages in a row without an item the walk stops with an error; asking again goes on.
MOST_EMPTY_PAGES = 20
VERSION = 1


class SavedPosition(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A position as it is written down: no secret is among the arguments of a list.

    `next` are the arguments that differ in the call to go on with, `last` is the key of the last item handed out.
    """

    tokgate: int
    operation: str
    arguments: dict[str, Any]
    next: dict[str, Any]
    last: str | None = None
    done: bool = False


class PageProgress(Generic[R, Item]):
    """The position of a walk over pages: which call comes next, and whether the one before was to be trusted."""

    def __init__(
        self, listing: Listing[R, Item, ...], arguments: Mapping[str, Any], following: Mapping[str, Any] | None = None
    ) -> None:
        self.listing = listing
        self.done = False
        self.following = dict(following or {})
        self._arguments = dict(arguments)
        self._fields = {field.argument: field for field in listing.fields}
        self._seen = {self._mark()}
        #: Why the page in hand does not tell what comes after it. The walk stays before it until it is asked for again.
        self.unsure = ""
        self._trouble = ""
        self._empty = 0

    def arguments(self) -> dict[str, Any]:
        """The arguments of the next call; PagingError if the list cannot be followed from here.

        After a page that did not tell, they are those of the same page once the error was raised.
        """
        if self._trouble:
            raise PagingError(f"{self.listing.name}: {self._trouble}")
        if self.unsure:
            why, self.unsure = self.unsure, ""
            raise PagingError(f"{self.listing.name}: {why}")
        if self._empty >= MOST_EMPTY_PAGES:
            self._empty = 0
            raise PagingError(f"{self.listing.name}: {MOST_EMPTY_PAGES} pages in a row without an item")
        return {**self._arguments, **self.following}

    def arrived(self, page: R) -> Sequence[Item]:
        """Move on behind this page, if it tells what comes there; its items."""
        paging = self.listing.pages
        items = paging.items(page)
        verdict = paging.verdict(page)
        if isinstance(verdict, More):
            verdict = self._sendable(verdict)
        if isinstance(verdict, Unsure):
            self.unsure = verdict.why
            return items
        self._empty = 0 if items else self._empty + 1
        if not isinstance(verdict, More):
            self.done = True
            return items
        self.following = dict(verdict.arguments)
        mark = self._mark()
        if mark in self._seen:
            self._trouble = f"the list leads back to a page that was already fetched ({self.following})"
        self._seen.add(mark)
        return items

    def _sendable(self, verdict: More) -> More | Unsure:
        """The verdict, unless the declaration refuses what the answer says to go on with."""
        try:
            return More({name: self._fields[name].take(value) for name, value in verdict.arguments.items()})
        except ValueError as problem:
            return Unsure(f"the answer leads on with what cannot be sent, {dict(verdict.arguments)}: {problem}")

    def _mark(self) -> str:
        return repr(sorted({**self._arguments, **self.following}.items()))

    def save(self, following: Mapping[str, Any], last: str | None, *, done: bool) -> str:
        """The position as JSON text."""
        saved = SavedPosition(
            tokgate=VERSION,
            operation=self.listing.name,
            arguments=msgspec.to_builtins(self._arguments),
            next=dict(following),
            last=last,
            done=done,
        )
        return msgspec.json.encode(saved).decode()


def load(listing: Listing[R, Item, ...], saved: str) -> tuple[PageProgress[R, Item], str | None]:
    """A walk from a saved position, and the key of the last item that it handed out (None: at the start of a page).

    ValueError if the text is none, or one of another operation."""
    try:
        position = msgspec.json.decode(saved, type=SavedPosition)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as problem:
        raise ValueError(f"this is no saved position of {listing.name}: {problem}") from None
    if position.operation != listing.name:
        raise ValueError(f"this position was saved by {position.operation!r}; {listing.name!r} cannot go on from it")
    if position.tokgate != VERSION:
        raise ValueError(f"this position was saved in form {position.tokgate}; this version reads form {VERSION}")
    fields = {field.argument: field for field in listing.fields}
    for name in (*position.arguments, *position.next):
        if name not in fields:
            raise ValueError(f"this position names {name!r}, which is no parameter of {listing.name}")
    arguments = {name: fields[name].take(value) for name, value in position.arguments.items()}
    progress = PageProgress(
        listing, arguments, {name: fields[name].take(value) for name, value in position.next.items()}
    )
    progress.done = position.done
    return progress, position.last


class ItemProgress(Generic[R, Item]):
    """The position of a walk over items: the walk over pages, and the place within the page in hand."""

    def __init__(self, pages: PageProgress[R, Item], skip_to: str | None = None) -> None:
        self.pages = pages
        self._skip_to = skip_to
        self._items: Sequence[Item] = ()
        self._at = 0
        self._page_of = pages.following
        self._last = skip_to

    @property
    def waiting(self) -> bool:
        """Whether there is an item in hand."""
        return self._at < len(self._items)

    def arguments(self) -> dict[str, Any]:
        """See `PageProgress.arguments`. A page that is asked for again is taken up behind the last row handed out."""
        if self.pages.unsure:
            self._skip_to = self._last
        return self.pages.arguments()

    def arrived(self, page: R) -> None:
        """Take a page in hand, without the rows up to the last one that was handed out before."""
        page_of = self.pages.following
        items = self.pages.arrived(page)
        self._page_of, self._items, self._at = page_of, items, self._behind_last(items)
        self._last = self._skip_to if self._at else None
        self._skip_to = None

    def _behind_last(self, items: Sequence[Item]) -> int:
        if self._skip_to is None:
            return 0
        key = self.pages.listing.pages.key
        return next((place + 1 for place, item in enumerate(items) if key(item) == self._skip_to), 0)

    def take(self) -> Item:
        """The next item in hand."""
        item = self._items[self._at]
        self._at += 1
        self._last = self.pages.listing.pages.key(item)
        return item

    def save(self) -> str:
        """The position behind the last item handed out: within its page, or at the start of the next one."""
        if self.waiting or self.pages.unsure or self._skip_to is not None:
            return self.pages.save(self._page_of, self._last, done=False)
        return self.pages.save(self.pages.following, None, done=self.pages.done)


class PageWalk(Generic[R, Item]):
    """See `tokgate.contract.paging.Pages`. After an error, `next` asks for the same page again."""

    def __init__(self, caller: SyncCaller, progress: PageProgress[R, Item]) -> None:
        self._caller = caller
        self._progress = progress

    def __iter__(self) -> PageWalk[R, Item]:
        return self

    def __next__(self) -> R:
        if self._progress.done:
            raise StopIteration
        page = self._caller.call(self._progress.listing, self._progress.arguments())
        self._progress.arrived(page)
        return page

    def save(self) -> str:
        """The position behind the last page handed out, as JSON text."""
        return self._progress.save(self._progress.following, None, done=self._progress.done)


class ItemWalk(Generic[R, Item]):
    """See `tokgate.contract.paging.Items`. After an error, `next` asks for the same page again."""

    def __init__(self, caller: SyncCaller, progress: ItemProgress[R, Item]) -> None:
        self._caller = caller
        self._progress = progress

    def __iter__(self) -> ItemWalk[R, Item]:
        return self

    def __next__(self) -> Item:
        while not self._progress.waiting:
            pages = self._progress.pages
            if pages.done:
                raise StopIteration
            self._progress.arrived(self._caller.call(pages.listing, self._progress.arguments()))
        return self._progress.take()

    def save(self) -> str:
        """The position behind the last item handed out, as JSON text."""
        return self._progress.save()


class AsyncPageWalk(Generic[R, Item]):
    """As PageWalk, for `async for`."""

    def __init__(self, caller: AsyncCaller, progress: PageProgress[R, Item]) -> None:
        self._caller = caller
        self._progress = progress

    def __aiter__(self) -> AsyncPageWalk[R, Item]:
        return self

    async def __anext__(self) -> R:
        if self._progress.done:
            raise StopAsyncIteration
        page = await self._caller.call(self._progress.listing, self._progress.arguments())
        self._progress.arrived(page)
        return page

    def save(self) -> str:
        """The position behind the last page handed out, as JSON text."""
        return self._progress.save(self._progress.following, None, done=self._progress.done)


class AsyncItemWalk(Generic[R, Item]):
    """As ItemWalk, for `async for`."""

    def __init__(self, caller: AsyncCaller, progress: ItemProgress[R, Item]) -> None:
        self._caller = caller
        self._progress = progress

    def __aiter__(self) -> AsyncItemWalk[R, Item]:
        return self

    async def __anext__(self) -> Item:
        while not self._progress.waiting:
            pages = self._progress.pages
            if pages.done:
                raise StopAsyncIteration
            self._progress.arrived(await self._caller.call(pages.listing, self._progress.arguments()))
        return self._progress.take()

    def save(self) -> str:
        """The position behind the last item handed out, as JSON text."""
        return self._progress.save()
