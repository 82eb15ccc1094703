"""The hosts that clients have built in, and what may be reached while they are redirected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from tokgate.dialects.registry import installed


@cache
def fixed_hosts() -> Mapping[str, str]:
    """Every dialect's hosts -> the only paths of each that are ours; "" for all."""
    return {host: path for dialect in installed() for host, path in dialect.hosts.items()}


class Blocked(RuntimeError):
    """Something wanted out. It is no OSError, so that no HTTP library takes it for a failure of the network."""


@dataclass(frozen=True)
class Address:
    """Where a gateway listens."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """The base URL, without a slash at the end."""
        return f"http://[{self.host}]:{self.port}" if ":" in self.host else f"http://{self.host}:{self.port}"


def is_ours(host: str, path: str | None = None) -> bool:
    """Whether the gateway stands in for this host, and for this path of it if the path is known."""
    only = fixed_hosts().get(host.lower().rstrip("."))
    return only is not None and (path is None or path == only or path.startswith(only + ("/" if only else "")))


def described(host: str, port: int | None = None, path: str | None = None) -> str:
    """A place as an error names it, without a query, which may hold a token."""
    return f"{host}{f':{port}' if port else ''}{(path or '').partition('?')[0]}"


def hosts_in_words() -> str:
    """The fixed hosts, for messages."""
    return ", ".join(host + path for host, path in fixed_hosts().items())
