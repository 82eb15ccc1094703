"""Cursors: every place comes back from the wire as it went, and nothing else becomes one."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tokgate.contract.cursors import DIGITS, LARGEST, NUMBER, OPAQUE, ByIndex, ByRank, ByRankAndId, Cursor
from tokgate.contract.errors import Cause, Refusal
from tokgate.domain.paging import Position

whole = st.integers(0, LARGEST)
NOT_THE_START = Position(1, 0)


@given(rank=whole, id=whole)
def test_a_place_comes_back_as_it_went(rank: int, id: int) -> None:
    place = Position(rank, id)
    wanted = place if rank or id else None

    assert Cursor(ByRankAndId(Position), DIGITS).read(Cursor(ByRankAndId(Position), DIGITS).write(place)) == wanted
    assert Cursor(ByRankAndId(Position), OPAQUE).read(Cursor(ByRankAndId(Position), OPAQUE).write(place)) == wanted
    assert Cursor(ByRank(Position), DIGITS).read(str(rank)) == (Position(rank) if rank else None)


@given(index=st.integers(0, 2**53 - 1))
def test_an_index_is_a_number_that_javascript_can_hold(index: int) -> None:
    cursor = Cursor(ByIndex(), NUMBER)

    assert cursor.write(index) == index
    assert cursor.read(index) == (index or None)


def test_a_number_beyond_javascript_is_not_given() -> None:
    with pytest.raises(ValueError, match="JavaScript"):
        Cursor(ByRank(Position), NUMBER).write(Position(2**53))


@given(first=st.tuples(whole, whole), second=st.tuples(whole, whole))
def test_a_cursor_by_rank_and_id_sorts_as_its_places_do(first: tuple[int, int], second: tuple[int, int]) -> None:
    cursor = Cursor(ByRankAndId(Position), DIGITS)
    numbers = [int(cursor.write(Position(*each))) for each in (first, second)]

    assert (first < second) == (numbers[0] < numbers[1])


@pytest.mark.parametrize("sent", ["", "abc", "-1", "1.5", "١٢", " 1", "9" * 61, "9" * 30, str(2**63)])
def test_what_is_no_run_of_digits_or_was_never_given_is_refused(sent: str) -> None:
    with pytest.raises(Refusal) as caught:
        Cursor(ByRank(Position), DIGITS).after(sent, name="max_cursor")

    assert caught.value.cause is Cause.INVALID_PARAMETER
    assert list(caught.value.fields) == ["max_cursor"]


@given(st.text(max_size=70))
def test_a_text_is_an_opaque_cursor_only_if_it_was_given(sent: str) -> None:
    cursor: Cursor[Position, str] = Cursor(ByRankAndId(Position), OPAQUE)
    try:
        place = cursor.read(sent)
    except ValueError:
        return
    assert sent == (cursor.write(place) if place else OPAQUE.write(0))


@pytest.mark.parametrize("sent", [-1, 2**63])
def test_a_number_out_of_bounds_is_refused(sent: int) -> None:
    with pytest.raises(ValueError, match=r"at least 0|no cursor"):
        Cursor(ByRank(Position), NUMBER).read(sent)


@pytest.mark.parametrize("form", [DIGITS, NUMBER, OPAQUE], ids=lambda form: type(form).__name__)
def test_none_and_zero_are_the_start(form: Any) -> None:
    cursor: Cursor[Position, Any] = Cursor(ByRank(Position), form)

    assert cursor.read(None) is None
    assert cursor.read(form.write(0)) is None
    assert cursor.read(cursor.write(NOT_THE_START)) == NOT_THE_START
    with pytest.raises(ValueError, match="before the first"):
        cursor.write(Position(-5))
