"""The Host that a request names: which a gateway answers to, and which its links may take up."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import urlsplit

from tokgate.contract.dialect import Dialect
from tokgate.server.calls import Scope

#: A name or an address, and perhaps a port: what can stand in a link as it is.
_PLAIN = re.compile(r"(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")


def is_loopback(host: str) -> bool:
    """Whether a host is this machine, by name or number; nothing is looked up. "" is no host."""
    name = host.lower().strip("[]").rstrip(".")
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name.partition("%")[0]).is_loopback
    except ValueError:
        return False


def host_name(header: str) -> str:
    """The name in a Host header, in lower case and without its port; "" if it is malformed."""
    try:
        return urlsplit(f"//{header}").hostname or ""
    except ValueError:
        return ""


def host_of(scope: Scope) -> bytes:
    """A request's Host header; empty if there is none."""
    for name, value in scope["headers"]:
        if name == b"host":
            host: bytes = value
            return host
    return b""


def base_url(scope: Scope, host: str) -> str:
    """How a caller who named this host reaches the server, for links to it."""
    if not _PLAIN.fullmatch(host):
        address, port = scope.get("server") or ("127.0.0.1", None)
        host = (f"[{address}]" if ":" in address else address) + (f":{port}" if port else "")
    return f"{scope.get('scheme', 'http')}://{host}"


class LocalHosts:
    """The Hosts that a gateway answers to while it accepts credentials that everybody knows.

    These are the names of this machine and, for clients whose requests to a dialect's own hosts are led here, those
    hosts. A page of any other site, whose name was made to lead to this machine, shows that site's name. None can be
    made to show a vendor's but by whoever rules the vendor's domain.
    """

    def __init__(self, dialects: Iterable[Dialect]) -> None:
        self._vendors = {host for dialect in dialects for host in dialect.hosts}
        self.allow = lru_cache(maxsize=256)(self._allows)

    def _allows(self, header: bytes) -> bool:
        name = host_name(header.decode("latin-1")).rstrip(".")
        return is_loopback(name) or name in self._vendors
