"""Conditions of the Research API's query language, written in Python.

    (Q.username == "tiktok") & Q.region.in_("US", "CA") & ~Q.keyword("sponsored") & (Q.view_count >= 1000)

Each is a `VideoQuery`, checked when it is written. Python binds `&`, `|` and `~` closer than `==`: comparisons need
their parentheses.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Generic, TypeVar

from tokgate.dialects.official.research_conditions import QueryField, QueryOperation
from tokgate.dialects.official.research_query import VideoCondition, VideoQuery

V = TypeVar("V", bound="str | int | date")


class Term(Generic[V]):
    """A field that is asked for by its values."""

    def __init__(self, field: QueryField) -> None:
        self._field = field

    # What Python promises of == is a bool; that it is a query here, type checkers accept of Any alone.
    def __eq__(self, value: Any) -> Any:
        return self._query(QueryOperation.EQ, value)

    def __ne__(self, value: Any) -> Any:
        return ~self._query(QueryOperation.EQ, value)

    def __hash__(self) -> int:
        return hash(self._field)

    def __call__(self, value: V) -> VideoQuery:
        """The field is this value."""
        return self._query(QueryOperation.EQ, value)

    def in_(self, *values: V) -> VideoQuery:
        """The field is one of the values."""
        return self._query(QueryOperation.IN, *values)

    def _query(self, operation: QueryOperation, *values: V) -> VideoQuery:
        return VideoQuery(and_=[VideoCondition(operation, self._field, [_written(value) for value in values])])


class OrderedTerm(Term[V]):
    """A field that is compared by size, too. What is not known of a video is neither more nor less."""

    def __gt__(self, value: V) -> VideoQuery:
        return self._query(QueryOperation.GT, value)

    def __ge__(self, value: V) -> VideoQuery:
        return self._query(QueryOperation.GTE, value)

    def __lt__(self, value: V) -> VideoQuery:
        return self._query(QueryOperation.LT, value)

    def __le__(self, value: V) -> VideoQuery:
        return self._query(QueryOperation.LTE, value)


def _written(value: str | int | date) -> str:
    """A value as TikTok takes it: text, also for a number."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.strftime("%Y%m%d")
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise TypeError(f"{value!r} is no value that a query can ask for: texts, whole numbers and days are")
    return str(value)


class Q:
    """What can be asked of a video. A keyword is whole words of the description or of a hashtag, in any case."""

    username: Term[str] = Term(QueryField.USERNAME)
    region: Term[str] = Term(QueryField.REGION_CODE)
    video_id: Term[str | int] = Term(QueryField.VIDEO_ID)
    hashtag: Term[str] = Term(QueryField.HASHTAG_NAME)
    keyword: Term[str] = Term(QueryField.KEYWORD)
    music_id: Term[str | int] = Term(QueryField.MUSIC_ID)
    effect_id: Term[str | int] = Term(QueryField.EFFECT_ID)
    video_length: Term[str] = Term(QueryField.VIDEO_LENGTH)
    create_date: OrderedTerm[str | date] = OrderedTerm(QueryField.CREATE_DATE)
    view_count: OrderedTerm[int] = OrderedTerm(QueryField.VIEW_COUNT)
    comment_count: OrderedTerm[int] = OrderedTerm(QueryField.COMMENT_COUNT)
