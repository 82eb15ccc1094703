"""The net below the libraries: Python's own sockets, which reach this machine only and look up no name."""

from __future__ import annotations

import socket
from typing import Any

from tokgate.testing.hosts import Blocked, is_ours
from tokgate.testing.patches.patching import Patches, Router


def patch(patches: Patches, route: Router) -> None:
    """Check every connection and look-up that is made in Python; compiled libraries have sockets of their own."""
    for name in ("connect", "connect_ex"):
        patches.put(socket.socket, name, _checked_connect(getattr(socket.socket, name), route))
    for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex"):
        patches.put(socket, name, _checked_lookup(getattr(socket, name), route))


def _checked_connect(connect: Any, route: Router) -> Any:
    def connect_instead(self: socket.socket, address: Any) -> Any:
        if isinstance(address, tuple) and self.family in (socket.AF_INET, socket.AF_INET6):
            _check(str(address[0]), address[1], route)
        return connect(self, address)

    return connect_instead


def _checked_lookup(look_up: Any, route: Router) -> Any:
    def look_up_instead(host: Any, *args: Any, **kwargs: Any) -> Any:
        name = host.decode("ascii", "replace") if isinstance(host, bytes) else host
        if name is not None:
            _check(name, None, route)
        return look_up(host, *args, **kwargs)

    return look_up_instead


def _check(host: str, port: int | None, route: Router) -> None:
    if is_ours(host):
        raise Blocked(
            f"{host} was to be reached by a library that cannot be led to the gateway; give it its URL instead"
        )
    route(host, port)
