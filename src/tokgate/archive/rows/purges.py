"""A purge, and what it is known by, as rows."""

from __future__ import annotations

import msgspec

from tokgate.domain.purges import Purge, PurgeKind


class PurgeRow(msgspec.Struct, frozen=True):
    """The columns of the table, in its order; `removed` is JSON."""

    id: int
    kind: str
    subject: int
    because: str
    at_ms: int
    removed: str
    allowed_ms: int | None
    changed: int


class MarkRow(msgspec.Struct, frozen=True):
    """Something that a purge is known by: `kind` and `hash` (see rules/purges.py), with what is asked of the purge."""

    kind: str
    hash: bytes
    first_ms: int
    last_ms: int
    purge: int
    subject: int
    at_ms: int
    allowed_ms: int | None


def to_purge(row: PurgeRow) -> Purge:
    """The purge as it is told."""
    return Purge(
        id=row.id,
        kind=PurgeKind(row.kind),
        subject=row.subject,
        because=row.because,
        at_ms=row.at_ms,
        removed=msgspec.json.decode(row.removed, type=dict[str, int]),
        allowed_ms=row.allowed_ms,
    )
