"""What tokgate is held against: an app with one ready answer, and a hand-written prototype.

Run by uvicorn as `tests.benchmarks.rivals:ready` and `…:prototype`; what they serve stands in the environment.
"""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import apsw
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

PAGE_FILE = "BENCHMARK_PAGE"
PROTOTYPE_FILE = "BENCHMARK_PROTOTYPE"
PAGE_SQL = "SELECT ms, body FROM post WHERE creator = ? AND ms < ? ORDER BY ms DESC LIMIT ?"

_BOOLEANS = (b"false", b"true")

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


@cache
def _page() -> bytes:
    return Path(os.environ[PAGE_FILE]).read_bytes()


async def ready(scope: Scope, receive: Receive, send: Send) -> None:
    """One answer, whatever is asked: the limit of this server in Python."""
    if scope["type"] != "http":
        return
    page = _page()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(page)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": page})


def open_prototype(path: str) -> apsw.Connection:
    """The prototype's file for reading, mapped into memory."""
    connection = apsw.Connection(path, flags=apsw.SQLITE_OPEN_READONLY)
    connection.pragma("mmap_size", 16 << 30)
    return connection


@cache
def _connection() -> apsw.Connection:
    return open_prototype(os.environ[PROTOTYPE_FILE])


def join_rows(rows: Sequence[tuple[Any, ...]]) -> bytes:
    """The answer with these rows in it, of which the 31st only tells that there are more. One join, one copy."""
    more, rows = len(rows) > 30, rows[:30]
    parts = [b'{"status":"success","hasMore":%s,"cursor":"%d","itemList":[' % (_BOOLEANS[more], rows[-1][0])]
    for row in rows:
        parts += (row[1], b",")
    parts[-1] = b"]}"
    return b"".join(parts)


async def _posts(request: Request) -> Response:
    sec_uid = request.query_params["secUid"]
    before = int(request.query_params.get("cursor") or 2**62)
    connection = _connection()
    creator = connection.execute("SELECT id FROM creator WHERE sec_uid = ?", (sec_uid,)).fetchone()
    if creator is None:
        return Response(b'{"status":"error"}', 404, media_type="application/json")
    rows = connection.execute(PAGE_SQL, (creator[0], before, 31)).fetchall()
    return Response(join_rows(rows), media_type="application/json")


prototype = Starlette(routes=[Route("/public/posts", _posts)])
