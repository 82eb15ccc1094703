"""Passes requests on to the hosts they are for, and writes them and the answers on a tape, without secrets."""

from __future__ import annotations

import logging
import threading
from typing import Any, BinaryIO

from pyreqwest.client import Client, ClientBuilder
from pyreqwest.exceptions import PyreqwestError

from tokgate.contract.dialect import owner_of
from tokgate.contract.errors import Refusal
from tokgate.dialects.registry import installed
from tokgate.dialects.secret_names import is_secret_name
from tokgate.domain.clock import SystemClock
from tokgate.domain.instants import iso
from tokgate.server.bodies import read_content
from tokgate.server.calls import Receive, Scope, Send
from tokgate.server.hosts import is_loopback
from tokgate.testing.hosts import is_ours
from tokgate.testing.recording.reading import meaning_of
from tokgate.testing.recording.secrets import SecretMask
from tokgate.testing.recording.tape import Exchange, RecordedAnswer, RecordedRequest, body_members, write_exchange

log = logging.getLogger("tokgate.record")
#: Headers that are kept on a tape as they are; of others at most the name is.
_KEPT = {"accept", "content-type", "retry-after", "user-agent", "x-ratelimit-limit", "x-ratelimit-remaining"}
#: Between two neighbours only; the answer's compression is between us and the vendor.
_HOP = {"accept-encoding", "connection", "content-length", "host", "keep-alive", "proxy-authorization"}
_HOP |= {"proxy-connection", "te", "trailer", "transfer-encoding", "upgrade"}


class Recorder:
    """An ASGI application. With `upstream`, a base URL, that is asked instead of the real hosts."""

    def __init__(self, tape: BinaryIO, upstream: str | None = None) -> None:
        self._tape = tape
        self._upstream = upstream.rstrip("/") if upstream else None
        self._secrets = SecretMask()
        self._writing = threading.Lock()
        self._client: Client | None = None
        self.exchanges = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        try:
            body = await read_content(receive)
        except Refusal:
            await _answer(send, 413, {"content-type": "text/plain"}, b"tokgate record: the request is too large\n")
            return
        host = self._host_of(headers.get("host", ""), scope["path"])
        if not is_ours(host, scope["path"]):
            await _answer(
                send, 403, {"content-type": "text/plain"}, f"tokgate record: {host} is not recorded\n".encode()
            )
            return
        path = scope.get("raw_path", scope["path"].encode()).decode("latin-1")
        query = scope["query_string"].decode("latin-1")
        url = f"https://{host}{path}{'?' + query if query else ''}"
        try:
            status, answered, content = await self._fetch(scope["method"], url, host, headers, body)
        except PyreqwestError as problem:
            # Its text quotes the URL, which may hold a token.
            log.warning("%s%s: no answer (%s)", host, scope["path"], type(problem).__name__)
            await _answer(send, 502, {"content-type": "text/plain"}, b"tokgate record: the host gave no answer\n")
            return
        asked = (scope["method"], host, path, query, headers, body)
        self._write(asked, (status, answered, content))
        await _answer(send, status, answered, content)

    def _host_of(self, host: str, path: str) -> str:
        """The host that is meant: a client that was given our URL means its dialect's."""
        name = host.rpartition(":")[0] if host.rpartition(":")[2].isdecimal() else host
        if not name or is_loopback(name):
            return owner_of(path, installed()).base_url.partition("://")[2]
        return name

    async def _fetch(
        self, method: str, url: str, host: str, headers: dict[str, str], body: bytes
    ) -> tuple[int, dict[str, str], bytes]:
        if self._client is None:
            self._client = ClientBuilder().follow_redirects(False).build()
        target = url if self._upstream is None else url.replace(f"https://{host}", self._upstream, 1)
        passed = {name: value for name, value in headers.items() if name not in _HOP}
        request = self._client.request(method, target).headers(passed)
        if body:
            request = request.body_bytes(body)
        response = await request.build().send()
        answered = {name.lower(): value for name, value in response.headers.items() if name.lower() not in _HOP}
        return response.status, answered, (await response.bytes()).to_bytes()

    def _write(
        self,
        asked: tuple[str, str, str, str, dict[str, str], bytes],
        answered: tuple[int, dict[str, str], bytes],
    ) -> None:
        method, host, path, query, headers, body = asked
        status, answer_headers, content = answered
        # What is still compressed cannot be searched for secrets: it is left out.
        body = b"" if "content-encoding" in headers else body
        content = b"" if "content-encoding" in answer_headers else content
        with self._writing:
            secrets = self._secrets
            secrets.learn_headers(headers)
            secrets.learn_headers(answer_headers)
            secrets.learn_url(path, query)
            secrets.learn_url("", answer_headers.get("location", "").partition("?")[2])
            secrets.learn_body(body, headers.get("content-type", ""), asked=True)
            secrets.learn_body(content, answer_headers.get("content-type", ""))
            masked_query, masked_body = secrets.mask_query(query), secrets.mask(body)
            masked_path = secrets.mask_text(path)
            meaning = meaning_of(method, masked_path, masked_query, masked_body, headers.get("content-type", ""))
            url = f"https://{host}{masked_path}{'?' + masked_query if masked_query else ''}"
            exchange = Exchange(
                at=iso(SystemClock().now_ms()),
                operation=meaning.operation,
                parameters=meaning.parameters,
                request=RecordedRequest(
                    method=method, url=url, headers=self._headers(headers), **body_members(masked_body)
                ),
                response=RecordedAnswer(
                    status=status, headers=self._headers(answer_headers), **body_members(secrets.mask(content))
                ),
            )
            write_exchange(self._tape, exchange)
            self.exchanges += 1

    def _headers(self, headers: dict[str, str]) -> dict[str, str]:
        """Headers as a tape keeps them: those that hold secrets by name, of the others only the known ones."""
        secrets = self._secrets
        kept = {name: secrets.mask_text(value) for name, value in headers.items() if name in _KEPT}
        kept |= {name: secrets.mask_header(value) for name, value in headers.items() if is_secret_name(name)}
        if "location" in headers:
            place, mark, query = headers["location"].partition("?")
            kept["location"] = secrets.mask_text(place) + mark + secrets.mask_query(query)
        return kept


async def _answer(send: Send, status: int, headers: dict[str, str], content: bytes) -> Any:
    sent = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
    sent.append((b"content-length", str(len(content)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": sent})
    await send({"type": "http.response.body", "body": content})
