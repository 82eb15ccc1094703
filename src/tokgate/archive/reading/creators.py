"""Reading creators."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tokgate.archive.rows.creators import CreatorRow, to_creator
from tokgate.archive.rules.positions import SLOTS
from tokgate.archive.session import Reader, Row, Session
from tokgate.domain.creators import Creator
from tokgate.domain.ports import CreatorSummary

_MOST = 2**63 - 1
_BATCH = 500


class CreatorReader(Reader):
    """Creators."""

    def creator(self, *, username: str = "", sec_uid: str = "", user_id: str = "", key: int = 0) -> Creator | None:
        """The creator of the first name that is not empty."""
        session = self._engine.reader()
        if username:
            return _read(session, "creator_by_username", username)
        if sec_uid:
            return _read(session, "creator_by_sec_uid", sec_uid) or _read(session, "creator_by_stand_in", sec_uid)
        if user_id:
            return _read(session, "creator_by_user_id", user_id)
        return _read(session, "creator_by_key", key) if key else None

    def creators(self) -> Iterator[CreatorSummary]:
        """Every creator with what is held of them, most posts first, in batches: no transaction stays open between."""
        posts, last = _MOST, 0
        while rows := self._engine.reader().rows("creators_by_posts", (posts, last, _BATCH)):
            yield from map(_summary, rows)
            last, posts = rows[-1][0], rows[-1][-3]
        last = 0
        while rows := self._engine.reader().rows("creators_without_posts", (last, _BATCH)):
            yield from map(_summary, rows)
            last = rows[-1][0]


def _summary(values: Row) -> CreatorSummary:
    row = CreatorRow(*values[:-3])
    posts, oldest_ms, newest_ms = values[-3:]
    return CreatorSummary(
        creator=to_creator(row),
        posts=posts,
        oldest_ms=None if oldest_ms is None else oldest_ms // SLOTS * SLOTS,
        newest_ms=None if newest_ms is None else newest_ms // SLOTS * SLOTS,
        last_seen_ms=row.last_seen_ms,
    )


def _read(session: Session, query: str, name: str | int) -> Creator | None:
    rows = session.rows(query, (name,))
    return to_creator(CreatorRow(*rows[0])) if rows else None


def creators_by_key(session: Session, keys: Iterable[int]) -> dict[int, Creator]:
    """The creators of some keys."""
    rows = session.each("creator_by_key", [(key,) for key in keys])
    return {row[0]: to_creator(CreatorRow(*row)) for row in rows}
