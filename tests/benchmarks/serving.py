"""Pages under load: tokgate against an app with one ready answer, the hand-written prototype, bare SQLite and peers."""

from __future__ import annotations

import random
import time
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from functools import partial
from pathlib import Path

import msgspec
from tests.benchmarks.dataset import DATA, Dataset
from tests.benchmarks.figures import Measured, Results, Verdict, interleave
from tests.benchmarks.gateway import display_pages, justone_pages, keys_of, serving, tikapi_pages
from tests.benchmarks.load import Request, measure
from tests.benchmarks.peers import PEERS, Skipped, prepare
from tests.benchmarks.processes import NotStarted, Server, free_port, python, running
from tests.benchmarks.rivals import PAGE_FILE, PAGE_SQL, PROTOTYPE_FILE, join_rows, open_prototype

BARE = "bare ASGI app, ready page"
PROTOTYPE = "prototype"
TIKAPI, JUSTONE = "tokgate, TikAPI", "tokgate, JustOne"
TIKAPI_ZSTD, JUSTONE_ZSTD = "tokgate, TikAPI, zstd", "tokgate, JustOne, zstd"
DISPLAY = "tokgate, Display, page of 20"
SQLITE = "bare SQLite, no HTTP"


def run(dataset: Dataset, results: Results, *, seconds: float, peers: bool, say: Callable[[str], None]) -> None:
    """Pages of 30 from all servers, interleaved, and judged."""
    dataset.build()
    accounts, keys = dataset.sample(), keys_of(dataset)
    requests = {
        TIKAPI: tikapi_pages(accounts, keys),
        TIKAPI_ZSTD: tikapi_pages(accounts, keys, zstd=True),
        JUSTONE: justone_pages(accounts, keys),
        JUSTONE_ZSTD: justone_pages(accounts, keys, zstd=True),
    }
    with ExitStack() as stack:
        tokgate = stack.enter_context(serving(dataset.archive))
        page = answer_of(tokgate, average_page(tokgate, requests[TIKAPI]))
        results.notes.append(f"serve: the ready page has {len(page):,} bytes")
        servers: dict[str, tuple[Server, Request]] = {
            BARE: (stack.enter_context(ready_app(page, "page")), requests[TIKAPI]),
            PROTOTYPE: (stack.enter_context(prototype_app(dataset)), requests[TIKAPI]),
            **{name: (tokgate, request) for name, request in requests.items()},
        }
        found = _peers(stack, dataset, page, results) if peers else {}
        contestants = _contestants({**servers, **found}, seconds)
        contestants[SQLITE] = partial(_bare_sqlite, dataset, seconds / 2)
        results.figures += interleave("serve", "requests/s", contestants, say=say)
    _judge(results, list(found))


def run_display(dataset: Dataset, results: Results, *, seconds: float, say: Callable[[str], None]) -> None:
    """Pages of 20 through Display, against a bare app with one ready page of 20."""
    dataset.build()
    request = display_pages(keys_of(dataset))
    with serving(dataset.archive) as tokgate:
        page = answer_of(tokgate, request)
        results.notes.append(f"display: the ready page has {len(page):,} bytes")
        with ready_app(page, "display") as bare:
            contestants = _contestants({BARE: (bare, request), DISPLAY: (tokgate, request)}, seconds)
            results.figures += interleave("display", "requests/s", contestants, say=say)
    _compare(results, "display", DISPLAY, BARE, 0.15)


def _contestants(servers: Mapping[str, tuple[Server, Request]], seconds: float) -> dict[str, Callable[[], Measured]]:
    """How to measure each; each is warmed up first."""
    for server, request in servers.values():
        measure(server, request, 1)
    return {name: partial(_measured, server, request, seconds) for name, (server, request) in servers.items()}


def _measured(server: Server, request: Request, seconds: float) -> Measured:
    rate = measure(server, request, seconds)
    more = {"p50 ms": rate.p50_ms, "p99 ms": rate.p99_ms, "CPU us": rate.cpu_us, "memory MB": rate.memory_mb}
    return rate.per_s, more | {"errors": float(rate.errors)}


def answer_of(server: Server, request: Request) -> bytes:
    """The answer to the first of the paths. ValueError if it is compressed: the load must be asked plainly here."""
    body = request.body.encode() if request.body else None
    asked = urllib.request.Request(
        server.url + request.paths[0], body, {**request.headers, "Accept-Encoding": "identity"}, method=request.method
    )
    with urllib.request.urlopen(asked, timeout=30) as answer:
        return bytes(answer.read())


def average_page(server: Server, request: Request) -> Request:
    """The request among the first whose answer is of middling size."""
    some = [msgspec.structs.replace(request, paths=[path]) for path in request.paths[:51]]
    return sorted(some, key=lambda each: len(answer_of(server, each)))[len(some) // 2]


def ready_app(page: bytes, name: str) -> AbstractContextManager[Server]:
    """The bare app with this page."""
    file = DATA / f"ready-{name}.json"
    file.write_bytes(page)
    return _uvicorn("ready", PAGE_FILE, file)


def prototype_app(dataset: Dataset) -> AbstractContextManager[Server]:
    """The prototype over its own file."""
    return _uvicorn("prototype", PROTOTYPE_FILE, dataset.prototype)


def _uvicorn(app: str, variable: str, file: Path) -> AbstractContextManager[Server]:
    port = free_port()
    command = python("-m", "uvicorn", f"tests.benchmarks.rivals:{app}", "--port", str(port), "--log-level", "warning")
    command += ["--no-access-log", "--lifespan", "off", "--loop", "uvloop", "--http", "httptools"]
    return running(command, "/", port=port, environment={variable: str(file)})


def _peers(stack: ExitStack, dataset: Dataset, page: bytes, results: Results) -> dict[str, tuple[Server, Request]]:
    found = {}
    for name in PEERS:
        try:
            peer = prepare(name, dataset, page)
            port = free_port()
            server = stack.enter_context(running(peer.command(port), peer.request.paths[0], port=port))
            if len(answer_of(server, peer.request)) < len(page) // 2:
                raise Skipped("answers something else than the page")
            found[peer.name] = server, peer.request
        except (Skipped, NotStarted, OSError) as problem:
            results.notes.append(f"serve: {name} skipped: {problem}")
    return found


def _bare_sqlite(dataset: Dataset, seconds: float) -> Measured:
    """The prototype's query and join, in this process."""
    connection = open_prototype(str(dataset.prototype))
    chance = random.Random(1)
    creators = [account.index for account in dataset.sample()]
    pages, began, used = 0, time.perf_counter(), time.process_time()
    while time.perf_counter() - began < seconds:
        join_rows(connection.execute(PAGE_SQL, (chance.choice(creators), 2**62, 31)).fetchall())
        pages += 1
    took = time.perf_counter() - began
    cpu_us = (time.process_time() - used) / pages * 1e6
    connection.close()
    return pages / took, {"CPU us": cpu_us}


def _judge(results: Results, peers: Sequence[str]) -> None:
    _compare(results, "serve", PROTOTYPE, BARE)
    _compare(results, "serve", TIKAPI, BARE)
    _compare(results, "serve", TIKAPI, PROTOTYPE, 0.75)
    _compare(results, "serve", JUSTONE, PROTOTYPE, 0.75)
    _compare(results, "serve", TIKAPI_ZSTD, BARE, 0.5)
    _compare(results, "serve", JUSTONE_ZSTD, BARE, 0.5)
    for peer in peers:
        _compare(results, "serve", TIKAPI, peer, 1.5)


def _compare(results: Results, job: str, name: str, to: str, bar: float | None = None) -> None:
    results.verdicts.append(Verdict(job=job, what=f"{name} / {to}", value=results.ratio(job, name, to), bar=bar))
