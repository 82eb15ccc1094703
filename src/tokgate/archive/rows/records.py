"""Which table keeps which record, and how a record and its row are made of each other.

A record's members and its table's columns have the same names, in the same order; members that are creators are keys.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import msgspec

from tokgate.archive.session import Row
from tokgate.domain.creators import Creator
from tokgate.domain.live import LiveEvent, LiveEventKind, LiveRoom
from tokgate.domain.messages import Conversation, Message, MessageKind, Notification, NotificationKind
from tokgate.domain.playlists import Playlist
from tokgate.domain.records import Record
from tokgate.domain.shops import Product, Review, Shop

R = TypeVar("R", bound=msgspec.Struct)


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """A record's table. `creators` are the members kept as keys, `apart` the lists that have a table of their own."""

    name: str
    creators: tuple[str, ...] = ()
    apart: str | None = None
    truths: tuple[str, ...] = ()
    arrays: tuple[str, ...] = ()
    kind: type[MessageKind | NotificationKind | LiveEventKind] | None = None


TABLES: Mapping[type[msgspec.Struct], Table] = {
    Playlist: Table(name="playlist", creators=("creator",), apart="posts"),
    Conversation: Table(name="conversation", creators=("owner",), apart="participants", truths=("group", "accepted")),
    Message: Table(name="message", creators=("sender",), kind=MessageKind),
    Notification: Table(name="notification", creators=("creator", "sender"), kind=NotificationKind),
    LiveRoom: Table(name="live_room", creators=("creator",)),
    LiveEvent: Table(name="live_event", creators=("creator",), kind=LiveEventKind),
    Shop: Table(name="shop"),
    Product: Table(name="product", arrays=("prices", "stars")),
    Review: Table(name="review"),
}

#: Queries that give the records of one creator to another, one for each member that names a creator.
RECORD_MOVES = tuple(f"{table.name}_{member}_move" for table in TABLES.values() for member in table.creators)


def columns_of(kind: type[msgspec.Struct]) -> tuple[str, ...]:
    """The members of a record that are columns of its table."""
    return tuple(name for name in kind.__struct_fields__ if name != TABLES[kind].apart)


def own_columns(kind: type[msgspec.Struct]) -> tuple[str, ...]:
    """The archive's own columns, after those of the record; `listed_ms` is the newest word on the list kept apart."""
    return (
        ("first_seen_ms", "content_ms") if TABLES[kind].apart is None else ("first_seen_ms", "content_ms", "listed_ms")
    )


def listed_ms_of(kind: type[msgspec.Struct], row: Row) -> int | None:
    """The instant of the newest word on a record's list; None if nobody said what is in it."""
    found: int | None = row[len(columns_of(kind)) + own_columns(kind).index("listed_ms")]
    return found


def all_columns() -> dict[str, tuple[str, ...]]:
    """The columns of every record's table, by the table's name."""
    return {table.name: (*columns_of(kind), *own_columns(kind)) for kind, table in TABLES.items()}


def values_of(record: Record, keys: Sequence[int]) -> dict[str, Any]:
    """A record's columns; `keys` are those of its creators, in their order."""
    table = TABLES[type(record)]
    values: dict[str, Any] = {name: getattr(record, name) for name in columns_of(type(record))}
    values.update(zip(table.creators, keys, strict=False))
    for name in table.arrays:
        if values[name] is not None:
            values[name] = msgspec.json.encode(values[name]).decode()
    return values


def record_of(kind: type[R], row: Row, creators: Mapping[int, Creator], apart: Any = None) -> R:
    """The record of a row, whose creators were read before."""
    table = TABLES[kind]
    values: dict[str, Any] = dict(zip(columns_of(kind), row, strict=False))
    for name in table.creators:
        values[name] = creators.get(values[name])
    for name in table.truths:
        values[name] = None if values[name] is None else bool(values[name])
    for name in table.arrays:
        values[name] = None if values[name] is None else msgspec.json.decode(values[name])
    if table.kind is not None and values["kind"] is not None:
        values["kind"] = table.kind(values["kind"])
    if table.apart is not None:
        values[table.apart] = apart
    return kind(**values)


def keys_in(kind: type[msgspec.Struct], rows: Sequence[Row]) -> set[int]:
    """The keys of all creators in some rows."""
    places = [columns_of(kind).index(name) for name in TABLES[kind].creators]
    return {row[place] for row in rows for place in places}
