"""Reading who follows whom."""

from __future__ import annotations

from tokgate.archive.reading.creators import creators_by_key
from tokgate.archive.rules.positions import SLOTS
from tokgate.archive.session import Reader, Row, Session
from tokgate.domain.graph import Follow
from tokgate.domain.paging import Page, Position

_NEWEST = 2**63 - 1


class RelationReader(Reader):
    """See `tokgate.domain.reading.GraphReading`."""

    def followers(self, creator: int, *, after: Position | None, limit: int) -> Page[Follow]:
        """A page of those who follow a creator."""
        return self._follow_page("follower", creator, after, limit)

    def following(self, creator: int, *, after: Position | None, limit: int) -> Page[Follow]:
        """A page of those whom a creator follows."""
        return self._follow_page("following", creator, after, limit)

    def _follow_page(self, table: str, creator: int, after: Position | None, limit: int) -> Page[Follow]:
        with self._engine.reading() as session:
            rows = session.rows(f"{table}_page", (creator, after.rank if after else _NEWEST, limit + 1))
            more = len(rows) > limit
            if more:
                rows = _whole_ranks(session, table, creator, rows)
            follows = _follows(session, table, creator, rows)
        return Page(follows, Position(rows[-1][1], rows[-1][0]) if more else None)


def _whole_ranks(session: Session, table: str, creator: int, rows: list[Row]) -> list[Row]:
    """Without the row too many; a page never ends between follows of one rank (more than 1000 in a second)."""
    shared = rows.pop()[1]
    if rows[-1][1] != shared:
        return rows
    return [row for row in rows if row[1] != shared] or session.rows(f"{table}_at", (creator, shared))


def _follows(session: Session, table: str, creator: int, rows: list[Row]) -> list[Follow]:
    creators = creators_by_key(session, {creator, *(row[0] for row in rows)})
    follows = []
    for other, ms, timed in rows:
        one, two = (creator, other) if table == "following" else (other, creator)
        follows.append(Follow(creator=creators[one], other=creators[two], at_s=ms // SLOTS if timed else None))
    return follows
