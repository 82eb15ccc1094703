"""aiohttp: every request asks its session's connector for a connection.

A redirected request asks a connector of its own, so that no kept connection outlives the interception.
"""

from __future__ import annotations

from typing import Any

import aiohttp
from aiohttp.client_proto import ResponseHandler

from tokgate.testing.hosts import Address
from tokgate.testing.patches.patching import Patches, Router


class GatewayConnector(aiohttp.BaseConnector):
    """Connects to the gateway, whatever host is asked for, in plain HTTP; made as aiohttp's UnixConnector is."""

    def __init__(self, address: Address) -> None:
        super().__init__(force_close=True)
        self._address = address

    async def _create_connection(self, req: Any, traces: Any, timeout: Any) -> ResponseHandler:
        _, protocol = await self._loop.create_connection(self._factory, self._address.host, self._address.port)
        return protocol


def patch(patches: Patches, route: Router) -> None:
    """Lead the connections of aiohttp's TCP connectors; Unix sockets stay."""
    connect = aiohttp.BaseConnector.connect

    async def connect_instead(self: aiohttp.BaseConnector, req: Any, traces: Any, timeout: Any) -> Any:
        address = None
        if isinstance(self, aiohttp.TCPConnector):
            address = route(req.url.host or "", req.url.port, req.url.raw_path)
        connector = self if address is None else GatewayConnector(address)
        return await connect(connector, req, traces, timeout)

    patches.put(aiohttp.BaseConnector, "connect", connect_instead)
