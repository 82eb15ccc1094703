"""Credentials that renew and rotate, as their declaration says: stored before they are used, renewed once for all."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qs

import pytest
from tests.client.notes import AsyncNotesClient, NotesClient
from tests.client.scripted import ManualTiming, reply

import tokgate
from tokgate.client.exchange import Attempt, Reply
from tokgate.contract.credentials import Kept
from tokgate.contract.errors import TransportError

DEAD = reply({}, 401)


class Vendor:
    """Gives an access and a refresh token for the last refresh token; `log` says what happened, in order."""

    def __init__(self) -> None:
        self.log: list[str] = []
        self.alive = ""
        self.given = 0
        #: Refreshes whose answer is lost, and calls whose answer is.
        self.lost_refreshes = self.lost_answers = 0
        self._lock = threading.Lock()

    def __call__(self, attempt: Attempt) -> Reply:
        with self._lock:
            return self._refresh(attempt) if attempt.url.endswith("/refresh") else self._serve(attempt)

    async def later(self, attempt: Attempt) -> Reply:
        await asyncio.sleep(0)
        return self(attempt)

    def _refresh(self, attempt: Attempt) -> Reply:
        token = parse_qs(attempt.body.decode())["refresh_token"][0]
        self.log.append(f"refresh {token}")
        if token != f"r{self.given}":
            return reply({}, 400)
        self.given += 1
        self.alive = f"a{self.given}"
        if self.lost_refreshes:
            self.lost_refreshes -= 1
            raise TransportError("cut")
        return reply({"access_token": self.alive, "expires_in": 3600, "refresh_token": f"r{self.given}"})

    def _serve(self, attempt: Attempt) -> Reply:
        token = attempt.headers["authorization"].removeprefix("Bearer ")
        if token != self.alive:
            self.log.append(f"refused {token}")
            return DEAD
        self.log.append(f"{attempt.method} {token}")
        if self.lost_answers:
            self.lost_answers -= 1
            raise TransportError("cut")
        return reply({"id": 1})


class Store:
    """Keeps one credential, and writes down when."""

    def __init__(self, log: list[str], kept: Kept | None = None) -> None:
        self.kept = kept
        self.broken = False
        self._log = log

    def load(self, kind: str) -> Kept | None:
        assert kind == "access_token"
        return self.kept

    def save(self, kind: str, kept: Kept) -> None:
        if self.broken:
            raise OSError("the disk is full")
        self._log.append(f"save {kept.secret} {kept.rotated['refresh_token']}")
        self.kept = kept


def _client(
    vendor: Vendor, store: Store | None = None, timing: ManualTiming | None = None, access_token: str = ""
) -> NotesClient:
    if store is None:
        return NotesClient(access_token, "r0", transport=vendor, timing=timing or ManualTiming())
    return NotesClient(access_token, "r0", transport=vendor, timing=timing or ManualTiming(), store=store)


def test_each_renewal_takes_the_refresh_token_of_the_last() -> None:
    vendor, timing = Vendor(), ManualTiming()
    client = _client(vendor, timing=timing)
    for _ in range(3):
        client.diary.read()
        timing.at += 3600

    assert vendor.log == ["refresh r0", "GET a1", "refresh r1", "GET a2", "refresh r2", "GET a3"]


def test_a_new_refresh_token_is_stored_before_anything_is_done_with_it() -> None:
    vendor = Vendor()
    client = _client(vendor, Store(vendor.log))
    client.diary.read()
    vendor.alive = "none"
    client.diary.read()

    assert vendor.log == ["refresh r0", "save a1 r1", "GET a1", "refused a1", "refresh r1", "save a2 r2", "GET a2"]


def test_the_next_client_goes_on_with_what_was_stored() -> None:
    vendor = Vendor()
    store = Store(vendor.log)
    _client(vendor, store).diary.read()
    del vendor.log[:]
    again = _client(vendor, store)
    again.diary.read()
    vendor.alive = "none"
    again.diary.read()

    assert vendor.log == ["GET a1", "refused a1", "refresh r1", "save a2 r2", "GET a2"]


def test_what_another_process_renewed_is_taken_and_not_renewed_again() -> None:
    vendor = Vendor()
    store = Store(vendor.log)
    first, second = _client(vendor, store), _client(vendor, store)
    first.diary.read()
    second.diary.read()
    vendor.alive = "none"
    first.diary.read()
    second.diary.read()

    assert vendor.given == 2
    assert vendor.log[-3:] == ["GET a2", "refused a1", "GET a2"]


def test_a_store_that_fails_fails_the_call_and_loses_nothing() -> None:
    vendor = Vendor()
    store = Store(vendor.log)
    client = _client(vendor, store)
    store.broken = True
    for _ in range(2):
        with pytest.raises(OSError, match="full"):
            client.diary.read()
    store.broken = False
    client.diary.read()

    assert vendor.log == ["refresh r0", "save a1 r1", "GET a1"]


def test_a_refresh_whose_answer_is_lost_is_not_sent_again() -> None:
    vendor = Vendor()
    vendor.lost_refreshes = 1
    with pytest.raises(tokgate.TransportError):
        _client(vendor).diary.read()

    assert vendor.log == ["refresh r0"]


def test_without_a_refresh_token_the_refusal_stays_and_says_what_is_missing() -> None:
    client = NotesClient("a0", transport=Vendor())
    with pytest.raises(
        tokgate.Unauthorized, match=r"status 401\s+another access_token takes a refresh_token"
    ) as caught:
        client.diary.read()

    assert caught.value.operation == "notes.diary.read"
    with pytest.raises(tokgate.Unauthorized, match=r"needs a access_token.*nor the refresh_token that get one"):
        NotesClient(transport=Vendor()).diary.read()


def test_a_write_that_was_refused_for_its_token_is_accepted_once() -> None:
    vendor = Vendor()
    _client(vendor, access_token="old").diary.add(text="tea")

    assert vendor.log == ["refused old", "refresh r0", "POST a1"]


def test_a_write_that_was_accepted_under_the_new_token_is_not_sent_again() -> None:
    vendor = Vendor()
    vendor.lost_answers = 1
    with pytest.raises(tokgate.TransportError):
        _client(vendor, access_token="old").diary.add(text="tea")

    assert vendor.log == ["refused old", "refresh r0", "POST a1"]


def test_the_options_of_a_call_do_not_go_to_the_renewal() -> None:
    vendor, attempts = Vendor(), list[Attempt]()

    def noting(attempt: Attempt) -> Reply:
        attempts.append(attempt)
        return vendor(attempt)

    client = NotesClient("", "r0", transport=noting).with_options(headers={"x-team": "blue"})
    client.diary.read.with_options(headers={"x-note": "1"}, timeout=1)()

    assert [("x-note" in each.headers, each.headers["x-team"], each.timeout) for each in attempts] == [
        (False, "blue", 60),
        (True, "blue", 1),
    ]


def test_a_process_that_comes_too_late_takes_what_the_other_got() -> None:
    vendor = Vendor()
    store = Store(vendor.log)
    first = _client(vendor, store)

    def meanwhile(attempt: Attempt) -> Reply:
        if attempt.url.endswith("/refresh"):
            first.diary.read()
        return vendor(attempt)

    late = NotesClient("", "r0", transport=meanwhile, timing=ManualTiming(), store=store)
    late.diary.read()

    assert vendor.log == ["refresh r0", "save a1 r1", "GET a1", "refresh r0", "GET a1"]


class Reserved(Store):
    """A store that another process holds for so many looks."""

    def __init__(self, log: list[str], looks: int) -> None:
        super().__init__(log)
        self._looks = looks

    def reserve(self, kind: str) -> Callable[[], object] | None:
        self._looks -= 1
        if self._looks >= 0:
            return None
        self._log.append("reserved")
        return lambda: self._log.append("released")


def test_a_store_that_others_use_is_reserved_while_its_secret_is_renewed() -> None:
    vendor, timing = Vendor(), ManualTiming()
    _client(vendor, Reserved(vendor.log, looks=3), timing).diary.read()

    assert vendor.log == ["reserved", "refresh r0", "save a1 r1", "released", "GET a1"]
    assert timing.slept == [0.05] * 3


def test_waiting_for_another_process_ends_at_the_deadline() -> None:
    vendor, timing = Vendor(), ManualTiming()
    client = _client(vendor, Reserved(vendor.log, looks=10**9), timing).with_options(deadline=2)
    with pytest.raises(tokgate.DeadlineExceeded, match="another process is renewing it"):
        client.diary.read()

    assert vendor.log == []
    assert 2 <= sum(timing.slept) < 2.1


def test_a_deadline_does_not_cut_a_renewal_whose_answer_is_all_that_is_left() -> None:
    vendor, timing = Vendor(), ManualTiming()
    totals: list[tuple[str, float | None]] = []

    def slow(attempt: Attempt) -> Reply:
        totals.append((attempt.operation, attempt.total))
        timing.at += 3
        return vendor(attempt)

    client = NotesClient("", "r0", transport=slow, timing=timing, store=Store(vendor.log), deadline=5)
    client.diary.read()

    assert totals == [("notes.tokens.refresh", None), ("notes.diary.read", 2)]


def test_a_task_that_gives_up_does_not_lose_the_token() -> None:
    vendor, sent, go_on = Vendor(), asyncio.Event(), asyncio.Event()
    store = Store(vendor.log)

    async def slow(attempt: Attempt) -> Reply:
        if attempt.url.endswith("/refresh"):
            answer = vendor(attempt)
            sent.set()
            await go_on.wait()
            return answer
        return vendor(attempt)

    async def gives_up() -> None:
        client = AsyncNotesClient("", "r0", transport=slow, store=store)
        waiting = asyncio.create_task(client.diary.read())
        await sent.wait()
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        go_on.set()
        await client.diary.read()

    asyncio.run(gives_up())
    assert vendor.log == ["refresh r0", "save a1 r1", "GET a1"]


def test_a_rotation_that_nobody_keeps_is_said(caplog: pytest.LogCaptureFixture) -> None:
    _client(Vendor()).diary.read()

    assert caplog.messages == ["notes.tokens.refresh replaced the refresh_token, and no store keeps the new one"]


def test_threads_share_one_rotation() -> None:
    vendor = Vendor()
    client = _client(vendor, Store(vendor.log), access_token="old")
    here = threading.Barrier(8)

    def read(_: int) -> None:
        here.wait(30)
        client.diary.read()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(read, range(8)))

    assert [line for line in vendor.log if line.startswith("refresh")] == ["refresh r0"]
    assert vendor.log.count("GET a1") == 8


def test_tasks_share_one_rotation() -> None:
    vendor = Vendor()
    client = AsyncNotesClient("old", "r0", transport=vendor.later, store=Store(vendor.log))

    async def many() -> None:
        await asyncio.gather(*[client.diary.read() for _ in range(16)])

    asyncio.run(many())
    assert [line for line in vendor.log if line.startswith("refresh")] == ["refresh r0"]
    assert vendor.log.count("GET a1") == 16


def test_no_secret_is_shown() -> None:
    vendor = Vendor()
    store = Store(vendor.log)
    client = NotesClient("SECRET", "r0", transport=vendor, store=store)
    client.diary.read()

    assert "SECRET" not in f"{client!r} {client.caller._secrets!r}"
    assert "a1" not in repr(store.kept)
    assert "r1" not in repr(store.kept)
