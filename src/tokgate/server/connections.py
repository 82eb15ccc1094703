"""How every application of ours listens: uvicorn on httptools, with the bounds that it lacks."""

from __future__ import annotations

from typing import Any

import httptools
import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

#: Of a request's target and headers together, in bytes.
MOST_HEAD_BYTES = 64 * 1024
_REFUSED = {
    400: b"400 Bad Request",
    408: b"408 Request Timeout",
    431: b"431 Request Header Fields Too Large",
}


class BoundedHttp(HttpToolsProtocol):
    """A connection whose heads are bounded in bytes and in time. uvicorn has such a bound for h11 only, and no time."""

    #: A head must come whole, and a body go on, between two looks at the connection.
    look_every_s = 10.0

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        #: Bytes that came since the last one that was handed on, as part of a body or with its whole message.
        self._pending = 0
        #: Heads and pieces of bodies so far, and how many at the last look.
        self._steps = 0
        self._seen = -1
        #: Whether a message is expected or on its way; after the first one, uvicorn itself closes what stays idle.
        self._reading = True
        self._watch = self.loop.call_later(self.look_every_s, self._look)

    def connection_lost(self, exc: Exception | None) -> None:
        self._watch.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._pending += len(data)
        super().data_received(data)
        if self._pending > MOST_HEAD_BYTES:
            self._refuse(431)

    def on_message_begin(self) -> None:
        self._reading = True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        # What is pending may hold more than the head; one that came in many pieces never gets here.
        if self._pending > MOST_HEAD_BYTES and self._head_bytes() > MOST_HEAD_BYTES:
            raise httptools.HttpParserError("the head is too large")
        self._steps += 1
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        self._pending = 0
        self._steps += 1
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._pending = 0
        self._reading = False
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:
        self._refuse(431 if self._pending > MOST_HEAD_BYTES else 400)

    def _unsupported_upgrade_warning(self) -> None:
        """Whoever asks for another protocol gets the plain answer; that is nothing to warn of."""

    def _head_bytes(self) -> int:
        return len(self.url) + sum(len(name) + len(value) for name, value in self.headers)

    def _look(self) -> None:
        if self._reading and self._steps == self._seen and not self.flow.read_paused:
            if self._steps or self._pending:
                self._refuse(408)
            else:
                self.transport.close()
            return
        self._seen = self._steps
        self._watch = self.loop.call_later(self.look_every_s, self._look)

    def _refuse(self, status: int) -> None:
        """End the connection; what was asked for rightly before, and is not yet answered, is answered first."""
        if self.transport.is_closing():
            return
        cycle = self.cycle
        if cycle is not None and not cycle.response_complete and not cycle.more_body:
            cycle.keep_alive = False
            self.flow.pause_reading()
            return
        self.transport.write(b"HTTP/1.1 %s\r\ncontent-length: 0\r\nconnection: close\r\n\r\n" % _REFUSED[status])
        self.transport.close()


def config_for(app: Any, **settings: Any) -> uvicorn.Config:
    """uvicorn's settings, alike wherever an application of ours is served; `settings` are more of them."""
    return uvicorn.Config(
        app, http=BoundedHttp, ws="none", access_log=False, server_header=False, proxy_headers=False, **settings
    )
