"""The iterators over a list: each fetches what `pages` says comes next, and hands it out once."""

from __future__ import annotations

from threading import RLock
from typing import Generic, TypeVar

from tokgate.client.pages import ItemProgress, PageProgress
from tokgate.contract.calls import AsyncCaller, SyncCaller

R = TypeVar("R")
Item = TypeVar("Item")


class PageWalk(Generic[R, Item]):
    """See `tokgate.contract.paging.Pages`. Of several threads, each gets other pages."""

    def __init__(self, caller: SyncCaller, progress: PageProgress[R, Item]) -> None:
        self._caller = caller
        self._progress = progress
        # One thread fetches, and the others wait; a handler of a signal that saves is in the same thread.
        self._turn = RLock()

    def __iter__(self) -> PageWalk[R, Item]:
        return self

    def __next__(self) -> R:
        with self._turn:
            if self._progress.done:
                raise StopIteration
            page = self._caller.call(self._progress.listing, self._progress.arguments())
            self._progress.arrived(page)
            return page

    def save(self) -> str:
        """The position behind the last page handed out, as JSON text."""
        with self._turn:
            return self._progress.save(self._progress.following, done=self._progress.done)


class ItemWalk(Generic[R, Item]):
    """See `tokgate.contract.paging.Items`. Of several threads, each gets other items."""

    def __init__(self, caller: SyncCaller, progress: ItemProgress[R, Item]) -> None:
        self._caller = caller
        self._progress = progress
        self._turn = RLock()

    def __iter__(self) -> ItemWalk[R, Item]:
        return self

    def __next__(self) -> Item:
        for item in self._progress.rows:
            return item
        return self._fetched()

    def _fetched(self) -> Item:
        """The first item of the next page; StopIteration if there is none."""
        progress = self._progress
        with self._turn:
            while True:
                # Another thread may have fetched a page meanwhile.
                for item in progress.rows:
                    return item
                if progress.over:
                    raise StopIteration
                progress.arrived(self._caller.call(progress.pages.listing, progress.arguments()))

    def limit(self, most: int) -> ItemWalk[R, Item]:
        """This walk, which ends after so many more items; one that is saved then goes on behind them."""
        self._progress.limit(most)
        return self

    def save(self) -> str:
        """The position behind the last item handed out, as JSON text."""
        with self._turn:
            return self._progress.save()


class AsyncPageWalk(Generic[R, Item]):
    """As PageWalk, for `async for` and for tasks."""

    def __init__(self, caller: AsyncCaller, progress: PageProgress[R, Item]) -> None:
        from asyncio import Lock

        self._caller = caller
        self._progress = progress
        self._turn = Lock()

    def __aiter__(self) -> AsyncPageWalk[R, Item]:
        return self

    async def __anext__(self) -> R:
        async with self._turn:
            if self._progress.done:
                raise StopAsyncIteration
            page = await self._caller.call(self._progress.listing, self._progress.arguments())
            self._progress.arrived(page)
            return page

    def save(self) -> str:
        """The position behind the last page handed out, as JSON text."""
        return self._progress.save(self._progress.following, done=self._progress.done)


class AsyncItemWalk(Generic[R, Item]):
    """As ItemWalk, for `async for` and for tasks."""

    def __init__(self, caller: AsyncCaller, progress: ItemProgress[R, Item]) -> None:
        from asyncio import Lock

        self._caller = caller
        self._progress = progress
        self._turn = Lock()

    def __aiter__(self) -> AsyncItemWalk[R, Item]:
        return self

    async def __anext__(self) -> Item:
        for item in self._progress.rows:
            return item
        return await self._fetched()

    async def _fetched(self) -> Item:
        """The first item of the next page; StopAsyncIteration if there is none."""
        progress = self._progress
        async with self._turn:
            while True:
                # Another task may have fetched a page meanwhile.
                for item in progress.rows:
                    return item
                if progress.over:
                    raise StopAsyncIteration
                progress.arrived(await self._caller.call(progress.pages.listing, progress.arguments()))

    def limit(self, most: int) -> AsyncItemWalk[R, Item]:
        """See ItemWalk's."""
        self._progress.limit(most)
        return self

    def save(self) -> str:
        """The position behind the last item handed out, as JSON text."""
        return self._progress.save()
