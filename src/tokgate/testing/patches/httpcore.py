"""httpx, sync and async: every request passes through a pool of httpcore's.

A redirected request gets a pool of its own, so that no kept connection outlives the interception and no proxy is asked.
"""

from __future__ import annotations

from typing import Any

import httpcore

from tokgate.testing.hosts import Address
from tokgate.testing.patches.patching import Patches, Router


def patch(patches: Patches, route: Router) -> None:
    """Lead the requests of httpcore's pools."""
    handle = httpcore.ConnectionPool.handle_request
    handle_async = httpcore.AsyncConnectionPool.handle_async_request

    def handle_request(self: httpcore.ConnectionPool, request: httpcore.Request) -> httpcore.Response:
        address = _route(route, request)
        if address is None:
            return handle(self, request)
        return handle(httpcore.ConnectionPool(max_keepalive_connections=0), _to(address, request))

    async def handle_async_request(self: httpcore.AsyncConnectionPool, request: httpcore.Request) -> httpcore.Response:
        address = _route(route, request)
        if address is None:
            return await handle_async(self, request)
        return await handle_async(httpcore.AsyncConnectionPool(max_keepalive_connections=0), _to(address, request))

    patches.put(httpcore.ConnectionPool, "handle_request", handle_request)
    patches.put(httpcore.AsyncConnectionPool, "handle_async_request", handle_async_request)


def _route(route: Router, request: httpcore.Request) -> Address | None:
    return route(request.url.host.decode("ascii", "replace"), request.url.port, request.url.target.decode("latin-1"))


def _to(address: Address, request: httpcore.Request) -> httpcore.Request:
    url = httpcore.URL(scheme=b"http", host=address.host.encode(), port=address.port, target=request.url.target)
    stream: Any = request.stream
    return httpcore.Request(request.method, url, headers=request.headers, content=stream, extensions=request.extensions)
