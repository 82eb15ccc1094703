"""What a handler gives, as the answer that goes over the wire: JSON, bytes, a stream, a range of either, or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import msgspec

from tokgate.contract.answers import Binary, Parts, Stream
from tokgate.contract.handlers import Encoded
from tokgate.server.calls import JSON, Answer, IncomingCall
from tokgate.server.ranges import Unsatisfiable, known_tags, wanted_range

OK, NO_CONTENT, PARTIAL, NOT_MODIFIED, UNSATISFIABLE = 200, 204, 206, 304, 416


def encoded(given: Any, call: IncomingCall, signed: Callable[[bytes], bytes]) -> Answer:
    """The answer of a call, with the body left out for HEAD. `signed` is what puts signed links into JSON."""
    answer = _answer(given, call, signed)
    return without_content(answer) if call.scope["method"] == "HEAD" else answer


def without_content(answer: Answer) -> Answer:
    """The answer as HEAD gets it: with the length of what is left out."""
    answer.length = answer.length if answer.parts is not None else len(answer.content)
    answer.content, answer.parts = b"", None
    return answer


def _answer(given: Any, call: IncomingCall, signed: Callable[[bytes], bytes]) -> Answer:
    if isinstance(given, Encoded):
        content = given.content if given.final else signed(given.content)
        return Answer(OK, content, JSON, _coding_headers(given.coding), rows=given.rows)
    if given is None:
        return Answer(NO_CONTENT, b"", "")
    if isinstance(given, Binary) or (isinstance(given, Stream) and given.can_seek):
        return _ranged(call, given)
    if isinstance(given, Stream):
        answer = _streamed(given.parts(), given.length)
        answer.content_type = given.content_type
        return answer
    return Answer(OK, signed(msgspec.json.encode(given)), JSON)


def _coding_headers(coding: str | None) -> dict[str, str]:
    """Both answers of a URL say that it has two (RFC 9110, 12.5.5): caches would hand out either."""
    if coding is None:
        return {}
    vary = {"vary": "accept-encoding"}
    return {"content-encoding": coding, **vary} if coding else vary


def tagged(given: Binary | Stream, call: IncomingCall, tag: str) -> Answer:
    """Bytes that callers may keep: all, a range, or 304 for who has them already (RFC 9110, 13)."""
    if known_tags(call.header(b"if-none-match")) & {tag, "*"}:
        return Answer(NOT_MODIFIED, b"", "", {"etag": tag})
    answer = _ranged(call, given, tag)
    answer.headers = {**answer.headers, "etag": tag}
    return answer


def tag_of(content: bytes) -> str:
    """The entity tag that stands for some bytes."""
    return f'"{hashlib.blake2b(content, digest_size=12).hexdigest()}"'


def _streamed(parts: Parts, length: int | None) -> Answer:
    answer = Answer(OK, b"")
    answer.parts, answer.length = parts, length
    return answer


def _cut(given: Binary | Stream, start: int, stop: int) -> Answer:
    if isinstance(given, Binary):
        return Answer(OK, given.content[start:stop])
    return _streamed(given.parts(start), stop - start)


def _ranged(call: IncomingCall, given: Binary | Stream, tag: str = "") -> Answer:
    """The bytes that the call asks for. A range holds for GET alone, and under no condition but that of their tag."""
    length = len(given.content) if isinstance(given, Binary) else given.length or 0
    headers = {"accept-ranges": "bytes"}
    asks = call.scope["method"] == "GET" and call.header(b"if-range") in ("", tag)
    try:
        wanted = wanted_range(call.header(b"range"), length) if asks else None
    except Unsatisfiable:
        return Answer(UNSATISFIABLE, b"", given.content_type, {**headers, "content-range": f"bytes */{length}"})
    start, stop = wanted or (0, length)
    answer = _cut(given, start, stop)
    if wanted is not None:
        answer.status = PARTIAL
        headers["content-range"] = f"bytes {start}-{stop - 1}/{length}"
    answer.content_type, answer.headers = given.content_type, headers
    return answer
