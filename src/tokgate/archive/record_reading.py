"""Reading records: playlists, conversations, messages, notifications, live rooms and their events, shops."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import apsw
import msgspec

from tokgate.archive.connection import Connections
from tokgate.archive.creator_reading import creators_by_key
from tokgate.archive.queries import Row, fetch
from tokgate.archive.record_tables import TABLES, keys_in, record_of
from tokgate.domain.live import LiveEvent, LiveRoom
from tokgate.domain.messages import Conversation, Message, Notification, NotificationKind
from tokgate.domain.paging import Page, Position
from tokgate.domain.playlists import Playlist
from tokgate.domain.shops import Product, Review, Shop

R = TypeVar("R", Playlist, Conversation, Message, Notification, LiveRoom, LiveEvent, Shop, Product, Review)
_NEWEST = 2**63 - 1


def read_playlists(connections: Connections, creator: int, *, after: Position | None, limit: int) -> Page[Playlist]:
    """A page of a creator's playlists; ranks are ids."""
    values = (creator, after.rank if after else _NEWEST, limit + 1)
    return _page(connections, Playlist, "playlists", values, limit, lambda playlist: playlist.id)


def read_playlist(connections: Connections, playlist_id: int) -> Playlist | None:
    """One playlist."""
    return _one(connections, Playlist, "playlist_known", playlist_id)


def read_playlist_of(connections: Connections, post_id: int) -> int | None:
    """The id of the playlist that a post is in, the lowest of several."""
    rows = fetch(connections.reader(), "playlist_of_post", (post_id,))
    return rows[0][0] if rows else None


def read_conversations(
    connections: Connections, creator: int, *, requests: bool, after: Position | None, limit: int
) -> Page[Conversation]:
    """A page of an account's conversations; ranks are the instants of their latest messages."""
    with connections.reading() as cursor:
        rows = fetch(cursor, "conversations", (creator, requests, *_place(after), limit + 1))
        found = _records(cursor, Conversation, rows[:limit])
    return Page(found, Position(rows[limit - 1][-1], rows[limit - 1][0]) if len(rows) > limit else None)


def read_conversation(connections: Connections, conversation_id: int, name: str) -> Conversation | None:
    """One conversation, by its name where that is given."""
    if name:
        return _one(connections, Conversation, "conversation_by_name", name)
    return _one(connections, Conversation, "conversation_known", conversation_id)


def read_messages(
    connections: Connections, conversation_id: int, *, after: Position | None, limit: int
) -> Page[Message]:
    """A page of a conversation's messages."""
    values = (conversation_id, *_place(after), limit + 1)
    return _page(connections, Message, "messages", values, limit, lambda message: message.sent_ms or 0)


def read_notifications(
    connections: Connections, creator: int, *, kind: NotificationKind | None, after: Position | None, limit: int
) -> Page[Notification]:
    """A page of what an account was notified of."""
    values = (creator, *_place(after), kind, limit + 1)
    return _page(connections, Notification, "notifications", values, limit, lambda told: told.at_s or 0)


def read_live_rooms(
    connections: Connections, creator: int | None, *, after: Position | None, limit: int
) -> Page[LiveRoom]:
    """A page of the rooms of one creator, or of all."""
    values = (*_place(after), limit + 1) if creator is None else (*_place(after), limit + 1, creator)
    query = "live_rooms" if creator is None else "live_rooms_of_creator"
    return _page(connections, LiveRoom, query, values, limit, lambda room: room.started_s or 0)


def read_live_room(connections: Connections, room_id: int) -> LiveRoom | None:
    """One room."""
    return _one(connections, LiveRoom, "live_room_known", room_id)


def read_live_events(connections: Connections, room_id: int, *, after: Position | None, limit: int) -> Page[LiveEvent]:
    """A page of what happened in a room."""
    place = (after.rank, after.id) if after else (-1, -1)
    values = (room_id, *place, limit + 1)
    return _page(connections, LiveEvent, "live_events", values, limit, lambda event: event.at_ms or 0)


def read_shops(connections: Connections, name: str, *, limit: int) -> list[Shop]:
    """The shops of a name."""
    with connections.reading() as cursor:
        return _records(cursor, Shop, fetch(cursor, "shops_by_name", (name, limit)))


def read_products(connections: Connections, shop_id: int, *, offset: int, limit: int) -> Page[Product]:
    """A page of a shop's products."""
    return _numbered(connections, Product, "products", shop_id, offset, limit)


def read_reviews(connections: Connections, product_id: int, *, offset: int, limit: int) -> Page[Review]:
    """A page of a product's reviews."""
    return _numbered(connections, Review, "reviews", product_id, offset, limit)


def _place(after: Position | None) -> tuple[int, int]:
    return (after.rank, after.id) if after else (_NEWEST, _NEWEST)


def _one(connections: Connections, kind: type[R], query: str, value: int | str) -> R | None:
    with connections.reading() as cursor:
        found = _records(cursor, kind, fetch(cursor, query, (value,)))
    return found[0] if found else None


def _page(
    connections: Connections,
    kind: type[R],
    query: str,
    values: Sequence[apsw.SQLiteValue],
    limit: int,
    rank: Callable[[R], int],
) -> Page[R]:
    with connections.reading() as cursor:
        rows = fetch(cursor, query, values)
        found = _records(cursor, kind, rows[:limit])
    return Page(found, Position(rank(found[-1]), found[-1].id) if len(rows) > limit else None)


def _numbered(connections: Connections, kind: type[R], query: str, of: int, offset: int, limit: int) -> Page[R]:
    with connections.reading() as cursor:
        rows = fetch(cursor, query, (of, limit + 1, offset))
        found = _records(cursor, kind, rows[:limit])
    return Page(found, Position(offset + limit) if len(rows) > limit else None)


def _records(cursor: apsw.Cursor, kind: type[R], rows: Sequence[Row]) -> list[R]:
    creators = creators_by_key(cursor, keys_in(kind, rows))
    return [record_of(kind, row, creators, _apart(cursor, kind, row[0])) for row in rows]


def _apart(cursor: apsw.Cursor, kind: type[msgspec.Struct], record_id: int) -> list[object] | None:
    """The list of a record that has a table of its own, as its member has it; None if it is empty."""
    if TABLES[kind].apart is None:
        return None
    if kind is Playlist:
        return [row[0] for row in fetch(cursor, "playlist_items", (record_id,))] or None
    keys = [row[0] for row in fetch(cursor, "participants", (record_id,))]
    creators = creators_by_key(cursor, keys)
    return [creators[key] for key in keys] or None
