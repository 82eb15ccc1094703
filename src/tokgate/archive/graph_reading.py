"""Reading who follows whom."""

from __future__ import annotations

import apsw

from tokgate.archive.connection import Connections
from tokgate.archive.creator_reading import creators_by_key
from tokgate.archive.positions import SLOTS
from tokgate.archive.queries import Row, fetch
from tokgate.domain.graph import Follow
from tokgate.domain.paging import Page, Position

_NEWEST = 2**63 - 1


def read_followers(connections: Connections, creator: int, *, after: Position | None, limit: int) -> Page[Follow]:
    """A page of those who follow a creator."""
    return _read(connections, "follower", creator, after, limit)


def read_following(connections: Connections, creator: int, *, after: Position | None, limit: int) -> Page[Follow]:
    """A page of those whom a creator follows."""
    return _read(connections, "following", creator, after, limit)


def _read(connections: Connections, table: str, creator: int, after: Position | None, limit: int) -> Page[Follow]:
    with connections.reading() as cursor:
        rows = fetch(cursor, f"{table}_page", (creator, after.rank if after else _NEWEST, limit + 1))
        more = len(rows) > limit
        if more:
            rows = _whole_ranks(cursor, table, creator, rows)
        follows = _follows(cursor, table, creator, rows)
    return Page(follows, Position(rows[-1][1], rows[-1][0]) if more else None)


def _whole_ranks(cursor: apsw.Cursor, table: str, creator: int, rows: list[Row]) -> list[Row]:
    """Without the row too many; a page never ends between follows of one rank (more than 1000 in a second)."""
    shared = rows.pop()[1]
    if rows[-1][1] != shared:
        return rows
    return [row for row in rows if row[1] != shared] or fetch(cursor, f"{table}_at", (creator, shared))


def _follows(cursor: apsw.Cursor, table: str, creator: int, rows: list[Row]) -> list[Follow]:
    creators = creators_by_key(cursor, {creator, *(row[0] for row in rows)})
    follows = []
    for other, ms, timed in rows:
        one, two = (creator, other) if table == "following" else (other, creator)
        follows.append(Follow(creator=creators[one], other=creators[two], at_s=ms // SLOTS if timed else None))
    return follows
