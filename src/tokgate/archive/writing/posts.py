"""Writing posts: what a commit's observations make of the rows they touch."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from tokgate.archive.reading.creators import creators_by_key
from tokgate.archive.rows.posts import PostRow, read_details, to_post, write_details
from tokgate.archive.rules.content import is_partial, merge_into, new_row
from tokgate.archive.rules.positions import SLOTS, place
from tokgate.archive.session import Row, Session, Value
from tokgate.archive.writing.bodies import BodyWriter
from tokgate.archive.writing.effects import EffectWriter
from tokgate.archive.writing.holdings import HoldingWriter
from tokgate.archive.writing.parts import ObservationParts
from tokgate.archive.writing.tags import Tagged, TagWriter
from tokgate.archive.writing.words import Wording, WordWriter
from tokgate.archive.zstd import compress, decompress
from tokgate.dialects.web.writing import renewed
from tokgate.domain.counts import Counts
from tokgate.domain.observations import Observation, Outcome
from tokgate.domain.posts import Post

_NO_COUNTS = Counts()
#: The kind under which an item as it came is kept, once it was renewed. No source's body is of this kind.
_ITEM = "item"


class PostWriter:
    """The posts that one commit touches, held in memory until `flush` writes each row once.

    `number` is the commit's, `provenance` the key of where its observations come from.
    """

    def __init__(self, session: Session, number: int, provenance: int, bodies: BodyWriter) -> None:
        self._session = session
        self._number = number
        self._provenance = provenance
        self._bodies = bodies
        self._tags = TagWriter(session)
        self._effects = EffectWriter(session)
        self._holdings = HoldingWriter(session)
        self._words = WordWriter(session)
        self._rows: dict[int, PostRow] = {}
        self._held: dict[int, Tagged] = {}
        self._held_words: dict[int, Wording] = {}
        self._items: dict[int, bytes] = {}
        self._outdated: set[int] = set()
        self._touched: set[int] = set()
        self._observations: list[tuple[Value, ...]] = []

    def load(self, ids: Iterable[int]) -> None:
        """Fetch the known ones among the posts."""
        wanted = [(each,) for each in ids if each not in self._rows]
        self._hold(self._session.each("post_known", wanted))

    def reassign(self, found: Iterable[Row], creator: int) -> None:
        """Give posts, by their rows, to another creator, where they are placed anew."""
        for values in found:
            self._hold([values])
            row = self._rows[PostRow(*values).id]
            row.creator = creator
            self._touched.add(row.id)

    def _hold(self, found: Iterable[Row]) -> None:
        for values in found:
            row = PostRow(*values)
            if row.id not in self._rows:
                self._rows[row.id] = row
                held = self._held[row.id] = _tagged(row)
                self._held_words[row.id] = _wording(row, held)

    def see(self, parts: ObservationParts, post: Post, creator: int) -> Outcome:
        """Take in what is said of a post, known not to be a duplicate."""
        observed_ms = parts.observation.observed_ms
        row = self._rows.get(post.id)
        outcome = Outcome.NEW if row is None else Outcome.UPDATED
        if row is None:
            row = self._rows[post.id] = new_row(post, creator, observed_ms)
        self._touched.add(post.id)
        self._observe(row, post, parts)
        changed = merge_into(row, post, creator, observed_ms)
        self._take_bodies(row, parts, changed=changed)
        self._tags.see(post, observed_ms)
        self._effects.see(post, observed_ms)
        return outcome

    def _observe(self, row: PostRow, post: Post, parts: ObservationParts) -> None:
        assert parts.post_key is not None
        observation, counts = parts.observation, post.counts or _NO_COUNTS
        self._observations.append((
            post.id, parts.post_key[2], observation.source, observation.observed_ms,
            int(observation.instant_known), self._provenance, counts.precision if post.counts else None, counts.plays,
            counts.likes, counts.comments, counts.shares, counts.saves, counts.reposts, counts.downloads,
            post.text if post.text != row.text else None, self._number,
        ))  # fmt: skip

    def _take_bodies(self, row: PostRow, parts: ObservationParts, *, changed: bool) -> None:
        observation, body = parts.observation, parts.body
        item, observed_ms = observation.web_item, observation.observed_ms
        if item is None:
            if changed and row.item_ms is not None and observed_ms >= row.item_ms:
                self._outdated.add(row.id)
        elif row.item_ms is None or observed_ms >= row.item_ms:
            self._put_item(row, item, observation, whole=body == item)
            body = None if body == item else body
        if body is not None:
            self._bodies.keep("post", row.id, observation.source, observed_ms, body)

    def _put_item(self, row: PostRow, item: bytes, observation: Observation, *, whole: bool) -> None:
        source = observation.source if whole else None
        if row.item_source not in (None, source) and row.item_ms is not None:
            self._bodies.keep_compressed("post", row.id, row.item_source, row.item_ms, self._item(row))
        if row.renewed:
            self._bodies.drop(_ITEM, row.id)
        self._items[row.id] = compress(item)
        row.item_ms, row.item_source, row.renewed = observation.observed_ms, source, 0
        # Other sources may have said newer things of the post than the item does.
        overtaken = max(row.counts_ms or 0, row.content_ms or 0) > observation.observed_ms
        if overtaken or is_partial(item):
            self._outdated.add(row.id)
        else:
            self._outdated.discard(row.id)

    def _item(self, row: PostRow) -> bytes:
        """The post's item as it came."""
        item = self._items.get(row.id)
        if item is None:
            held = self._held[row.id]
            if row.renewed:
                found = self._session.rows("body_content", (_ITEM, row.id, ""))
            else:
                found = self._session.rows("item_bytes", (held.creator, held.ms, row.id))
            item = self._items[row.id] = found[0][0]
        return item

    def pin(self, post_id: int, *, pinned: bool) -> None:
        """Note on the post whether its creator keeps it on top."""
        row = self._rows[post_id]
        details = read_details(row)
        details.pinned = pinned
        write_details(row, details)
        self._touched.add(post_id)

    def mark_deleted(self, post: Post, creator: int, observed_ms: int, reason: str) -> bool:
        """A source no longer shows the post; no effect if it was seen later than that. Whether it was unknown."""
        row = self._rows.get(post.id)
        is_new = row is None
        if row is None:
            row = self._rows[post.id] = new_row(post, creator, observed_ms)
        if observed_ms >= max(row.content_ms or 0, row.gone_ms or 0):
            row.gone_ms, row.gone_reason = observed_ms, reason
        self._touched.add(post.id)
        return is_new

    @property
    def created(self) -> int:
        """How many of the posts were unknown."""
        return len(self._touched - self._held.keys())

    def flush(self, accounts_changed: Iterable[tuple[int, bool]] = ()) -> None:
        """Give every new or moved post its slot, then write rows, items, observations, hashtags and counters.

        Creators must have been written: items are renewed with what is known of them. `accounts_changed` are those
        whose accounts became private (True) or open by that.
        """
        for creator, private in accounts_changed:
            self._tags.account_changed(creator, private=private)
        self._place()
        self._renew()
        self._write_rows()
        self._session.write_each("observation_insert", self._observations)
        self._tags.flush()
        self._effects.flush()
        self._holdings.flush()
        self._words.flush()

    def _renew(self) -> None:
        """Write into items what other sources said since, and what the items lack; as they came they are kept aside.

        An item is always renewed from what came, so that it does not matter in how many commits the news came.
        """
        rows = [self._rows[post_id] for post_id in self._outdated]
        creators = creators_by_key(self._session, {row.creator for row in rows})
        for row in rows:
            came = self._item(row)
            if not row.renewed and row.item_ms is not None:
                self._bodies.keep_compressed(_ITEM, row.id, "", row.item_ms, came)
                row.renewed = 1
            self._items[row.id] = compress(renewed(decompress(came), to_post(row, creators.get(row.creator))))

    def _write_rows(self) -> None:
        inserts: list[PostRow] = []
        updates: list[PostRow] = []
        for post_id in self._touched:
            row = self._rows[post_id]
            row.visible = int(row.content_ms is not None and row.gone_ms is None and not row.private)
            row.changed = self._number
            held = self._held.get(post_id)
            if held is None:
                row.added = self._number
            (inserts if held is None else updates).append(row)
            now = _tagged(row)
            self._tags.tag(post_id, held, now)
            self._words.keep(post_id, self._held_words.get(post_id), _wording(row, now))
            self._holdings.move(held, row.creator, row.ms)
        inserts.sort(key=lambda row: (row.creator, row.ms, row.id))  # as the tables are clustered
        self._session.write_each("post_update", [msgspec.structs.astuple(row) for row in updates])
        self._session.write_each("item_update", [self._item_update(row) for row in updates])
        self._session.write_each("post_insert", [msgspec.structs.astuple(row) for row in inserts])
        self._session.write_each(
            "item_insert", [(row.creator, row.ms, row.id, row.visible, self._items.get(row.id)) for row in inserts]
        )

    def _item_update(self, row: PostRow) -> Row:
        held = self._held[row.id]
        return held.creator, held.ms, row.id, row.creator, row.ms, row.visible, self._items.get(row.id)

    def _place(self) -> None:
        seconds: dict[tuple[int, int], list[int]] = {}
        for post_id in self._touched:
            row = self._rows[post_id]
            held = self._held.get(post_id)
            second = row.ms // SLOTS
            if held is None or (held.creator, held.ms // SLOTS) != (row.creator, second):
                seconds.setdefault((row.creator, second), []).append(post_id)
        moving = {post_id for ids in seconds.values() for post_id in ids}
        ranges = [(creator, second * SLOTS, second * SLOTS + SLOTS - 1) for creator, second in seconds]
        neighbours: dict[tuple[int, int], dict[int, int]] = {}
        for creator, ms, post_id in self._session.each("posts_in_second", ranges):
            if post_id not in moving:
                neighbours.setdefault((creator, ms // SLOTS), {})[post_id] = ms % SLOTS
        for (creator, second), ids in seconds.items():
            slots = place(neighbours.get((creator, second), {}), ids)
            self.load(slots)
            for post_id, slot in slots.items():
                self._rows[post_id].ms = second * SLOTS + slot
                self._touched.add(post_id)


def _tagged(row: PostRow) -> Tagged:
    return Tagged(row.creator, row.ms, row.visible == 1, row.sound, read_details(row).hashtags or [])


def _wording(row: PostRow, tagged: Tagged) -> Wording:
    return Wording(row.text, tuple(hashtag.name for hashtag in tagged.hashtags), row.ms // SLOTS)
