"""User tokens of a real server, which die when its clock is moved: renewed, also in the middle of a list."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import Any

import pytest

import tokgate
from tokgate import Kept
from tokgate.dialects.official.display import VideoField
from tokgate.testing import Server

FIELDS: list[VideoField] = ["id"]
DAY = "25h"


class Store:
    """Keeps what was renewed, in memory, for several clients."""

    def __init__(self) -> None:
        self.kept: dict[str, Kept] = {}
        self.saved: list[str] = []
        self._renewing = Lock()

    def load(self, kind: str) -> Kept | None:
        return self.kept.get(kind)

    def save(self, kind: str, kept: Kept) -> None:
        self.kept[kind] = kept
        self.saved.append(kind)

    def reserve(self, kind: str) -> Callable[[], object] | None:
        return self._renewing.release if self._renewing.acquire(blocking=False) else None


def options(server: Server, **more: Any) -> dict[str, Any]:
    known = server.credentials["official"]
    names = ("client_key", "client_secret", "user_token", "refresh_token")
    return {**{name: known[name] for name in names}, "base_url": server.url, **more}


def refreshes(server: Server) -> int:
    return len(server.requests("official.oauth.refresh"))


def open_id(client: tokgate.Official) -> str:
    data = client.user.info(fields=["open_id"]).data
    assert data is not None
    assert data.user is not None
    return str(data.user.open_id)


def test_a_token_that_dies_in_the_middle_of_a_list_is_renewed(tokgate_server: Server) -> None:
    store = Store()
    with tokgate.Official(**options(tokgate_server, store=store)) as client:
        expected = [video.id for video in client.video.list.all(fields=FIELDS)]
        walk = client.video.list.all(fields=FIELDS, max_count=7)
        ids = [next(walk).id for _ in range(10)]
        for _ in range(2):
            tokgate_server.clock.advance(DAY)
            ids += [next(walk).id for _ in range(10)]
        ids += [video.id for video in walk]

    assert ids == expected
    assert (store.saved, refreshes(tokgate_server)) == (["user_token", "user_token"], 2)
    kept = store.kept["user_token"]
    assert kept.rotated["refresh_token"] != tokgate_server.credentials["official"]["refresh_token"]


def test_an_asynchronous_list_goes_on_too_and_tasks_share_one_renewal(tokgate_server: Server) -> None:
    async def walks() -> list[list[str | None]]:
        async with tokgate.AsyncOfficial(**options(tokgate_server, store=Store())) as client:
            begun = [client.video.list.all(fields=FIELDS) for _ in range(4)]
            firsts = [(await anext(walk)).id for walk in begun]
            tokgate_server.clock.advance(DAY)

            async def rest(walk: tokgate.AsyncItems[Any], first: str | None) -> list[str | None]:
                return [first, *[video.id async for video in walk]]

            return await asyncio.gather(*[rest(walk, first) for walk, first in zip(begun, firsts, strict=True)])

    lists = asyncio.run(walks())

    assert all(ids == lists[0] for ids in lists)
    assert len(set(lists[0])) > 60
    assert refreshes(tokgate_server) == 1


def test_threads_of_two_clients_with_one_store_lose_no_token(tokgate_server: Server) -> None:
    store = Store()
    with (
        tokgate.Official(**options(tokgate_server, store=store)) as one,
        tokgate.Official(**options(tokgate_server, store=store)) as other,
        ThreadPoolExecutor(8) as pool,
    ):
        for _ in range(3):
            tokgate_server.clock.advance(DAY)
            calls = [pool.submit(open_id, client) for client in (one, other) for _ in range(4)]
            assert len({call.result() for call in calls}) == 1

    assert store.saved == ["user_token"] * 3
    assert refreshes(tokgate_server) == 3


def test_a_function_is_told_of_the_new_pair(tokgate_server: Server) -> None:
    told: list[tuple[str, Kept]] = []
    with tokgate.Official(**options(tokgate_server, store=lambda kind, kept: told.append((kind, kept)))) as client:
        tokgate_server.clock.advance(DAY)
        client.user.info(fields=["open_id"])

    [(kind, kept)] = told
    known = tokgate_server.credentials["official"]
    assert (kind, list(kept.rotated)) == ("user_token", ["refresh_token"])
    again = tokgate.Official(
        client_key=known["client_key"],
        client_secret=known["client_secret"],
        refresh_token=kept.rotated["refresh_token"],
        base_url=tokgate_server.url,
    )
    assert open_id(again)


def test_without_anything_to_renew_with_the_vendors_refusal_is_raised(
    tokgate_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("CLIENT_KEY", "CLIENT_SECRET", "REFRESH_TOKEN"):
        monkeypatch.delenv(f"TOKGATE_OFFICIAL_{name}", raising=False)
    token = tokgate_server.credentials["official"]["user_token"]
    client = tokgate.Official(user_token=token, base_url=tokgate_server.url)
    tokgate_server.clock.advance(DAY)
    with pytest.raises(
        tokgate.Unauthorized, match="another user_token takes a client_key, client_secret and"
    ) as caught:
        client.user.info(fields=["open_id"])

    error = caught.value
    assert (error.status, error.code, error.operation) == (401, "access_token_invalid", "official.user.info")
    assert error.request_id
    assert refreshes(tokgate_server) == 0


def test_a_dead_refresh_token_is_the_vendors_word_and_said_once(tokgate_server: Server) -> None:
    with tokgate.Official(**options(tokgate_server)) as client:
        tokgate_server.clock.advance("366d")
        with pytest.raises(tokgate.Unauthorized, match="Refresh token is invalid or expired") as caught:
            client.user.info(fields=["open_id"])

    assert (caught.value.operation, refreshes(tokgate_server)) == ("official.oauth.refresh", 1)
