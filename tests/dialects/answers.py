"""Answers for tests, decoded as a client does: with the bytes that each object came as."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from tokgate.contract.lenient import decode
from tokgate.contract.sources import WireSource
from tokgate.contract.wire import Wire, attach
from tokgate.dialects.readings import Part, Received
from tokgate.domain.observations import Observation, Subject

W = TypeVar("W", bound=Wire)
OBSERVED_MS = 1_790_000_000_000


def answer_of(kind: type[W], value: object) -> W:
    """The typed answer of a JSON value."""
    body = value if isinstance(value, bytes) else msgspec.json.encode(value)
    wire, invalid_paths = decode(body, kind)
    attach(wire, WireSource(body, invalid_paths))
    return wire


def received(**arguments: object) -> Received:
    """An answer to a call with these arguments."""
    return Received(arguments=arguments, observed_ms=OBSERVED_MS)


def subjects_of(parts: list[Part]) -> list[Subject]:
    """What the parts are about, all of which must have been readable."""
    assert [part for part in parts if not isinstance(part, Observation)] == []
    return [part.subject for part in parts if isinstance(part, Observation)]
