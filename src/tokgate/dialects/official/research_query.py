"""A query of the Research API as it is sent: three lists of conditions, of which all, any and none must hold.

A query can be put together of others, as far as three lists can say it:

    US = VideoQuery(and_=[VideoCondition(QueryOperation.EQ, QueryField.REGION_CODE, ["US"])])
    US & ~other | more

`tokgate.dialects.official.research_terms.Q` writes the single conditions.
"""

from __future__ import annotations

from typing import NoReturn

import msgspec

from tokgate.dialects.official.research_conditions import QueryField, QueryOperation, clause_of
from tokgate.domain.search import AllOf, AnyOf, Clause, Not, Search


class VideoCondition(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One field compared with values. ValueError for one that the language does not have."""

    operation: QueryOperation
    """How the field is compared."""
    field_name: QueryField
    """What is compared."""
    field_values: list[str | int]
    """With which values; several for IN alone."""

    def __post_init__(self) -> None:
        self.clause()

    def clause(self) -> Clause:
        """What it means."""
        return clause_of(self.field_name, self.operation, self.field_values)


class VideoQuery(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    forbid_unknown_fields=True,
    rename={"and_": "and", "or_": "or", "not_": "not"},
):
    """All of `and_` hold, one of `or_` if there are any, and none of `not_`. ValueError for one without a condition.

    What TikTok does not know of a video, such as a count, matches no condition. Empty lists are not sent: TikTok has
    answered 500 to them.
    """

    and_: list[VideoCondition] = []
    """Conditions that all hold."""
    or_: list[VideoCondition] = []
    """Conditions of which one holds."""
    not_: list[VideoCondition] = []
    """Conditions of which none holds."""

    def __post_init__(self) -> None:
        if not (self.and_ or self.or_ or self.not_):
            raise ValueError("a condition is missing: one of `and`, `or` and `not` must hold some")
        Search(self.clause())

    def clause(self) -> Clause:
        """What it means. ValueError for more conditions than a search may hold."""
        clauses = [each.clause() for each in self.and_]
        if self.or_:
            clauses.append(AnyOf(tuple(each.clause() for each in self.or_)))
        return AllOf((*clauses, *(Not(each.clause()) for each in self.not_)))

    def __and__(self, other: VideoQuery) -> VideoQuery:
        """Both hold. ValueError where either has alternatives: there is one list of these."""
        if not isinstance(other, VideoQuery):
            return NotImplemented
        if self.or_ and other.or_:
            raise ValueError(
                "TikTok's query has one list of alternatives, and this would need two: "
                "only alternatives of one field (Q.region.in_(…)) can be had any number of times"
            )
        return VideoQuery(and_=[*self.and_, *other.and_], or_=[*self.or_, *other.or_], not_=[*self.not_, *other.not_])

    def __or__(self, other: VideoQuery) -> VideoQuery:
        """One of both holds. ValueError unless both are single conditions or alternatives themselves."""
        if not isinstance(other, VideoQuery):
            return NotImplemented
        return any_of([*self._alternatives(), *other._alternatives()])

    def __invert__(self) -> VideoQuery:
        """It does not hold. ValueError where several conditions must hold: TikTok cannot say that one of them fails."""
        if self.not_ and not self.and_ and not self.or_:
            return any_of(self.not_)
        try:
            return VideoQuery(not_=self._alternatives())
        except ValueError:
            raise ValueError(
                "TikTok's query cannot say that conditions do not hold together: `not` holds for each one alone"
            ) from None

    def _alternatives(self) -> list[VideoCondition]:
        """The conditions of which one must hold, if that is all it says."""
        if self.or_ and not self.and_ and not self.not_:
            return self.or_
        if len(self.and_) == 1 and not self.or_ and not self.not_:
            return self.and_
        raise ValueError("TikTok's query has alternatives only between single conditions that hold, without & and ~")

    def __bool__(self) -> NoReturn:
        raise TypeError("a query is neither true nor false: combine queries with & | ~, not with and, or, not, <…<")


def any_of(conditions: list[VideoCondition]) -> VideoQuery:
    """One of the conditions holds. Those of one field are one condition, which takes no list of alternatives."""
    names = {each.field_name for each in conditions}
    if len(conditions) == 1:
        return VideoQuery(and_=conditions)
    if len(names) > 1 or any(each.operation not in (QueryOperation.EQ, QueryOperation.IN) for each in conditions):
        return VideoQuery(or_=conditions)
    values = list(dict.fromkeys(value for each in conditions for value in each.field_values))
    return VideoQuery(and_=[VideoCondition(QueryOperation.IN, names.pop(), values)])
