"""Answers from a tape: a request gets what the tape has for its operation and parameters, in the tape's order."""

from __future__ import annotations

import threading
from collections.abc import Iterable

import msgspec

from tokgate.contract.errors import Refusal
from tokgate.server.bodies import read_content
from tokgate.server.calls import Receive, Scope, Send
from tokgate.testing.recording.reading import CallMeaning, meaning_of
from tokgate.testing.recording.tape import BODILESS, Exchange, RecordedAnswer

#: How many recorded requests a miss names.
SHOWN = 5


class Replayer:
    """An ASGI application. The nth request of a kind gets its nth answer, later ones the last. No key is asked for."""

    def __init__(self, tape: Iterable[Exchange]) -> None:
        self._answers: dict[bytes, list[RecordedAnswer]] = {}
        self._known: dict[bytes, CallMeaning] = {}
        self._given: dict[bytes, int] = {}
        self._counting = threading.Lock()
        for exchange in tape:
            self._add(exchange)

    def __len__(self) -> int:
        return sum(map(len, self._answers.values()))

    def _add(self, exchange: Exchange) -> None:
        request = exchange.request
        path, _, query = request.url.partition("://")[2].partition("?")
        meaning = meaning_of(
            request.method,
            "/" + path.partition("/")[2],
            query,
            request.content(),
            request.headers.get("content-type", ""),
        )
        self._known[meaning.key] = meaning
        self._answers.setdefault(meaning.key, []).append(exchange.response)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        try:
            body = await read_content(receive)
        except Refusal:
            body = b""
        query = scope["query_string"].decode("latin-1")
        meaning = meaning_of(scope["method"], scope["path"], query, body, headers.get("content-type", ""))
        answer = self._next(meaning.key)
        if answer is None:
            await _send(send, 501, {"content-type": "application/json"}, self._missing(meaning))
        else:
            await _send(send, answer.status, answer.headers, answer.content())

    def _next(self, key: bytes) -> RecordedAnswer | None:
        with self._counting:
            answers = self._answers.get(key)
            if answers is None:
                return None
            place = self._given.get(key, 0)
            self._given[key] = place + 1
            return answers[min(place, len(answers) - 1)]

    def _missing(self, meaning: CallMeaning) -> bytes:
        """What is not on the tape, and what of the same operation is."""
        same = [known.parameters for known in self._known.values() if known.place == meaning.place]
        places = sorted({known.place for known in self._known.values()})
        return msgspec.json.encode(
            {
                "error": f"the tape has no answer to this {meaning.place}",
                "parameters": meaning.parameters,
                "recorded": same[:SHOWN] or places,
            }
        )


async def _send(send: Send, status: int, headers: dict[str, str], content: bytes) -> None:
    kept = {name: value for name, value in headers.items() if name != "set-cookie"}
    sent = [(name.encode("latin-1"), value.encode("latin-1", "replace")) for name, value in kept.items()]
    if content or status not in BODILESS:
        sent.append((b"content-length", str(len(content)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": sent})
    await send({"type": "http.response.body", "body": content})
