"""Reading creators."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tokgate.archive.rows.creators import CreatorRow, to_creator
from tokgate.archive.session import Reader, Session
from tokgate.domain.creators import Creator
from tokgate.domain.ports import CreatorSummary


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
        """Every creator with what is held of them, most posts first."""
        with self._engine.reading() as session:
            held = {row[0]: row[1:] for row in session.rows("creator_summaries")}
            rows = session.rows("creators_all")
        rows.sort(key=lambda row: (-held.get(row[0], (0,))[0], row[0]))
        for values in rows:
            row = CreatorRow(*values)
            posts, oldest_ms, newest_ms = held.get(row.key, (0, None, None))
            yield CreatorSummary(to_creator(row), posts, oldest_ms, newest_ms, row.last_seen_ms)


def _read(session: Session, query: str, name: str | int) -> Creator | None:
    rows = session.rows(query, (name,))
    return to_creator(CreatorRow(*rows[0])) if rows else None


def creators_by_key(session: Session, keys: Iterable[int]) -> dict[int, Creator]:
    """The creators of some keys."""
    rows = session.each("creator_by_key", [(key,) for key in keys])
    return {row[0]: to_creator(CreatorRow(*row)) for row in rows}
