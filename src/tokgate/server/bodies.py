"""A request's body, taken in within bounds."""

from __future__ import annotations

from tokgate.contract.errors import Cause, Refusal
from tokgate.server.calls import Receive

#: Where no operation says how large a body can be.
MOST_BYTES = 1 << 20


async def read_content(receive: Receive, most_bytes: int = MOST_BYTES) -> bytes:
    """The whole body. Refusal as soon as it is larger than the declared one can be."""
    parts = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Refusal(Cause.INVALID_PARAMETER, fields={"body": "ended early"})
        part = message.get("body", b"")
        size += len(part)
        if size > most_bytes:
            raise Refusal(Cause.TOO_LARGE)
        parts.append(part)
        if not message.get("more_body"):
            return b"".join(parts)
