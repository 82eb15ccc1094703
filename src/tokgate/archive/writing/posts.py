"""Writing posts: what a commit's observations make of the rows they touch."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from tokgate.archive.frames import is_partial, to_frame
from tokgate.archive.rows.posts import PostRow, read_details, write_details
from tokgate.archive.rules.content import absorb, new_row
from tokgate.archive.rules.positions import SLOTS, place
from tokgate.archive.session import Row, Session, Value
from tokgate.archive.writing.bodies import BodyWriter
from tokgate.archive.writing.effects import EffectWriter
from tokgate.archive.writing.sightings import Sighting
from tokgate.archive.writing.tags import TagWriter
from tokgate.domain.counts import Counts
from tokgate.domain.observations import Observation, Outcome
from tokgate.domain.posts import Hashtag, Post

_NO_COUNTS = Counts()


class PostWriter:
    """The posts that one commit touches, held in memory until `flush` writes each row once."""

    def __init__(self, session: Session, provenance: int, bodies: BodyWriter) -> None:
        self._session = session
        self._provenance = provenance
        self._bodies = bodies
        self._tags = TagWriter(session)
        self._effects = EffectWriter(session)
        self._rows: dict[int, PostRow] = {}
        self._held: dict[int, tuple[int, int, list[Hashtag] | None]] = {}
        self._frames: dict[int, bytes] = {}
        self._touched: set[int] = set()
        self._observations: list[tuple[Value, ...]] = []

    def load(self, ids: Iterable[int]) -> None:
        """Fetch the known ones among the posts."""
        wanted = [(each,) for each in ids if each not in self._rows]
        self._hold(self._session.each("post_known", wanted))

    def adopt(self, gone: int, kept: int) -> None:
        """Move a merged creator's posts to the one that took over."""
        self._hold(self._session.rows("posts_of_creator_all", (gone,)))
        for row in self._rows.values():
            if row.creator == gone:
                row.creator = kept
                self._touched.add(row.id)

    def _hold(self, found: Iterable[Row]) -> None:
        for values in found:
            row = PostRow(*values)
            if row.id not in self._rows:
                self._rows[row.id] = row
                self._held[row.id] = (row.creator, row.ms, read_details(row).hashtags)

    def see(self, sighting: Sighting, post: Post, creator: int) -> Outcome:
        """Take in what is said of a post, known not to be a duplicate."""
        observed_ms = sighting.observation.observed_ms
        row = self._rows.get(post.id)
        outcome = Outcome.NEW if row is None else Outcome.UPDATED
        if row is None:
            row = self._rows[post.id] = new_row(post, creator, observed_ms)
        self._touched.add(post.id)
        self._observe(row, post, sighting)
        changed = absorb(row, post, creator, observed_ms)
        self._take_bodies(row, sighting, changed=changed)
        self._tags.see(post, observed_ms)
        self._effects.see(post, observed_ms)
        return outcome

    def _observe(self, row: PostRow, post: Post, sighting: Sighting) -> None:
        assert sighting.post_words is not None
        observation, counts = sighting.observation, post.counts or _NO_COUNTS
        self._observations.append((
            post.id, sighting.post_words[2], observation.source, observation.observed_ms, observation.instant_known,
            self._provenance, counts.precision if post.counts else None, counts.plays, counts.likes, counts.comments,
            counts.shares, counts.saves, counts.reposts, counts.downloads,
            post.text if post.text != row.text else None,
        ))  # fmt: skip

    def _take_bodies(self, row: PostRow, sighting: Sighting, *, changed: bool) -> None:
        observation, body = sighting.observation, sighting.body
        item, observed_ms = observation.web_item, observation.observed_ms
        if item is None:
            if changed and row.piece_ms is not None and observed_ms >= row.piece_ms:
                row.outdated = 1
        elif row.piece_ms is None or observed_ms >= row.piece_ms:
            self._put_piece(row, item, observation, whole=body == item)
            body = None if body == item else body
        if body is not None:
            self._bodies.keep("post", row.id, observation.source, observed_ms, body)

    def _put_piece(self, row: PostRow, item: bytes, observation: Observation, *, whole: bool) -> None:
        source = observation.source if whole else None
        if row.piece_source is not None and row.piece_ms is not None and row.piece_source != source:
            self._bodies.keep_frame("post", row.id, row.piece_source, row.piece_ms, self._frame(row.id))
        self._frames[row.id] = to_frame(item)
        row.piece_ms = observation.observed_ms
        row.piece_source = source
        overtaken = max(row.counts_ms or 0, row.content_ms or 0) > observation.observed_ms
        row.outdated = int(overtaken or is_partial(item))

    def _frame(self, post_id: int) -> bytes:
        frame = self._frames.get(post_id)
        if frame is None:
            frame = self._session.rows("post_piece", (post_id,))[0][0]
        return frame

    def pin(self, post_id: int) -> None:
        """Note on the post that its creator keeps it on top."""
        row = self._rows[post_id]
        details = read_details(row)
        details.pinned = True
        write_details(row, details)
        self._touched.add(post_id)

    def bury(self, post: Post, creator: int, observed_ms: int, reason: str) -> bool:
        """A source no longer shows the post; no effect if it was seen later than that. Whether it was unknown."""
        row = self._rows.get(post.id)
        is_new = row is None
        if row is None:
            row = self._rows[post.id] = new_row(post, creator, observed_ms)
        if observed_ms >= max(row.content_ms or 0, row.gone_ms or 0):
            row.gone_ms, row.gone_reason = observed_ms, reason
        self._touched.add(post.id)
        return is_new

    def flush(self) -> None:
        """Give every new or moved post its slot, then write rows, observations and hashtags."""
        self._place()
        inserts: list[Row] = []
        updates: list[Row] = []
        for post_id in self._touched:
            row = self._rows[post_id]
            row.visible = int(row.content_ms is not None and row.gone_ms is None and not row.private)
            values = (*msgspec.structs.astuple(row), self._frames.get(post_id))
            held = self._held.get(post_id)
            (inserts if held is None else updates).append(values)
            self._tags.tag(post_id, held[1:] if held else None, (row.ms, read_details(row).hashtags))
        self._session.write_each("post_update", updates)
        self._session.write_each("post_insert", sorted(inserts))
        self._session.write_each("observation_insert", self._observations)
        self._tags.flush()
        self._effects.flush()

    def _place(self) -> None:
        seconds: dict[tuple[int, int], list[int]] = {}
        for post_id in self._touched:
            row = self._rows[post_id]
            held = self._held.get(post_id)
            second = row.ms // SLOTS
            if held is None or (held[0], held[1] // SLOTS) != (row.creator, second):
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
