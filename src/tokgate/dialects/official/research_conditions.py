"""What a condition of the Research API's query language means. Facts: TikTok's "Query Videos" page, 2025 and 2026.

Values are text in that language, numbers too; numbers that are sent as such are taken as well. A day is one in UTC,
from its first second to its last.
"""

from __future__ import annotations

import re
from calendar import timegm
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from tokgate.contract.readers import read_int
from tokgate.domain.search import AllOf, AnyOf, Clause, Condition, Field, Length, Operator


class QueryOperation(StrEnum):
    """How a field is compared: EQ with one value, IN with any of several, the others with one by its size."""

    EQ = "EQ"
    IN = "IN"
    GT = "GT"
    GTE = "GTE"
    LT = "LT"
    LTE = "LTE"


class QueryField(StrEnum):
    """What can be asked of a video. `region_code` is its creator's, `video_length` one of `Length`."""

    CREATE_DATE = "create_date"
    USERNAME = "username"
    REGION_CODE = "region_code"
    VIDEO_ID = "video_id"
    HASHTAG_NAME = "hashtag_name"
    KEYWORD = "keyword"
    MUSIC_ID = "music_id"
    EFFECT_ID = "effect_id"
    VIDEO_LENGTH = "video_length"
    VIEW_COUNT = "view_count"
    COMMENT_COUNT = "comment_count"


#: Days have an order, and so have numbers that count. Ids have none in this language.
_ORDERED = frozenset({QueryField.CREATE_DATE, QueryField.VIEW_COUNT, QueryField.COMMENT_COUNT})
_EQUALITY = frozenset({QueryOperation.EQ, QueryOperation.IN})
_DAY = re.compile("[0-9]{8}")
_REGION = re.compile("[A-Za-z]{2}")


def day_of(text: str) -> date:
    """The day that `YYYYMMDD` names. ValueError, in words, for what names none."""
    if _DAY.fullmatch(text):
        try:
            return datetime.strptime(text, "%Y%m%d").replace(tzinfo=UTC).date()
        except ValueError:
            pass
    raise ValueError(f"{text!r} is no day: it is written YYYYMMDD, as in 20240131")


def begin_of(day: date) -> int:
    """The first second of a day, in Unix seconds UTC."""
    return timegm(day.timetuple())


def end_of(day: date) -> int:
    """The second after a day's last one."""
    return begin_of(day) + int(timedelta(days=1).total_seconds())


def clause_of(field: QueryField, operation: QueryOperation, values: Sequence[str | int]) -> Clause:
    """The condition in domain words. ValueError, naming the field, for one that the language does not have."""
    if operation not in _EQUALITY and field not in _ORDERED:
        raise ValueError(f"{field} has no order: it takes EQ and IN, not {operation}")
    if not values:
        raise ValueError(f"{field} {operation}: field_values is empty")
    if operation is not QueryOperation.IN and len(values) > 1:
        raise ValueError(f"{field} {operation} takes one value, not {len(values)}; IN takes several")
    try:
        if field is QueryField.CREATE_DATE:
            return _created(operation, [day_of(str(value)) for value in values])
        told, read = _MEANING[field]
        return Condition(told, Operator[operation], tuple(read(value) for value in values))
    except ValueError as problem:
        raise ValueError(f"{field} {operation}: {problem}") from None


def _created(operation: QueryOperation, days: Sequence[date]) -> Clause:
    if operation in _EQUALITY:
        ranges = [
            AllOf((_second(Operator.GTE, begin_of(day)), _second(Operator.LT, end_of(day))))
            for day in dict.fromkeys(days)
        ]
        return ranges[0] if len(ranges) == 1 else AnyOf(tuple(ranges))
    first, behind = begin_of(days[0]), end_of(days[0])
    limits = {
        QueryOperation.GT: (Operator.GTE, behind),
        QueryOperation.GTE: (Operator.GTE, first),
        QueryOperation.LT: (Operator.LT, first),
        QueryOperation.LTE: (Operator.LT, behind),
    }
    return _second(*limits[operation])


def _second(operator: Operator, second: int) -> Condition:
    return Condition(Field.CREATED, operator, (second,))


def _text(value: str | int) -> str:
    return str(value)


def _region(value: str | int) -> str:
    if isinstance(value, str) and _REGION.fullmatch(value):
        return value
    raise ValueError(f"{value!r} is no region: it has two letters, as in US")


def _length(value: str | int) -> str:
    if value not in set(Length):
        raise ValueError(f"{value!r} is none of {', '.join(Length)}")
    return str(value)


#: What a field is in domain words, and how its values are read; a day is the one that needs more than that.
_MEANING: Mapping[QueryField, tuple[Field, Callable[[str | int], str | int]]] = {
    QueryField.USERNAME: (Field.USERNAME, _text),
    QueryField.REGION_CODE: (Field.REGION, _region),
    QueryField.VIDEO_ID: (Field.ID, read_int),
    QueryField.HASHTAG_NAME: (Field.HASHTAG, _text),
    QueryField.KEYWORD: (Field.KEYWORD, _text),
    QueryField.MUSIC_ID: (Field.SOUND, read_int),
    QueryField.EFFECT_ID: (Field.EFFECT, _text),
    QueryField.VIDEO_LENGTH: (Field.LENGTH, _length),
    QueryField.VIEW_COUNT: (Field.PLAYS, read_int),
    QueryField.COMMENT_COUNT: (Field.COMMENTS, read_int),
}
