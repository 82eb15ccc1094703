"""What the words of all sources, in whatever order they are read, make of one relation.

    told that it         at instants       then it
    holds                10                holds
    holds, has ended     10, 20            has ended
    has ended, holds     20, 10            has ended: an older page that is read later begins nothing
    holds, ended, holds  10, 20, 30        holds, since what was told at 30; unknown if nothing was
    holds, has ended     10, 10            has ended: only what held can be told to have ended

Each member of a standing is the greatest of what was told, so standings join in any order to the same one.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TypeVar

import msgspec

from tokgate.archive.errors import UnkeepableError
from tokgate.archive.rows.relations import RelationRow
from tokgate.domain.posts import is_plausible_second
from tokgate.domain.relations import Relation, RelationKind

T = TypeVar("T", int, "Told")
#: Ranks of pins, from 0, stay below this.
MOST_RANKS = 1_000_000


class List(IntEnum):
    """A creator's lists, as the table numbers them. A follow stands in two: the follower's and the followed's."""

    LIKES = 1
    REPOSTS = 2
    PINS = 3
    SAVES = 4
    FOLLOWING = 5
    FOLLOWERS = 6
    BLOCKS = 7
    COMMENT_LIKES = 8


LIST_OF = {
    RelationKind.LIKE: List.LIKES,
    RelationKind.REPOST: List.REPOSTS,
    RelationKind.PIN: List.PINS,
    RelationKind.SAVE: List.SAVES,
    RelationKind.FOLLOW: List.FOLLOWING,
    RelationKind.BLOCK: List.BLOCKS,
    RelationKind.COMMENT_LIKE: List.COMMENT_LIKES,
}
#: What stands in each list.
KIND_OF = {**{each: kind for kind, each in LIST_OF.items()}, List.FOLLOWERS: RelationKind.FOLLOW}
#: Lists of creators; the others are of posts and comments.
OF_CREATORS = (List.FOLLOWING, List.FOLLOWERS, List.BLOCKS)


class Told(msgspec.Struct, frozen=True, order=True):
    """A value, and the instant of the newest word that gave it; of two of one instant the greater value counts."""

    ms: int
    value: int


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """What was told of one relation.

    `held_ms` and `ended_ms` are the newest words that it holds and that it has ended; `began` and `ended` the newest
    that said when (seconds), `rank` the newest that said where it stands.
    """

    held_ms: int | None = None
    began: Told | None = None
    rank: Told | None = None
    ended_ms: int | None = None
    ended: Told | None = None

    @classmethod
    def of(cls, relation: Relation, observed_ms: int) -> Standing:
        """What one word says. Raises UnkeepableError where an instant or a rank is none."""
        _check(relation)
        began = _told(observed_ms, relation.at_s)
        if relation.ended:
            return cls(began=began, ended_ms=observed_ms, ended=_told(observed_ms, relation.ended_s))
        return cls(held_ms=observed_ms, began=began, rank=_told(observed_ms, relation.rank))

    def joined(self, other: Standing) -> Standing:
        """What both say, in either order."""
        return Standing(
            held_ms=_greater(self.held_ms, other.held_ms),
            began=_greater(self.began, other.began),
            rank=_greater(self.rank, other.rank),
            ended_ms=_greater(self.ended_ms, other.ended_ms),
            ended=_greater(self.ended, other.ended),
        )

    @property
    def holds(self) -> bool:
        """Whether it holds; it was once told to, and not since to have ended."""
        return self.held_ms is not None and (self.ended_ms is None or self.held_ms > self.ended_ms)

    @property
    def newest_ms(self) -> int | None:
        """The instant of the newest word."""
        return _greater(self.held_ms, self.ended_ms)

    @property
    def at_s(self) -> int | None:
        """When it began. What was told before an end says nothing of a relation that began again after it."""
        if self.began is None or (self.holds and self.ended_ms is not None and self.began.ms <= self.ended_ms):
            return None
        return self.began.value

    @property
    def shown_rank(self) -> int | None:
        """Where it stands, of a relation that holds; the same is true of it as of `at_s`."""
        if self.rank is None or (self.ended_ms is not None and self.rank.ms <= self.ended_ms):
            return None
        return self.rank.value

    @property
    def ended_s(self) -> int | None:
        """When a relation ended that does not hold; None if unknown."""
        if self.holds or self.ended is None or (self.held_ms is not None and self.ended.ms < self.held_ms):
            return None
        return self.ended.value


def standing_of(row: RelationRow) -> Standing:
    """What was told of a relation."""
    return Standing(
        held_ms=row.held_ms,
        began=_told_at(row.began_ms, row.began_s),
        rank=_told_at(row.rank_ms, row.rank),
        ended_ms=row.ended_ms,
        ended=_told_at(row.ended_told_ms, row.ended_s),
    )


def row_of(name: tuple[int, int], other: int, pos: int, standing: Standing, commit: int) -> RelationRow:
    """The row of an entry in a creator's list, changed by a commit."""
    began, rank, ended = standing.began, standing.rank, standing.ended
    return RelationRow(
        list=name[0],
        owner=name[1],
        held=int(standing.holds),
        pos=pos,
        other=other,
        held_ms=standing.held_ms,
        began_ms=began.ms if began else None,
        began_s=began.value if began else None,
        rank_ms=rank.ms if rank else None,
        rank=rank.value if rank else None,
        ended_ms=standing.ended_ms,
        ended_told_ms=ended.ms if ended else None,
        ended_s=ended.value if ended else None,
        changed=commit,
    )


def _told(ms: int, value: int | None) -> Told | None:
    return None if value is None else Told(ms, value)


def _told_at(ms: int | None, value: int | None) -> Told | None:
    return None if ms is None else _told(ms, value)


def _greater(one: T | None, other: T | None) -> T | None:
    if one is None or other is None:
        return one if other is None else other
    return max(one, other)


def _check(relation: Relation) -> None:
    for name, second in (("at_s", relation.at_s), ("ended_s", relation.ended_s)):
        if second is not None and not is_plausible_second(second):
            raise UnkeepableError(f"{relation.kind}: {name} {second} is no Unix second from 2014 to 2099")
    if relation.rank is not None and not 0 <= relation.rank < MOST_RANKS:
        raise UnkeepableError(f"{relation.kind}: rank {relation.rank} is none from 0 to {MOST_RANKS - 1}")
