"""The world after its end: creators publish, counts grow, people comment, posts vanish, live rooms begin and end.

What happens is a function of the seed and the instant alone. Posts are observed at fixed ages and creators on fixed
days, so the archive is the same whether time moved on in one step or in many.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec

from tokgate.domain.counts import Audience
from tokgate.domain.creators import Creator
from tokgate.domain.instants import DAY_S
from tokgate.domain.observations import Observation, Provenance
from tokgate.domain.ports import Archive
from tokgate.domain.posts import Comment, Post, Tombstone
from tokgate.world.broadcasts import Broadcasts
from tokgate.world.comments import comments_on
from tokgate.world.draws import draws
from tokgate.world.growth import HOUR_S
from tokgate.world.making import CHECKPOINT, SOURCE, World, WorldOrigin, counts_only, gathered, observed
from tokgate.world.people import END_S, Author
from tokgate.world.rhythm import Moment, moments_before_end, moments_between
from tokgate.world.sizes import Size

#: Until when an archive's world has lived, in Unix milliseconds.
LIVED = "world.lived"
#: The ages at which a post's counts are observed.
AGES_S = (
    *(HOUR_S * hours for hours in (1, 3, 6, 12)),
    *(DAY_S * days for days in (1, 2, 3, 4, 5, 7, 10, 14, 21, 28, 42, 56, 84, 182, 364)),
)
#: In a large world only the first creators live on, each with their newest posts; and nobody beyond two years.
LIVING_CREATORS = 200
LIVING_POSTS = 300
LAST_S = END_S + 730 * DAY_S
#: The first creators are observed every week, the others every fourth.
WEEKLY = 24


def live_until(archive: Archive, seed: int, from_ms: int, to_ms: int) -> int:
    """Let an archive's world live from one instant to another, both Unix milliseconds; how many observations it took.

    Instants before the world's end (`END_S`) and more than two years after it count as these. Living through a time
    again changes nothing.
    """
    found = archive.checkpoint(CHECKPOINT)
    origin = msgspec.json.decode(found, type=WorldOrigin) if found is not None else WorldOrigin(seed=seed)
    from_s, to_s = (min(max(instant // 1000, END_S), LAST_S) for instant in (from_ms, to_ms))
    happened = 0
    for batch in gathered(Life(_world(seed, origin.size)).between(from_s, to_s)):
        archive.commit(batch, Provenance(source=SOURCE))
        happened += len(batch)
    archive.commit([], Provenance(source=SOURCE), checkpoint=(LIVED, str(to_s * 1000).encode()))
    return happened


def catch_up(archive: Archive, instant_ms: int) -> int:
    """Let the world in an archive live on to an instant, from where it stands; how many observations it took.

    Nothing happens in an archive without a world, and when the clock goes back.
    """
    found = archive.checkpoint(CHECKPOINT)
    if found is None:
        return 0
    lived_ms = int(archive.checkpoint(LIVED) or END_S * 1000)
    if instant_ms <= lived_ms:
        return 0
    return live_until(archive, msgspec.json.decode(found, type=WorldOrigin).seed, lived_ms, instant_ms)


@lru_cache(maxsize=2)
def _world(seed: int, size: Size) -> World:
    return World(seed, size)


class Life:
    """What happens in a world after its end."""

    def __init__(self, world: World) -> None:
        self._world = world

    def between(self, from_s: int, to_s: int) -> Iterator[Observation]:
        """What is observed after one instant, until another; Unix seconds from the world's end on."""
        broadcasts = Broadcasts(self._world.people)
        for author in self._world.people[:LIVING_CREATORS]:
            before = moments_before_end(author, LIVING_POSTS)
            moments = [*before, *moments_between(author, END_S, to_s)]
            for moment in moments:
                yield from self._published(author, moment, from_s, to_s)
                yield from _counted(author, moment, from_s, to_s)
                yield from self._commented(author, moment, from_s, to_s)
                if moment.gone_s is not None and from_s < moment.gone_s <= to_s:
                    gone = Tombstone(post=Post(id=moment.post_id), reason="deleted")
                    yield observed(gone, moment.gone_s * 1000)
            yield from _followed(author, moments, from_s, to_s)
            for subject, second in broadcasts.between(author, from_s, to_s):
                yield observed(subject, second * 1000)

    def _published(self, author: Author, moment: Moment, from_s: int, to_s: int) -> Iterator[Observation]:
        if from_s < moment.created_s <= to_s:
            post = self._world.studio.post_at(author, moment, moment.created_s, whole=False)
            yield observed(post, moment.created_s * 1000)

    def _commented(self, author: Author, moment: Moment, from_s: int, to_s: int) -> Iterator[Observation]:
        """New comments, and with a reply the comment that it is to, which has one more."""
        last_s = to_s if moment.gone_s is None else min(to_s, moment.gone_s)
        comments = comments_on(self._world.people, author, moment, last_s)
        for place, comment in enumerate(comments):
            if from_s < (comment.created_s or 0):
                said = [each for each in comments[: place + 1] if (each.created_s or 0) <= (comment.created_s or 0)]
                yield _comment_of(comment, said, comment.created_s or 0)
                parents = [each for each in comments if each.id == comment.parent_id]
                if parents:
                    yield _comment_of(parents[0], said, comment.created_s or 0)


def _comment_of(comment: Comment, said: Sequence[Comment], instant_s: int) -> Observation:
    replies = sum(each.parent_id == comment.id for each in said)
    creator = Creator(user_id=comment.creator.user_id) if comment.creator else None
    return observed(msgspec.structs.replace(comment, creator=creator, replies=replies), instant_s * 1000)


def _counted(author: Author, moment: Moment, from_s: int, to_s: int) -> Iterator[Observation]:
    for age_s in AGES_S:
        instant_s = moment.created_s + age_s
        if from_s < instant_s <= to_s and (moment.gone_s is None or instant_s < moment.gone_s):
            yield observed(counts_only(author, moment, instant_s), instant_s * 1000)


def _followed(author: Author, moments: Sequence[Moment], from_s: int, to_s: int) -> Iterator[Observation]:
    """A creator's audience, which grows a little every week, and how many posts they have."""
    pace = draws(author.seed, "pace", author.index)
    period_s = 7 * DAY_S if author.index < WEEKLY else 28 * DAY_S
    kept = author.posts - sum(moment.created_s <= END_S and moment.is_public_at(END_S) for moment in moments)
    first_s = END_S + pace[0] % period_s
    for instant_s in range(first_s, to_s + 1, period_s):
        if instant_s > from_s:
            posts = kept + sum(each.created_s <= instant_s and each.is_public_at(instant_s) for each in moments)
            yield observed(
                Creator(user_id=author.creator.user_id, audience=_audience(author, instant_s, pace[1] % 90, posts)),
                instant_s * 1000,
            )


def _audience(author: Author, instant_s: int, pace: int, posts: int) -> Audience:
    audience = author.creator.audience or Audience()
    days = (instant_s - END_S) // DAY_S
    return msgspec.structs.replace(
        audience,
        followers=author.followers + author.followers * days * pace // 100_000,
        likes=(audience.likes or 0) + (audience.likes or 0) * days * pace // 70_000,
        posts=posts,
    )
