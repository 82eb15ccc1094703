"""The gateway's own routes, as tests use them."""

from __future__ import annotations

import http.client
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

import msgspec

PREFIX = "/_tokgate/"
TIMEOUT_S = 30


class AdminError(RuntimeError):
    """The gateway refused one of its own routes; the text is its answer's."""


class AdminClient:
    """Talks to a gateway's `/_tokgate/` routes. Each call is a connection of its own, so threads may share it."""

    def __init__(self, url: str, key: str | None = None) -> None:
        parts = urlsplit(url)
        self._headers = {"content-type": "application/json"}
        if key is not None:
            self._headers["x-tokgate-admin"] = key
        self._host = parts.hostname or "127.0.0.1"
        self._port = parts.port or 80

    def get(self, route: str, query: Mapping[str, object] | None = None) -> Any:
        """The route's answer, decoded; members of the query that are None are left out."""
        given = {name: value for name, value in (query or {}).items() if value is not None}
        return self.call("GET", route + (f"?{urlencode(given)}" if given else ""))

    def post(self, route: str, body: Mapping[str, object] | None = None) -> Any:
        """The route's answer, decoded."""
        return self.call("POST", route, body or {})

    def delete(self, route: str) -> Any:
        """The route's answer, decoded."""
        return self.call("DELETE", route)

    def call(self, method: str, route: str, body: Mapping[str, object] | None = None) -> Any:
        """The route's answer, decoded; None if it is empty. AdminError if it is a refusal."""
        connection = http.client.HTTPConnection(self._host, self._port, timeout=TIMEOUT_S)
        try:
            content = None if body is None else msgspec.json.encode(body)
            connection.request(method, PREFIX + route, content, self._headers)
            response = connection.getresponse()
            answer = response.read()
        finally:
            connection.close()
        if response.status >= http.HTTPStatus.BAD_REQUEST:
            raise AdminError(f"{method} {PREFIX}{route.partition('?')[0]}: {_error_in(answer)}")
        return msgspec.json.decode(answer) if answer else None


def _error_in(answer: bytes) -> str:
    try:
        return str(msgspec.json.decode(answer, type=dict[str, Any])["error"])
    except (msgspec.DecodeError, UnicodeDecodeError, KeyError):
        return answer[:200].decode("utf-8", "replace")
