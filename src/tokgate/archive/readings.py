"""`tokgate.domain.reading` on SQLite: the part of the archive beyond posts and creators."""

from __future__ import annotations

from tokgate.archive import comment_reading, graph_reading, record_reading, tag_reading
from tokgate.archive.connection import Connections
from tokgate.domain.effects import CameraEffect
from tokgate.domain.graph import Follow
from tokgate.domain.live import LiveEvent, LiveRoom
from tokgate.domain.messages import Conversation, Message, Notification, NotificationKind
from tokgate.domain.paging import Page, Position
from tokgate.domain.pieces import Piece
from tokgate.domain.playlists import Playlist
from tokgate.domain.posts import Comment, Hashtag, Sound
from tokgate.domain.shops import Product, Review, Shop


class SqliteReadings:
    """See `tokgate.domain.reading`."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def followers(self, creator: int, *, after: Position | None, limit: int) -> Page[Follow]:
        return graph_reading.read_followers(self._connections, creator, after=after, limit=limit)

    def following(self, creator: int, *, after: Position | None, limit: int) -> Page[Follow]:
        return graph_reading.read_following(self._connections, creator, after=after, limit=limit)

    def sound(self, sound_id: int) -> Sound | None:
        return tag_reading.read_sound(self._connections, sound_id)

    def sound_pieces(self, sound_id: int, *, after: Position | None, limit: int) -> Page[Piece]:
        return tag_reading.read_sound_pieces(self._connections, sound_id, after=after, limit=limit)

    def sound_count(self, sound_id: int) -> int:
        return tag_reading.count_sound(self._connections, sound_id)

    def hashtag(self, *, name: str = "", hashtag_id: str = "") -> Hashtag | None:
        return tag_reading.read_hashtag(self._connections, name=name, hashtag_id=hashtag_id)

    def hashtag_pieces(self, name: str, *, after: Position | None, limit: int) -> Page[Piece]:
        return tag_reading.read_hashtag_pieces(self._connections, name, after=after, limit=limit)

    def hashtag_count(self, name: str) -> int:
        return tag_reading.count_hashtag(self._connections, name)

    def effect(self, effect_id: str) -> CameraEffect | None:
        return tag_reading.read_effect(self._connections, effect_id)

    def effect_pieces(self, effect_id: str, *, after: Position | None, limit: int) -> Page[Piece]:
        return tag_reading.read_effect_pieces(self._connections, effect_id, after=after, limit=limit)

    def playlists(self, creator: int, *, after: Position | None, limit: int) -> Page[Playlist]:
        return record_reading.read_playlists(self._connections, creator, after=after, limit=limit)

    def playlist(self, playlist_id: int) -> Playlist | None:
        return record_reading.read_playlist(self._connections, playlist_id)

    def playlist_pieces(self, playlist_id: int, *, after: Position | None, limit: int) -> Page[Piece]:
        return tag_reading.read_playlist_pieces(self._connections, playlist_id, after=after, limit=limit)

    def playlist_of(self, post_id: int) -> int | None:
        return record_reading.read_playlist_of(self._connections, post_id)

    def comments(self, post_id: int) -> list[Comment]:
        return comment_reading.read_comments(self._connections, post_id)

    def comment_page(self, post_id: int, *, parent: int | None = None, offset: int, limit: int) -> Page[Comment]:
        return comment_reading.read_comment_page(self._connections, post_id, parent or 0, offset=offset, limit=limit)

    def comment_count(self, post_id: int, *, parent: int | None = None) -> int:
        return comment_reading.count_comments(self._connections, post_id, parent or 0)

    def conversations(
        self, creator: int, *, requests: bool = False, after: Position | None, limit: int
    ) -> Page[Conversation]:
        return record_reading.read_conversations(
            self._connections, creator, requests=requests, after=after, limit=limit
        )

    def conversation(self, conversation_id: int = 0, *, name: str = "") -> Conversation | None:
        return record_reading.read_conversation(self._connections, conversation_id, name)

    def messages(self, conversation_id: int, *, after: Position | None, limit: int) -> Page[Message]:
        return record_reading.read_messages(self._connections, conversation_id, after=after, limit=limit)

    def notifications(
        self, creator: int, *, kind: NotificationKind | None = None, after: Position | None, limit: int
    ) -> Page[Notification]:
        return record_reading.read_notifications(self._connections, creator, kind=kind, after=after, limit=limit)

    def live_rooms(self, creator: int | None = None, *, after: Position | None, limit: int) -> Page[LiveRoom]:
        return record_reading.read_live_rooms(self._connections, creator, after=after, limit=limit)

    def live_room(self, room_id: int) -> LiveRoom | None:
        return record_reading.read_live_room(self._connections, room_id)

    def live_events(self, room_id: int, *, after: Position | None, limit: int) -> Page[LiveEvent]:
        return record_reading.read_live_events(self._connections, room_id, after=after, limit=limit)

    def shops(self, name: str, *, limit: int) -> list[Shop]:
        return record_reading.read_shops(self._connections, name, limit=limit)

    def products(self, shop_id: int, *, offset: int, limit: int) -> Page[Product]:
        return record_reading.read_products(self._connections, shop_id, offset=offset, limit=limit)

    def reviews(self, product_id: int, *, offset: int, limit: int) -> Page[Review]:
        return record_reading.read_reviews(self._connections, product_id, offset=offset, limit=limit)
