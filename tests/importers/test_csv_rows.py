"""Rows of CSV: quotes that are left open, and rows without end."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.importers.reading import Reading, read_csv

from tokgate.importers.csv_rows import csv_rows
from tokgate.importers.format import Broken
from tokgate.importers.limits import DEFAULT, Limits

FIRST = 7_300_000_000_000_000_001
HEAD = "video_id,username,text,plays\n"


def rows_of(text: str, limits: Limits = DEFAULT) -> list[tuple[str, list[str] | Broken]]:
    return list(csv_rows(io.BufferedReader(io.BytesIO(text.encode())), limits))


def good(count: int, start: int = 1) -> str:
    return "".join(f"{FIRST + number},ann,c{number},5\n" for number in range(start, start + count))


def ids(reading: Reading) -> list[int]:
    return [number - FIRST for number in reading.posts]


def test_a_quote_left_open_costs_its_row_only(tmp_path: Path) -> None:
    reading = read_csv(HEAD + f'{FIRST},ann,"open,5\n' + good(500), tmp_path)
    assert ids(reading) == list(range(1, 501))
    (refusal,) = reading.refused
    assert refusal.place == "line 2"
    assert "quote" in refusal.reason


@pytest.mark.parametrize(
    "later",
    [
        f'{FIRST + 1},ann,"a whole one",5\n',  # its opening quote looks like the end of the open cell
        f'{FIRST + 1},ann,"a whole ""one"" of\ntwo lines",5\n',
    ],
)
def test_a_later_quote_does_not_close_it(later: str, tmp_path: Path) -> None:
    reading = read_csv(HEAD + f'{FIRST},ann,"open,5\n' + later + good(3, start=2), tmp_path)
    assert ids(reading) == [1, 2, 3, 4]
    assert [each.place for each in reading.refused] == ["line 2"]


def test_an_open_quote_on_the_last_line_is_refused(tmp_path: Path) -> None:
    reading = read_csv(HEAD + good(1) + f'{FIRST},ann,"open,5\n', tmp_path)
    assert ids(reading) == [1]
    assert [each.place for each in reading.refused] == ["line 3"]


def test_quotes_within_the_cells_of_one_line_are_read_as_they_were(tmp_path: Path) -> None:
    reading = read_csv(HEAD + f'{FIRST},ann,"she said "hi" there",5\n{FIRST + 1},ann,a "b" c,6\n', tmp_path)
    assert [post.text for post in reading.posts.values()] == ['she said hi" there"', 'a "b" c']


def test_a_row_beyond_the_limit_is_refused_in_little_memory(tmp_path: Path) -> None:
    found = rows_of(
        HEAD + f"{FIRST},ann,{'x' * 5000},5\n" + f'{FIRST},ann,"' + "y\n" * 800 + '",5\n' + good(2), Limits(row=1000)
    )
    broken = [(place, row.reason) for place, row in found if isinstance(row, Broken)]
    assert broken[0] == ("line 2", "is longer than 1,000 characters")
    assert broken[1][0] == "line 3"
    assert [row for _, row in found[-2:]] == [[str(FIRST + n), "ann", f"c{n}", "5"] for n in (1, 2)]


cells = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)


@given(st.integers(2, 4).flatmap(lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), min_size=1)))
def test_tables_written_by_the_rules_are_read_back(rows: list[list[str]]) -> None:
    buffer = io.StringIO()
    head = [f"column {number}" for number in range(len(rows[0]))]
    csv.writer(buffer, quoting=csv.QUOTE_ALL).writerows([head, *rows])
    assert [row for _, row in rows_of(buffer.getvalue())] == [head, *rows]


@given(st.text(st.sampled_from('a1",\n\r \t;|'), max_size=200))
def test_every_line_is_in_a_row_or_refused_and_no_two(text: str) -> None:
    found = rows_of(text)
    places = [place for place, _ in found]
    assert len(set(places)) == len(places)
    assert sorted(places, key=lambda place: int(place.split()[1])) == places
