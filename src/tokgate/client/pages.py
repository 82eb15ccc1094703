"""Where a walk over a list stands, what guards it, and how it is put away and taken up again. It calls nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from operator import length_hint
from typing import Any, Generic, TypeVar

import msgspec

from tokgate.contract.errors import PagingError, Refusal
from tokgate.contract.operation import Listing
from tokgate.contract.paging import More, Unsure
from tokgate.contract.requests import require_one_of

R = TypeVar("R")
Item = TypeVar("Item")

#: After so many pages in a row without an item the walk stops with an error; asking again goes on.
MOST_EMPTY_PAGES = 20
VERSION = 1


class SavedPosition(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A position as it is written down: no secret is among the arguments of a list.

    `next` are the arguments that differ in the call to go on with, `given` the keys of the items of its page that were
    handed out, in order.
    """

    tokgate: int
    operation: str
    arguments: dict[str, Any]
    next: dict[str, Any]
    given: list[str] = []
    done: bool = False


class PageProgress(Generic[R, Item]):
    """The position of a walk over pages: which call comes next, and whether the one before was to be trusted."""

    def __init__(
        self, listing: Listing[R, Item, ...], arguments: Mapping[str, Any], following: Mapping[str, Any] | None = None
    ) -> None:
        self.listing = listing
        self.done: bool = False
        self._arguments = dict(arguments)
        #: What the calls of the parts still to come change, each in turn, where the list is asked for in parts.
        self._windows = [dict(window) for window in listing.pages.windows(self._arguments)]
        self.following: dict[str, Any] = dict(following or (self._windows[0] if self._windows else {}))
        self._window = self._in_hand()
        self._fields = {field.argument: field for field in listing.fields}
        self._seen = {self._mark()}
        #: Why the page in hand does not tell what comes after it. The walk stays before it until it is asked for again.
        self.unsure: str = ""
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
            self._next_window()
            return items
        self.following = {**self._window, **verdict.arguments}
        mark = self._mark()
        if mark in self._seen:
            self._trouble = f"the list leads back to a page that was already fetched ({self.following})"
        self._seen.add(mark)
        return items

    def _in_hand(self) -> dict[str, Any]:
        """The part that the next call is of; those before it are over."""
        for place, window in enumerate(self._windows):
            if window.items() <= self.following.items():
                del self._windows[: place + 1]
                return window
        self._windows.clear()
        return {}

    def _next_window(self) -> None:
        """Go on with the part after this one, or end. That a part is empty says nothing of the next."""
        self._empty = 0
        self.done = not self._windows
        if self._windows:
            self._window = self._windows.pop(0)
            self.following = dict(self._window)

    def _sendable(self, verdict: More) -> More | Unsure:
        """The verdict, unless the declaration refuses what the answer says to go on with."""
        try:
            return More({name: self._fields[name].take(value) for name, value in verdict.arguments.items()})
        except ValueError as problem:
            return Unsure(f"the answer leads on with what cannot be sent, {dict(verdict.arguments)}: {problem}")

    def _mark(self) -> str:
        return repr(sorted({**self._arguments, **self.following}.items()))

    def save(self, following: Mapping[str, Any], given: Sequence[str] = (), *, done: bool) -> str:
        """The position as JSON text."""
        saved = SavedPosition(
            tokgate=VERSION,
            operation=self.listing.name,
            arguments=msgspec.to_builtins(self._arguments),
            next=dict(following),
            given=list(given),
            done=done,
        )
        return msgspec.json.encode(saved).decode()


def load(listing: Listing[R, Item, ...], saved: str) -> tuple[PageProgress[R, Item], list[str]]:
    """A walk from a saved position, and the keys of the items of its first page that it had handed out.

    ValueError if the text is none, or one of another operation.
    """
    try:
        position = msgspec.json.decode(saved, type=SavedPosition)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as problem:
        raise ValueError(f"this is no saved position of {listing.name}: {problem}") from None
    if position.operation != listing.name:
        raise ValueError(f"this position was saved by {position.operation!r}; {listing.name!r} cannot go on from it")
    if position.tokgate != VERSION:
        raise ValueError(f"this position was saved in form {position.tokgate}; this version reads form {VERSION}")
    try:
        arguments = listing.arguments((), position.arguments)
        listing.arguments((), {**position.arguments, **position.next})
        require_one_of(listing, arguments)
        fields = {field.argument: field for field in listing.fields}
        progress = PageProgress(
            listing,
            {name: fields[name].take(value) for name, value in arguments.items()},
            {name: fields[name].take(value) for name, value in position.next.items()},
        )
    except (TypeError, ValueError, Refusal) as problem:
        raise ValueError(f"this position is none of {listing.name}: {problem}") from None
    progress.done = position.done
    return progress, position.given


class ItemProgress(Generic[R, Item]):
    """The position of a walk over items: the walk over pages, and the place within the page in hand.

    `rows` are what is to be handed out of that page, by `next`: of several threads, each gets other ones.
    """

    def __init__(self, pages: PageProgress[R, Item], given: Sequence[str] = ()) -> None:
        self.pages = pages
        self.rows: Iterator[Item] = iter(())
        self._items: Sequence[Item] = ()
        #: Where in the page its rows end, and how many may come out of later ones; None for all.
        self._end = 0
        self._left: int | None = None
        #: The keys of what was handed out of the page that comes next, if it was asked for before.
        self._given = list(given)
        self._page_of = pages.following

    @property
    def over(self) -> bool:
        """Whether nothing comes after the rows: the list ended, or as much as was wanted came."""
        return self.pages.done or self._left == 0

    def limit(self, most: int) -> None:
        """Hand out so many more items at most. ValueError for a number that is none."""
        if type(most) is not int or most < 0:
            raise ValueError("a limit must be a whole number, not below 0")
        self._left = most
        self._take_in_hand(self._items, self._at)

    def arguments(self) -> dict[str, Any]:
        """See `PageProgress.arguments`. A page that is asked for again is taken up behind the rows handed out."""
        if self.pages.unsure:
            self._given = self._handed_out()
        return self.pages.arguments()

    def arrived(self, page: R) -> None:
        """Take a page in hand, without the rows up to the last one that was handed out before."""
        page_of = self.pages.following
        items = self.pages.arrived(page)
        start = self._behind(items)
        self._page_of, self._given = page_of, []
        self._take_in_hand(items, start)

    def _behind(self, items: Sequence[Item]) -> int:
        """The place behind the last item that was handed out before, whichever of them have gone since."""
        if not self._given:
            return 0
        key, given = self.pages.listing.pages.key, frozenset(self._given)
        return next((place for place in range(len(items), 0, -1) if key(items[place - 1]) in given), 0)

    def _take_in_hand(self, items: Sequence[Item], start: int) -> None:
        end = len(items)
        if self._left is not None:
            end = min(end, start + self._left)
            self._left -= end - start
        self._items, self._end = items, end
        self.rows = iter(list(items[start:end]))

    @property
    def _at(self) -> int:
        """The place in the page behind the last row handed out."""
        return self._end - length_hint(self.rows)

    def _handed_out(self) -> list[str]:
        key = self.pages.listing.pages.key
        return self._given or [key(item) for item in self._items[: self._at]]

    def save(self) -> str:
        """The position behind the last item handed out: within its page, or at the start of the next one."""
        if self._at < len(self._items) or self.pages.unsure or self._given:
            return self.pages.save(self._page_of, self._handed_out(), done=False)
        return self.pages.save(self.pages.following, done=self.pages.done)
