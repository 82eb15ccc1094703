"""tokgate's own SDK. Its HTTP library is compiled and cannot be led; the SDK's transport can.

Programs that use pyreqwest by itself give it the server's URL as `base_url`.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from msgspec.structs import replace

from tokgate.client.exchange import Attempt, Reply
from tokgate.client.transport import AsyncHttpTransport, HttpTransport
from tokgate.testing.patches.patching import Patches, Router


def patch(patches: Patches, route: Router) -> None:
    """Lead the attempts of the SDK's transports; one passed as `transport=` is its owner's."""
    send = HttpTransport.__call__
    send_async = AsyncHttpTransport.__call__

    def send_instead(self: HttpTransport, attempt: Attempt) -> Reply:
        return send(self, _led(attempt, route))

    async def send_async_instead(self: AsyncHttpTransport, attempt: Attempt) -> Reply:
        return await send_async(self, _led(attempt, route))

    patches.put(HttpTransport, "__call__", send_instead)
    patches.put(AsyncHttpTransport, "__call__", send_async_instead)


def _led(attempt: Attempt, route: Router) -> Attempt:
    parts = urlsplit(attempt.url)
    address = route(parts.hostname or "", parts.port, parts.path)
    if address is None:
        return attempt
    query = f"?{parts.query}" if parts.query else ""
    return replace(attempt, url=f"{address.url}{parts.path}{query}")
