"""The gateway's own routes, under a prefix that no dialect has: who may use them, and which there are."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection
from typing import Any, ParamSpec, TypeVar

import msgspec

from tokgate.archive.errors import ArchiveError
from tokgate.contract.errors import Refusal
from tokgate.contract.requests import read_query
from tokgate.domain.spelling import did_you_mean
from tokgate.server.access import check_access
from tokgate.server.admin_bodies import AdminRefusal
from tokgate.server.admin_routes import ROUTES, SLOW, AdminContext, AdminRequest, log_of, read_filter
from tokgate.server.bodies import read_content
from tokgate.server.calls import Answer, Receive, Scope, Send, deliver
from tokgate.version import VERSION

P = ParamSpec("P")
T = TypeVar("T")

PREFIX = "/_tokgate/"
STREAM = "requests/stream"
OPENAPI = "openapi/"
_OPEN = ("health", "ready")

log = logging.getLogger("tokgate.server")


class AdminRoutes:
    """Answers under the prefix. `health` (the process lives), `ready` (the archive too) and `openapi/…` are open."""

    def __init__(self, context: AdminContext) -> None:
        self._context = context

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request. Errors are JSON: `error` says what is wrong and what would be right, `field` where."""
        name = scope["path"].removeprefix(PREFIX).rstrip("/")
        method = "GET" if scope["method"] == "HEAD" else scope["method"]
        try:
            if name == STREAM:
                await self._stream(scope, receive, send)
                return
            answer = _json(200, await self._ask(name, method, scope, receive))
        except AdminRefusal as problem:
            answer = _json(problem.status, _said(problem))
        except Refusal as refusal:
            answer = _json(400, {"error": "; ".join(f"{k} {v}" for k, v in refusal.fields.items()) or str(refusal)})
        except Exception as problem:
            log.exception("%s%s failed", PREFIX, name)
            answer = _json(500, {"error": f"{type(problem).__name__}: {problem}"})
        await deliver(send, answer)

    async def _ask(self, name: str, method: str, scope: Scope, receive: Receive) -> dict[str, Any]:
        if name in _OPEN or name.startswith(OPENAPI):
            _check_method(name, method, ("GET",))
            return await self._ask_open(name)
        routes = ROUTES.get(name)
        if routes is None:
            raise AdminRefusal(404, f"there is no {PREFIX}{name}{did_you_mean(name, [*ROUTES, STREAM, *_OPEN])}")
        _check_method(name, method, routes)
        check_access(self._context.controls.options, _headers(scope))
        self._check_workers(name)
        request = AdminRequest(read_query(scope["query_string"].decode("latin-1")), await read_content(receive))
        route = routes[method]
        if route in SLOW:
            return await asyncio.to_thread(route, self._context, request)
        return await self._in_thread_unless_embedded(route, self._context, request)

    async def _ask_open(self, name: str) -> dict[str, Any]:
        if name.startswith(OPENAPI):
            return self._openapi(name.removeprefix(OPENAPI).removesuffix(".json"))
        if name == "ready":
            try:
                await self._in_thread_unless_embedded(self._context.archive.check)
            except ArchiveError as problem:
                raise AdminRefusal(503, str(problem)) from None
        return {"status": "ok", "version": VERSION}

    async def _in_thread_unless_embedded(self, ask: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        if self._context.archive.embedded:
            return ask(*args, **kwargs)
        return await asyncio.to_thread(ask, *args, **kwargs)

    def _openapi(self, dialect: str) -> dict[str, Any]:
        """What a dialect declares, as OpenAPI; open to all, as it holds nothing of the archive."""
        found = self._context.dialects.get(dialect)
        if found is None:
            raise AdminRefusal(404, f"there is no dialect {dialect!r}; there are {', '.join(self._context.dialects)}")
        from tokgate.publish.openapi import openapi

        return openapi(found, servers=["/"])

    def _check_workers(self, name: str) -> None:
        workers = self._context.controls.options.workers
        if workers > 1 and name != "state":
            raise AdminRefusal(
                409, f"each of the {workers} workers would have a {name} of its own: start the server with --workers 1"
            )

    async def _stream(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The log as it grows, as server-sent events; `Last-Event-ID` goes on after the last one seen."""
        from starlette.responses import StreamingResponse

        _check_method(STREAM, scope["method"], ("GET",))
        headers = _headers(scope)
        check_access(self._context.controls.options, headers)
        self._check_workers("log")
        request_log = log_of(self._context)
        wanted = read_filter(read_query(scope["query_string"].decode("latin-1")), request_log.names)
        seen = headers.get("last-event-id", "")
        if seen.isdecimal() and len(seen) < 19:
            wanted = msgspec.structs.replace(wanted, after=int(seen))
        stream = StreamingResponse(
            request_log.stream(wanted), media_type="text/event-stream", headers={"cache-control": "no-store"}
        )
        await stream(scope, receive, send)


def _check_method(name: str, method: str, allowed: Collection[str]) -> None:
    if method not in allowed:
        raise AdminRefusal(405, f"{PREFIX}{name} takes {' and '.join(allowed)}, not {method}")


def _headers(scope: Scope) -> dict[str, str]:
    return {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}


def _said(problem: AdminRefusal) -> dict[str, Any]:
    return {"error": str(problem), "field": problem.field} if problem.field else {"error": str(problem)}


def _json(status: int, body: dict[str, Any]) -> Answer:
    return Answer(status, msgspec.json.encode(body), headers={"cache-control": "no-store"})
