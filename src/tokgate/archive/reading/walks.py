"""Reading everything of a kind, a batch at a time."""

from __future__ import annotations

from collections.abc import Iterator

from tokgate.archive.reading.comments import comments_of
from tokgate.archive.reading.posts import counts_observation, posts_of
from tokgate.archive.reading.relations import relations_of
from tokgate.archive.rows.creators import CreatorRow, audience_observation, to_creator
from tokgate.archive.rows.posts import PostRow
from tokgate.archive.rows.relations import RelationRow
from tokgate.archive.rules import patterns
from tokgate.archive.rules.relations import LIST_OF
from tokgate.archive.session import Reader, Value
from tokgate.domain.changes import CountsChange
from tokgate.domain.counts import AudienceObservation
from tokgate.domain.posts import Comment, Post
from tokgate.domain.relations import Relation, RelationKind
from tokgate.domain.walks import EVER, AudienceChange, SeenPost, Window

_MOST = 2**63 - 1
_BATCH = 500


class WalkReader(Reader):
    """See `tokgate.domain.walks.WalkQueries`."""

    def all_posts(self, creator: int | None = None, *, within: Window = EVER) -> Iterator[Post]:
        """Every post of a time."""
        return (each.post for each in self.seen_posts(creator, within=within))

    def seen_posts(self, creator: int | None = None, *, within: Window = EVER) -> Iterator[SeenPost]:
        """Every post of a time, and as of when it stands as it does."""
        # A position has a slot below its second (rules/positions.py): bounds are whole seconds, rounded up.
        since_ms = 0 if within.since_ms is None else -(-within.since_ms // 1000) * 1000
        until = (_MOST, _MOST) if within.until_ms is None else (-(-within.until_ms // 1000) * 1000, 0)
        for key in [creator] if creator is not None else self._creators_with_posts():
            place = until
            while True:
                with self._engine.reading() as session:
                    rows = session.rows("all_posts", (key, since_ms, *place, _BATCH))
                    posts = posts_of(session, rows)
                yield from (SeenPost(post, _seen_ms(PostRow(*row))) for row, post in zip(rows, posts, strict=True))
                if len(rows) < _BATCH:
                    break
                place = rows[-1][1], rows[-1][2]

    def _creators_with_posts(self) -> Iterator[int]:
        last = -1
        while (found := self._engine.reader().rows("next_creator", (last,))[0][0]) is not None:
            last = found
            yield last

    def _post_ids(self, creator: int) -> Iterator[int]:
        place = (_MOST, _MOST)
        while rows := self._engine.reader().rows("post_ids", (creator, *place, _BATCH)):
            yield from (post_id for _, post_id in rows)
            place = rows[-1]

    def all_comments(self, creator: int | None = None) -> Iterator[Comment]:
        """Every comment, or those on a creator's posts."""
        if creator is None:
            yield from self._comments_by_id("all_comments")
            return
        for post_id in self._post_ids(creator):
            yield from self.comments_on(post_id)

    def comments_by(self, creator: int) -> Iterator[Comment]:
        """What a creator wrote."""
        return self._comments_by_id("comments_by", creator)

    def _comments_by_id(self, query: str, *values: Value) -> Iterator[Comment]:
        last = -1
        while comments := self._comments(query, *values, last):
            yield from comments
            last = comments[-1].id

    def comments_on(self, post_id: int) -> Iterator[Comment]:
        """A post's comments, by level and instant."""
        place = (-1, -1, -1)
        while comments := self._comments("comments_on", post_id, *place):
            yield from comments
            last = comments[-1]
            place = last.parent_id or 0, last.created_s or 0, last.id

    def _comments(self, query: str, *values: Value) -> list[Comment]:
        with self._engine.reading() as session:
            return comments_of(session, session.rows(query, (*values, _BATCH)))

    def all_counts(self, creator: int | None = None, *, within: Window = EVER) -> Iterator[CountsChange]:
        """Every observation of counts of a time."""
        found = self._all_counts() if creator is None else self._counts_of(creator)
        return (each for each in found if within.holds(each.observation.observed_ms))

    def _all_counts(self) -> Iterator[CountsChange]:
        place: tuple[Value, ...] = (0, 0, -_MOST, "")
        while rows := self._engine.reader().rows("all_counts", (*place, _BATCH)):
            yield from (CountsChange(row[0], counts_observation(row[2:])) for row in rows)
            post_id, digest, observed_ms, source = rows[-1][:4]
            place = post_id, observed_ms, digest, source

    def _counts_of(self, creator: int) -> Iterator[CountsChange]:
        for post_id in self._post_ids(creator):
            rows = self._engine.reader().rows("history", (post_id,))
            yield from (CountsChange(post_id, counts_observation(row)) for row in rows)

    def audience(self, creator: int) -> list[AudienceObservation]:
        """What was said of a creator's counters."""
        return [audience_observation(row) for row in self._engine.reader().rows("audience", (creator,))]

    def all_audiences(self, *, within: Window = EVER) -> Iterator[AudienceChange]:
        """What was said of everybody's counters."""
        last = 0
        while rows := self._engine.reader().rows("creators_by_number", (last, _BATCH)):
            for row in rows:
                creator, last = to_creator(CreatorRow(*row)), row[0]
                for observation in self.audience(last):
                    if within.holds(observation.observed_ms):
                        yield AudienceChange(creator, observation)

    def all_relations(self, kind: RelationKind, creator: int | None = None) -> Iterator[Relation]:
        """Every relation of a kind, or those that begin at a creator."""
        query = "all_relations" if creator is None else "relations_of_owner"
        owner, other = -1 if creator is None else creator, -1
        while True:
            with self._engine.reading() as session:
                rows = session.rows(query, (LIST_OF[kind], owner, other, _BATCH))
                relations = relations_of(session, rows)
            yield from relations
            if len(rows) < _BATCH:
                return
            last = RelationRow(*rows[-1])
            owner, other = last.owner, last.other

    def usernames(self, beginning: str, *, limit: int) -> list[str]:
        """Handles from one beginning on."""
        rows = self._engine.reader().rows("usernames", (*patterns.beginning(beginning), limit))
        return [row[0] for row in rows]


def _seen_ms(row: PostRow) -> int:
    if row.counts_ms is not None:
        return row.counts_ms
    return row.last_seen_ms if row.content_ms is None else row.content_ms
