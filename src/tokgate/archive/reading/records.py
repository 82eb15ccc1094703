"""Reading records: playlists, conversations, messages, notifications, live rooms and their events, shops."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import msgspec

from tokgate.archive.reading.creators import creators_by_key
from tokgate.archive.reading.pages import cut
from tokgate.archive.rows.records import TABLES, keys_in, listed_ms_of, record_of
from tokgate.archive.session import Reader, Row, Session, Value
from tokgate.domain.live import LiveEvent, LiveRoom
from tokgate.domain.messages import Conversation, Message, Notification, NotificationKind
from tokgate.domain.paging import Page, Position
from tokgate.domain.playlists import Playlist
from tokgate.domain.shops import Product, Review, Shop

R = TypeVar("R", Playlist, Conversation, Message, Notification, LiveRoom, LiveEvent, Shop, Product, Review)
_NEWEST = 2**63 - 1


class RecordReader(Reader):
    """See `tokgate.domain.queries`: playlists, messages, live rooms and shops."""

    def playlists(self, creator: int, *, after: Position | None, limit: int) -> Page[Playlist]:
        """A page of a creator's playlists; ranks are ids."""
        values = (creator, after.rank if after else _NEWEST, limit + 1)
        return self._records_after(Playlist, "playlists", values, limit, lambda playlist: playlist.id)

    def playlist(self, playlist_id: int) -> Playlist | None:
        """One playlist."""
        return self._one(Playlist, "playlist_known", playlist_id)

    def playlist_of(self, post_id: int) -> int | None:
        """The id of the playlist that a post is in, the lowest of several."""
        rows = self._engine.reader().rows("playlist_of_post", (post_id,))
        return rows[0][0] if rows else None

    def conversations(
        self, creator: int, *, requests: bool = False, after: Position | None, limit: int
    ) -> Page[Conversation]:
        """A page of an account's conversations; ranks are the instants of their latest messages."""
        with self._engine.reading() as session:
            rows, last_ms = session.rows("conversations", (creator, requests, place_of(after)[0], limit + 1)), -1
            rows, more = cut(rows, limit, last_ms, lambda shared: _conversations_at(session, creator, requests, shared))
            found = records_of(session, Conversation, rows)
        # All without a message are on one page, and last.
        return Page(found, Position(rows[-1][last_ms]) if more and rows[-1][last_ms] else None)

    def conversation(self, conversation_id: int = 0, *, name: str = "") -> Conversation | None:
        """One conversation, by its name where that is given."""
        if name:
            return self._one(Conversation, "conversation_by_name", name)
        return self._one(Conversation, "conversation_known", conversation_id)

    def messages(
        self, conversation_id: int, *, since_ms: int | None = None, after: Position | None, limit: int
    ) -> Page[Message]:
        """A page of a conversation's messages."""
        values = (conversation_id, -1 if since_ms is None else since_ms, *place_of(after), limit + 1)
        return self._records_after(Message, "messages", values, limit, lambda message: message.sent_ms or 0)

    def message(self, message_id: int) -> Message | None:
        """One message."""
        return self._one(Message, "message_known", message_id)

    def message_count(self, conversation_id: int, *, since_ms: int | None = None) -> int:
        """How many messages there are in that list."""
        values = (conversation_id, -1 if since_ms is None else since_ms)
        return int(self._engine.reader().rows("message_count", values)[0][0])

    def notifications(
        self, creator: int, *, kind: NotificationKind | None = None, after: Position | None, limit: int
    ) -> Page[Notification]:
        """A page of what an account was notified of."""
        values = (creator, *place_of(after), kind, limit + 1)
        return self._records_after(Notification, "notifications", values, limit, lambda told: told.at_s or 0)

    def live_rooms(self, creator: int | None = None, *, after: Position | None, limit: int) -> Page[LiveRoom]:
        """A page of the rooms of one creator, or of all."""
        values = (*place_of(after), limit + 1) if creator is None else (*place_of(after), limit + 1, creator)
        query = "live_rooms" if creator is None else "live_rooms_of_creator"
        return self._records_after(LiveRoom, query, values, limit, lambda room: room.started_s or 0)

    def live_room(self, room_id: int) -> LiveRoom | None:
        """One room."""
        return self._one(LiveRoom, "live_room_known", room_id)

    def live_events(self, room_id: int, *, after: Position | None, limit: int) -> Page[LiveEvent]:
        """A page of what happened in a room."""
        place = (after.rank, after.id) if after else (-1, -1)
        values = (room_id, *place, limit + 1)
        return self._records_after(LiveEvent, "live_events", values, limit, lambda event: event.at_ms or 0)

    def shops(self, name: str, *, limit: int) -> list[Shop]:
        """The shops of a name."""
        with self._engine.reading() as session:
            return records_of(session, Shop, session.rows("shops_by_name", (name, limit)))

    def shop(self, shop_id: int) -> Shop | None:
        """One shop."""
        return self._one(Shop, "shop_known", shop_id)

    def product(self, product_id: int) -> Product | None:
        """One product."""
        return self._one(Product, "product_known", product_id)

    def products(self, shop_id: int, *, offset: int, limit: int) -> Page[Product]:
        """A page of a shop's products."""
        return self._records_from(Product, "products", shop_id, offset, limit)

    def reviews(self, product_id: int, *, offset: int, limit: int) -> Page[Review]:
        """A page of a product's reviews."""
        return self._records_from(Review, "reviews", product_id, offset, limit)

    def _one(self, kind: type[R], query: str, value: int | str) -> R | None:
        with self._engine.reading() as session:
            found = records_of(session, kind, session.rows(query, (value,)))
        return found[0] if found else None

    def _records_after(
        self,
        kind: type[R],
        query: str,
        values: Sequence[Value],
        limit: int,
        rank: Callable[[R], int],
    ) -> Page[R]:
        with self._engine.reading() as session:
            rows = session.rows(query, values)
            found = records_of(session, kind, rows[:limit])
        return Page(found, Position(rank(found[-1]), found[-1].id) if len(rows) > limit else None)

    def _records_from(self, kind: type[R], query: str, of: int, offset: int, limit: int) -> Page[R]:
        with self._engine.reading() as session:
            rows = session.rows(query, (of, limit + 1, offset))
            found = records_of(session, kind, rows[:limit])
        return Page(found, Position(offset + limit) if len(rows) > limit else None)


def place_of(after: Position | None) -> tuple[int, int]:
    """Rank and id below which a list goes on that begins with the highest."""
    return (after.rank, after.id) if after else (_NEWEST, _NEWEST)


def _conversations_at(session: Session, creator: int, requests: bool, last_ms: int) -> list[Row]:
    """An account's conversations whose latest messages share an instant."""
    rows = session.rows("conversations", (creator, requests, last_ms + 1, _NEWEST))
    return [row for row in rows if row[-1] == last_ms]


def records_of(session: Session, kind: type[R], rows: Sequence[Row]) -> list[R]:
    """The records of some rows, with their creators and lists."""
    creators = creators_by_key(session, keys_in(kind, rows))
    return [record_of(kind, row, creators, _apart(session, kind, row)) for row in rows]


def _apart(session: Session, kind: type[msgspec.Struct], row: Row) -> list[object] | None:
    """The list of a record that has a table of its own, as its member has it; None if nobody said what is in it."""
    if TABLES[kind].apart is None or listed_ms_of(kind, row) is None:
        return None
    if kind is Playlist:
        return [found[0] for found in session.rows("playlist_posts", (row[0],))]
    keys = [found[0] for found in session.rows("participants", (row[0],))]
    creators = creators_by_key(session, keys)
    return [creators[key] for key in keys]
