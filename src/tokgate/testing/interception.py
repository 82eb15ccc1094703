"""The vendors' hosts led to a gateway in this process; nothing else gets out.

with tokgate.testing.intercept() as server:
    TikTokResearchAPI(server.credentials["official"]["client_key"], …)  # its host is built in
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from typing import overload
from urllib.parse import urlsplit

from tokgate.server.hosts import is_loopback
from tokgate.testing.hosts import Address, Blocked, described, hosts_in_words, is_ours
from tokgate.testing.patches.patching import Patches
from tokgate.testing.remote import Remote
from tokgate.testing.server import Server

#: Library -> the patch that leads it; installed libraries only. Sockets come last: they are the net below.
_PATCHES = {
    "http": "http_client",
    "httpcore": "httpcore",
    "aiohttp": "aiohttp",
    "tokgate": "sdk",
    "socket": "sockets",
}
_NO_PROXY = ("NO_PROXY", "no_proxy")


@overload
def intercept(server: Server | None = None) -> AbstractContextManager[Server]: ...
@overload
def intercept(server: Remote | str) -> AbstractContextManager[Remote]: ...
def intercept(server: Remote | str | None = None) -> AbstractContextManager[Remote]:
    """Lead the fixed hosts to a server, or to a gateway's URL, in every thread of this process, until the end.

    Without either it starts a server of its own, and gives it.

    Led are http.client, urllib, urllib3, requests, httpx, aiohttp and tokgate's own SDK. Other hosts than these and
    loopback raise Blocked, before a name is looked up. Interceptions can be nested; the innermost holds.
    """
    if server is None:
        return _intercept(Server())
    return _intercept(nullcontext(Remote(server) if isinstance(server, str) else server))


@contextmanager
def _intercept(server: AbstractContextManager[Remote]) -> Iterator[Remote]:
    with server as chosen:
        parts = urlsplit(chosen.url)
        address = Address(parts.hostname or "127.0.0.1", parts.port or 80)
        _active.begin(address)
        try:
            yield chosen
        finally:
            _active.end(address)


class _Interceptions:
    """Those that are under way in this process, the innermost last, and the patches, present while there are any."""

    def __init__(self) -> None:
        self._addresses: list[Address] = []
        self._patches = Patches()
        self._lock = threading.Lock()

    def begin(self, address: Address) -> None:
        with self._lock:
            if not self._addresses:
                self._install()
            self._addresses.append(address)

    def end(self, address: Address) -> None:
        with self._lock:
            # The last of equal ones: threads may end theirs in any order.
            index = len(self._addresses) - 1 - self._addresses[::-1].index(address)
            del self._addresses[index]
            if not self._addresses:
                self._patches.undo()

    def route(self, host: str, port: int | None = None, path: str | None = None) -> Address | None:
        """Where a connection goes: the innermost server, None for where it was to go. Blocked if it may not."""
        address = self._addresses[-1] if self._addresses else None
        if address is None or not host or is_loopback(host):
            return None
        if is_ours(host, None if path is None else path.partition("?")[0]):
            return address
        raise Blocked(
            f"{described(host, port, path)} may not be reached under tokgate.testing.intercept(): "
            f"there is only {hosts_in_words()}, and loopback"
        )

    def _install(self) -> None:
        try:
            for library, patch in _PATCHES.items():
                if find_spec(library):
                    import_module(f"tokgate.testing.patches.{patch}").patch(self._patches, self.route)
            self._set_no_proxy()
        except BaseException:
            self._patches.undo()
            raise

    def _set_no_proxy(self) -> None:
        """A proxy that the environment names would be asked for loopback too."""
        for name in _NO_PROXY:
            before = os.environ.get(name)
            os.environ[name] = "*"
            self._patches.at_end(partial(_restore, name, before))


def _restore(name: str, before: str | None) -> None:
    if before is None:
        os.environ.pop(name, None)
    else:
        os.environ[name] = before


_active = _Interceptions()
