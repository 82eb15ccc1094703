"""What a join of creators keeps of both, and how it is told."""

from __future__ import annotations

import msgspec

from tokgate.archive.rows.creators import CreatorRow, to_creator
from tokgate.archive.rows.handles import Use
from tokgate.archive.rows.joins import JoinRow
from tokgate.domain.joins import Join, JoinReason


class Before(msgspec.Struct, frozen=True):
    """Two creators as they were before they were joined."""

    kept: CreatorRow
    gone: CreatorRow
    kept_uses: list[Use]
    gone_uses: list[Use]
    gone_stand_ins: list[str]


def before(row: JoinRow) -> Before:
    """Both creators as they were."""
    return msgspec.json.decode(row.was, type=Before)


def to_join(row: JoinRow) -> Join:
    """The join as it is told."""
    was = before(row)
    return Join(
        id=row.id,
        kept=to_creator(was.kept),
        gone=to_creator(was.gone),
        because=JoinReason(row.because),
        source=row.source,
        observed_ms=row.observed_ms,
        at_ms=row.at_ms,
        posts=row.gone_posts,
        undone_ms=row.undone_ms,
    )
