"""How places in lists are spelled by TikTok's own APIs: numbers, of milliseconds, of seconds, or of entries."""

from __future__ import annotations

from tokgate.contract.cursors import LARGEST, NOT_GIVEN, NUMBER, ByIndex, ByRank, Cursor
from tokgate.domain.paging import Position
from tokgate.domain.posts import is_plausible_second

#: Entries of which nobody told when they began have ranks below every instant; they are spelled as numbers above every
#: second.
_UNTIMED = 10_000_000_000


class ByWholeSecond:
    """A list that is cut between seconds. Any number of milliseconds is a place: before it comes what is older.

    All that has the second T is older than T * 1000 + 1, however the archive orders it within the second.
    """

    def number(self, position: Position) -> int:
        """The milliseconds of a second's beginning."""
        return position.rank

    def position(self, number: int) -> Position:
        """The beginning of the next second that the instant is not after."""
        return Position(min(-(-number // 1000) * 1000, LARGEST))


class BySecond:
    """As ByWholeSecond, in seconds; after what has a second comes what has none."""

    def number(self, position: Position) -> int:
        """The second, or a number above every second."""
        second = position.rank // 1000
        return second if is_plausible_second(second) else _UNTIMED + position.rank

    def position(self, number: int) -> Position:
        """The place; any second is one."""
        if number > LARGEST // 1000:
            raise ValueError(NOT_GIVEN)
        return Position(number - _UNTIMED if number > _UNTIMED else number * 1000)


class ByInstant(ByRank[Position]):
    """By milliseconds; seconds, of which the documentation speaks where its example has milliseconds, are taken too."""

    def position(self, number: int) -> Position:
        """The place of an instant in either unit."""
        return super().position(number * 1000 if is_plausible_second(number) else number)


BY_TIME = Cursor(ByInstant(Position), NUMBER)
BY_WHOLE_SECOND = Cursor(ByWholeSecond(), NUMBER)
BY_SECOND = Cursor(BySecond(), NUMBER)
BY_INDEX = Cursor(ByIndex(), NUMBER)
