"""Writing records: playlists, conversations, messages, notifications, live rooms and their events, shops."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from tokgate.archive.errors import UnkeepableError
from tokgate.archive.rows.records import TABLES, columns_of, own_columns, values_of
from tokgate.archive.session import Session
from tokgate.archive.writing.bodies import BodyWriter
from tokgate.domain.messages import Conversation
from tokgate.domain.observations import Observation
from tokgate.domain.playlists import Playlist
from tokgate.domain.records import Record


class RecordWriter:
    """The records that one commit touches; everything is written by `flush`."""

    def __init__(self, session: Session, bodies: BodyWriter) -> None:
        self._session = session
        self._bodies = bodies
        self._rows: dict[tuple[type[Record], int], dict[str, Any]] = {}
        self._items: dict[int, list[int]] = {}
        self._participants: dict[int, list[int]] = {}

    def see(self, record: Record, keys: Sequence[int], observation: Observation) -> bool:
        """Take in a record that is no duplicate; `keys` are those of the creators it names. Whether it was unknown."""
        if not 0 < record.id < 2**63:
            raise UnkeepableError(
                f"{type(record).__name__.lower()} {record.id}: an id is a positive number of at most 63 bits"
            )
        instant, name = observation.observed_ms, (type(record), record.id)
        row = self._rows.get(name) or self._load(type(record), record.id)
        is_new = row is None
        if row is None:
            row = dict.fromkeys(columns_of(type(record))) | dict.fromkeys(TABLES[type(record)].creators, 0)
            row |= dict.fromkeys(own_columns(type(record))) | {"first_seen_ms": instant, "content_ms": instant}
        self._rows[name] = _overlaid(row, record, keys, instant, newer=instant >= row["content_ms"])
        self._see_list(record, keys, instant, row)
        if observation.body is not None:
            self._bodies.keep(TABLES[type(record)].name, record.id, observation.source, instant, observation.body)
        return is_new

    def _load(self, kind: type[Record], record_id: int) -> dict[str, Any] | None:
        found = self._session.rows(f"{TABLES[kind].name}_known", (record_id,))
        return dict(zip((*columns_of(kind), *own_columns(kind)), found[0], strict=True)) if found else None

    def _see_list(self, record: Record, keys: Sequence[int], instant: int, row: dict[str, Any]) -> None:
        """Take in the list that is kept apart, unless a newer one is known; an empty one is known too."""
        if isinstance(record, Playlist) and record.posts is not None:
            kept, entries = self._items, list(dict.fromkeys(record.posts))
        elif isinstance(record, Conversation) and (record.participants == [] or any(keys[1:])):
            kept, entries = self._participants, [key for key in dict.fromkeys(keys[1:]) if key]
        else:
            return
        if row["listed_ms"] is None or instant >= row["listed_ms"]:
            row["listed_ms"] = instant
            kept[record.id] = entries

    def flush(self) -> None:
        """Write the records and their lists."""
        for (kind, _), row in self._rows.items():
            self._session.write(f"{TABLES[kind].name}_upsert", tuple(row.values()))
        self._replace("playlist_item", ((key, place, post) for key, places in self._items.items()
                      for place, post in enumerate(places)), self._items)  # fmt: skip
        self._replace("participant", ((key, conversation, place) for conversation, keys in self._participants.items()
                      for place, key in enumerate(keys)), self._participants)  # fmt: skip

    def _replace(self, table: str, rows: Iterable[tuple[int, int, int]], lists: Iterable[int]) -> None:
        self._session.write_each(f"{table}_delete", [(each,) for each in lists])
        self._session.write_each(f"{table}_put", list(rows))


def _overlaid(row: dict[str, Any], record: Record, keys: Sequence[int], instant: int, *, newer: bool) -> dict[str, Any]:
    """What is as new as the row overwrites, what is older only fills what is unknown; None (or key 0) does neither."""
    creators = TABLES[type(record)].creators
    for name, value in values_of(record, keys).items():
        unknown = value == 0 if name in creators else value is None
        held = row[name] != 0 if name in creators else row[name] is not None
        if not unknown and (newer or not held):
            row[name] = value
    row["first_seen_ms"] = min(row["first_seen_ms"], instant)
    row["content_ms"] = max(row["content_ms"], instant)
    return row
