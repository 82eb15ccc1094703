"""http.client, and with it urllib, urllib3 and requests: all of them connect in `connect` of one of four classes."""

from __future__ import annotations

import http.client
import socket
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from tokgate.testing.hosts import Address, Blocked, is_ours
from tokgate.testing.patches.patching import Patches, Router


def patch(patches: Patches, route: Router) -> None:
    """Lead connections of these libraries. Connections that a session kept from before are not used again."""
    redirected: WeakKeyDictionary[Any, Address] = WeakKeyDictionary()
    for connection in _connection_classes():
        patches.put(connection, "connect", _led(connection.connect, route, redirected))
    putrequest = http.client.HTTPConnection.putrequest
    patches.put(http.client.HTTPConnection, "putrequest", _checked(putrequest, route, redirected))
    patches.at_end(lambda: _close(redirected))


def _connection_classes() -> list[Any]:
    classes: list[Any] = [http.client.HTTPConnection, http.client.HTTPSConnection]
    if find_spec("urllib3"):
        from urllib3 import connection

        classes += [connection.HTTPConnection, connection.HTTPSConnection]
    return classes


def _led(connect: Callable[[Any], None], route: Router, redirected: WeakKeyDictionary[Any, Address]) -> Any:
    def connect_instead(self: Any) -> None:
        host, port = _target(self)
        address = route(host, port)
        if address is None:
            connect(self)
            return
        self.sock = socket.create_connection((address.host, address.port), self.timeout)
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        # urllib3 warns of https connections whose certificate nobody has verified.
        self.is_verified = True
        redirected[self] = address

    return connect_instead


def _checked(putrequest: Callable[..., None], route: Router, redirected: WeakKeyDictionary[Any, Address]) -> Any:
    def putrequest_instead(self: Any, method: str, url: str, *args: Any, **kwargs: Any) -> None:
        host, port = _target(self)
        if "://" in url and is_ours(urlsplit(url).hostname or ""):
            raise Blocked(
                f"{method} {url.partition('?')[0]} was to go through the proxy at {host}: set no proxy for it"
            )
        address = route(host, port, url if "://" not in url else None)
        if self.sock is not None and redirected.get(self) != address:
            # Only the socket: it opens again by itself, and goes where it should.
            http.client.HTTPConnection.close(self)
        putrequest(self, method, url, *args, **kwargs)

    return putrequest_instead


def _target(connection: Any) -> tuple[str, int | None]:
    """Whom a connection is for: behind a proxy that is the tunnel's end."""
    if getattr(connection, "_tunnel_host", None):
        return connection._tunnel_host, connection._tunnel_port
    return connection.host, connection.port


def _close(redirected: WeakKeyDictionary[Any, Address]) -> None:
    for connection in list(redirected):
        connection.close()
