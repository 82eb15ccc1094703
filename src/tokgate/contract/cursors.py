"""Cursors: positions in a list as they go over the wire, and back.

    CURSOR = Cursor(ByRank(Position), DIGITS)
    page = archive.posts(creator, after=CURSOR.after(cursor), limit=count)
    answer.cursor = CURSOR.write(page.following)

A cursor is an ordering (what of a position goes into one number) and a form (how that number is spelled). The number 0
is the start of a list in every form.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from tokgate.contract.errors import Cause, Refusal

#: The largest rank and the largest id: archives count in 63 bits.
LARGEST = 2**63 - 1
#: The first whole number that JavaScript cannot tell from the one after it.
JAVASCRIPT_LIMIT = 2**53
#: Of a rank and an id in one number, the id has the last 20 digits, so that the number still sorts by rank.
ID_PLACES = 10**20
NOT_GIVEN = "is no cursor that was given"


class RankedPosition(Protocol):
    """What is needed of a position in a list: its rank, and the id that settles equal ranks."""

    @property
    def rank(self) -> int: ...
    @property
    def id(self) -> int: ...


Position = TypeVar("Position")
Ranked = TypeVar("Ranked", bound=RankedPosition)
Sent = TypeVar("Sent")


class Ordering(Protocol[Position]):
    """What of a position goes into a cursor's number; a number that names none is a ValueError, in words."""

    def number(self, position: Position, /) -> int: ...
    def position(self, number: int, /) -> Position: ...


class ByRank(Generic[Ranked]):
    """A list whose entries have each a rank of their own, such as one by time, whose instants the archive keeps apart.

    Any rank names a position, whether an entry stands there or not, so that a caller may begin at any instant.
    """

    def __init__(self, make: Callable[[int, int], Ranked]) -> None:
        self._make = make

    def number(self, position: Ranked) -> int:
        """The rank."""
        return position.rank

    def position(self, number: int) -> Ranked:
        """The position of a rank."""
        return self._make(_known(number), 0)


class ByRankAndId(Generic[Ranked]):
    """A list in which entries share ranks, such as one by likes."""

    def __init__(self, make: Callable[[int, int], Ranked]) -> None:
        self._make = make

    def number(self, position: Ranked) -> int:
        """Rank and id in one number."""
        return position.rank * ID_PLACES + position.id

    def position(self, number: int) -> Ranked:
        """The position that such a number names."""
        rank, id = divmod(number, ID_PLACES)
        return self._make(_known(rank), _known(id))


class ByInstantAndId(ByRankAndId[Ranked]):
    """A list by time whose entries share instants. An instant alone is a position, too: what is older comes after."""

    def position(self, number: int) -> Ranked:
        """The position that such a number names; one too small to hold an instant and an id is an instant."""
        return super().position(number if number >= ID_PLACES else number * ID_PLACES)


class ByIndex:
    """A list whose entries are counted from its beginning."""

    def number(self, position: int) -> int:
        """The index itself."""
        return position

    def position(self, number: int) -> int:
        """The index itself."""
        return _known(number)


def _known(number: int) -> int:
    if number > LARGEST:
        raise ValueError(NOT_GIVEN)
    return number


class Form(Protocol[Sent]):
    """How a cursor's number is spelled. Both directions raise ValueError, in words."""

    def write(self, number: int, /) -> Sent: ...
    def read(self, cursor: Sent, /) -> int: ...


class Digits:
    """A string of digits."""

    def write(self, number: int) -> str:
        """In decimal digits."""
        return str(number)

    def read(self, cursor: str) -> int:
        """The number of a string of ASCII digits."""
        if not (cursor.isascii() and cursor.isdecimal()) or len(cursor) > 60:
            raise ValueError("must be a string of digits")
        return int(cursor)


class Number:
    """A JSON number that JavaScript can hold too."""

    def write(self, number: int) -> int:
        """The number itself."""
        if number >= JAVASCRIPT_LIMIT:
            raise ValueError(f"{number} is no number that JavaScript can hold")
        return number

    def read(self, cursor: int) -> int:
        """The number itself; a larger one was never given, but an instant that is far off is a position."""
        if cursor < 0:
            raise ValueError("must be at least 0")
        return cursor


class Opaque:
    """Text that says nothing to anybody, and can stand in a URL."""

    def write(self, number: int) -> str:
        """The bytes of the number, in base64 for URLs, without padding."""
        content = number.to_bytes((number.bit_length() + 7) // 8 or 1, "big")
        return base64.urlsafe_b64encode(content).rstrip(b"=").decode()

    def read(self, cursor: str) -> int:
        """The number of a text that `write` gave, and of no other."""
        if not cursor or len(cursor) > 60 or not cursor.isascii():
            raise ValueError(NOT_GIVEN)
        try:
            number = int.from_bytes(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
        except binascii.Error:
            raise ValueError(NOT_GIVEN) from None
        if self.write(number) != cursor:
            raise ValueError(NOT_GIVEN)
        return number


DIGITS = Digits()
NUMBER = Number()
OPAQUE = Opaque()


class Cursor(Generic[Position, Sent]):
    """The cursor of a list: one ordering in one form."""

    def __init__(self, ordering: Ordering[Position], form: Form[Sent]) -> None:
        self._ordering = ordering
        self._form = form

    def write(self, position: Position) -> Sent:
        """The cursor that goes on after a position. ValueError for one that the form cannot hold."""
        number = self._ordering.number(position)
        if number < 0:
            raise ValueError(f"{position} is before the first one that a cursor can name")
        return self._form.write(number)

    def read(self, cursor: Sent | None) -> Position | None:
        """The position that a cursor names; None, the start, for none and for 0. ValueError says what is wrong."""
        if cursor is None:
            return None
        number = self._form.read(cursor)
        return self._ordering.position(number) if number else None

    def after(self, cursor: Sent | None, *, name: str = "cursor") -> Position | None:
        """As `read`, for a handler: what is wrong with the parameter of that name is a Refusal."""
        try:
            return self.read(cursor)
        except ValueError as problem:
            raise Refusal(Cause.INVALID_PARAMETER, fields={name: str(problem)}) from None
