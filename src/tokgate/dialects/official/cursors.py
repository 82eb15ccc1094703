"""How places in lists are spelled by TikTok's own APIs: numbers, of milliseconds, of seconds, or of entries."""

from __future__ import annotations

from tokgate.contract.cursors import NUMBER, ByIndex, ByRank, Cursor
from tokgate.domain.paging import Position
from tokgate.domain.posts import is_plausible_second

#: Entries of which nobody told when they began have ranks below every instant; they are spelled as numbers above every
#: second.
_UNTIMED = 10_000_000_000


class BySecond:
    """Seconds, for lists that are cut between them; after what has a second comes what has none."""

    def number(self, position: Position) -> int:
        """The second, or a number above every second."""
        second = position.rank // 1000
        return second if is_plausible_second(second) else _UNTIMED + position.rank

    def position(self, number: int) -> Position:
        """The place; any number is one."""
        return Position(number - _UNTIMED if number > _UNTIMED else number * 1000)


class ByInstant(ByRank[Position]):
    """By milliseconds; seconds, of which the documentation speaks where its example has milliseconds, are taken too."""

    def position(self, number: int) -> Position:
        """The place of an instant in either unit."""
        return super().position(number * 1000 if is_plausible_second(number) else number)


BY_TIME = Cursor(ByInstant(Position), NUMBER)
#: Display's: where a page ended, or any instant; the archive tells which (all of a second T is before T * 1000 + 1).
BY_MILLISECOND = Cursor(ByRank(Position), NUMBER)
BY_SECOND = Cursor(BySecond(), NUMBER)
BY_INDEX = Cursor(ByIndex(), NUMBER)
