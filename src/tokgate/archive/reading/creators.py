"""Reading creators."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from tokgate.archive.rows.creators import CreatorRow, to_creator
from tokgate.archive.rows.handles import Use
from tokgate.archive.rows.joins import JoinRow
from tokgate.archive.rules.handles import holder_at
from tokgate.archive.rules.joins import to_join
from tokgate.archive.rules.names import handle_of
from tokgate.archive.rules.patterns import holding
from tokgate.archive.rules.positions import SLOTS
from tokgate.archive.session import Reader, Row, Session
from tokgate.domain.creators import Creator
from tokgate.domain.joins import Join
from tokgate.domain.ports import CreatorSummary

_MOST = 2**63 - 1
_BATCH = 500


class CreatorReader(Reader):
    """Creators."""

    def creator(
        self, *, username: str = "", sec_uid: str = "", user_id: str = "", key: int = 0, at_ms: int | None = None
    ) -> Creator | None:
        """The creator of the first name that is not empty."""
        session = self._engine.reader()
        if username and at_ms is not None:
            return self._held_at(handle_of(username), at_ms)
        if username:
            return _read(session, "creator_by_username", username)
        if sec_uid:
            return _read(session, "creator_by_sec_uid", sec_uid) or _read(session, "creator_by_stand_in", sec_uid)
        if user_id:
            return _read(session, "creator_by_user_id", user_id)
        return self._of_key(key) if key else None

    def creators_by_key(self, keys: Collection[int]) -> dict[int, Creator]:
        """The creators of some keys, by these."""
        session = self._engine.reader()
        found = creators_by_key(session, keys)
        joined = {key: self._of_key(key) for key in keys if key and key not in found}
        return found | {key: creator for key, creator in joined.items() if creator is not None}

    def _held_at(self, handle: str, at_ms: int) -> Creator | None:
        with self._engine.reading() as session:
            uses = [Use(*row) for row in session.rows("handle_uses_around", (handle,))]
            key = holder_at(handle, uses, at_ms)
            return None if key is None else _read(session, "creator_by_key", key)

    def _of_key(self, key: int) -> Creator | None:
        """Keys live on in answers and credentials after a creator was joined to another."""
        session = self._engine.reader()
        found = _read(session, "creator_by_key", key)
        if found is None and (joined := session.rows("creator_join_of", (key,))):
            return self._of_key(joined[0][0])
        return found

    def joins(self) -> list[Join]:
        """The joins of creators, oldest first."""
        return [to_join(JoinRow(*row)) for row in self._engine.reader().rows("creator_joins")]

    def creators_named(self, text: str, limit: int) -> list[Creator]:
        """Those whose username or name holds a text; the one of that username first, then by their posts."""
        rows = self._engine.reader().rows("creators_named", (holding(text), text, limit))
        return [to_creator(CreatorRow(*row)) for row in rows]

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
