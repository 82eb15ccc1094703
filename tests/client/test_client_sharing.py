"""A walk that several threads or tasks share hands each item out once, and ends where it is told to."""

from __future__ import annotations

import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.client.scripted import SEC_UID, Script, tikapi_page, tikapi_refusal

import tokgate
from tokgate.client.exchange import Attempt, Reply

SIZE = 3
TOTAL = 42
EVERY = [str(number) for number in range(TOTAL)]


def _answer(attempt: Attempt) -> Reply:
    start = int(parse_qs(urlsplit(attempt.url).query).get("cursor", ["0"])[0])
    end = min(start + SIZE, TOTAL)
    return tikapi_page(range(start, end), end if end < TOTAL else None)


class Meeting:
    """A transport that answers the first request when all threads have begun, so that they are there together."""

    def __init__(self, threads: int) -> None:
        self.all_here = threading.Barrier(threads)
        self.requests = 0

    def __call__(self, attempt: Attempt) -> Reply:
        self.requests += 1
        # Lets other threads on, as a request does.
        time.sleep(0)
        return _answer(attempt)


@pytest.mark.parametrize("whole_pages", [False, True])
def test_threads_share_a_walk_and_nothing_is_lost_or_twice(whole_pages: bool) -> None:
    transport = Meeting(4)
    client = tokgate.TikAPI("k", transport=transport)
    items, pages = client.public.posts.all(secUid=SEC_UID), client.public.posts.pages(secUid=SEC_UID)

    def take(_: int) -> list[str | None]:
        transport.all_here.wait(30)
        if whole_pages:
            return [post.id for page in pages for post in page.itemList]
        return [post.id for post in items]

    with ThreadPoolExecutor(4) as pool:
        ids = [id for part in pool.map(take, range(4)) for id in part]

    assert sorted(ids, key=str) == sorted(EVERY)
    assert transport.requests == TOTAL / SIZE


@pytest.mark.parametrize("whole_pages", [False, True])
def test_tasks_share_a_walk_and_nothing_is_lost_or_twice(whole_pages: bool) -> None:
    requests = list[Attempt]()

    async def slow(attempt: Attempt) -> Reply:
        requests.append(attempt)
        await asyncio.sleep(0)
        return _answer(attempt)

    async def share() -> list[str | None]:
        client = tokgate.AsyncTikAPI("k", transport=slow)
        items, pages = client.public.posts.all(secUid=SEC_UID), client.public.posts.pages(secUid=SEC_UID)

        async def take() -> list[str | None]:
            if whole_pages:
                return [post.id async for page in pages for post in page.itemList]
            return [post.id async for post in items]

        return [id for part in await asyncio.gather(*(take() for _ in range(4))) for id in part]

    assert sorted(asyncio.run(share()), key=str) == sorted(EVERY)
    assert len(requests) == TOTAL / SIZE


def test_a_shared_walk_goes_on_after_the_error_that_one_thread_got() -> None:
    script = Script([tikapi_page([1], 1), tikapi_refusal(500), tikapi_page([2])])
    walk = tokgate.TikAPI("k", transport=script, retries=0).public.posts.all(secUid=SEC_UID)

    found = list[str | None]()

    def take(_: int) -> None:
        try:
            found.extend(post.id for post in walk)
        except tokgate.ServerFault:
            found.append("error")

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(take, range(3)))

    assert sorted(found, key=str) == ["1", "2", "error"]


@given(before=st.integers(0, 8), most=st.integers(0, 50))
def test_a_limit_ends_a_walk_fetches_no_more_and_can_be_gone_on_behind(before: int, most: int) -> None:
    transport = Meeting(1)
    client = tokgate.TikAPI("k", transport=transport)
    walk = client.public.posts.all(secUid=SEC_UID)
    ids = [next(walk).id for _ in range(before)]
    ids += [post.id for post in walk.limit(most)]
    taken = min(before + most, TOTAL)

    assert ids == EVERY[:taken]
    assert transport.requests == -(-taken // SIZE)
    assert ids + [post.id for post in client.public.posts.resume_all(walk.save())] == EVERY
    assert ids + [post.id for post in walk.limit(TOTAL)] == EVERY


def test_an_async_walk_has_a_limit_too() -> None:
    async def answer(attempt: Attempt) -> Reply:
        return _answer(attempt)

    async def walk() -> list[str | None]:
        client = tokgate.AsyncTikAPI("k", transport=answer)
        return [post.id async for post in client.public.posts.all(secUid=SEC_UID).limit(5)]

    assert asyncio.run(walk()) == EVERY[:5]


@pytest.mark.parametrize("most", [-1, 2.5, True, "3"])
def test_a_limit_that_makes_no_sense_is_refused(most: Any) -> None:
    walk = tokgate.TikAPI("k", transport=_answer).public.posts.all(secUid=SEC_UID)
    with pytest.raises(ValueError, match="limit"):
        walk.limit(most)
