"""Making two creators one, so that it can be undone: what each was and had is written down first."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from tokgate.archive.rows.creators import CreatorRow
from tokgate.archive.rules.joins import Before
from tokgate.archive.rules.names import handle_of
from tokgate.archive.rules.profiles import merge_into
from tokgate.archive.session import Session
from tokgate.archive.writing.handles import HandleWriter
from tokgate.archive.writing.moves import Moves
from tokgate.domain.joins import JoinReason


class Evidence(msgspec.Struct, frozen=True):
    """Who said something, and when it was so (Unix milliseconds UTC)."""

    source: str
    at_ms: int


class JoinWriter:
    """Joins creators in one commit, by its number. `before_join` is called first, to write what is not written yet."""

    def __init__(self, session: Session, number: int, now_ms: int, before_join: Callable[[], None]) -> None:
        self._session = session
        self._number = number
        self._moves = Moves(session, number)
        self._now_ms = now_ms
        self._before_join = before_join
        self._joined: dict[int, int] = {}

    def current(self, key: int) -> int:
        """The key that a creator has now, after the joins made here."""
        while key in self._joined:
            key = self._joined[key]
        return key

    def are_apart(self, one: CreatorRow, other: CreatorRow, evidence: Evidence) -> bool:
        """Whether the two, or any that were joined to them, were joined by a word as new as this and split again."""
        undone_ms = self._session.rows("creators_apart", (one.key, other.key))[0][0]
        return undone_ms is not None and evidence.at_ms <= undone_ms

    def join(
        self, kept: CreatorRow, gone: CreatorRow, handles: HandleWriter, because: JoinReason, evidence: Evidence
    ) -> None:
        """Give one creator all that another has and is, and delete the other's row."""
        self._before_join()
        was = Before(
            kept=msgspec.structs.replace(kept),
            gone=gone,
            kept_uses=sorted(handles.of(kept.key)),
            gone_uses=sorted(handles.of(gone.key)),
            gone_stand_ins=self._stand_ins(gone.key),
        )
        join = self._record(was, gone.key, because, evidence)
        self._moves.uncount(kept, gone)
        self._moves.join(join, gone.key, kept.key)
        self._session.write_each("stand_in_give", [(gone.key, kept.key, each) for each in was.gone_stand_ins])
        self._session.write("creator_delete", (gone.key,))
        self._session.rows("counter_add", ("creators", -1))
        handles.replace(was.gone_uses, [msgspec.structs.replace(use, creator=kept.key) for use in was.gone_uses])
        merge_into(kept, gone)
        kept.username = _latest_handle(was)
        kept.changed = self._number
        self._session.write("creator_update", msgspec.structs.astuple(kept))
        self._moves.recount(kept)
        self._joined[gone.key] = kept.key

    def record_takeover(self, row: CreatorRow, handles: HandleWriter, evidence: Evidence) -> None:
        """A row known by a handle alone becomes that of an account that is new, as if that one had joined it.

        So nothing moves, and the row keeps its key; the one that is said to be gone gets a key that was never used.
        """
        self._before_join()
        key = self._session.rows("creator_insert", (None, None, None, evidence.at_ms, evidence.at_ms, self._number))[0][
            0
        ]
        self._session.write("creator_delete", (key,))
        was = Before(
            kept=CreatorRow(key=row.key, first_seen_ms=evidence.at_ms, last_seen_ms=evidence.at_ms),
            gone=msgspec.structs.replace(row, key=key),
            kept_uses=[],
            gone_uses=[msgspec.structs.replace(use, creator=key) for use in sorted(handles.of(row.key))],
            gone_stand_ins=self._stand_ins(row.key),
        )
        self._record(was, row.key, JoinReason.HANDLE, evidence)

    def _stand_ins(self, key: int) -> list[str]:
        return [row[0] for row in self._session.rows("stand_ins_of", (key,))]

    def _record(self, was: Before, owner: int, because: JoinReason, evidence: Evidence) -> int:
        """Write a join down; `owner` is the key under which the gone one's things are."""
        counts = [self._session.rows("creator_post_count", (key,))[0][0] for key in (was.kept.key, owner)]
        values = (
            was.kept.key, was.gone.key, because, evidence.source, evidence.at_ms, self._now_ms,
            counts[0] if owner != was.kept.key else 0, counts[1], msgspec.json.encode(was).decode(),
        )  # fmt: skip
        join = int(self._session.rows("creator_join_insert", values)[0][0])
        self._moves.record(join, owner, was.gone.key, was.kept.key)
        return join


def _latest_handle(was: Before) -> str | None:
    """The username of the one that was seen with it last, of two that nobody else has."""
    found = [
        (max(use.last_ms for use in uses if use.handle == handle_of(row.username)), row.username)
        for row, uses in ((was.gone, was.gone_uses), (was.kept, was.kept_uses))
        if row.username is not None
    ]
    return max(found, key=lambda each: each[0])[1] if found else None
