"""What a client keeps to by itself: how many requests at once, and how fast they begin."""

from __future__ import annotations

import asyncio
import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from tests.client.loopback import Answer, serving
from tests.client.scripted import NOON, SEC_UID, ManualTiming, Script, tikapi_page, tikapi_refusal

import tokgate
from tokgate.client.exchange import Attempt, Reply

PAGE = tikapi_page([1])


class Together:
    """Counts how many requests are under way; each waits for `expected` of them to be, for as long as that can be."""

    def __init__(self, expected: int) -> None:
        self.most = 0
        self._now = 0
        self._lock = threading.Lock()
        self._met = threading.Barrier(expected)

    def __call__(self, attempt: Attempt) -> Reply:
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)
        self._met.wait(30)
        with self._lock:
            self._now -= 1
        return PAGE


def test_threads_and_copies_of_a_client_keep_to_its_connections() -> None:
    transport = Together(3)
    client = tokgate.TikAPI("k", transport=transport, limits=tokgate.Limits(connections=3))
    clients = [client, client.with_options(timeout=5)]
    with ThreadPoolExecutor(12) as pool:
        list(pool.map(lambda number: clients[number % 2].public.posts(secUid=SEC_UID), range(12)))

    assert transport.most == 3


def test_tasks_keep_to_the_connections_and_a_cancelled_one_gives_its_place_back() -> None:
    under_way, most = 0, 0

    async def slow(attempt: Attempt) -> Reply:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        try:
            await asyncio.sleep(0)
            await (hanging.wait() if "cursor=9" in attempt.url else asyncio.sleep(0))
        finally:
            under_way -= 1
        return PAGE

    async def many() -> None:
        client = tokgate.AsyncTikAPI("k", transport=slow, limits=tokgate.Limits(connections=2))
        stuck = [asyncio.ensure_future(client.public.posts(secUid=SEC_UID, cursor="9")) for _ in range(2)]
        waiting = asyncio.ensure_future(client.public.posts(secUid=SEC_UID))
        while under_way < 2:
            await asyncio.sleep(0)
        for task in stuck:
            task.cancel()
        await waiting
        await asyncio.gather(*(client.public.posts(secUid=SEC_UID) for _ in range(20)))

    hanging = asyncio.Event()
    asyncio.run(many())
    asyncio.run(many())
    assert most == 2


def test_requests_begin_evenly_spaced_retries_among_them(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "tokgate")
    timing, begun = ManualTiming(chance=0.0), list[float]()

    def transport(attempt: Attempt) -> Reply:
        begun.append(timing.at - NOON)
        return tikapi_refusal(503) if len(begun) == 2 else PAGE

    client = tokgate.TikAPI("k", transport=transport, timing=timing, limits=tokgate.Limits(per_second=4))
    for _ in range(3):
        client.public.posts(secUid=SEC_UID)
    timing.at += 10
    client.public.posts(secUid=SEC_UID)

    assert begun == [0, 0.25, 0.5, 0.75, 10.75]
    assert "tikapi.public.posts: held back by the client's limits; begins in 0.25 s" in caplog.messages


def test_a_turn_that_does_not_come_in_time_is_a_missed_deadline() -> None:
    script = Script([PAGE])
    client = tokgate.TikAPI(
        "k", transport=script, timing=ManualTiming(), limits=tokgate.Limits(per_second=0.1), deadline=5
    )
    client.public.posts(secUid=SEC_UID)
    with pytest.raises(tokgate.DeadlineExceeded, match="turn"):
        client.public.posts(secUid=SEC_UID)
    client.with_options(deadline=11).public.posts(secUid=SEC_UID)

    assert len(script.attempts) == 2
    assert script.attempts[1].total == pytest.approx(1)


def test_a_place_that_is_not_free_in_time_is_a_missed_deadline() -> None:
    begun, go_on = threading.Event(), threading.Event()

    def hanging(_: Attempt) -> Reply:
        begun.set()
        go_on.wait(30)
        return PAGE

    client = tokgate.TikAPI("k", transport=hanging, limits=tokgate.Limits(connections=1))
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(lambda: client.public.posts(secUid=SEC_UID))
        begun.wait(30)
        with pytest.raises(tokgate.DeadlineExceeded, match="no connection was free"):
            client.with_options(deadline=0.01).public.posts(secUid=SEC_UID)
        go_on.set()
        assert first.result().itemList
    assert client.public.posts(secUid=SEC_UID).itemList


def test_an_error_gives_the_place_back() -> None:
    script = Script([tikapi_refusal(404), tikapi_refusal(404), PAGE])
    client = tokgate.TikAPI("k", transport=script, limits=tokgate.Limits(connections=1), timing=ManualTiming())
    for _ in range(2):
        with pytest.raises(tokgate.NotFound):
            client.public.posts(secUid=SEC_UID)

    assert client.with_options(deadline=1).public.posts(secUid=SEC_UID).itemList


def test_links_do_not_count() -> None:
    with serving(lambda _: Answer(b"film")) as url:
        client = tokgate.TikAPI(
            "k", base_url=url, timing=ManualTiming(), limits=tokgate.Limits(per_second=0.001), deadline=1
        )
        for _ in range(3):
            assert client.fetch(f"{url}/film").content == b"film"


@pytest.mark.parametrize(
    "limits", [{"connections": 0}, {"connections": 2.5}, {"connections": True}, {"per_second": 0}, {"per_second": "5"}]
)
def test_a_limit_that_makes_no_sense_is_refused(limits: Any) -> None:
    with pytest.raises(ValueError, match=next(iter(limits))):
        tokgate.Limits(**limits)
