"""Reading the archive beyond a creator's posts: what the Archive's protocol is put together from.

Lists are paged by the position after which the next page begins; `after` None is the start. A page is shorter than
`limit` only at the end.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from tokgate.domain.effects import CameraEffect
from tokgate.domain.items import StoredItem
from tokgate.domain.live import LiveEvent, LiveRoom, LiveTally
from tokgate.domain.messages import Conversation, Message, Notification, NotificationKind
from tokgate.domain.paging import IndexedPage, Page, Position
from tokgate.domain.playlists import Playlist
from tokgate.domain.posts import Comment, Hashtag, Post, PostSummary, Sound
from tokgate.domain.relations import Relation, RelationKind
from tokgate.domain.search import Search
from tokgate.domain.shops import Product, Review, Shop


class RelationQueries(Protocol):
    """Who follows whom and likes what; `creator` is the archive's key.

    Lists have what holds, latest first; where the source tells only the order, in that order and below all that have an
    instant. No two ranks are the same, unless more than 1000 relations began in one second: only then is a page longer
    than `limit`. Ranks are below 2**53.
    """

    def relation(self, kind: RelationKind, creator: int, other: int) -> Relation | None:
        """One relation, an ended one too, None if unknown. `other` is a key, or a post's or comment's id."""
        ...

    def relations(self, kind: RelationKind, creator: int, *, after: Position | None, limit: int) -> Page[Relation]:
        """What a creator likes, whom it follows, …; of posts, the ids. Pins come in their order."""
        ...

    def followers(self, creator: int, *, after: Position | None, limit: int) -> Page[Relation]:
        """Who follows a creator."""
        ...

    def related_items(
        self, kind: RelationKind, creator: int, *, after: Position | None, limit: int, viewer: int = 0
    ) -> Page[StoredItem]:
        """The public posts that a creator liked, reposted, …, each as its item.

        Of private accounts, those that the creator of the key `viewer` is or follows; with 0, none.
        """
        ...

    def related_posts(self, kind: RelationKind, creator: int, *, after: Position | None, limit: int) -> Page[Post]:
        """As `related_items`, as domain posts in their current state; those of private accounts, too."""
        ...

    def related_summaries(
        self, kind: RelationKind, creator: int, *, after: Position | None, limit: int
    ) -> Page[PostSummary]:
        """As `related_items` for nobody, as what a list shows of each post."""
        ...


class TagQueries(Protocol):
    """Posts by what they carry: public ones of public accounts, newest first."""

    def sound(self, sound_id: int) -> Sound | None:
        """A sound that some post has."""
        ...

    def sound_items(self, sound_id: int, *, after: Position | None, limit: int) -> Page[StoredItem]:
        """The posts with a sound."""
        ...

    def sound_count(self, sound_id: int) -> int:
        """How many posts have the sound."""
        ...

    def sounds_named(self, text: str, *, offset: int = 0, limit: int) -> list[Sound]:
        """Sounds whose title or author holds a text, in any case, or all for "": those with most posts first."""
        ...

    def hashtag(self, *, name: str = "", hashtag_id: str = "", key: int = 0) -> Hashtag | None:
        """The hashtag of the first name given; names are without `#`, in any case; `key`: the archive's number."""
        ...

    def hashtag_key(self, name: str) -> int:
        """The archive's own number of a hashtag; 0 if there is none."""
        ...

    def hashtags_beginning(self, text: str, *, offset: int = 0, limit: int) -> list[Hashtag]:
        """Hashtags that begin so, in any case, or all for "": those with most posts first."""
        ...

    def hashtag_items(self, name: str, *, after: Position | None, limit: int) -> Page[StoredItem]:
        """The posts with a hashtag."""
        ...

    def hashtag_count(self, name: str) -> int:
        """How many posts have the hashtag."""
        ...

    def effect(self, effect_id: str) -> CameraEffect | None:
        """An effect that some post has."""
        ...

    def effect_items(self, effect_id: str, *, after: Position | None, limit: int) -> Page[StoredItem]:
        """The posts with an effect, by their ids, highest first; ranks are ids."""
        ...


class PlaylistQueries(Protocol):
    """Playlists and what is in them."""

    def playlists(self, creator: int, *, after: Position | None, limit: int) -> Page[Playlist]:
        """A creator's playlists, newest first, with the ids of their posts."""
        ...

    def playlist(self, playlist_id: int) -> Playlist | None:
        """One playlist, with the ids of its posts."""
        ...

    def playlist_items(self, playlist_id: int, *, after: Position | None, limit: int) -> Page[StoredItem]:
        """The public posts in a playlist, in its order; ranks are places from 0, ascending."""
        ...

    def playlist_of(self, post_id: int) -> int | None:
        """The playlist that a post is in."""
        ...


class CommentQueries(Protocol):
    """Comments and replies."""

    def comments(self, post_id: int) -> list[Comment]:
        """A post's comments and replies, oldest first."""
        ...

    def comment_page(
        self, post_id: int, *, parent: int | None = None, after: Position | None, limit: int
    ) -> Page[Comment]:
        """A post's comments of the first level, or the replies to one, oldest first; ranks are `created_s`."""
        ...

    def comments_from(
        self, post_id: int, *, parent: int | None = None, offset: int, limit: int
    ) -> IndexedPage[Comment]:
        """As `comment_page`, by index. Those that went keep their places, and are not shown."""
        ...

    def comment(self, comment_id: int) -> Comment | None:
        """One comment, a gone one too."""
        ...

    def comment_count(self, post_id: int, *, parent: int | None = None) -> int:
        """How many there are in that list."""
        ...


class MessageQueries(Protocol):
    """What reaches an account; `creator` is the archive's key."""

    def conversations(
        self, creator: int, *, requests: bool = False, after: Position | None, limit: int
    ) -> Page[Conversation]:
        """An account's conversations, or the requests that it has neither accepted nor deleted, latest message first.

        Ranks are the instants of the latest messages, below 2**53; a page is longer than `limit` only where they share
        one, as those without a message do.
        """
        ...

    def conversation(self, conversation_id: int = 0, *, name: str = "") -> Conversation | None:
        """One conversation, by its (short) id or its long name."""
        ...

    def messages(
        self, conversation_id: int, *, since_ms: int | None = None, after: Position | None, limit: int
    ) -> Page[Message]:
        """A conversation's messages, or those sent after an instant, latest first; ranks are `sent_ms`."""
        ...

    def message(self, message_id: int) -> Message | None:
        """One message."""
        ...

    def message_count(self, conversation_id: int, *, since_ms: int | None = None) -> int:
        """How many messages `messages` lists."""
        ...

    def notifications(
        self, creator: int, *, kind: NotificationKind | None = None, after: Position | None, limit: int
    ) -> Page[Notification]:
        """What an account was notified of, latest first; ranks are `at_s`."""
        ...


class LiveQueries(Protocol):
    """Live rooms and what happened in them."""

    def live_rooms(self, creator: int | None = None, *, after: Position | None, limit: int) -> Page[LiveRoom]:
        """Everybody's rooms, or one creator's, the latest start first; ranks are `started_s`."""
        ...

    def live_room(self, room_id: int) -> LiveRoom | None:
        """One room."""
        ...

    def live_events(self, room_id: int, *, after: Position | None, limit: int) -> Page[LiveEvent]:
        """What happened in a room, oldest first; ranks are `at_ms`, ascending."""
        ...

    def live_event(self, event_id: int) -> LiveEvent | None:
        """One event."""
        ...

    def running_room(self, creator: int) -> LiveRoom | None:
        """The room that a creator has running."""
        ...

    def running_rooms(self, *, after: Position | None, limit: int) -> Page[LiveRoom]:
        """Everybody's running rooms, the latest start first; ranks are `started_s`."""
        ...

    def live_rooms_from(self, creator: int, *, oldest_first: bool = False, offset: int, limit: int) -> Page[LiveRoom]:
        """As `live_rooms` of one creator, by index; ranks are offsets."""
        ...

    def live_rooms_between(self, creator: int, from_s: int, to_s: int) -> list[LiveRoom]:
        """A creator's rooms that ran within a time (Unix seconds), oldest first."""
        ...

    def live_tallies(self, rooms: Sequence[int]) -> list[LiveTally]:
        """What happened in some rooms, of each kind that did."""
        ...

    def gifts(self, creator: int, *, offset: int, limit: int) -> Page[LiveEvent]:
        """The gifts that a creator gave, and those in their rooms, latest first; ranks are offsets."""
        ...

    def diamonds_by_day(self, creator: int, from_ms: int, to_ms: int) -> dict[int, int]:
        """What gifts of a time (Unix milliseconds) in a creator's rooms were worth, by UTC day counted from 1970."""
        ...


class ShopQueries(Protocol):
    """Shops, their products and the reviews of these, by id; ranks are offsets."""

    def shops(self, name: str, *, limit: int) -> list[Shop]:
        """The shops of a name, in any case."""
        ...

    def shop(self, shop_id: int) -> Shop | None:
        """One shop."""
        ...

    def product(self, product_id: int) -> Product | None:
        """One product."""
        ...

    def products(self, shop_id: int, *, offset: int, limit: int) -> Page[Product]:
        """A shop's products."""
        ...

    def reviews(self, product_id: int, *, offset: int, limit: int) -> Page[Review]:
        """A product's reviews."""
        ...


class SearchQueries(Protocol):
    """Posts by what is asked of them: public ones, of public accounts unless the search says otherwise."""

    def search(self, search: Search, *, after: Position | None, limit: int) -> Page[Post]:
        """The posts that a search finds, in its order, by which ranks are instants, likes or random numbers."""
        ...

    def search_items(self, search: Search, *, after: Position | None, limit: int) -> Page[StoredItem]:
        """As `search`, as stored items."""
        ...

    def freeze(self, search: Search, *, at_ms: int) -> str:
        """Keep a search's result for a day from an instant on; the digits by which it is paged.

        ValueError for a search ranked by likes, which change.
        """
        ...

    def frozen(self, result: str, *, index: int, limit: int, at_ms: int) -> Page[PostSummary]:
        """Part of a kept result from an index on; a following rank is the next index.

        No post is there twice, and every post that was found when the result was first kept, and still is, is there
        once, whatever comes, goes or changes meanwhile. A part that is asked for again is the same, without posts that
        are gone. LookupError for a result that is unknown or expired; of these, IndexError for an index that is far
        behind what was handed out.
        """
        ...


class Queries(
    RelationQueries,
    TagQueries,
    PlaylistQueries,
    CommentQueries,
    MessageQueries,
    LiveQueries,
    ShopQueries,
    SearchQueries,
    Protocol,
):
    """All of these."""
