"""The fixed hosts are led to a server whatever library asks for them, and nothing else gets out."""

from __future__ import annotations

import asyncio
import http.client
import json
import os
import socket
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import aiohttp
import httpcore
import httpx
import pytest
import requests
import urllib3
import uvloop

import tokgate
from tokgate.server.hosts import is_loopback
from tokgate.testing import Blocked, Server, intercept
from tokgate.testing.hosts import fixed_hosts, is_ours

#: Nothing but loopback may be looked up while these tests run, so a host that is not led fails at once.
Fetch = Callable[[str, dict[str, str]], Any]


def with_http_client(url: str, headers: dict[str, str]) -> Any:
    host, _, path = url.removeprefix("https://").partition("/")
    connection = http.client.HTTPSConnection(host)
    try:
        connection.request("GET", f"/{path}", headers=headers)
        return json.loads(connection.getresponse().read())
    finally:
        connection.close()


def with_urllib(url: str, headers: dict[str, str]) -> Any:
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as response:
        return json.load(response)


def with_urllib3(url: str, headers: dict[str, str]) -> Any:
    with urllib3.PoolManager() as pool:
        return pool.request("GET", url, headers=headers, retries=False).json()


def with_requests(url: str, headers: dict[str, str]) -> Any:
    return requests.get(url, headers=headers, timeout=20).json()


def with_requests_and_a_proxy(url: str, headers: dict[str, str]) -> Any:
    with requests.Session() as session:
        session.trust_env = False
        session.proxies = {"https": "http://127.0.0.1:9"}
        return session.get(url, headers=headers, timeout=20).json()


def with_httpx(url: str, headers: dict[str, str]) -> Any:
    return httpx.get(url, headers=headers).json()


def with_httpx_and_a_proxy(url: str, headers: dict[str, str]) -> Any:
    return httpx.get(url, headers=headers, proxy="http://127.0.0.1:9").json()


def with_async_httpx(url: str, headers: dict[str, str]) -> Any:
    async def fetch() -> Any:
        async with httpx.AsyncClient() as client:
            return (await client.get(url, headers=headers)).json()

    return asyncio.run(fetch())


def with_aiohttp(url: str, headers: dict[str, str]) -> Any:
    async def fetch() -> Any:
        async with aiohttp.ClientSession() as session, session.get(url, headers=headers) as response:
            return await response.json()

    return asyncio.run(fetch())


def with_aiohttp_and_a_proxy(url: str, headers: dict[str, str]) -> Any:
    async def fetch() -> Any:
        async with (
            aiohttp.ClientSession(proxy="http://127.0.0.1:9") as session,
            session.get(url, headers=headers) as response,
        ):
            return await response.json()

    return asyncio.run(fetch())


FETCHERS = [
    with_http_client,
    with_urllib,
    with_urllib3,
    with_requests,
    with_requests_and_a_proxy,
    with_httpx,
    with_httpx_and_a_proxy,
    with_async_httpx,
    with_aiohttp,
    with_aiohttp_and_a_proxy,
]


def places() -> dict[str, Any]:
    """What an interception replaces, as it is now."""
    from tokgate.client.transport import AsyncHttpTransport, HttpTransport

    owners: list[Any] = [
        http.client.HTTPConnection,
        http.client.HTTPSConnection,
        urllib3.connection.HTTPConnection,
        urllib3.connection.HTTPSConnection,
        httpcore.ConnectionPool,
        httpcore.AsyncConnectionPool,
        aiohttp.BaseConnector,
        aiohttp.TCPConnector,
        HttpTransport,
        AsyncHttpTransport,
        socket.socket,
        socket,
    ]
    return {
        f"{owner.__module__ if isinstance(owner, type) else ''}.{owner.__name__}.{name}": value
        for owner in owners
        for name, value in vars(owner).items()
        if callable(value)
    } | {name: os.environ.get(name) for name in ("NO_PROXY", "no_proxy")}


@pytest.mark.parametrize("fetch", FETCHERS, ids=lambda fetch: fetch.__name__)
def test_every_library_is_led(fetch: Fetch, session_server: Server) -> None:
    key = session_server.credentials["tikapi"]["api_key"]
    sec_uid = session_server.sample["sec_uid"]
    with intercept(session_server):
        for host in ("api.tikapi.io", "sandbox.tikapi.io"):
            page = fetch(f"https://{host}/public/posts?secUid={sec_uid}&count=2", {"X-API-KEY": key})
            assert page["status"] == "success"
            assert len(page["itemList"]) == 2


@pytest.mark.parametrize("fetch", FETCHERS, ids=lambda fetch: fetch.__name__)
@pytest.mark.parametrize(
    "url", ["https://example.org/x?token=hidden", "https://192.0.2.1/x", "https://www.tiktok.com/@someone"]
)
def test_nothing_else_gets_out(fetch: Fetch, url: str, session_server: Server) -> None:
    with intercept(session_server), pytest.raises(Blocked) as problem:
        fetch(url, {})
    assert url.split("/")[2] in str(problem.value)
    assert "hidden" not in str(problem.value)


def test_the_sdk_is_led(session_server: Server) -> None:
    keys = session_server.credentials
    sec_uid = session_server.sample["sec_uid"]
    with intercept(session_server):
        with tokgate.TikAPI(keys["tikapi"]["api_key"]) as client:
            assert len(client.public.posts(secUid=sec_uid, count=3).itemList) == 3
        with tokgate.JustOne(keys["justone"]["token"]) as other:
            assert other.tiktok.user_posts(secUid=sec_uid).code == 0

        async def ask() -> int:
            async with tokgate.AsyncTikAPI(keys["tikapi"]["api_key"]) as client:
                return len((await client.public.posts(secUid=sec_uid, count=3)).itemList)

        assert asyncio.run(ask()) == 3
        with tokgate.TikAPI("k", base_url="https://example.org", retries=0) as stray, pytest.raises(Blocked):
            stray.public.posts(secUid=sec_uid)


def test_threads_and_another_event_loop_are_led(session_server: Server) -> None:
    headers = {"X-API-KEY": session_server.credentials["tikapi"]["api_key"]}
    url = f"https://api.tikapi.io/public/posts?secUid={session_server.sample['sec_uid']}&count="

    async def fetch() -> list[int]:
        async with httpx.AsyncClient(headers=headers) as client, aiohttp.ClientSession(headers=headers) as session:
            first = (await client.get(url + "1")).json()
            async with session.get(url + "2") as answer:
                second = await answer.json()
        return [len(page["itemList"]) for page in (first, second)]

    with intercept(session_server):
        with ThreadPoolExecutor(4) as threads:
            pages = list(threads.map(lambda count: with_requests(f"{url}{count}", headers), range(1, 9)))
        assert [len(page["itemList"]) for page in pages] == list(range(1, 9))
        assert uvloop.run(fetch()) == [1, 2]


def test_all_is_as_before_at_the_end(session_server: Server) -> None:
    before = places()
    with intercept(session_server):
        assert places() != before
        with intercept(session_server):
            pass
        assert places() != before
    assert places() == before
    with pytest.raises(KeyError), intercept(session_server):
        raise KeyError
    assert places() == before


def test_names_are_not_looked_up_and_raw_sockets_stay_inside(session_server: Server) -> None:
    with intercept(session_server):
        with pytest.raises(Blocked, match=r"example\.org"):
            socket.create_connection(("example.org", 80))
        with pytest.raises(Blocked, match=r"api\.tikapi\.io"):
            socket.getaddrinfo("api.tikapi.io", 443)
        with socket.socket() as raw, pytest.raises(Blocked, match=r"192\.0\.2\.1"):
            raw.connect_ex(("192.0.2.1", 80))
        assert socket.getaddrinfo("localhost", 80)
        assert httpx.get(f"{session_server.url}/_tokgate/health").status_code == 200


@pytest.fixture
def other() -> Iterator[Server]:
    with Server(seed=8) as server:
        yield server


def test_the_innermost_of_nested_interceptions_holds(session_server: Server, other: Server) -> None:
    assert session_server.sample["username"] is not None
    with requests.Session() as session, intercept(session_server):
        session.headers["X-API-KEY"] = session_server.credentials["tikapi"]["api_key"]

        def found(server: Server) -> bool:
            url = f"https://api.tikapi.io/public/posts?secUid={server.sample['sec_uid']}&count=1"
            return session.get(url, timeout=20).status_code == 200

        assert found(session_server)
        assert not found(other)
        with intercept(other):
            # The session kept its connection to the outer server, and must not use it.
            assert found(other)
            assert not found(session_server)
        assert found(session_server)


def test_of_tiktoks_own_host_only_the_login_is_led(server: Server) -> None:
    with intercept(server):
        page = requests.get("https://www.tiktok.com/v2/auth/authorize/?client_key=k", timeout=20)
        assert "tokgate" in page.text
        with pytest.raises(Blocked, match=r"www\.tiktok\.com:443/@someone "):
            requests.get("https://www.tiktok.com/@someone?token=hidden", timeout=20)


def test_without_a_server_it_brings_its_own() -> None:
    with intercept() as server:
        answer = requests.post(
            "https://open.tiktokapis.com/v2/video/list/?fields=id",
            json={"max_count": 2},
            headers={"Authorization": f"Bearer {server.credentials['official']['user_token']}"},
            timeout=20,
        )
        assert len(answer.json()["data"]["videos"]) == 2


def test_hosts_and_paths() -> None:
    assert all(is_ours(host) for host in fixed_hosts())
    assert is_ours("WWW.TikTok.com.", "/v2/auth/authorize/")
    assert not is_ours("www.tiktok.com", "/v2/authors")
    assert not is_ours("evil-api.tikapi.io")
    assert is_loopback("[::1]")
    assert is_loopback("127.9.9.9")
    assert not is_loopback("127.0.0.1.example.org")
