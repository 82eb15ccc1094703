"""Queries written in Python mean what they say, or are refused where three lists cannot say it."""

from __future__ import annotations

import operator
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tokgate.dialects.official.research_conditions import QueryField, QueryOperation
from tokgate.dialects.official.research_query import VideoCondition, VideoQuery
from tokgate.dialects.official.research_terms import Q


def written(query: Any) -> Any:
    """As it is sent."""
    return msgspec.json.decode(msgspec.json.encode(query))


def condition(field: str, operation: str, *values: str) -> dict[str, Any]:
    return {"operation": operation, "field_name": field, "field_values": list(values)}


def test_each_field_is_asked_for_by_its_own_name() -> None:
    assert written(Q.username == "x") == {"and": [condition("username", "EQ", "x")]}
    assert written(Q.keyword("a b")) == {"and": [condition("keyword", "EQ", "a b")]}
    assert written(Q.region.in_("US", "CA")) == {"and": [condition("region_code", "IN", "US", "CA")]}
    assert written(Q.hashtag != "fyp") == {"not": [condition("hashtag_name", "EQ", "fyp")]}
    assert written(Q.video_id == 7_400_000_000_000_000_001) == {
        "and": [condition("video_id", "EQ", "7400000000000000001")]
    }
    assert written(Q.music_id("5") & Q.effect_id("6")) == {
        "and": [condition("music_id", "EQ", "5"), condition("effect_id", "EQ", "6")]
    }
    assert written(Q.video_length.in_("SHORT", "MID")) == {"and": [condition("video_length", "IN", "SHORT", "MID")]}
    assert written(Q.create_date >= date(2024, 1, 31)) == {"and": [condition("create_date", "GTE", "20240131")]}
    assert written(Q.create_date < "20240131") == {"and": [condition("create_date", "LT", "20240131")]}
    assert written((Q.view_count > 5) & (Q.comment_count <= 9)) == {
        "and": [condition("view_count", "GT", "5"), condition("comment_count", "LTE", "9")]
    }


def test_queries_are_brought_into_the_three_lists() -> None:
    a, b, c = Q.keyword("a"), Q.hashtag("b"), Q.username("c")
    assert written(a & ~b & ~c) == {
        "and": [condition("keyword", "EQ", "a")],
        "not": [condition("hashtag_name", "EQ", "b"), condition("username", "EQ", "c")],
    }
    assert written((a | b) & c) == {
        "and": [condition("username", "EQ", "c")],
        "or": [condition("keyword", "EQ", "a"), condition("hashtag_name", "EQ", "b")],
    }
    assert written(~(a | b)) == {"not": [condition("keyword", "EQ", "a"), condition("hashtag_name", "EQ", "b")]}
    assert written(~(~a & ~b)) == written(a | b)
    assert written(~~a) == written(a)
    us_or_ca, one_or_two = Q.region("US") | Q.region.in_("CA", "US"), Q.video_id(1) | Q.video_id(2)
    assert written(us_or_ca & one_or_two) == {
        "and": [condition("region_code", "IN", "US", "CA"), condition("video_id", "IN", "1", "2")]
    }


A, B, C, D = Q.keyword("a"), Q.hashtag("b"), Q.username("c"), Q.region("US")


@pytest.mark.parametrize(
    ("write", "said"),
    [
        (lambda: (A | B) & (C | D), "one list of alternatives"),
        (lambda: (A & B) | C, "only between single conditions"),
        (lambda: ~A | B, "only between single conditions"),
        (lambda: ~(A & B), "do not hold together"),
        (lambda: ~(A & ~B), "do not hold together"),
        (lambda: Q.region == "USA", "two letters"),
        (lambda: Q.keyword("!"), "no word"),
        (lambda: Q.username.in_(), "field_values is empty"),
        (lambda: Q.create_date > "2024-01-31", "YYYYMMDD"),
        (lambda: Q.music_id == "abc", "whole number"),
    ],
)
def test_what_cannot_be_said_is_refused_where_it_is_written(write: Callable[[], object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        write()


@pytest.mark.parametrize(
    "write",
    [
        lambda: bool(A),
        lambda: 5 < Q.view_count < 9,
        lambda: Q.view_count == 5.5,
        lambda: Q.view_count == True,  # noqa: E712
        lambda: Q.create_date > datetime(2024, 1, 31, 12, tzinfo=UTC),
        lambda: operator.and_(A, "x"),
    ],
)
def test_what_python_would_misunderstand_is_a_type_error(write: Callable[[], object]) -> None:
    with pytest.raises(TypeError):
        write()


Video = dict[QueryField, set[str]]
FIELDS = (QueryField.KEYWORD, QueryField.USERNAME)
videos = st.fixed_dictionaries({field: st.sets(st.sampled_from("xyz")) for field in FIELDS})
atoms = st.builds(
    lambda field, values: VideoQuery(
        and_=[VideoCondition(QueryOperation.IN if len(values) > 1 else QueryOperation.EQ, field, values)]
    ),
    st.sampled_from(FIELDS),
    st.lists(st.sampled_from("xyz"), min_size=1, max_size=2),
)
#: A query beside what it says of a video; None where it cannot be written.
Written = tuple[VideoQuery | None, Callable[[Video], bool]]


def holds(query: VideoQuery, video: Video) -> bool:
    def one(each: VideoCondition) -> bool:
        return any(value in video[each.field_name] for value in each.field_values)

    alternatives = not query.or_ or any(map(one, query.or_))
    return all(map(one, query.and_)) and alternatives and not any(map(one, query.not_))


def _joined(one: Written, other: Written, how: str) -> Written:
    query = None
    if one[0] is not None and other[0] is not None:
        try:
            query = one[0] & other[0] if how == "and" else one[0] | other[0]
        except ValueError:
            query = None
    if how == "and":
        return query, lambda video: one[1](video) and other[1](video)
    return query, lambda video: one[1](video) or other[1](video)


def _inverted(one: Written) -> Written:
    query = one[0]
    if query is not None:
        try:
            query = ~query
        except ValueError:
            query = None
    return query, lambda video: not one[1](video)


trees: st.SearchStrategy[Written] = st.recursive(
    atoms.map(lambda query: (query, lambda video: holds(query, video))),
    lambda inner: st.builds(_joined, inner, inner, st.sampled_from(["and", "or"])) | inner.map(_inverted),
    max_leaves=5,
)


@given(tree=trees, video=videos)
@example(tree=_inverted(_inverted((A, lambda _: True))), video={QueryField.KEYWORD: {"a"}, QueryField.USERNAME: set()})
def test_a_query_that_could_be_written_means_what_python_says(tree: Written, video: Video) -> None:
    query, means = tree
    if query is not None:
        assert holds(query, video) == means(video)
        assert msgspec.convert(written(query), VideoQuery) == query
