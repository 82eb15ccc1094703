"""Requests sent over the SDK's transport: TLS is verified, every wait has a bound, and keys go to no other host."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from msgspec.structs import replace

from tokgate.client.exchange import Attempt, Reply, Transport
from tokgate.client.plan import REDIRECTS
from tokgate.compat.tikapi.exceptions import ResponseException
from tokgate.contract.errors import TokgateError

if TYPE_CHECKING:
    from tokgate.client.transport import HttpTransport

MOST_REDIRECTS = 5


class Sender:
    """The connections of a client and of all that is made from it, one pool for each choice of proxies."""

    def __init__(self) -> None:
        self._transports: dict[tuple[tuple[str, str], ...], HttpTransport] = {}
        self._lock = threading.Lock()

    def transport(self, proxies: Mapping[str, str] | None) -> Transport:
        """That which goes through these proxies, or through those of the environment."""
        from tokgate.client.transport import HttpTransport

        key = tuple(sorted((proxies or {}).items()))
        with self._lock:
            if key not in self._transports:
                self._transports[key] = HttpTransport(proxies=proxies)
            return self._transports[key]


def send(transport: Transport, attempt: Attempt) -> Reply:
    """The answer, after redirects on the same host. ResponseException if none comes."""
    for _ in range(MOST_REDIRECTS + 1):
        try:
            reply = transport(attempt)
        except (TokgateError, OSError, ValueError) as problem:
            raise ResponseException(str(problem)) from problem
        location = reply.headers.get("location")
        if reply.status not in REDIRECTS or not location:
            return reply
        attempt = _redirected(attempt, urljoin(attempt.url, location))
    raise ResponseException(f"{attempt.place}: redirected more than {MOST_REDIRECTS} times")


def _redirected(attempt: Attempt, target: str) -> Attempt:
    """ResponseException for a redirect with which keys or a body would go to another place."""
    if attempt.method != "GET" or urlsplit(target)[:2] != urlsplit(attempt.url)[:2]:
        raise ResponseException(f"{attempt.place}: redirected; not followed, as the keys would go along")
    return replace(attempt, url=target)
