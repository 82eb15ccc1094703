"""Ranges of bytes, against what slices say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tokgate.server.ranges import Unsatisfiable, wanted_range

numbers = st.integers(0, 30)


@given(length=numbers, first=numbers, last=st.none() | numbers)
def test_a_range_is_the_slice_from_its_first_to_its_last_byte(length: int, first: int, last: int | None) -> None:
    content = bytes(range(length))
    header = f"bytes={first}-{'' if last is None else last}"
    expected = content[first:] if last is None else content[first : last + 1]
    if last is not None and last < first:
        assert wanted_range(header, length) is None
    elif not expected:
        with pytest.raises(Unsatisfiable):
            wanted_range(header, length)
    else:
        start, stop = wanted_range(header, length) or (0, 0)
        assert content[start:stop] == expected


@given(length=numbers, count=st.integers(1, 30))
def test_a_range_from_the_end_is_so_many_last_bytes(length: int, count: int) -> None:
    content = bytes(range(length))
    if not content:
        with pytest.raises(Unsatisfiable):
            wanted_range(f"bytes=-{count}", length)
    else:
        start, stop = wanted_range(f"bytes=-{count}", length) or (0, 0)
        assert content[start:stop] == content[-count:]


@given(st.text(max_size=20) | st.from_regex(r"bytes=[0-9 ,-]{0,40}", fullmatch=True))
def test_no_header_makes_anything_but_a_range_within_or_none(header: str) -> None:
    try:
        found = wanted_range(header, 10)
    except Unsatisfiable:
        return
    assert found is None or 0 <= found[0] < found[1] <= 10
