"""What quotas and log cost: the gateway called in process, with no socket, controls off against controls on."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
from tests.benchmarks.figures import Measured, Results, Verdict, interleave

from tokgate.archive import open_archive
from tokgate.dialects.justone.credentials import DEMO_TOKEN
from tokgate.dialects.official.credentials import DEMO_CLIENT_TOKEN, DEMO_USER_TOKEN
from tokgate.dialects.tikapi.credentials import DEMO_API_KEY
from tokgate.domain.clock import SystemClock
from tokgate.domain.creators import Creator
from tokgate.server.app import PLAIN, Gateway
from tokgate.server.controls import ControlOptions
from tokgate.server.demo import demo_credentials
from tokgate.world.making import write_world
from tokgate.world.people import sample_username
from tokgate.world.sizes import DEMO

CALLS = 500
MOST = 1.25
ON = ControlOptions(quotas=True, log=True)


class Request(msgspec.Struct, frozen=True):
    """One request, as a server hands it to the application."""

    name: str
    method: str
    path: str
    query: str
    headers: tuple[tuple[bytes, bytes], ...] = ()
    body: bytes = b""


def run(results: Results, *, say: Callable[[str], None]) -> None:
    """CPU per request of every dialect's list, with and without."""
    with _gateways() as (off, on, sample):
        for request in _requests(sample):
            names = {f"{request.name}, controls {word}": app for word, app in (("off", off), ("on", on))}
            contestants = {name: partial(_cpu, app, request) for name, app in names.items()}
            results.figures += interleave("controls", "us CPU", contestants, say=say)
            without, with_controls = names
            ratio = results.ratio("controls", with_controls, without)
            what = f"{request.name}: controls on / off"
            results.verdicts.append(Verdict(job="controls", what=what, value=ratio, bar=MOST, at_most=True))


@contextmanager
def _gateways() -> Iterator[tuple[Gateway, Gateway, Creator]]:
    """Two gateways over the demo's world, the second with limits that are never reached, and its sample creator."""
    with tempfile.TemporaryDirectory() as folder:
        archive = open_archive(str(Path(folder) / "world.db"))
        write_world(archive, 7, msgspec.structs.replace(DEMO, items=True))  # as an archive of imported items has it
        sample = archive.creator(username=sample_username(7))
        assert sample is not None
        off, on = (Gateway(archive, SystemClock(), demo_credentials(sample), options=each) for each in (PLAIN, ON))
        for bucket in on.quotas.buckets:
            on.quotas.set_limit(bucket, "", 10**9)
        yield off, on, sample
        archive.close()


def _requests(sample: Creator) -> list[Request]:
    tikapi = ((b"x-api-key", DEMO_API_KEY.encode()),)
    user = ((b"authorization", f"Bearer {DEMO_USER_TOKEN}".encode()),)
    client = ((b"authorization", f"Bearer {DEMO_CLIENT_TOKEN}".encode()),)
    sec_uid = f"secUid={sample.served_sec_uid}"
    by_name = msgspec.json.encode({"username": sample.username})
    reposted = "/v2/research/user/reposted_videos/"
    return [
        Request("tikapi page", "GET", "/public/posts", sec_uid, tikapi),
        Request("tikapi page, zstd", "GET", "/public/posts", sec_uid, (*tikapi, (b"accept-encoding", b"zstd"))),
        Request("tikapi key", "GET", "/key/info", "", tikapi),
        Request("justone page", "GET", "/api/tiktok/get-user-post/v1", f"{sec_uid}&token={DEMO_TOKEN}"),
        Request("display page", "POST", "/v2/video/list/", "fields=id,title,view_count", user, b'{"max_count":20}'),
        Request("research page", "POST", reposted, "fields=id,view_count", client, by_name),
    ]


def _cpu(app: Gateway, request: Request) -> Measured:
    """CPU microseconds per call."""
    return asyncio.run(_timed(app, request)), {}


async def _timed(app: Gateway, request: Request) -> float:
    scope = {
        "type": "http",
        "method": request.method,
        "path": request.path,
        "query_string": request.query.encode(),
        "headers": [(b"host", b"127.0.0.1:8700"), (b"accept", b"*/*"), *request.headers],
    }
    sent: list[int] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": request.body}

    async def send(message: Any) -> None:
        sent.append(message.get("status", 0))

    began = time.process_time()
    for _ in range(CALLS):
        await app(scope, receive, send)
    took = time.process_time() - began
    if sent.count(200) != CALLS:
        raise RuntimeError(f"{request.name} was refused")
    return took / CALLS * 1e6
