"""Removing a post or a creator with all that hangs on it, and remembering what is not to come back.

What hangs on what is one query, `purge_gather`, which is run until it finds no more. What is gathered is then removed
from every table, in an order in which what a query asks for is still there.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from tokgate.archive.errors import NoSuchCreatorError, NoSuchPurgeError
from tokgate.archive.rows.creators import CreatorRow
from tokgate.archive.rows.handles import Use
from tokgate.archive.rows.purges import PurgeRow, to_purge
from tokgate.archive.rows.records import TABLES
from tokgate.archive.rules.names import handle_of
from tokgate.archive.rules.purges import HANDLE, SEC_UID, STAND_IN, USER_ID, hash_of, number_in
from tokgate.archive.rules.relations import KIND_OF, List
from tokgate.archive.session import Session, Value
from tokgate.domain.purges import Purge, PurgeKind
from tokgate.domain.relations import RelationKind

#: A name that keeps its creator out: kind, hash, and from when to when it was theirs (see the table `purged`).
Mark = tuple[str, bytes, int, int]

_RECORDS = {table.name: kind for kind, table in TABLES.items() if table.creators}
#: How keys of observations name what they are of: their kind, and that of their subject.
_SIGHTINGS = (
    *((str(kind), "post") for kind in RelationKind if kind.is_of_post),
    ("tombstone", "post"),
    ("comment", "comment"),
    (str(RelationKind.COMMENT_LIKE), "comment"),
    ("commenttombstone", "comment"),
    *((kind.__name__.lower(), name) for name, kind in _RECORDS.items()),
)
#: The same of those that name a creator.
_SIGHTINGS_OF_CREATORS = ("creator", *(str(kind) for kind in RelationKind if kind.is_of_creator))
_BODIES = (
    ("post", "post"),
    ("item", "post"),
    ("comment", "comment"),
    ("creator", "creator"),
    *((name, name) for name in _RECORDS),
)
#: How joins name what they moved.
_JOINED = (
    ("post", "post"),
    ("comment", "comment"),
    ("participant", "conversation"),
    *((f"{name}_{member}", name) for name, kind in _RECORDS.items() for member in TABLES[kind].creators),
)
#: What is removed of posts, and then of all else, in order; each with the word under which it is counted. What has none
#: is a part of something that has.
_OF_POSTS = (
    (None, "purge_items"),
    (None, "purge_words"),
    ("observations", "purge_post_observations"),
    (None, "purge_post_hashtags"),
    (None, "purge_post_effects"),
    (None, "purge_validated_posts"),
    ("bodies", "purge_playlist_bodies"),
    (None, "purge_playlist_places"),
    ("posts", "purge_posts"),
    (None, "purge_sounds"),
    (None, "purge_hashtags"),
)
_OF_OTHERS = (
    (None, "purge_comment_levels"),
    (None, "purge_validated_comments"),
    ("comments", "purge_comments"),
    ("bodies", "purge_conversation_bodies"),
    (None, "purge_participants"),
    ("playlists", "purge_playlists"),
    ("conversations", "purge_conversations"),
    ("messages", "purge_messages"),
    ("notifications", "purge_notifications"),
    ("live_rooms", "purge_live_rooms"),
    ("live_events", "purge_live_events"),
    (None, "purge_things_of_joins"),
    (None, "purge_relations_of_joins"),
    (None, "purge_joins"),
    (None, "purge_notices"),
    ("credentials", "purge_credentials"),
    (None, "purge_handle_uses"),
    (None, "purge_stand_ins"),
    ("observations", "purge_creator_observations"),
    (None, "purge_creator_holdings"),
    ("creators", "purge_creators"),
)
#: What the archive counts in all.
_TOTALS = ("posts", "comments", "creators")


class PurgeWriter:
    """Purges in one commit, by its number."""

    def __init__(self, session: Session, number: int, at_ms: int) -> None:
        self._session = session
        self._number = number
        self._at_ms = at_ms
        self._removed: dict[str, int] = {}

    def post(self, post_id: int, because: str) -> Purge:
        """Remove a post; one that is kept away already stays so."""
        self._session.write("purging_put", ("post", post_id))
        return self._purge(PurgeKind.POST, post_id, because, [])

    def creator(self, key: int, because: str) -> Purge:
        """Remove a creator. Raises NoSuchCreatorError where nobody has this key."""
        found = self._session.rows("creator_by_key", (key,))
        if not found:
            raise NoSuchCreatorError(f"there is no creator {key}")
        marks = self._names(CreatorRow(*found[0]))
        self._session.write("purging_keys_put", (key,))
        return self._purge(PurgeKind.CREATOR, key, because, marks)

    def allow(self, purge_id: int) -> Purge:
        """Let in again what was purged. Raises NoSuchPurgeError where nothing is kept away by this purge."""
        if not self._session.write("purge_allow", (purge_id, self._at_ms, self._number)):
            raise NoSuchPurgeError(f"there is no purge {purge_id}, or it was allowed again already")
        return self._told(purge_id)

    def _told(self, purge_id: int) -> Purge:
        return to_purge(PurgeRow(*self._session.rows("purge_by_id", (purge_id,))[0]))

    def _names(self, row: CreatorRow) -> list[Mark]:
        """All names that a creator had. The handle of today was theirs until now."""
        strong = [(USER_ID, row.user_id), (SEC_UID, row.sec_uid)]
        marks = [(kind, hash_of(kind, name), 0, 0) for kind, name in strong if name is not None]
        stand_ins = self._session.rows("stand_ins_of", (row.key,))
        marks += [(STAND_IN, hash_of(SEC_UID, found[0]), 0, 0) for found in stand_ins]
        today = None if row.username is None else handle_of(row.username)
        uses = [Use(*found) for found in self._session.rows("handle_uses_of", (row.key,))]
        newest_ms = max((use.last_ms for use in uses if use.handle == today), default=0)
        for use in uses:
            is_todays = (use.handle, use.last_ms) == (today, newest_ms)
            last_ms = max(use.last_ms, self._at_ms) if is_todays else use.last_ms
            marks.append((HANDLE, hash_of(HANDLE, use.handle), use.first_ms, last_ms))
        return marks

    def _purge(self, kind: PurgeKind, subject: int, because: str, marks: list[Mark]) -> Purge:
        known = self._session.rows("purge_of_subject", (kind, subject))
        if known:
            self._session.write("purge_gathered_drop")
            return to_purge(PurgeRow(*known[0]))
        values = (kind, subject, because, self._at_ms, self._number)
        purge_id = int(self._session.rows("purge_insert", values)[0][0])
        while self._session.write("purge_gather"):
            pass
        self._remember(purge_id, marks)
        self._remove(marks)
        self._session.write("purge_gathered_drop")
        removed = {word: number for word, number in self._removed.items() if number}
        self._session.write("purge_removed", (msgspec.json.encode(removed).decode(), purge_id))
        return self._told(purge_id)

    def _remember(self, purge_id: int, marks: list[Mark]) -> None:
        things = self._session.rows("purge_gathered")
        ids = [(kind, hash_of(kind, number), 0, 0) for kind, number in things if kind not in ("sound", "hashtag")]
        self._session.write_each("purged_put", [(purge_id, *mark) for mark in [*marks, *ids]])

    def _remove(self, marks: list[Mark]) -> None:
        for counters in ("purge_sound_counts", "purge_hashtag_counts", "purge_join_counts"):
            self._session.write(counters)
        self._session.write_each("comment_count_add", self._session.rows("purge_comment_counts"))
        self._remove_words(marks)
        self._remove_relations()
        holdings = self._session.rows("purge_holdings")
        for word, query in _OF_POSTS:
            self._delete(word, query)
        self._session.write_each("holding_add", holdings)
        for word, query in _OF_OTHERS:
            self._delete(word, query)
        for name in _TOTALS:
            self._session.rows("counter_add", (name, -self._removed.get(name, 0)))

    def _remove_words(self, marks: list[Mark]) -> None:
        """What was said, and came, and what joins list, each under the kinds that their tables use."""
        for kinds in _SIGHTINGS:
            self._delete("observations", "purge_observation_keys", kinds)
        for kind in _SIGHTINGS_OF_CREATORS:
            for _, digest, _, _ in marks:
                self._delete("observations", "purge_observation_keys_of_creator", (kind, number_in(digest)))
        for kinds in _BODIES:
            self._delete("bodies", "purge_bodies", kinds)
        for kinds in _JOINED:
            self._delete(None, "purge_join_things", kinds)

    def _remove_relations(self) -> None:
        for each in List:
            kind = KIND_OF[each]
            target = "post" if kind.is_of_post else "creator" if kind.is_of_creator else "comment"
            word = None if each is List.FOLLOWERS else "relations"  # a follow stands in two lists
            self._delete(word, "purge_relations_from", (each,))
            self._delete(word, "purge_relations_to", (each, target))
            self._delete(None, "purge_joined_relations_from", (each,))
            self._delete(None, "purge_joined_relations_to", (each, target))

    def _delete(self, word: str | None, query: str, values: Sequence[Value] = ()) -> None:
        number = self._session.write(query, values)
        if word is not None:
            self._removed[word] = self._removed.get(word, 0) + number
