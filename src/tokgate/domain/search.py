"""A search for posts, in words that belong to no dialect and no database. What cannot be meant is refused when built.

    Search(AllOf((Condition(Field.REGION, Operator.IN, ("US", "CA")), Condition(Field.PLAYS, Operator.GTE, (1000,)))))

A condition on what is not known of a post does not hold, whatever is asked; so `Not` of it does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import TypeAlias

import msgspec

from tokgate.domain.posts import Kind
from tokgate.domain.words import words

#: What one search may hold: deeper or longer ones are refused, as databases would.
MOST_DEPTH = 16
MOST_CONDITIONS = 500
MOST_VALUES = 5000
MOST_CHARACTERS = 500
_MOST = 2**63 - 1


class Operator(StrEnum):
    """How a post's field compares with the values given. EQ and the comparisons take one, IN any of several."""

    EQ = "eq"
    IN = "in"
    GT = "gt"
    GTE = "gte"
    LT = "lt"
    LTE = "lte"


class Field(StrEnum):
    """What can be asked of a post. Texts match in any case.

    CREATED is in Unix seconds UTC, DURATION in milliseconds. REGION is the post's or, where that is not known, its
    creator's. KEYWORD: the value's words follow each other in the post's text, or in one of its hashtags (see
    `tokgate.domain.words`). LENGTH takes a `Length`, KIND a `Kind`. EFFECT is an effect's id.
    """

    ID = "id"
    CREATED = "created"
    USERNAME = "username"
    KEYWORD = "keyword"
    HASHTAG = "hashtag"
    SOUND = "sound"
    EFFECT = "effect"
    REGION = "region"
    LANGUAGE = "language"
    KIND = "kind"
    LENGTH = "length"
    DURATION = "duration"
    PLAYS = "plays"
    LIKES = "likes"
    COMMENTS = "comments"
    SHARES = "shares"
    SAVES = "saves"
    REPOSTS = "reposts"
    DOWNLOADS = "downloads"


class Length(StrEnum):
    """Classes of a video's duration, as the Research API has them."""

    SHORT = "SHORT"
    MID = "MID"
    LONG = "LONG"
    EXTRA_LONG = "EXTRA_LONG"


#: From how many milliseconds on a duration is of a class, and below how many (None: any).
LENGTHS: Mapping[Length, tuple[int, int | None]] = {
    Length.SHORT: (0, 15_000),
    Length.MID: (15_000, 60_000),
    Length.LONG: (60_000, 300_001),
    Length.EXTRA_LONG: (300_001, None),
}

_EQUALITY = frozenset({Operator.EQ, Operator.IN})
#: Fields that are compared by size, too.
_ORDERED = frozenset({
    Field.ID, Field.CREATED, Field.DURATION, Field.PLAYS, Field.LIKES, Field.COMMENTS, Field.SHARES, Field.SAVES,
    Field.REPOSTS, Field.DOWNLOADS,
})  # fmt: skip
_NUMBERS = _ORDERED | {Field.SOUND}
_NAMED: Mapping[Field, type[StrEnum]] = {Field.KIND: Kind, Field.LENGTH: Length}


class Condition(msgspec.Struct, frozen=True, tag=True):
    """One field compared with values: numbers for what is counted, measured or numbered, else texts."""

    field: Field
    operator: Operator
    values: tuple[int | str, ...]

    def __post_init__(self) -> None:
        if self.operator not in _EQUALITY and self.field not in _ORDERED:
            raise ValueError(f"{self.field} has no order: ask for it by eq or in, not by {self.operator}")
        if not self.values:
            raise ValueError(f"{self.field} {self.operator}: a value is missing")
        if self.operator is not Operator.IN and len(self.values) > 1:
            raise ValueError(f"{self.field} {self.operator} takes one value, not {len(self.values)}")
        for value in self.values:
            self._check(value)

    def _check(self, value: int | str) -> None:
        if self.field in _NUMBERS:
            if isinstance(value, bool) or not isinstance(value, int):
                raise ValueError(f"{self.field}: {value!r} is no whole number")
            if not -_MOST <= value <= _MOST:
                raise ValueError(f"{self.field}: {value} is beyond 63 bits")
            return
        if not isinstance(value, str):
            raise ValueError(f"{self.field}: {value!r} is no text")
        if not value:
            raise ValueError(f"{self.field}: an empty text")
        if len(value) > MOST_CHARACTERS:
            raise ValueError(f"{self.field}: a text of more than {MOST_CHARACTERS} characters")
        if "\0" in value or any("\ud800" <= each <= "\udfff" for each in value):
            raise ValueError(f"{self.field}: {value!r} is no text that a post could have")
        named = _NAMED.get(self.field)
        if named is not None and value not in set(named):
            raise ValueError(f"{self.field}: {value!r} is none of {', '.join(named)}")
        if self.field is Field.KEYWORD and not words(value):
            raise ValueError(f"keyword: {value!r} has no word")


class AllOf(msgspec.Struct, frozen=True, tag=True):
    """Every one holds; of none, always."""

    clauses: tuple[Clause, ...] = ()


class AnyOf(msgspec.Struct, frozen=True, tag=True):
    """At least one holds; of none, never."""

    clauses: tuple[Clause, ...] = ()


class Not(msgspec.Struct, frozen=True, tag=True):
    """It does not hold."""

    clause: Clause


Clause: TypeAlias = Condition | AllOf | AnyOf | Not


class Ranking(StrEnum):
    """Which posts come first; of equal ones, the highest id. RANDOM is an order that the search's `seed` tells.

    A page of the latest costs what a page costs; the others rank all posts that are found.
    """

    LATEST = "latest"
    MOST_LIKED = "most_liked"
    RANDOM = "random"


class Search(msgspec.Struct, frozen=True):
    """Which posts, made from `since_ms` on and before `until_ms` (Unix milliseconds UTC), and in which order.

    Found are public posts; those of private accounts only with `private_accounts`.
    """

    where: Clause = AllOf()
    since_ms: int | None = None
    until_ms: int | None = None
    ranking: Ranking = Ranking.LATEST
    seed: int = 0
    private_accounts: bool = False

    def __post_init__(self) -> None:
        values = 0
        for conditions, (clause, depth) in enumerate(_deep(self.where), 1):
            if depth > MOST_DEPTH:
                raise ValueError(f"conditions are nested deeper than {MOST_DEPTH}")
            values += len(clause.values) if isinstance(clause, Condition) else 0
            if conditions > MOST_CONDITIONS or values > MOST_VALUES:
                raise ValueError(f"more than {MOST_CONDITIONS} conditions or {MOST_VALUES} values")


def conditions_in(clause: Clause) -> Iterator[Condition]:
    """Every condition of a clause."""
    return (each for each, _ in _deep(clause) if isinstance(each, Condition))


def _deep(clause: Clause) -> Iterator[tuple[Clause, int]]:
    """Every clause with its depth. Without recursion: how deep it goes is still to be checked."""
    stack = [(clause, 1)]
    while stack:
        clause, depth = stack.pop()
        yield clause, depth
        if isinstance(clause, Not):
            stack.append((clause.clause, depth + 1))
        elif not isinstance(clause, Condition):
            stack += [(each, depth + 1) for each in clause.clauses]
