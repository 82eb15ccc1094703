"""A world from its seed and size, in batches of observations that an archive takes as they come."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import msgspec

from tokgate.dialects.web.writing import item_of
from tokgate.domain.instants import DAY_S
from tokgate.domain.observations import Observation, Provenance, Subject
from tokgate.domain.ports import Archive
from tokgate.domain.posts import Post, Tombstone
from tokgate.world.growth import HOUR_S, counts_at
from tokgate.world.people import END_S, Author, people_of
from tokgate.world.posts import Studio
from tokgate.world.reactions import Reactions
from tokgate.world.rhythm import Moment, moments_before_end
from tokgate.world.sizes import DEMO, Size, posts_by_creator
from tokgate.world.society import Society

SOURCE = "world"
#: How many observations a batch has, about.
BATCH = 2000
#: Where history is asked for, a post is observed at these ages too.
AGES_S = (6 * HOUR_S, DAY_S, 3 * DAY_S, 7 * DAY_S, 30 * DAY_S, 90 * DAY_S, 365 * DAY_S)


class WorldOrigin(msgspec.Struct, kw_only=True):
    """How an archive's world was made, as its checkpoint says."""

    seed: int
    size: Size = DEMO


class World:
    """A seed and a size, and who lives there."""

    def __init__(self, seed: int, size: Size = DEMO) -> None:
        self.seed = seed
        self.size = size
        self.people = people_of(seed, size, posts_by_creator(seed, size))
        self.studio = Studio(self.people)

    def observations(self) -> Iterator[list[Observation]]:
        """Everything that the world begins with, in batches; the same for the same seed and size."""
        for start in range(0, len(self.people), BATCH):
            yield [observed(author.creator) for author in self.people[start : start + BATCH]]
        reactions = Reactions(self.people)
        yield from gathered(self._posts(reactions))
        yield from gathered(observed(subject) for subject in reactions.subjects())
        yield from gathered(observed(subject) for subject in Society(self.people, reactions.moments_of).subjects())

    def _posts(self, reactions: Reactions) -> Iterator[Observation]:
        for author in self.people:
            moments = moments_before_end(author)
            for moment in moments:
                yield from self._seen(author, moment)
            reactions.show(author, moments)

    def _seen(self, author: Author, moment: Moment) -> Iterator[Observation]:
        """A post at the world's end, or last before it was deleted, and at some ages before if so wished."""
        gone_s = moment.gone_s if moment.gone_s is not None and moment.gone_s <= END_S else None
        last_s = END_S if gone_s is None else gone_s - 60
        if self.size.history and (author.index == 0 or moment.post_id % 8 == 0):
            ages = (moment.created_s + age_s for age_s in AGES_S)
            yield from (
                observed(counts_only(author, moment, then_s), then_s * 1000) for then_s in ages if then_s < last_s
            )
        post = self.studio.post_at(author, moment, last_s, whole=self.size.items)
        yield observed(post, last_s * 1000, item=self.size.items)
        if gone_s is not None:
            yield observed(Tombstone(post=Post(id=moment.post_id), reason="deleted"), gone_s * 1000)


def counts_only(author: Author, moment: Moment, instant_s: int) -> Post:
    """A post's counts at an instant and nothing else."""
    counts = counts_at(moment.post_id, author.followers, moment.created_s, instant_s)
    return Post(id=moment.post_id, counts=counts)


def observed(subject: Subject, observed_ms: int = END_S * 1000, *, item: bool = False) -> Observation:
    """An observation as the world makes them."""
    body = msgspec.json.encode(item_of(subject)) if item and isinstance(subject, Post) else None
    return Observation(subject=subject, source=SOURCE, observed_ms=observed_ms, body=body, web_item=body)


def gathered(observations: Iterator[Observation]) -> Iterator[list[Observation]]:
    """The same in batches."""
    batch: list[Observation] = []
    for observation in observations:
        batch.append(observation)
        if len(batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


#: The world's checkpoint in an archive: its seed and size.
CHECKPOINT = "world"


def write_world(
    archive: Archive, seed: int, size: Size = DEMO, *, progress: Callable[[int], None] | None = None
) -> None:
    """Make a world in an archive, an empty one as a rule, all of it or nothing.

    `progress` is told how many observations each batch added. The archive remembers the seed and the size, so that the
    world can live on.
    """
    origin = (CHECKPOINT, msgspec.json.encode(WorldOrigin(seed=seed, size=size)))
    with archive.bulk(), _without_collector():
        archive.commit([], Provenance(source=SOURCE), checkpoint=origin)
        for batch in World(seed, size).observations():
            archive.commit(batch, Provenance(source=SOURCE))
            if progress is not None:
                progress(len(batch))


@contextmanager
def _without_collector() -> Iterator[None]:
    """A fifth of the time went into looking for cycles, of which a world has none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
