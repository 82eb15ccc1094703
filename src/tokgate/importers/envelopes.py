"""Records as the dialects read them, and the instant at which one was observed, from what stands around it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import msgspec

from tokgate.contract.lenient import decode
from tokgate.contract.sources import WireSource
from tokgate.contract.wire import Wire, attach
from tokgate.dialects.readings import Part, Received, Unreadable
from tokgate.domain.creators import Creator
from tokgate.domain.observations import Observation, Subject
from tokgate.domain.posts import Post
from tokgate.importers.format import FileContext, ForeignRecord, Rejected
from tokgate.importers.instants import parse_instant

W = TypeVar("W", bound=Wire)

#: Members that tell when a record was seen, the surest first. These may stand in the record itself…
_SEEN = (
    "scraped_at", "scrapedAt", "collected_at", "collectedAt", "observed_at", "timestamp_collected", "fetched_at",
)  # fmt: skip
#: …and these only around it: in a record, such a name may be of the post's own time.
_MADE = ("now", *_SEEN, "time_stamp", "timestamp", "last_updated")


def observed_beside(record: ForeignRecord) -> int | None:
    """Unix milliseconds UTC at which the answer or file around a record was made, where its envelope tells it."""
    return _first_instant({path.rpartition(".")[2]: value for path, value in record.envelope.items()}, _MADE)


def received(record: ForeignRecord, context: FileContext, *, seen: object = None) -> Received:
    """When the record was observed: as `seen`, it or its envelope tells, else as the context does.

    `seen` is what the format's own member for it holds, in any spelling that `parse_instant` reads.
    """
    instant = parse_instant(seen)
    if instant is not None:
        return _received(instant.ms, context)
    within = _first_instant(record.value, _SEEN) if isinstance(record.value, dict) else None
    return _received(observed_beside(record) if within is None else within, context)


def _first_instant(members: Mapping[str, Any], names: Iterable[str]) -> int | None:
    instants = (parse_instant(members[name]) for name in names if name in members)
    return next((instant.ms for instant in instants if instant is not None), None)


def _received(observed_ms: int | None, context: FileContext) -> Received:
    if observed_ms is None:
        return Received(observed_ms=context.observed_ms, instant_known=context.instant_told)
    return Received(observed_ms=observed_ms)


def observation(
    subject: Subject,
    source: str,
    record: ForeignRecord,
    context: FileContext,
    *,
    observed_ms: int | None = None,
    body: bytes | None = None,
) -> Observation:
    """The subject as observed at the instant given, else at the envelope's, else at the context's."""
    when = _received(observed_beside(record) if observed_ms is None else observed_ms, context)
    return when.observation(subject, source, body=body)


def wire_of(record: ForeignRecord, kind: type[W], value: Any = None) -> W:
    """The record as a wire object; `value` is what it was respelled to. Raises Rejected for what no JSON can hold."""
    body = body_of(record, value)
    if body is None:
        raise Rejected("holds what no JSON can: half a character, or a number beyond 64 bits")
    try:
        wire, invalid_paths = _coerced(record.value if value is None else value, body, kind)
    except (msgspec.DecodeError, RecursionError) as problem:
        raise Rejected(f"is not of its format's shape: {problem}") from None
    attach(wire, WireSource(body, invalid_paths), entry=True)
    return wire


def _coerced(value: Any, body: bytes, kind: type[W]) -> tuple[W, list[str]]:
    try:
        return msgspec.convert(value, kind, strict=False), []
    except msgspec.ValidationError:
        return decode(body, kind)


def observations_in(parts: Iterable[Part], *, body: bytes | None = None) -> list[Observation]:
    """What a record says. Raises Rejected where its own subject cannot be read; broken parts of it are left out.

    `body` is the record as it came, where the parts are those of a respelling.
    """
    first, *others = parts
    if isinstance(first, Unreadable):
        raise Rejected(first.reason, field=first.path.removeprefix("$."))
    if body is not None:
        first = msgspec.structs.replace(first, body=body)
    return [first, *(part for part in others if isinstance(part, Observation))]


def attributed(post: Post, context: FileContext) -> Post:
    """The post, by the creator that the caller names if it names none itself."""
    if post.creator is not None or not context.creator:
        return post
    return msgspec.structs.replace(post, creator=Creator(username=context.creator))


def body_of(record: ForeignRecord, value: Any = None) -> bytes | None:
    """The JSON that the record came as; for a row of a table its cells as a JSON object.

    None where it cannot be written as JSON: lone surrogates, numbers beyond 64 bits, too deep a nesting.
    """
    if record.raw is not None and value is None:
        return record.raw
    try:
        return msgspec.json.encode(record.value if value is None else value)
    except (TypeError, ValueError, OverflowError, RecursionError):
        return None
