"""One SDK in a process of its own, asking for pages as fast as it can. Arguments: its name, a URL, seconds."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable
from importlib import import_module

import msgspec
from pyreqwest.client import ClientBuilder, SyncClientBuilder
from tests.benchmarks.load import CONNECTIONS

from tokgate.client.justone import JustOne
from tokgate.client.tikapi import AsyncTikAPI, TikAPI
from tokgate.dialects.justone.wire import PostsAnswer
from tokgate.dialects.tikapi.wire.posts import ItemPage

KEY = "BenchmarkKeyOfTwentyLetters"
SEC_UID = "MS4wLjABAAAA" + "b" * 64
TIKAPI_PATH = f"/public/posts?secUid={SEC_UID}&count=30"
JUSTONE_PATH = f"/api/tiktok/get-user-post/v1?token={KEY}&secUid={SEC_UID}"


class Pace(msgspec.Struct, frozen=True):
    """How many pages came in how much time, and the CPU time that this took the client."""

    pages: int
    seconds: float
    cpu_s: float


def repeated(ask: Callable[[], object], seconds: float) -> Pace:
    """One page after the other."""
    ask()
    pages, began, used = 0, time.perf_counter(), time.process_time()
    while time.perf_counter() - began < seconds:
        ask()
        pages += 1
    return Pace(pages, time.perf_counter() - began, time.process_time() - used)


async def repeated_together(ask: Callable[[], Awaitable[object]], seconds: float) -> Pace:
    """32 at a time."""
    await asyncio.gather(*(ask() for _ in range(CONNECTIONS)))
    pages, began, used = 0, time.perf_counter(), time.process_time()

    async def one() -> None:
        nonlocal pages
        while time.perf_counter() - began < seconds:
            await ask()
            pages += 1

    await asyncio.gather(*(one() for _ in range(CONNECTIONS)))
    return Pace(pages, time.perf_counter() - began, time.process_time() - used)


def limit(url: str, seconds: float) -> Pace:
    """The HTTP library's bytes, decoded by msgspec into the type that the SDK answers with."""
    return _bytes_decoded(url + TIKAPI_PATH, ItemPage, seconds)


def justone_limit(url: str, seconds: float) -> Pace:
    return _bytes_decoded(url + JUSTONE_PATH, PostsAnswer, seconds)


def _bytes_decoded(address: str, kind: type[object], seconds: float) -> Pace:
    decoder: msgspec.json.Decoder[object] = msgspec.json.Decoder(kind)
    with SyncClientBuilder().build() as client:
        return repeated(
            lambda: decoder.decode(client.get(address).header("X-API-KEY", KEY).build().send().bytes()), seconds
        )


def async_limit(url: str, seconds: float) -> Pace:
    decoder = msgspec.json.Decoder(ItemPage)

    async def run() -> Pace:
        async with ClientBuilder().build() as client:

            async def ask() -> object:
                answer = await client.get(url + TIKAPI_PATH).header("X-API-KEY", KEY).build().send()
                return decoder.decode(await answer.bytes())

            return await repeated_together(ask, seconds)

    return asyncio.run(run())


def tokgate(url: str, seconds: float) -> Pace:
    with TikAPI(KEY, base_url=url) as client:
        return repeated(lambda: client.public.posts(secUid=SEC_UID), seconds)


def tokgate_async(url: str, seconds: float) -> Pace:
    async def run() -> Pace:
        async with AsyncTikAPI(KEY, base_url=url) as client:
            return await repeated_together(lambda: client.public.posts(secUid=SEC_UID), seconds)

    return asyncio.run(run())


def tokgate_justone(url: str, seconds: float) -> Pace:
    with JustOne(KEY, base_url=url) as client:
        return repeated(lambda: client.tiktok.user_posts(secUid=SEC_UID), seconds)


def vendor_tikapi(url: str, seconds: float) -> Pace:
    client = import_module("tikapi").TikAPI(KEY)
    client.set(__options__={"base": url})
    return repeated(lambda: client.public.posts(secUid=SEC_UID).json(), seconds)


def vendor_justone(url: str, seconds: float) -> Pace:
    client = import_module("justoneapi").JustOneAPIClient(token=KEY, base_url=url)
    return repeated(lambda: client.tiktok.get_user_post_v1(sec_uid=SEC_UID).data, seconds)


LOOPS: dict[str, Callable[[str, float], Pace]] = {
    each.__name__: each
    for each in (
        limit,
        async_limit,
        justone_limit,
        tokgate,
        tokgate_async,
        tokgate_justone,
        vendor_tikapi,
        vendor_justone,
    )
}

if __name__ == "__main__":
    print(msgspec.json.encode(LOOPS[sys.argv[1]](sys.argv[2], float(sys.argv[3]))).decode())
