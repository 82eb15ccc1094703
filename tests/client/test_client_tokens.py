"""The client token of the Research API: fetched, kept, renewed, once for all who wait for it."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.client.scripted import ManualTiming, Script, official_refusal, reply, reposted_page, token_answer

import tokgate
from tokgate.client.exchange import Attempt, Reply
from tokgate.contract.errors import TransportError

DEAD = official_refusal(401, "access_token_invalid")


class Vendor:
    """Gives out tokens clt.1, clt.2, ... and knows the ones that are alive; pages hold one id each."""

    def __init__(self, pages: int = 1) -> None:
        self.given = 0
        self.alive: set[str] = set()
        self._pages = pages
        self._lock = threading.Lock()

    def __call__(self, attempt: Attempt) -> Reply:
        if attempt.url.endswith("/v2/oauth/token/"):
            with self._lock:
                self.given += 1
                self.alive.add(f"clt.{self.given}")
                return token_answer(f"clt.{self.given}")
        if attempt.headers["authorization"].removeprefix("Bearer ") not in self.alive:
            return DEAD
        page = int(attempt.body.partition(b'"cursor":')[2].partition(b"}")[0] or 0)
        return reposted_page([page], page + 1 if page + 1 < self._pages else None)


def _official(transport: Vendor | Script, timing: ManualTiming | None = None) -> tokgate.Official:
    return tokgate.Official(
        client_key="ck", client_secret="cs", transport=transport, timing=timing or ManualTiming(), retries=0
    )


def test_the_token_is_fetched_once_and_kept() -> None:
    vendor = Vendor()
    client = _official(vendor)
    for _ in range(3):
        client.research.user.reposted_videos(fields=["id"], username="u")
    client.with_options(retries=1).research.user.reposted_videos(fields=["id"], username="u")

    assert vendor.given == 1


def test_the_token_request_is_a_form_with_key_and_secret() -> None:
    script = Script([token_answer("clt.1"), reposted_page([1])])
    _official(script).research.user.reposted_videos(fields=["id"], username="u")
    asked, listed = script.attempts

    assert (asked.method, asked.headers["content-type"]) == ("POST", "application/x-www-form-urlencoded")
    assert asked.body == b"client_key=ck&client_secret=cs&grant_type=client_credentials"
    assert "authorization" not in asked.headers
    assert listed.headers["authorization"] == "Bearer clt.1"


def test_the_token_is_renewed_shortly_before_it_expires() -> None:
    vendor, timing = Vendor(), ManualTiming()
    client = _official(vendor, timing)
    for at in (0, 7100, 50):
        timing.at += at
        client.research.user.reposted_videos(fields=["id"], username="u")

    assert vendor.given == 2


def test_a_token_that_dies_in_the_middle_of_paging_is_renewed() -> None:
    vendor = Vendor(pages=4)
    walk = _official(vendor).research.user.reposted_videos.all(fields=["id"], username="u")
    ids = [next(walk).id, next(walk).id]
    vendor.alive.clear()
    ids.extend(video.id for video in walk)

    assert ids == [0, 1, 2, 3]
    assert vendor.given == 2


def test_a_token_that_stays_refused_is_an_error_after_one_renewal() -> None:
    script = Script([token_answer("clt.1"), DEAD, token_answer("clt.2"), DEAD])
    with pytest.raises(tokgate.Unauthorized):
        _official(script).research.user.reposted_videos(fields=["id"], username="u")

    assert len(script.attempts) == 4


def test_a_missing_scope_does_not_renew_the_token() -> None:
    script = Script([token_answer("clt.1"), official_refusal(401, "scope_not_authorized")])
    with pytest.raises(tokgate.Forbidden):
        _official(script).research.user.reposted_videos(fields=["id"], username="u")

    assert len(script.attempts) == 2


def test_a_wrong_secret_is_named_and_not_retried() -> None:
    script = Script([reply({"error": "invalid_client", "error_description": "Client key or secret is incorrect."})])
    with pytest.raises(tokgate.Unauthorized, match=r"official\.oauth\.token: Client key or secret is incorrect"):
        _official(script).with_options(retries=3).research.user.reposted_videos(fields=["id"], username="u")

    assert len(script.attempts) == 1


def test_fetching_the_token_is_retried_as_it_does_no_harm() -> None:
    script = Script([TransportError("cut"), token_answer("clt.1"), reposted_page([1])])
    _official(script).with_options(retries=1).research.user.reposted_videos(fields=["id"], username="u")

    assert len(script.attempts) == 3


def test_fetching_the_token_counts_against_the_deadline() -> None:
    timing = ManualTiming()

    def slow(attempt: Attempt) -> Reply:
        timing.at += 3
        return token_answer("clt.1") if attempt.url.endswith("/token/") else official_refusal(500, "internal_error")

    client = tokgate.Official(client_key="a", client_secret="b", transport=slow, timing=timing, deadline=5, retries=9)
    with pytest.raises(tokgate.DeadlineExceeded):
        client.research.user.reposted_videos(fields=["id"], username="u")


class Meeting(ManualTiming):
    """Notes when several threads have looked at the time, as each does just before it asks for the token."""

    def __init__(self, threads: int) -> None:
        super().__init__()
        self.all_here = threading.Event()
        self._threads = threads
        self._met: set[int] = set()

    def now(self) -> float:
        self._met.add(threading.get_ident())
        if len(self._met) >= self._threads:
            self.all_here.set()
        return super().now()


def test_threads_share_one_renewal() -> None:
    vendor, meeting = Vendor(), Meeting(threads=8)

    def slow_to_give(attempt: Attempt) -> Reply:
        if attempt.url.endswith("/token/"):
            assert meeting.all_here.wait(30)
        return vendor(attempt)

    client = tokgate.Official(client_key="a", client_secret="b", transport=slow_to_give, timing=meeting)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: client.research.user.reposted_videos(fields=["id"], username="u"), range(8)))

    assert vendor.given == 1


def test_tasks_share_one_renewal_in_one_event_loop_after_another() -> None:
    vendor = Vendor()

    async def later(attempt: Attempt) -> Reply:
        await asyncio.sleep(0)
        return vendor(attempt)

    client = tokgate.AsyncOfficial(client_key="a", client_secret="b", transport=later)

    async def many() -> None:
        calls = [client.research.user.reposted_videos(fields=["id"], username="u") for _ in range(16)]
        await asyncio.gather(*calls)

    for given in (1, 2):
        asyncio.run(many())
        assert vendor.given == given
        vendor.alive.clear()


def test_a_given_token_is_used_until_it_is_refused() -> None:
    vendor = Vendor()
    vendor.alive.add("clt.mine")
    client = tokgate.Official(client_key="a", client_secret="b", client_token="clt.mine", transport=vendor)
    client.research.user.reposted_videos(fields=["id"], username="u")
    assert vendor.given == 0

    vendor.alive.clear()
    client.research.user.reposted_videos(fields=["id"], username="u")
    assert vendor.given == 1


def test_a_refused_token_that_cannot_be_renewed_says_what_is_missing() -> None:
    client = tokgate.Official(client_token="clt.mine", transport=Vendor())
    with pytest.raises(tokgate.Unauthorized, match=r"another client_token takes a client_key and client_secret"):
        client.research.user.reposted_videos(fields=["id"], username="u")


def test_waiting_for_a_renewal_by_others_ends_at_the_deadline() -> None:
    async def never(attempt: Attempt) -> Reply:
        await asyncio.Event().wait()
        raise AssertionError

    client = tokgate.AsyncOfficial(client_key="a", client_secret="b", transport=never)

    async def both() -> None:
        first = asyncio.create_task(_reposts(client))
        await asyncio.sleep(0)
        with pytest.raises(tokgate.DeadlineExceeded):
            await _reposts(client.with_options(deadline=0.01))
        first.cancel()

    asyncio.run(both())


async def _reposts(client: tokgate.AsyncOfficial) -> tokgate.RepostedPage:
    return await client.research.user.reposted_videos(fields=["id"], username="u")
