"""What a handler gives, as the answer that goes over the wire: JSON, bytes, a stream, a range of either, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from tokgate.contract.answers import Binary, Parts, Stream
from tokgate.contract.handlers import Encoded
from tokgate.server.calls import JSON, Answer, IncomingCall
from tokgate.server.ranges import Unsatisfiable, wanted_range

OK, NO_CONTENT, PARTIAL, UNSATISFIABLE = 200, 204, 206, 416


def encoded(given: Any, call: IncomingCall) -> Answer:
    """The answer of a call, with the body left out for HEAD."""
    answer = _answer(given, call)
    if call.scope["method"] == "HEAD":
        answer.length = answer.length if answer.parts is not None else len(answer.content)
        answer.content, answer.parts = b"", None
    return answer


def _answer(given: Any, call: IncomingCall) -> Answer:
    if isinstance(given, Encoded):
        headers = {"content-encoding": given.coding, "vary": "accept-encoding"} if given.coding else {}
        return Answer(OK, given.content, JSON, headers, rows=given.rows)
    if given is None:
        return Answer(NO_CONTENT, b"", "")
    if isinstance(given, Binary):
        content = given.content
        return _ranged(call, given, len(content), lambda start, stop: Answer(OK, content[start:stop]))
    if isinstance(given, Stream) and given.can_seek and given.length is not None:
        return _ranged(call, given, given.length, lambda start, stop: _streamed(given.parts(start), stop - start))
    if isinstance(given, Stream):
        answer = _streamed(given.parts(), given.length)
        answer.content_type = given.content_type
        return answer
    return Answer(OK, msgspec.json.encode(given), JSON)


def _streamed(parts: Parts, length: int | None) -> Answer:
    answer = Answer(OK, b"")
    answer.parts, answer.length = parts, length
    return answer


def _ranged(call: IncomingCall, given: Binary | Stream, length: int, cut: Callable[[int, int], Answer]) -> Answer:
    """The bytes that the call asks for. A range holds for GET alone, and not under a condition that we cannot check."""
    headers = {"accept-ranges": "bytes"}
    asks = call.scope["method"] == "GET" and b"if-range" not in call.headers
    try:
        wanted = wanted_range(call.header(b"range"), length) if asks else None
    except Unsatisfiable:
        return Answer(UNSATISFIABLE, b"", given.content_type, {**headers, "content-range": f"bytes */{length}"})
    start, stop = wanted or (0, length)
    answer = cut(start, stop)
    if wanted is not None:
        answer.status = PARTIAL
        headers["content-range"] = f"bytes {start}-{stop - 1}/{length}"
    answer.content_type, answer.headers = given.content_type, headers
    return answer
