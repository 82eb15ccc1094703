"""Reading creators."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import apsw

from tokgate.archive.connection import Connections
from tokgate.archive.identity import CreatorRow, to_creator
from tokgate.archive.queries import fetch, fetch_each
from tokgate.domain.creators import Creator
from tokgate.domain.ports import CreatorSummary


def read_creator(connections: Connections, *, username: str, sec_uid: str, user_id: str, key: int) -> Creator | None:
    """The creator of the first name that is not empty."""
    cursor = connections.reader()
    if username:
        return _read(cursor, "creator_by_username", username)
    if sec_uid:
        return _read(cursor, "creator_by_sec_uid", sec_uid) or _read(cursor, "creator_by_stand_in", sec_uid)
    if user_id:
        return _read(cursor, "creator_by_user_id", user_id)
    return _read(cursor, "creator_by_key", key) if key else None


def _read(cursor: apsw.Cursor, query: str, name: str | int) -> Creator | None:
    rows = fetch(cursor, query, (name,))
    return to_creator(CreatorRow(*rows[0])) if rows else None


def creators_by_key(cursor: apsw.Cursor, keys: Iterable[int]) -> dict[int, Creator]:
    """The creators of some keys."""
    rows = fetch_each(cursor, "creator_by_key", [(key,) for key in keys])
    return {row[0]: to_creator(CreatorRow(*row)) for row in rows}


def read_creators(connections: Connections) -> Iterator[CreatorSummary]:
    """Every creator with what is held of them, most posts first."""
    with connections.reading() as cursor:
        held = {row[0]: row[1:] for row in fetch(cursor, "creator_summaries")}
        rows = fetch(cursor, "creators_all")
    rows.sort(key=lambda row: (-held.get(row[0], (0,))[0], row[0]))
    for values in rows:
        row = CreatorRow(*values)
        posts, oldest_ms, newest_ms = held.get(row.key, (0, None, None))
        yield CreatorSummary(to_creator(row), posts, oldest_ms, newest_ms, row.last_seen_ms)
