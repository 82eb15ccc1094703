"""A first page of the Research API's search, in the whole server, beside an indexed read of a page as long."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from tests.benchmarks.figures import Measured, Results, Verdict, interleave
from tests.benchmarks.searching import PAGE, page_read, searched_archive

from tokgate.dialects.official.credentials import DEMO_CLIENT_TOKEN
from tokgate.domain.clock import SystemClock
from tokgate.server.app import Gateway
from tokgate.server.demo import demo_credentials

FIELDS = "id,create_time,username,region_code,video_description,like_count,comment_count,view_count,hashtag_names"
#: How many page reads a first page may cost.
BAR = 30
DAYS = {"start_date": "20240406", "end_date": "20240505"}
BARRED = ("keyword, region, month", "common keyword, region, month")
Condition = tuple[str, str]
QUERIES: dict[str, tuple[Condition, ...]] = {
    "keyword, region, month": (("keyword", "word40"), ("region_code", "DE")),
    "common keyword, region, month": (("keyword", "word1"), ("region_code", "DE")),
    "common keyword, rare region, month": (("keyword", "word1"), ("region_code", "IS")),
    "region, month": (("region_code", "DE"),),
    "creator, month": (("username", "creator0"),),
}


def run(posts: int, results: Results, *, say: Callable[[str], None]) -> None:
    """Time the first page of each query, and a page of the creator with most posts."""
    archive = searched_archive(posts)
    gateway = Gateway(archive, SystemClock(), demo_credentials(None))
    with asyncio.Runner() as runner:
        contestants: dict[str, Callable[[], Measured]] = {"page read": partial(page_read, archive)}
        for name, conditions in QUERIES.items():
            contestants[name] = partial(_first_page, runner, gateway, _body(conditions))
        results.figures += interleave("research", "ms", contestants, say=say)
    for name in QUERIES:
        what, value = f"{name}, {posts:,} posts / page read", results.ratio("research", name, "page read")
        bar = BAR if name in BARRED else None
        results.verdicts.append(Verdict(job="research", what=what, value=value, bar=bar, at_most=True))
    gateway.close()


def _body(conditions: tuple[Condition, ...]) -> bytes:
    asked = [{"operation": "EQ", "field_name": field, "field_values": [value]} for field, value in conditions]
    return json.dumps({"query": {"and": asked}, **DAYS, "max_count": PAGE}).encode()


def _first_page(runner: asyncio.Runner, gateway: Gateway, body: bytes) -> Measured:
    began = time.perf_counter()
    answer = runner.run(_answered(gateway, body))
    elapsed = (time.perf_counter() - began) * 1000
    return elapsed, {"posts": len(json.loads(answer)["data"]["videos"])}


async def _answered(gateway: Gateway, body: bytes) -> bytes:
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/v2/research/video/query/",
        "raw_path": b"/v2/research/video/query/",
        "query_string": f"fields={FIELDS}".encode(),
        "headers": [(b"host", b"127.0.0.1"), (b"authorization", f"Bearer {DEMO_CLIENT_TOKEN}".encode())],
        "scheme": "http",
    }
    await gateway(scope, receive, send)
    if sent[0]["status"] != 200:
        raise SystemExit(f"video/query: {sent[0]['status']} {sent[1]['body'][:300]!r}")
    content: bytes = sent[1]["body"]
    return content
