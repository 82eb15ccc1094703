"""When creators publish: by day, weekday, hour and zone, with bursts and pauses. Each day can be made alone."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from tokgate.domain.instants import DAY_S
from tokgate.world.draws import below, draws, weighted
from tokgate.world.people import END_S, Author
from tokgate.world.zones import utc_of

#: One day in forty is a burst.
BURST_DAYS = 40
BURST = 4
#: Of a creator's fortnights one in ten is a pause.
PAUSE_DAYS = 14
#: How many posts a batching creator puts up at once.
BATCH = 20
#: No post is older: 2016-09-01.
_FIRST_DAY = 17_045
_SALT = 2_654_435_761


class Moment(NamedTuple):
    """A post to be: when it was published (Unix seconds), its id, and the draws that decide the rest.

    `gone_s` is when it is deleted, None if it stays.
    """

    created_s: int
    post_id: int
    chance: tuple[int, ...]
    private: bool
    gone_s: int | None

    def is_public_at(self, instant_s: int) -> bool:
        """Whether everybody can see it."""
        return not self.private and (self.gone_s is None or self.gone_s > instant_s)


def moments_on(author: Author, day: int) -> list[Moment]:
    """What a creator publishes on a local day, oldest first."""
    number = _number_on(author, day)
    if not number:
        return []
    if author.batches:
        chance = draws(author.seed, "batch", author.index, day)
        second = _second_on(author, day, chance[0], chance[1])
        return sorted(_moment(author, day, each, second) for each in range(number))
    return sorted(_moment(author, day, each, None) for each in range(number))


@lru_cache(maxsize=256)
def _days(seed: int, index: int, block: int) -> tuple[int, ...]:
    """Two draws for each of eight days."""
    return draws(seed, "days", index, block)


def _number_on(author: Author, day: int) -> int:
    chance = _days(author.seed, author.index, day >> 3)
    place = (day & 7) * 2
    size, turn = chance[place], chance[place + 1]
    expected = author.rate * author.week[(day + 3) % 7] // 100
    pause = (day // PAUSE_DAYS + author.index) * _SALT + author.seed * 97 & 0xFFFFFFFF
    if pause % 10 == 0:
        expected //= 8
    elif size % BURST_DAYS == 0:
        expected *= BURST
    if author.batches:
        return BATCH if below(turn, 1000 * BATCH) < expected else 0
    return expected // 1000 + (below(turn, 1000) < expected % 1000)


def _second_on(author: Author, day: int, hour: int, rest: int) -> int:
    return utc_of(author.zone, day * DAY_S + weighted(hour, author.hours) * 3600 + below(rest, 3600))


def _moment(author: Author, day: int, number: int, second: int | None) -> Moment:
    chance = draws(author.seed, "post", author.index, day, number)
    created_s = second if second is not None else _second_on(author, day, chance[0], chance[1])
    fate = below(chance[4], 1000)
    gone_s = created_s + 3600 * (1 + below(chance[5], 24 * 90)) if fate < 15 else None
    return Moment(created_s, (created_s - below(chance[2], 600) << 32) + chance[3], chance, fate >= 993, gone_s)


def moments_before_end(author: Author, most: int | None = None) -> list[Moment]:
    """The posts of a creator that the world begins with, newest first: as many public ones as they have, and others.

    With `most`, no more public ones than that.
    """
    found: list[Moment] = []
    left = author.posts if most is None else min(author.posts, most)
    day = END_S // DAY_S + 1
    while left > 0 and day > _FIRST_DAY:
        for moment in reversed(moments_on(author, day)):
            if moment.created_s > END_S or left == 0:
                continue
            found.append(moment)
            left -= moment.is_public_at(END_S)
        day -= 1
    return found


def moments_between(author: Author, from_s: int, to_s: int) -> Iterator[Moment]:
    """What a creator publishes after `from_s`, until `to_s`, oldest day first; the world's end or later."""
    for day in range(from_s // DAY_S - 1, to_s // DAY_S + 2):
        for moment in moments_on(author, day):
            if from_s < moment.created_s <= to_s:
                yield moment
